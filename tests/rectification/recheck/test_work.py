"""The work of inspectors, as the subjects answer it: rechecks of inspectors."""

import datetime as dt

from core import calendar
from inspectors.models import Inspector, WorkKind
from inspectors.questions import WorkItem, work_of
from rectification.models import Recheck, RecheckResult
from rectification.recheck import services
from tests.people import Cast
from tests.walk import problem as walk


def done() -> list[WorkItem]:
    today = calendar.today()
    keys = list(Inspector.objects.values_list("pk", flat=True))
    return work_of(keys, since=today - dt.timedelta(days=31), until=today + calendar.ONE_DAY)


def test_a_recheck_counts_once_it_is_recorded_whatever_it_came_to(cast: Cast) -> None:
    problem = walk.rechecking(cast)
    assert done() == []
    services.record_recheck(
        problem, by=cast.other_inspector, held_on=calendar.today(), note="仍有裂缝", result=RecheckResult.FAILED
    )
    (item,) = done()
    recheck = Recheck.objects.get(problem=problem, recorded_at__isnull=False)
    assert (item.kind, item.source, item.days) == (WorkKind.RECHECK, f"recheck:{recheck.pk}", 1)
    assert item.inspector_id == Inspector.objects.get(user=cast.other_inspector).pk
    assert (item.on, item.filed_on) == (calendar.today(), calendar.today())
    assert (item.title, item.unit_name, item.url) == (problem.number, cast.school.name, problem.get_absolute_url())
