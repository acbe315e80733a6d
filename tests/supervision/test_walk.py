"""The whole procedure on one day, and an announced one over the days it takes."""

from core import calendar
from supervision.models import InspectionTask
from supervision.visit import services
from tests.people import Cast
from tests.walk import clock, evidence
from tests.walk import inspection as walk


def test_one_day(cast: Cast) -> None:
    opinion = walk.opinion_issued(cast)
    assert opinion.inspection.state == "opinion_issued"
    assert opinion.number.startswith("米府教督〔")
    assert opinion.items.get().text == walk.FINDING
    assert InspectionTask.objects.get().state == "under_way"


def test_announced(cast: Cast, holidays: None) -> None:
    inspection = walk.notified(cast, announced=True)
    assert inspection.state == "self_evaluating"
    inspection = evidence.evaluate(inspection, cast.school_head)
    with clock.on(inspection.task.starts_on):
        visit = services.begin_visit(inspection, by=cast.other_inspector, visited_on=calendar.today())
        walk.fill(visit, cast.other_inspector)
        services.submit_visit(visit, by=cast.other_inspector, typed_name="督学乙")
    inspection.refresh_from_db()
    assert inspection.state == "on_site"
