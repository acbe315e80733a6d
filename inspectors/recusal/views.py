"""Pages of recusals: the requests and what becomes of them, adding one at once, lifting one."""

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.forms.fields import ShortReasonForm
from accounts.roles import COUNTY_ROLES, Role
from core import calendar
from core.access import GET, POST, allow, visible_or_404
from core.errors import NotAllowed
from core.htmx import render_list, render_page, take_step
from core.keyset import keyset_page
from inspectors.models import Inspector, Recusal, RecusalRequest, Side
from inspectors.recusal import permissions, services
from inspectors.recusal.forms import DecisionForm, RaiseForm, RecusalForm, RequestFilter
from inspectors.roster import permissions as roster_permissions


@allow(GET, POST)
def add_recusal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Record that an inspector keeps away from a unit."""
    found = visible_or_404(request, Inspector.objects.whole(), pk)
    roster_permissions.check_can_add_recusal(request.user)
    return take_step(
        request,
        found,
        services.add_recusal,
        title=_("Add a recusal"),
        submit=_("Add the recusal"),
        stay=True,
        form=RecusalForm,
        text=_("The inspector is then refused for this unit, in tasks and on plaques."),
    )


@allow(GET, POST)
def lift_recusal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say that a recusal no longer holds."""
    recusal = visible_or_404(request, Recusal.objects.select_related("inspector", "unit"), pk)
    roster_permissions.check_can_lift_recusal(request.user)
    return take_step(
        request,
        recusal.inspector,
        title=_("Lift the recusal"),
        take=lambda _obj, **fields: services.lift_recusal(recusal, **fields),
        stay=True,
        form=ShortReasonForm,
        text=_("%(inspector)s may then inspect %(unit)s again.")
        % {"inspector": recusal.inspector.name, "unit": recusal.unit.name},
    )


@allow(GET)
def recusal_requests(request: HttpRequest) -> HttpResponse:
    """Every request for recusal, newest first; the office also sees what the roster itself suggests."""
    if not request.user.has_role(*COUNTY_ROLES):
        raise NotAllowed(_("Requests for recusal are open to the supervision office and the committee's leaders."))
    form = RequestFilter(request.GET)
    found = form.narrow(RecusalRequest.objects.whole().visible_to(request.user))
    page = keyset_page(request, found, order=("-created_at", "-id"))
    suggested = services.suggested_recusals()[:20] if request.user.is_office and not request.GET else []
    context = {"page": page, "filter": form, "suggested": suggested}
    return render_list(request, "inspectors/recusal/recusal_requests.html", context)


@allow(GET)
def my_recusals(request: HttpRequest) -> HttpResponse:
    """An inspector's own: the units to keep away from, and what was asked and decided."""
    if not request.user.has_role(Role.INSPECTOR):
        raise NotAllowed(_("Only inspectors have recusals of their own."))
    own = Inspector.objects.filter(user=request.user).first()
    context = {
        "inspector": own,
        "recusals": list(
            Recusal.objects.in_force(on=calendar.today()).filter(inspector=own).select_related("unit") if own else ()
        ),
        "requests": list(RecusalRequest.objects.whole().visible_to(request.user).filter(inspector=own) if own else ()),
        "suggested": services.suggested_recusals([own]) if own else [],
    }
    return render_page(request, "inspectors/recusal/my_recusals.html", context)


@allow(GET)
def recusal_request(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One request: who, which unit, on what ground, who raised it, what was decided."""
    found = visible_or_404(request, RecusalRequest.objects.whole(), pk)
    sees_corps = request.user.has_role(*COUNTY_ROLES, Role.INSPECTOR, Role.ZONE_LEADER)
    context = {"request_": found, "sees_corps": sees_corps, "sees_all": request.user.has_role(*COUNTY_ROLES)}
    return render_page(request, "inspectors/recusal/recusal_request.html", context)


@allow(GET, POST)
def raise_recusal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The inspector or the office asks that the inspector keep away from a unit."""
    found = visible_or_404(request, Inspector.objects.whole(), pk)
    side = Side.INSPECTOR if roster_permissions.is_own(request.user, found) else Side.OFFICE
    permissions.check_can_raise_recusal(request.user, found, None, side)
    initial = {name: request.GET.get(name) for name in ("unit", "ground")}
    return take_step(
        request,
        found,
        partial(services.raise_recusal, side=side),
        title=_("Raise a recusal"),
        submit=_("Raise the recusal"),
        form=partial(RaiseForm, initial=initial),
        text=_("%(inspector)s is to keep away from a unit. Until the decision no notice goes out to the unit.")
        % {"inspector": found.name},
    )


@allow(GET, POST)
def uphold_recusal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The head upholds the request."""
    found = visible_or_404(request, RecusalRequest.objects.whole(), pk)
    return take_step(
        request,
        found,
        services.uphold_recusal,
        form=DecisionForm,
        text=_("%(inspector)s then keeps away from %(unit)s, in tasks and on plaques, until the recusal is lifted.")
        % {"inspector": found.inspector.name, "unit": found.unit.name},
        template="inspectors/recusal/decide_recusal.html",
    )


@allow(GET, POST)
def dismiss_recusal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The head dismisses the request, with the reason."""
    found = visible_or_404(request, RecusalRequest.objects.whole(), pk)
    return take_step(
        request,
        found,
        services.dismiss_recusal,
        form=ShortReasonForm,
        text=_("%(inspector)s may go to %(unit)s. Whoever raised it reads the reason.")
        % {"inspector": found.inspector.name, "unit": found.unit.name},
        template="inspectors/recusal/decide_recusal.html",
    )


@allow(GET, POST)
def withdraw_recusal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Whoever raised the request takes it back."""
    found = visible_or_404(request, RecusalRequest.objects.whole(), pk)
    return take_step(
        request,
        found,
        services.withdraw_recusal,
        text=_("Raised on %(date)s. It is then not decided, and stays on record.")
        % {"date": date_format(found.created_at)},
    )
