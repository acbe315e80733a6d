"""Results per framework and school year, and of one unit over the years; no ranking unless a setting allows it."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts import policy
from accounts.models import Organisation
from accounts.roles import COUNTY_ROLES, Role
from core import audit, calendar
from core.access import GET, POST, allow, visible_or_404
from core.errors import NotAllowed
from core.excel.writing import SheetWriter, xlsx_response
from core.htmx import render_list, render_page
from supervision.conclusion.forms import ResultFilter, year_words
from supervision.conclusion.services.result import means_of
from supervision.models import InspectionResult

PAGE_SIZE = 50
READERS = COUNTY_ROLES | {Role.INSPECTOR, Role.ZONE_LEADER, Role.EXPERT, Role.UNIT, Role.LIAISON}
WIDTHS = (14, 30, 14, 20, 16, 34, 18, 10, 10, 10, 10, 34)


def _shown(request: HttpRequest) -> tuple[ResultFilter, QuerySet[InspectionResult]]:
    """The filter and the results that the page shows; the export gives out exactly these.

    By unit code; by per cent only where the setting allows a ranking, and for the office only.
    """
    user: Any = request.user
    if not user.has_role(*READERS):
        raise NotAllowed(_("Results are open to the office, the team and the units themselves."))
    seen = InspectionResult.objects.visible_to(user)
    form = ResultFilter(request.GET, seen=seen)
    found = form.narrow(seen).defer("basis")
    found = found.select_related("unit__zone", "unit__township", "framework", "version", "inspection__task")
    sort = request.GET.get("sort", "")
    if _may_rank(user) and sort in {"percent", "-percent"}:
        return form, found.order_by(sort, "unit__code", "pk")
    return form, found.order_by("unit__code", "-created_at", "pk")


def _may_rank(user: Any) -> bool:
    return bool(user.is_office) and policy.flag("ranking_allowed")


@allow(GET)
def results(request: HttpRequest) -> HttpResponse:
    """What units came to in one school year by one framework."""
    form, rows = _shown(request)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    chosen = form.cleaned_data if form.is_valid() else {}
    mean = None
    if chosen.get("framework") and chosen.get("year"):
        mean = means_of([chosen["framework"]]).get((chosen["framework"], chosen["year"]))
    context = {"page": page, "filter": form, "mean": mean, "may_rank": _may_rank(request.user)}
    return render_list(request, "supervision/conclusion/results.html", context)


@allow(POST)
def export_results(request: HttpRequest) -> HttpResponse:
    """Give out what the list shows as a workbook; the export is logged."""
    _form, rows = _shown(request)
    audit.record_export("export_results", request, rows.count())
    writer = SheetWriter(WIDTHS)
    writer.title(_("%(county)s: inspection results") % {"county": policy.text("county_name")})
    heads = (_("Unit code"), _("Unit"), _("Kind"), _("Township"), _("Zone"), _("Framework"), _("School year"))
    writer.header([*heads, _("Points"), _("Points to be had"), _("Per cent"), _("Level reached"), _("Task")])
    for row in rows.iterator(chunk_size=1000):
        unit = row.unit
        place = [unit.code, unit.name, unit.get_kind_display(), str(unit.township or ""), str(unit.zone or "")]
        figures = [_figure(number) for number in (row.points, row.possible, row.percent)]
        writer.line([*place, row.framework.name, year_words(row.year), *figures, row.level, row.inspection.task.name])
    day = calendar.today().isoformat()
    return xlsx_response(writer.bytes(), _("Inspection results %(day)s.xlsx") % {"day": day})


def _figure(number: Decimal | None) -> float | None:
    return None if number is None else float(number)


@allow(GET)
def unit_results(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One unit's results over the years beside the county's mean."""
    found = visible_or_404(request, Organisation.objects, pk)
    rows = InspectionResult.objects.visible_to(request.user).filter(unit=found).defer("basis")
    rows = list(
        rows.select_related("framework", "inspection__task").order_by("framework__name", "-year", "-created_at")
    )
    means = means_of({row.framework_id for row in rows})
    groups: dict[Any, dict[str, Any]] = {}
    for row in rows:
        row.year_words = year_words(row.year)
        row.mean = means.get((row.framework_id, row.year))
        groups.setdefault(row.framework_id, {"framework": row.framework, "rows": []})["rows"].append(row)
    context = {"unit": found, "groups": list(groups.values())}
    return render_page(request, "supervision/conclusion/unit_results.html", context)
