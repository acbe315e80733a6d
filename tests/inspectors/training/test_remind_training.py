"""remind_training: who is short of class hours is told each month of the autumn, and the office how many there are."""

import datetime as dt
from decimal import Decimal

from accounts.policy import forget
from accounts.services.policy import edit_policy
from core import calendar
from core.models import Notification
from inspectors.models import Inspector
from inspectors.training import services
from inspectors.training.tasks import remind_training
from tests.people import Cast
from tests.walk import training as walk


def told(kind: str = "remind_training") -> list[tuple[str, str]]:
    rows = Notification.objects.filter(kind=kind).order_by("created_at").values_list("recipient__username", "title")
    return list(rows)


def test_from_september_on_once_a_month(cast: Cast, first: Inspector, second: Inspector) -> None:
    year = calendar.today().year
    walk.recorded(cast, day=dt.date(year, 1, 1), hours=Decimal("33.5"))
    walk.recorded(cast, inspector=second, day=dt.date(year, 1, 1), hours=Decimal(40))
    assert services.remind_training(dt.date(year, 8, 31)) == 0
    count = services.remind_training(dt.date(year, 9, 1))
    assert count == len(told()) > 0
    mine = [title for name, title in told() if name == cast.inspector.username]
    assert mine == [f"培训：{year}年12月31日前还缺6.5学时"]
    assert cast.other_inspector.username not in {name for name, _title in told()}
    office = [title for name, title in told() if name == cast.office.username]
    assert len(office) == 1
    assert "2名督学" in office[0]
    assert services.remind_training(dt.date(year, 9, 20)) == 0
    assert services.remind_training(dt.date(year, 11, 20)) == count


def test_nobody_is_short(cast: Cast, first: Inspector) -> None:
    year = calendar.today().year
    for inspector in Inspector.objects.all():
        walk.recorded(cast, inspector=inspector, day=dt.date(year, 1, 1), hours=Decimal(40))
    assert services.remind_training(dt.date(year, 12, 1)) == 0
    assert told() == []


def test_the_county_may_begin_later(cast: Cast) -> None:
    edit_policy("training_reminder_month", by=cast.office_head, value=12)
    forget()
    today = calendar.today()
    assert remind_training() == (len(told()) if today.month == 12 else 0)
    assert services.remind_training(dt.date(today.year, 11, 30)) == 0
