"""Pages of commendations of inspectors: the list, one, proposing, giving, declining, withdrawing."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.roles import Role
from core import files
from core.access import GET, POST, allow, visible_or_404
from core.htmx import render_list, render_page, take_step
from core.keyset import keyset_page
from inspectors.conduct import permissions, services
from inspectors.conduct.forms.measure import CommendationFilter, CommendationForm
from inspectors.conduct.forms.report import LongReasonForm
from inspectors.models import InspectorCommendation
from inspectors.roster import permissions as roster_permissions

STEP = "inspectors/conduct/commendation_step.html"


@allow(GET)
def inspector_commendations(request: HttpRequest) -> HttpResponse:
    """The commendations, newest first."""
    permissions.check_can_see_commendations(request.user)
    form = CommendationFilter(request.GET)
    found = form.narrow(InspectorCommendation.objects.whole().visible_to(request.user))
    context = {
        "page": keyset_page(request, found, order=("-created_at", "-id")),
        "filter": form,
        "may_propose": roster_permissions.may(permissions.check_can_propose_commendation, request.user),
    }
    return render_list(request, "inspectors/conduct/inspector_commendations.html", context)


def _facts(request: HttpRequest, praise: InspectorCommendation) -> dict[str, Any]:
    return {
        "praise": praise,
        "files": list(files.files_of(praise)),
        "sees_all": roster_permissions.may(permissions.check_can_see_commendations, request.user),
    }


@allow(GET)
def inspector_commendation(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One commendation with its document."""
    found = visible_or_404(request, InspectorCommendation.objects.whole(), pk)
    return render_page(request, "inspectors/conduct/inspector_commendation.html", _facts(request, found))


@allow(GET, POST)
def propose_commendation(request: HttpRequest) -> HttpResponse:
    """The office proposes a commendation; the head's own is given at once."""
    permissions.check_can_propose_commendation(request.user)
    initial = {"inspector": request.GET.get("inspector")}
    form = (
        CommendationForm(request.POST, request.FILES) if request.method == "POST" else CommendationForm(initial=initial)
    )
    heads = request.user.has_role(Role.OFFICE_HEAD)

    def take(_nothing: None, *, inspector: Any, **fields: Any) -> InspectorCommendation:
        return services.propose_commendation(inspector, **fields)

    return take_step(
        request,
        None,
        title=_("Record a commendation") if heads else _("Propose a commendation"),
        submit=_("Commend") if heads else _("Propose a commendation"),
        take=take,
        form=form,
        text=_("It is entered in the career, and the inspector is told.")
        if heads
        else _("The head of the office decides; then it is entered in the career."),
        template="inspectors/conduct/propose_commendation.html",
    )


@allow(GET, POST)
def give_commendation(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The head commends."""
    found = visible_or_404(request, InspectorCommendation.objects.whole(), pk)
    return take_step(
        request,
        found,
        services.give_commendation,
        text=_("It is entered in the career, and the inspector is told."),
        template=STEP,
        **_facts(request, found),
    )


@allow(GET, POST)
def decline_commendation(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The head declines."""
    found = visible_or_404(request, InspectorCommendation.objects.whole(), pk)
    return take_step(
        request,
        found,
        services.decline_commendation,
        form=LongReasonForm,
        text=_("Whoever proposed it reads the reason; the inspector does not see it."),
        template=STEP,
        **_facts(request, found),
    )


@allow(GET, POST)
def withdraw_commendation(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The head withdraws a commendation."""
    found = visible_or_404(request, InspectorCommendation.objects.whole(), pk)
    return take_step(
        request,
        found,
        services.withdraw_commendation,
        form=LongReasonForm,
        text=_("It no longer counts; the career says that it was withdrawn."),
        template=STEP,
        **_facts(request, found),
    )
