"""The coverage board of regular visits: zones by month and term, the names behind each number, Excel out."""

import datetime as dt
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.models import Organisation, Zone
from accounts.roles import COUNTY_ROLES
from accounts.terms import Term, term_from, term_of
from core import audit, calendar
from core.access import GET, POST, allow
from core.excel.writing import SheetWriter, xlsx_response
from core.htmx import render_page
from inspectors.models import PlaqueAssignment
from supervision.regular import permissions
from supervision.regular.services import coverage
from supervision.regular.services.coverage import Goals

PAGE_SIZE = 50
TERMS_BACK = 4


@allow(GET)
def regular_coverage(request: HttpRequest) -> HttpResponse:
    """Covered and short by zone and month, and by name; a unit without plaque inspector is named."""
    permissions.check_can_see_coverage(request.user)
    today = calendar.today()
    term, terms = _terms(request, today)
    goals = coverage.goals_of(term)
    units = coverage.units_for(request.user)
    rows, total = coverage.board(units, goals)
    which = _which(request, goals, today)
    named, zone = _in_zone(coverage.with_counters(units, goals), request)
    page = Paginator(_with_inspectors(_narrow(named, goals, which)), PAGE_SIZE).get_page(request.GET.get("page"))
    for unit in page:
        _tell(unit, goals, today)
    months = _months(goals, today)
    for row in (*rows, total):
        _number(row, months, term_over=term.ends_on < today)
    context = {
        "goals": goals,
        "term": term,
        "terms": terms,
        "months": months,
        "rows": rows,
        "total": total,
        "which": which,
        "zone": zone,
        "page": page,
        "heading": _heading(goals, which, today),
        "whole_county": request.user.has_role(*COUNTY_ROLES),
    }
    return render_page(request, "supervision/regular/regular_coverage.html", context, part="list")


@allow(POST)
def export_regular_coverage(request: HttpRequest) -> HttpResponse:
    """Every unit of the person's board with its counts, its inspector, and what is missing; the export is logged."""
    permissions.check_can_see_coverage(request.user)
    today = calendar.today()
    term, _terms_offered = _terms(request, today)
    goals = coverage.goals_of(term)
    units, _zone = _in_zone(coverage.with_counters(coverage.units_for(request.user), goals), request)
    audit.record_export("export_regular_coverage", request, units.count())
    months = _months(goals, today)
    writer = SheetWriter([14, 28, 16, 14, *[10] * len(months), 10, 36])
    writer.title(_("Coverage of regular visits, %(term)s") % {"term": term})
    heads = [_("Unit code"), _("Unit"), _("Zone"), _("Responsible inspector")]
    writer.header([*heads, *(month["label"] for month in months), _("School term"), _("Missing")])
    for unit in _with_inspectors(units):
        _tell(unit, goals, today)
        zone = unit.zone.name if unit.zone else ""
        name = unit.plaque.inspector.name if unit.plaque else _("Nobody")
        counts = [cell["count"] for cell in unit.cells]
        writer.line([unit.code, unit.name, zone, name, *counts, unit.in_term, "；".join(unit.missing)])
    return xlsx_response(writer.bytes(), f"{_('Coverage of regular visits')}-{term.code}.xlsx")


def _terms(request: HttpRequest, today: dt.date) -> tuple[Term, list[Term]]:
    """The term that the address asks for (default: the one that runs), and those that are offered."""
    offered = [term_of(today)]
    while len(offered) < TERMS_BACK:
        offered.append(offered[-1].before)
    asked = term_from(request.GET.get("term", ""))
    return (asked if asked in offered else offered[0]), offered


def _months(goals: Goals, today: dt.date) -> list[dict[str, Any]]:
    """The months of the board: their name, their key in an address, and whether they are over, run or are to come."""
    over, begun = goals.over(today), goals.begun(today)
    return [
        {
            "label": _("Month %(month)s") % {"month": month.month},
            "key": f"{month:%Y-%m}",
            "standing": "over" if month in over else "running" if month in begun else "ahead",
        }
        for month in goals.months
    ]


def _number(row: Any, months: list[dict[str, Any]], *, term_over: bool) -> None:
    """Give the row its cells: covered and short, month by month and for the term, each with its key and standing."""
    cells = zip(months, row.months, strict=True)
    row.cells = [
        {"enough": one.enough, "short": one.short, "key": month["key"], "standing": month["standing"]}
        for month, one in cells
    ]
    standing = "over" if term_over else "running"
    row.cells.append({"enough": row.term.enough, "short": row.term.short, "key": "term", "standing": standing})


def _which(request: HttpRequest, goals: Goals, today: dt.date) -> str:
    """Which units are named: short in a month (its key), in the term, without inspector, or all."""
    asked = request.GET.get("show", "")
    keys = [f"{month:%Y-%m}" for month in goals.months]
    if asked in {*keys, "term", "vacant", "all"}:
        return asked
    begun = goals.begun(today)
    return f"{begun[-1]:%Y-%m}" if begun else "all"


def _narrow(units: QuerySet[Organisation], goals: Goals, which: str) -> QuerySet[Organisation]:
    if which == "all":
        return units
    if which == "vacant":
        return units.exclude(pk__in=PlaqueAssignment.objects.current().values("unit"))
    keys = [f"{month:%Y-%m}" for month in goals.months]
    return coverage.short_of(units, goals, place=None if which == "term" else keys.index(which))


def _in_zone(units: QuerySet[Organisation], request: HttpRequest) -> tuple[QuerySet[Organisation], Zone | None]:
    number = request.GET.get("zone", "")
    if number == "none":
        return units.filter(zone=None), None
    zone = Zone.objects.filter(number=int(number)).first() if number.isdecimal() and len(number) < 5 else None
    return (units.filter(zone=zone) if zone is not None else units), zone


def _with_inspectors(units: QuerySet[Organisation]) -> QuerySet[Organisation]:
    current = PlaqueAssignment.objects.current().select_related("inspector")
    return units.select_related("zone").prefetch_related(Prefetch("plaques", current, to_attr="held")).order_by("code")


def _tell(unit: Any, goals: Goals, today: dt.date) -> None:
    """Give the unit its inspector, its cells by month, and in words what is missing by today."""
    unit.plaque = unit.held[0] if unit.held else None
    over, begun = goals.over(today), goals.begun(today)
    unit.cells, unit.missing = [], []
    for place, month in enumerate(goals.months):
        count = getattr(unit, f"in_month_{place}")
        tone = "good" if count >= goals.monthly else "bad" if month in over else "waiting" if month in begun else ""
        unit.cells.append({"count": count, "tone": tone, "month": month})
        if tone == "bad":
            unit.missing.append(_("Month %(month)s") % {"month": month.month})
    unit.term_tone = "good" if unit.in_term >= goals.termly else "bad" if goals.term.ends_on < today else "waiting"
    if unit.term_tone == "bad":
        unit.missing.append(_("School term"))
    if unit.plaque is None:
        unit.missing.append(_("plaque vacant"))


def _heading(goals: Goals, which: str, today: dt.date) -> str:
    if which == "all":
        return _("All units")
    if which == "vacant":
        return _("Units without plaque inspector")
    if which == "term":
        return _("Units with fewer than %(count)s visits this term") % {"count": goals.termly}
    month = next(month for month in goals.months if f"{month:%Y-%m}" == which)
    words = {"month": month.month, "count": goals.monthly}
    if month in goals.over(today):
        return _("Units without enough visits in month %(month)s") % words
    return _("Units still to be visited in month %(month)s") % words
