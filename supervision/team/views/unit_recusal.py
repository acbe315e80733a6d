"""The page on which a notified unit asks that a member of its team keep away."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from core.access import GET, POST, allow
from core.htmx import take_step
from supervision.models import Inspection
from supervision.team import permissions, services
from supervision.team.forms import UnitRecusalForm


@allow(GET, POST)
def raise_unit_recusal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The unit names the member and the ground."""
    rows = Inspection.objects.visible_to(request.user).select_related("task", "unit")
    found = get_object_or_404(rows, pk=pk)
    permissions.check_can_raise_unit_recusal(request.user, found)
    return take_step(
        request,
        found,
        title=_("Ask for a recusal"),
        submit=_("Ask for the recusal"),
        take=services.raise_unit_recusal,
        form=UnitRecusalForm(request.POST if request.method == "POST" else None, inspection=found),
        text=_("The head of the supervision office decides. Until then the member does not visit your unit."),
    )
