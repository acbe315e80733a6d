"""Pages of an expert's way through the pool: selected, declined, renewed, suspended, back, out, proposed again."""

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.forms.fields import ShortReasonForm
from core.access import GET, POST, allow, visible_or_404
from core.htmx import Place, take_step
from inspectors.expert import permissions, services
from inspectors.expert.forms import RenewExpertForm, SelectExpertForm, SelectExpertsForm
from inspectors.models import Expert


@allow(GET, POST)
def select_expert(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The head selects the expert for a term."""
    found = visible_or_404(request, Expert.objects.whole(), pk)
    return take_step(
        request,
        found,
        services.select_expert,
        form=SelectExpertForm,
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
        form=SelectExpertsForm,
        text=_("All who are ticked get the same term. Decline somebody on the expert's own page, with the reason."),
    )


@allow(GET, POST)
def decline_expert(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The head does not select the expert."""
    found = visible_or_404(request, Expert.objects.whole(), pk)
    text = _("The office may propose the expert again.")
    return take_step(request, found, services.decline_expert, form=ShortReasonForm, text=text)


@allow(GET, POST)
def renew_expert(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The head gives another term."""
    found = visible_or_404(request, Expert.objects.whole(), pk)
    return take_step(
        request,
        found,
        services.renew_expert,
        form=partial(RenewExpertForm, expert=found),
        text=_("The new term follows the running one; it is term %(number)s.") % {"number": found.terms + 1},
    )


@allow(GET, POST)
def suspend_expert(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office suspends the expert."""
    found = visible_or_404(request, Expert.objects.whole(), pk)
    text = _("Running invitations end at once and are not given back; nobody can invite the expert until resumed.")
    return take_step(request, found, services.suspend_expert, form=ShortReasonForm, text=text, danger=True)


@allow(GET, POST)
def resume_expert(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The head puts the expert back."""
    found = visible_or_404(request, Expert.objects.whole(), pk)
    text = _("Invitations that ended with the suspension are not given back; invite anew.")
    return take_step(request, found, services.resume_expert, form=ShortReasonForm, text=text)


@allow(GET, POST)
def remove_expert(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The head takes the expert out of the pool."""
    found = visible_or_404(request, Expert.objects.whole(), pk)
    text = _(
        "Running invitations end at once. The record and its history stay; the office may propose the expert again."
    )
    return take_step(request, found, services.remove_expert, form=ShortReasonForm, text=text, danger=True)


@allow(GET, POST)
def propose_expert_again(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office proposes an expert who was out."""
    found = visible_or_404(request, Expert.objects.whole(), pk)
    text = _("The head of the office selects anew, with a new term.")
    return take_step(request, found, services.propose_expert_again, form=ShortReasonForm, text=text)
