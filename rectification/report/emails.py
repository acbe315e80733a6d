"""What office and unit are told of a report, in the county's own language."""

from django.utils.translation import gettext as _

from accounts.audience import acting_for, office
from core.notifications import in_chinese, tell
from rectification.models import RectificationReport


@in_chinese
def report_submitted(report: RectificationReport) -> None:
    """The office has a report to review."""
    problem = report.problem
    words = {"unit": problem.unit.name, "number": problem.number, "round": report.round}
    title = _("%(unit)s reported on %(number)s (round %(round)s)") % words
    tell(office(), "report_submitted", title, report, problem.text)


@in_chinese
def report_returned(report: RectificationReport) -> None:
    """The unit reads why its report was returned."""
    title = _("Your report on %(number)s was returned") % {"number": report.problem.number}
    tell(acting_for(report.problem.unit_id), "report_returned", title, report, report.review_reason)
