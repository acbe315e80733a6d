"""What was asked of inspectors and kept, as the subjects answer it: rechecks in time."""

import datetime as dt

from accounts import policy
from core import calendar
from inspectors.models import Inspector, KeptKind
from inspectors.questions import KeptItem, kept_of
from rectification.models import RecheckResult
from rectification.recheck import services
from tests.people import Cast
from tests.walk import clock
from tests.walk import problem as walk


def asked() -> list[KeptItem]:
    today = calendar.today()
    keys = list(Inspector.objects.values_list("pk", flat=True))
    found = kept_of(keys, since=today - dt.timedelta(days=90), until=today + calendar.ONE_DAY)
    return [item for item in found if item.kind == KeptKind.RECHECK_IN_TIME]


def test_a_recheck_has_time_then_is_late_until_it_is_done(cast: Cast) -> None:
    problem = walk.rechecking(cast)
    last = calendar.deadline(calendar.today(), *policy.days("recheck_days")).on
    with clock.on(last):
        assert asked() == []
    with clock.on(last + calendar.ONE_DAY):
        (item,) = asked()
        assert (item.met, item.title, item.unit_name) == (False, problem.number, problem.unit.name)
        assert "尚未完成" in item.note
        services.record_recheck(
            problem, by=cast.other_inspector, held_on=last, note="已整改", result=RecheckResult.PASSED
        )
        (item,) = asked()
        assert item.met  # on the spot in time, if written down a day later
        assert item.inspector_id == Inspector.objects.get(user=cast.other_inspector).pk
