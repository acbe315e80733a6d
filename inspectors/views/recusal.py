"""Pages of recusals: adding one, lifting one."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.forms.fields import ShortReasonForm
from core.access import GET, POST, allow
from core.htmx import take_step
from inspectors import permissions, services
from inspectors.forms.recusals import RecusalForm
from inspectors.models import Recusal
from inspectors.views.roster import get_inspector


@allow(GET, POST)
def add_recusal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Record that an inspector keeps away from a unit."""
    found = get_inspector(request, pk)
    permissions.check_can_add_recusal(request.user)

    return take_step(
        request,
        found,
        title=_("Add a recusal"),
        submit=_("Add the recusal"),
        take=services.add_recusal,
        stay=True,
        form=RecusalForm(request.POST if request.method == "POST" else None),
        text=_("The inspector is then refused for this unit, in tasks and on plaques."),
    )


@allow(GET, POST)
def lift_recusal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say that a recusal no longer holds."""
    recusals = Recusal.objects.visible_to(request.user).select_related("inspector", "unit")
    recusal = get_object_or_404(recusals, pk=pk)
    permissions.check_can_lift_recusal(request.user)

    return take_step(
        request,
        recusal.inspector,
        title=_("Lift the recusal"),
        submit=_("Lift the recusal"),
        take=lambda _obj, **fields: services.lift_recusal(recusal, **fields),
        stay=True,
        form=ShortReasonForm(request.POST if request.method == "POST" else None),
        text=_("%(inspector)s may then inspect %(unit)s again.")
        % {"inspector": recusal.inspector.name, "unit": recusal.unit.name},
    )
