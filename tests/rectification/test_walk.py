"""The whole ladder can be walked."""

from core import calendar
from rectification import services
from rectification.models import RectificationOrder
from tests.walk import rectification as walk
from tests.walk import supervision


def test_passed(cast):
    problem = walk.struck_off(cast)
    assert problem.state == "struck_off"
    problem.refresh_from_db()
    assert problem.order.state == "closed"


def test_failed(cast):
    notice = walk.urged(cast)
    assert notice.state == "issued"
    notice.problem.refresh_from_db()
    assert notice.problem.state == "ordered"


def test_overdue(cast):
    assert walk.proposed(cast).state == "proposed"


def test_from_the_opinion_letter(cast):
    opinion = supervision.opinion_issued(cast, ["serious", "minor"])
    order = RectificationOrder.objects.get(inspection=opinion.inspection)
    assert order.problems.count() == 2
    services.issue_order(order, by=cast.office)
    opinion.inspection.refresh_from_db()
    assert opinion.inspection.state == "rectifying"


def test_remind(cast):
    walk.overdue(cast)
    swept = services.remind(calendar.today())
    assert swept == services.reminder.Swept(reminders=3, proposals=1)
    assert services.remind(calendar.today()) == services.reminder.Swept()
