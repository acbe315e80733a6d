"""Pages of plaques: who answers for which school, where nobody does, assigning and ending."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts import policy
from accounts.forms.fields import ShortReasonForm
from accounts.models import Organisation
from core import audit, calendar
from core.access import GET, POST, allow, visible_or_404
from core.errors import Refused
from core.excel.writing import xlsx_response
from core.htmx import refuse, render_list, render_page, take_step
from inspectors.models import Bar, PlaqueAssignment, Recusal
from inspectors.plaque import permissions, services
from inspectors.plaque.forms import PlaqueFilter, PlaqueForm
from inspectors.plaque.resources import plaques_title, plaques_workbook
from inspectors.roster import permissions as roster_permissions
from inspectors.roster import services as roster_services

PAGE_SIZE = 50


@allow(GET)
def plaques(request: HttpRequest) -> HttpResponse:
    """Every school and kindergarten with its inspector, or without one."""
    roster_permissions.check_can_see_corps(request.user)
    form = PlaqueFilter(request.GET)
    campuses = Organisation.objects.active().campuses()
    current = PlaqueAssignment.objects.current().select_related("inspector")
    units = form.narrow(campuses).select_related("zone").order_by("code")
    page = Paginator(
        units.prefetch_related(Prefetch("plaques", current, to_attr="current_plaques")), PAGE_SIZE
    ).get_page(request.GET.get("page"))
    today = calendar.today()
    recusals = Recusal.objects.in_force(on=today).filter(unit__in=[unit.pk for unit in page])
    recused = set(recusals.values_list("inspector", "unit"))
    for unit in page:
        unit.plaque = unit.current_plaques[0] if unit.current_plaques else None
        unit.doubt = _doubt(unit.plaque, unit, today, recused) if unit.plaque else None
    context = {
        "page": page,
        "filter": form,
        "figures": _figures(campuses, today),
        "may_assign": request.user.is_office,
    }
    return render_list(request, "inspectors/plaque/plaques.html", context)


def _doubt(
    plaque: PlaqueAssignment, unit: Organisation, today: dt.date, recused: set[tuple[UUID, UUID]]
) -> tuple[str, str] | None:
    """Why an assignment should be looked at again, with its tone; None for no reason."""
    if (plaque.inspector_id, unit.pk) in recused:
        return str(Bar.RECUSED.label), "bad"
    if not plaque.inspector.is_serving(today):
        return _("The term is over"), "bad"
    if not plaque.inspector.is_trained:
        return _("Not trained"), "bad"
    if plaque.is_due(today):
        return _("%(years)s years are full: to rotate") % {"years": policy.number("plaque_years")}, "waiting"
    if plaque.inspector.zone_id != unit.zone_id:
        return _("Inspector of another zone"), "waiting"
    return None


def _figures(campuses: QuerySet[Organisation], today: dt.date) -> list[dict[str, Any]]:
    current = PlaqueAssignment.objects.current()
    counts = campuses.aggregate(
        total=Count("pk"),
        covered=Count("pk", filter=Q(pk__in=current.values("unit"))),
        unfit=Count("pk", filter=Q(pk__in=PlaqueAssignment.objects.unfit(on=today).values("unit"))),
        due=Count("pk", filter=Q(pk__in=PlaqueAssignment.objects.due(on=today).values("unit"))),
    )
    return [
        {"label": _("Schools and kindergartens"), "value": counts["total"], "url": "?"},
        {"label": _("With an inspector"), "value": counts["covered"], "url": "?covered=yes"},
        {"label": _("Without an inspector"), "value": counts["total"] - counts["covered"], "url": "?covered=no"},
        {"label": _("Inspector may not serve"), "value": counts["unfit"], "url": "?covered=unfit"},
        {"label": _("Due for rotation"), "value": counts["due"], "url": "?covered=due"},
    ]


@allow(GET, POST)
def assign_plaque(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Choose who answers for a unit."""
    unit = visible_or_404(request, Organisation.objects.campuses(), pk)
    permissions.check_can_assign_plaque(request.user, unit)
    offered, left_out = services.candidates(unit)
    for one in offered:
        one.plaque_words = _words(one, policy.number("plaque_schools"))
    form = PlaqueForm(request.POST if request.method == "POST" else None, choices=offered)
    if form.is_bound and form.is_valid():
        load = roster_services.load_of(form.cleaned_data["inspector"])
        try:
            plaque = services.assign_plaque(unit, by=request.user, **form.cleaned_data)
        except Refused as exc:
            refuse(form, exc)
        else:
            _say_assigned(request, plaque, load)
            return redirect("plaques")
    current = PlaqueAssignment.objects.current().filter(unit=unit).select_related("inspector").first()
    context = {"unit": unit, "form": form, "current": current, "left_out": left_out}
    return render_page(request, "inspectors/plaque/assign_plaque.html", context, part="form")


def _say_assigned(request: HttpRequest, plaque: PlaqueAssignment, load: roster_services.Load) -> None:
    words = {"inspector": plaque.inspector.name, "unit": plaque.unit.name, "count": load.held + 1, "usual": load.usual}
    messages.success(request, _("%(inspector)s now answers for %(unit)s.") % words)
    if load.is_over:
        messages.warning(request, _("%(inspector)s now has %(count)s plaques; about %(usual)s are usual.") % words)


def _words(inspector: Any, usual: int) -> str:
    place = inspector.zone.name if inspector.zone else _("no zone")
    words = {"name": inspector.name, "kind": inspector.get_kind_display(), "zone": place, "count": inspector.held}
    if inspector.held >= usual:
        return _("%(name)s (%(kind)s, %(zone)s, %(count)s plaques already)") % words
    return _("%(name)s (%(kind)s, %(zone)s, %(count)s plaques)") % words


@allow(GET, POST)
def end_plaque(request: HttpRequest, pk: UUID) -> HttpResponse:
    """End an assignment without a successor."""
    plaque = visible_or_404(request, PlaqueAssignment.objects.select_related("unit", "inspector"), pk)
    permissions.check_can_assign_plaque(request.user, plaque.unit)
    return take_step(
        request,
        plaque,
        services.end_plaque,
        title=_("End the plaque"),
        form=ShortReasonForm,
        text=_("%(unit)s then has no responsible inspector until one is assigned.") % {"unit": plaque.unit.name},
        danger=True,
    )


@allow(POST)
def export_plaques(request: HttpRequest) -> HttpResponse:
    """The schools of the list as it is filtered, each with its inspector, as a workbook."""
    roster_permissions.check_can_see_corps(request.user)
    form = PlaqueFilter(request.GET)
    units = form.narrow(Organisation.objects.visible_to(request.user).active().campuses())
    audit.record_export("export_plaques", request, units.count())
    return xlsx_response(plaques_workbook(units), f"{plaques_title()}{calendar.today():%Y%m%d}.xlsx")
