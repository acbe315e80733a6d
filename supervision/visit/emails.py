"""What is told of the records of visits."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.audience import office
from core.notifications import in_chinese, tell
from supervision.audience import leader_of
from supervision.models import Visit


@in_chinese
def visit_submitted(visit: Visit) -> None:
    """Tell the office that a record waits to be filed, and the leader that the team may deliberate."""
    title = _("Visit record submitted: %(unit)s, %(inspector)s") % {
        "unit": visit.inspection.unit,
        "inspector": visit.inspector,
    }
    tell([*office(), *leader_of(visit.inspection.team_id)], "submit_visit", title, visit)


@in_chinese
def visit_returned(visit: Visit, reason: str) -> None:
    """Tell the inspector why the record came back."""
    title = _("Visit record returned: %(unit)s") % {"unit": visit.inspection.unit}
    url = reverse("open_visit", args=[visit.pk])
    tell([visit.inspector.user], "return_visit", title, visit, reason, url=url)
