"""remind_summaries: the self-summary that is due soon or late, once for each of the settings' days; the office too."""

import datetime as dt
from collections.abc import Callable

from django.test import Client

from accounts import policy
from core import calendar
from core.models import Notification
from inspectors.appraisal import services
from inspectors.appraisal.tasks import remind_summaries
from inspectors.models import Appraisal, Inspector
from tests.people import Cast, make_inspector
from tests.walk import appraisal as walk

SignIn = Callable[[object], Client]
ONE_DAY = calendar.ONE_DAY


def told(name: str) -> list[str]:
    rows = Notification.objects.filter(kind="remind_summaries", recipient__username=name)
    return list(rows.order_by("created_at").values_list("title", flat=True))


def due(cast: Cast) -> tuple[Appraisal, dt.date]:
    """The first inspector's appraisal, all others' out of the way, and its day."""
    row = walk.opened(cast)
    Appraisal.objects.exclude(pk=row.pk).update(state="cancelled")
    assert row.due_on is not None
    return row, row.due_on


def test_once_on_each_of_the_settings_days(cast: Cast) -> None:
    row, day = due(cast)
    first, last = policy.numbers("appraisal_summary_warnings")
    assert services.remind_summaries(day - (first + 1) * ONE_DAY) == 0
    assert services.remind_summaries(day - first * ONE_DAY) == 1
    assert services.remind_summaries(day - first * ONE_DAY) == 0
    assert services.remind_summaries(day - (last + 1) * ONE_DAY) == 0
    assert services.remind_summaries(day - last * ONE_DAY) == 1
    assert services.remind_summaries(day) == 0
    assert len(told("inspector")) == 2
    assert told("inspector")[0].startswith("请于")
    assert told("office") == []
    assert Notification.objects.filter(kind="remind_summaries").first().url == row.get_absolute_url()


def test_an_outage_is_caught_up_with_the_last_reminder_only(cast: Cast) -> None:
    _row, day = due(cast)
    assert services.remind_summaries(day) == 1
    assert len(told("inspector")) == 1


def test_once_late_the_person_and_the_office_hear_it_once(cast: Cast, sign_in: SignIn) -> None:
    row, day = due(cast)
    new = services.remind_summaries(day + 3 * ONE_DAY)
    assert new == Notification.objects.filter(kind="remind_summaries").count()
    assert told("inspector")[0].startswith("个人总结已逾期")
    assert told("office") == [f"1份个人总结逾期未交，期限为{day.year}年{day.month}月{day.day}日"]
    message = Notification.objects.filter(kind="remind_summaries", recipient=cast.office).get()
    assert message.body == "督学甲"
    assert services.remind_summaries(day + 4 * ONE_DAY) == 0
    Appraisal.objects.filter(pk=row.pk).update(due_on=calendar.today() - ONE_DAY)
    assert set(sign_in(cast.office).get(message.url).context["page"]) == {row}


def test_a_moved_day_is_reminded_of_anew(cast: Cast) -> None:
    row, day = due(cast)
    assert services.remind_summaries(day) == 1
    Appraisal.objects.filter(pk=row.pk).update(due_on=day + 10 * ONE_DAY)
    assert services.remind_summaries(day + 10 * ONE_DAY) == 1


def test_whoever_has_no_account_or_handed_in_is_not_reminded(cast: Cast) -> None:
    row, day = due(cast)
    Inspector.objects.filter(pk=row.inspector_id).update(user=None)
    assert services.remind_summaries(day) == 0
    assert services.remind_summaries(day + ONE_DAY) > 0
    assert "督学甲" in Notification.objects.get(kind="remind_summaries", recipient=cast.office).body
    services.receive_summary(Appraisal.objects.get(pk=row.pk), by=cast.office, summary="手写总结")
    Notification.objects.all().delete()
    assert services.remind_summaries(day + ONE_DAY) == 0


def test_many_who_are_late_are_one_message_with_the_first_names(cast: Cast) -> None:
    for number in range(25):
        make_inspector(None, f"督学{number}", 40 + number)
    row = walk.opened(cast)
    assert row.due_on is not None
    services.remind_summaries(row.due_on + ONE_DAY)
    message = Notification.objects.get(kind="remind_summaries", recipient=cast.office)
    assert message.title.startswith("28份")
    assert message.body.endswith("等")


def test_the_task_reminds_as_of_today(cast: Cast) -> None:
    row, _day = due(cast)
    Appraisal.objects.filter(pk=row.pk).update(due_on=calendar.today())
    assert remind_summaries() == 1
