"""Pages of an expert's way through the pool: selected, declined, renewed, suspended, back, out, proposed again."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.forms.fields import ShortReasonForm
from core.access import GET, POST, allow
from core.htmx import Place, take_step
from core.transitions import check_step
from inspectors.expert import permissions, services
from inspectors.expert.forms import RenewExpertForm, SelectExpertForm, SelectExpertsForm
from inspectors.expert.views.register import get_expert


@allow(GET, POST)
def select_expert(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The head selects the expert for a term."""
    found = get_expert(request, pk)
    check_step(found, "select_expert", by=request.user)
    return take_step(
        request,
        found,
        title=_("Select for the pool"),
        submit=_("Select for the pool"),
        take=services.select_expert,
        form=SelectExpertForm(request.POST if request.method == "POST" else None),
        text=_("%(name)s, %(employer)s; fields: %(fields)s. Proposed because: %(grounds)s")
        % {
            "name": found.name,
            "employer": found.employer,
            "fields": found.category_words,
            "grounds": found.grounds or "—",
        },
    )


@allow(GET, POST)
def select_experts(request: HttpRequest) -> HttpResponse:
    """The head selects several of the proposed experts at once."""
    permissions.check_can_select_experts(request.user)
    return take_step(
        request,
        Place("experts", _("Expert pool")),
        title=_("Select several"),
        submit=_("Select for the pool"),
        take=lambda _obj, **fields: services.select_experts(**fields),
        form=SelectExpertsForm(request.POST if request.method == "POST" else None),
        text=_("All who are ticked get the same term. Decline somebody on the expert's own page, with the reason."),
    )


@allow(GET, POST)
def decline_expert(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The head does not select the expert."""
    return _with_reason(
        request, pk, "decline_expert", _("Do not select"), _("The office may propose the expert again.")
    )


@allow(GET, POST)
def renew_expert(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The head gives another term."""
    found = get_expert(request, pk)
    check_step(found, "renew_expert", by=request.user)
    return take_step(
        request,
        found,
        title=_("Renew the pool term"),
        submit=_("Renew the pool term"),
        take=services.renew_expert,
        form=RenewExpertForm(request.POST if request.method == "POST" else None, expert=found),
        text=_("The new term follows the running one; it is term %(number)s.") % {"number": found.terms + 1},
    )


@allow(GET, POST)
def suspend_expert(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office suspends the expert."""
    text = _("Running invitations end at once and are not given back; nobody can invite the expert until resumed.")
    return _with_reason(request, pk, "suspend_expert", _("Suspend from the pool"), text, danger=True)


@allow(GET, POST)
def resume_expert(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The head puts the expert back."""
    text = _("Invitations that ended with the suspension are not given back; invite anew.")
    return _with_reason(request, pk, "resume_expert", _("Put back into the pool"), text)


@allow(GET, POST)
def remove_expert(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The head takes the expert out of the pool."""
    text = _(
        "Running invitations end at once. The record and its history stay; the office may propose the expert again."
    )
    return _with_reason(request, pk, "remove_expert", _("Take out of the pool"), text, danger=True)


@allow(GET, POST)
def propose_expert_again(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office proposes an expert who was out."""
    text = _("The head of the office selects anew, with a new term.")
    return _with_reason(request, pk, "propose_expert_again", _("Propose for the pool again"), text)


def _with_reason(
    request: HttpRequest, pk: UUID, action: str, title: str, text: str, *, danger: bool = False
) -> HttpResponse:
    found = get_expert(request, pk)
    check_step(found, action, by=request.user)
    form = ShortReasonForm(request.POST if request.method == "POST" else None)
    take = getattr(services, action)
    return take_step(request, found, title=title, submit=title, take=take, form=form, text=text, danger=danger)
