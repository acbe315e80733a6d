"""Pages that look at all units at once: coverage of the year with its gaps by name, burden of the term; Excel out."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import policy
from accounts.enums import OrganisationKind
from accounts.models import Organisation
from core import audit
from core.access import GET, POST, allow
from core.excel.writing import SheetWriter, xlsx_response
from core.htmx import render_list
from supervision.models import Plan
from supervision.plan import permissions
from supervision.plan.forms import STAND_CHOICES, BurdenFilter, CoverageFilter
from supervision.plan.services import burden as plan_burden
from supervision.plan.services import coverage as plan_coverage
from supervision.plan.services.timetable import units_for

PAGE_SIZE = 50
TONES = {"gap": "bad", "planned": "waiting", "under_way": "active", "done": "good"}


def tabs(active: str) -> list[dict[str, Any]]:
    """The three pages that look ahead."""
    found = (("coverage", _("Coverage")), ("burden", _("Burden")), ("collisions", _("Collisions")))
    return [{"label": label, "url": reverse(name), "active": name == active, "count": None} for name, label in found]


def _covered(request: HttpRequest, form: CoverageFilter) -> tuple["QuerySet[Organisation]", Plan | None]:
    """The units asked for with where they stand, by the plan asked for or the one that holds."""
    user: Any = request.user
    year, asked = form.asked_year, form.given().get("plan")
    plan = Plan.objects.visible_to(user).filter(pk=asked, year=year).first() if asked else None
    plan = plan or Plan.objects.standing(year, user)
    units = form.narrow(Organisation.objects.active().filter(units_for(user))).select_related("zone")
    return plan_coverage.with_coverage(units, year=year, plan=plan), plan


@allow(GET)
def coverage(request: HttpRequest) -> HttpResponse:
    """Every unit's comprehensive inspections of the year: done, under way, planned, or a gap."""
    permissions.check_can_see_planning(request.user)
    form = CoverageFilter(request.GET)
    units, plan = _covered(request, form)
    stand = form.given().get("stand")
    page = Paginator(units.filter(stand=stand) if stand else units, PAGE_SIZE).get_page(request.GET.get("page"))
    words, figures = dict(STAND_CHOICES), plan_coverage.figures_of(units)
    for unit in page:
        unit.stand_word, unit.tone = words[unit.stand], TONES[unit.stand]
    context = {
        "page": page,
        "filter": form,
        "plan": plan,
        "year": form.asked_year,
        "need": policy.number("comprehensive_yearly"),
        "figures": figures,
        "figure_rows": _groups(figures),
        "tabs": tabs("coverage"),
    }
    return render_list(request, "supervision/plan/coverage.html", context)


def _groups(figures: plan_coverage.Figures) -> list[dict[str, Any]]:
    """The figures of each zone, then of each kind."""
    zones = [{"label": name or _("no zone"), "counts": counts} for (_n, name), counts in figures.zones.items()]
    kinds = [{"label": OrganisationKind(kind).label, "counts": counts} for kind, counts in figures.kinds.items()]
    return [*zones, *kinds]


@allow(POST)
def export_coverage(request: HttpRequest) -> HttpResponse:
    """The list as it is shown, as a workbook; the export is logged."""
    permissions.check_can_see_planning(request.user)
    form = CoverageFilter(request.GET)
    units, plan = _covered(request, form)
    stand = form.given().get("stand")
    rows = units.filter(stand=stand) if stand else units
    audit.record_export("export_coverage", request, rows.count())
    words = dict(STAND_CHOICES)
    title = _("Coverage of comprehensive inspections in %(year)s") % {"year": form.asked_year}
    writer = SheetWriter([16.0, 32.0, 16.0, 16.0, 20.0, 8.0, 10.0, 8.0])
    writer.title(title)
    writer.note(str(plan) if plan is not None else _("No plan holds for this year."))
    heads = (_("Unit code"), _("Unit"), _("Kind"), _("Zone"), _("Coverage"), _("Done"), _("Under way"), _("Arranged"))
    writer.header(heads)
    for unit in rows.iterator():
        cells = (unit.code, unit.name, str(unit.get_kind_display()), unit.zone.name if unit.zone else "")
        writer.line((*cells, str(words[unit.stand]), unit.done, unit.under_way, unit.planned))
    return xlsx_response(writer.bytes(), f"{title}.xlsx")


@allow(GET)
def burden(request: HttpRequest) -> HttpResponse:
    """What the term lays on every unit, against the ceilings."""
    permissions.check_can_see_planning(request.user)
    form = BurdenFilter(request.GET)
    rows, page = _burden_rows(request, form)
    context = {
        "page": page,
        "rows": rows,
        "filter": form,
        "term": form.asked_term,
        "ceiling": plan_burden.ceiling(),
        "tabs": tabs("burden"),
    }
    return render_list(request, "supervision/plan/burden.html", context)


def _burden_rows(request: HttpRequest, form: BurdenFilter, *, whole: bool = False) -> tuple[list[Any], Any]:
    """The units with their burden: one page of them, or all; only those over the ceiling where that is asked."""
    units = form.narrow(Organisation.objects.active().filter(units_for(request.user))).select_related("zone")
    most, term = plan_burden.ceiling(), form.asked_term
    found: Any = units
    if form.given().get("over") or whole:
        every = list(units)
        laid = plan_burden.burdens_of(every, term)
        only_over = form.given().get("over")
        found = [unit for unit in every if not only_over or laid[unit.pk].over(most)]
        found.sort(key=lambda unit: (-laid[unit.pk].visits, unit.code))
    page = Paginator(found, len(found) or 1 if whole else PAGE_SIZE).get_page(request.GET.get("page"))
    laid = plan_burden.burdens_of(list(page), term)
    return [(unit, laid[unit.pk], laid[unit.pk].over(most)) for unit in page], page


@allow(POST)
def export_burden(request: HttpRequest) -> HttpResponse:
    """The burden of the term on every unit asked for, as a workbook; the export is logged."""
    permissions.check_can_see_planning(request.user)
    form = BurdenFilter(request.GET)
    rows, _page = _burden_rows(request, form, whole=True)
    audit.record_export("export_burden", request, len(rows))
    title = _("Burden on units, %(term)s") % {"term": form.asked_term}
    writer = SheetWriter([16.0, 32.0, 16.0, 10.0, 10.0, 10.0, 40.0])
    writer.title(title)
    most = plan_burden.ceiling()
    words = {"visits": most.visits, "days": most.site_days, "documents": most.documents}
    writer.note(
        _("Ceilings: %(visits)s inspections, %(days)s days on site, %(documents)s documents asked for.") % words
    )
    heads = (_("Unit code"), _("Unit"), _("Zone"), _("Inspections"), _("Days on site"), _("Documents asked for"))
    writer.header((*heads, _("Over the ceiling")))
    for unit, laid, over in rows:
        zone = unit.zone.name if unit.zone else ""
        writer.line((unit.code, unit.name, zone, laid.visits, laid.site_days, laid.documents, _("; ").join(over)))
    return xlsx_response(writer.bytes(), f"{title}.xlsx")
