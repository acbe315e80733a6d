"""The page on which a notified unit asks that a member of its team keep away."""

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from core.access import GET, POST, allow, visible_or_404
from core.htmx import take_step
from supervision.models import Inspection
from supervision.team import permissions, services
from supervision.team.forms import UnitRecusalForm


@allow(GET, POST)
def raise_unit_recusal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The unit names the member and the ground."""
    found = visible_or_404(request, Inspection.objects.whole(), pk)
    permissions.check_can_raise_unit_recusal(request.user, found)
    return take_step(
        request,
        found,
        services.raise_unit_recusal,
        title=_("Ask for a recusal"),
        submit=_("Ask for the recusal"),
        form=partial(UnitRecusalForm, inspection=found),
        text=_("The head of the supervision office decides. Until then the member does not visit your unit."),
    )
