"""Who is told of an inspection report."""

from django.utils.translation import gettext as _

from accounts.audience import acting_for, heads
from core.notifications import in_chinese, tell
from reports.models import InspectionReport


@in_chinese
def report_to_approve(report: InspectionReport) -> None:
    """Tell the head that a report waits for approval."""
    tell(heads(), "report", _("Report to approve: %(title)s") % {"title": report.title}, report)


@in_chinese
def report_approved(report: InspectionReport) -> None:
    """Tell whoever drafted the report that it is approved."""
    tell([report.drafted_by], "report", _("Report approved: %(title)s") % {"title": report.title}, report)


@in_chinese
def report_returned(report: InspectionReport, reason: str) -> None:
    """Tell whoever drafted the report why it came back."""
    tell([report.drafted_by], "report", _("Report returned: %(title)s") % {"title": report.title}, report, reason)


@in_chinese
def report_published(report: InspectionReport) -> None:
    """Tell the unit that the report on it stands on the portal."""
    title = _("Report published: %(title)s") % {"title": report.title}
    tell(acting_for(report.unit_id), "report", title, report, url=report.get_public_url())
