"""Pages of plaques: who answers for which school, where nobody does, assigning and ending."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from accounts import policy
from accounts.models import Organisation
from core import calendar
from core.access import GET, POST, allow
from core.errors import Refused
from core.htmx import refuse, render_page, take_step
from inspectors import permissions, services
from inspectors.forms.fields import ReasonForm
from inspectors.forms.plaques import PlaqueFilter, PlaqueForm
from inspectors.models import Inspector, PlaqueAssignment, Recusal

PAGE_SIZE = 50


@allow(GET)
def plaques(request: HttpRequest) -> HttpResponse:
    """Every school and kindergarten with its inspector, or without one."""
    permissions.check_can_see_corps(request.user)
    form = PlaqueFilter(request.GET)
    campuses = Organisation.objects.active().campuses()
    current = PlaqueAssignment.objects.current().select_related("inspector")
    units = form.narrow(campuses).select_related("zone").order_by("code")
    page = Paginator(
        units.prefetch_related(Prefetch("plaques", current, to_attr="current_plaques")), PAGE_SIZE
    ).get_page(request.GET.get("page"))
    today, years = calendar.today(), policy.number("plaque_years")
    for unit in page:
        unit.plaque = unit.current_plaques[0] if unit.current_plaques else None
        unit.doubt = _doubt(unit.plaque, today, years) if unit.plaque else ""
    context = {
        "page": page,
        "filter": form,
        "figures": _figures(campuses, today),
        "may_assign": request.user.is_office,
    }
    return render_page(request, "inspectors/plaques.html", context, part="list", status=200)


def _doubt(plaque: PlaqueAssignment, today: dt.date, years: int) -> str:
    """Why an assignment should be looked at again; blank for none."""
    if not plaque.inspector.is_serving(today):
        return _("The term is over")
    if not plaque.inspector.is_trained:
        return _("Not trained")
    if (today - plaque.began_on).days > years * 365:
        return _("Longer than %(years)s years: to rotate") % {"years": years}
    return ""


def _figures(campuses: QuerySet[Organisation], today: dt.date) -> list[dict[str, Any]]:
    fit = Inspector.objects.serving(on=today).filter(is_trained=True)
    current = PlaqueAssignment.objects.current()
    counts = campuses.aggregate(
        total=Count("pk"),
        covered=Count("pk", filter=Q(pk__in=current.values("unit"))),
        unfit=Count("pk", filter=Q(pk__in=current.exclude(inspector__in=fit).values("unit"))),
    )
    return [
        {"label": _("Schools and kindergartens"), "value": counts["total"], "url": "?"},
        {"label": _("With an inspector"), "value": counts["covered"], "url": "?covered=yes"},
        {"label": _("Without an inspector"), "value": counts["total"] - counts["covered"], "url": "?covered=no"},
        {"label": _("Inspector may not serve"), "value": counts["unfit"], "url": "?covered=unfit"},
    ]


@allow(GET, POST)
def assign_plaque(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Choose who answers for a unit."""
    unit = get_object_or_404(Organisation.objects.visible_to(request.user).campuses(), pk=pk)
    permissions.check_can_assign_plaque(request.user, unit)
    offered, left_out = _candidates(unit)
    form = PlaqueForm(request.POST if request.method == "POST" else None, choices=offered)
    if form.is_bound and form.is_valid():
        load = services.load_of(form.cleaned_data["inspector"])
        try:
            plaque = services.assign_plaque(unit, by=request.user, **form.cleaned_data)
        except Refused as exc:
            refuse(form, exc)
        else:
            _say_assigned(request, plaque, load)
            return redirect("plaques")
    current = PlaqueAssignment.objects.current().filter(unit=unit).select_related("inspector").first()
    context = {"unit": unit, "form": form, "current": current, "left_out": left_out}
    return render_page(request, "inspectors/assign_plaque.html", context, part="form")


def _say_assigned(request: HttpRequest, plaque: PlaqueAssignment, load: services.Load) -> None:
    words = {"inspector": plaque.inspector.name, "unit": plaque.unit.name, "count": load.held + 1, "usual": load.usual}
    messages.success(request, _("%(inspector)s now answers for %(unit)s.") % words)
    if load.is_over:
        messages.warning(request, _("%(inspector)s now has %(count)s plaques; about %(usual)s are usual.") % words)


def _candidates(unit: Organisation) -> tuple[list[Inspector], list[tuple[Inspector, str]]]:
    """Who may answer for `unit`, those of its zone first, and who may not, each with the reason."""
    today, usual = calendar.today(), policy.number("plaque_schools")
    recused = dict(Recusal.objects.in_force(on=today).filter(unit=unit).values_list("inspector", "ground"))
    offered, left_out = [], []
    held = Count("plaques", filter=Q(plaques__ended_on=None))
    for inspector in Inspector.objects.filter(removed_at=None).select_related("zone").annotate(held=held):
        if inspector.pk in recused:
            left_out.append((inspector, _("recused here")))
        elif not inspector.is_serving(today):
            left_out.append((inspector, _("term not running")))
        elif not inspector.is_trained:
            left_out.append((inspector, _("not trained")))
        else:
            inspector.plaque_words = _words(inspector, usual)
            offered.append(inspector)
    offered.sort(key=lambda i: (i.zone_id != unit.zone_id, i.held >= usual, i.held, i.certificate))
    return offered, left_out


def _words(inspector: Any, usual: int) -> str:
    place = inspector.zone.name if inspector.zone else _("no zone")
    words = {"name": inspector.name, "kind": inspector.get_kind_display(), "zone": place, "count": inspector.held}
    if inspector.held >= usual:
        return _("%(name)s (%(kind)s, %(zone)s, %(count)s plaques already)") % words
    return _("%(name)s (%(kind)s, %(zone)s, %(count)s plaques)") % words


@allow(GET, POST)
def end_plaque(request: HttpRequest, pk: UUID) -> HttpResponse:
    """End an assignment without a successor."""
    found = PlaqueAssignment.objects.visible_to(request.user).select_related("unit", "inspector")
    plaque = get_object_or_404(found, pk=pk)
    permissions.check_can_assign_plaque(request.user, plaque.unit)
    return take_step(
        request,
        plaque,
        title=_("End the plaque"),
        submit=_("End the plaque"),
        take=services.end_plaque,
        form=ReasonForm(request.POST if request.method == "POST" else None),
        text=_("%(unit)s then has no responsible inspector until one is assigned.") % {"unit": plaque.unit.name},
        danger=True,
    )
