"""Who is told of an inspection notice."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.audience import acting_for
from core.notifications import in_chinese, tell
from supervision.audience import team_of
from supervision.models import Inspection


@in_chinese
def notice_issued(inspection: Inspection) -> None:
    """Tell the unit that it has a notice, and the team that it went out."""
    title = _("Inspection notice: %(task)s") % {"task": inspection.task}
    body = ""
    if inspection.state == "self_evaluating":
        due = date_format(inspection.task.self_evaluation_due_on)
        body = _("Please submit the self-evaluation by %(date)s.") % {"date": due}
    tell(acting_for(inspection.unit_id), "issue_notice", title, inspection, body)
    title = _("Notice issued to %(unit)s") % {"unit": inspection.unit}
    tell(team_of(inspection), "issue_notice", title, inspection)
