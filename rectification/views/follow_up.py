"""A serious problem of a regular visit: the page on which the office puts it on the ledger."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from core.access import GET, POST, allow
from core.htmx import take_step
from core.transitions import check_step
from rectification import services
from rectification.forms.problem import RegisterFollowUpForm
from supervision.views.follow_up import visible


@allow(GET, POST)
def register_follow_up(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office puts what the inspector reported on the ledger."""
    found = visible(request, pk)
    check_step(found, "register_follow_up", by=request.user)
    initial = {"text": found.found, "requirement": found.advice}
    title = _("Put it on the ledger")
    return take_step(
        request,
        found,
        title=title,
        submit=title,
        text=_(
            "It stands on the ledger with its own number and deadline; the visit and the problem lead to each other."
        ),
        take=services.register_follow_up,
        form=RegisterFollowUpForm(request.POST if request.method == "POST" else None, initial=initial),
        template="supervision/follow_up_step.html",
        follow_up=found,
    )
