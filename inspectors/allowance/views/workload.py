"""Pages of workload: each inspector's filed work of a week or month, the load against the ceiling, the rows behind."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from accounts import policy
from accounts.roles import COUNTY_ROLES
from core import audit, calendar
from core.access import GET, POST, allow
from core.excel.writing import xlsx_response
from core.htmx import render_list, render_page
from inspectors.allowance import permissions, services
from inspectors.allowance.forms import WorkloadFilter, WorkloadRowsFilter
from inspectors.allowance.resources.workload import title_of, workload_sheet
from inspectors.models import Inspector, WorkKind
from inspectors.questions import targets_of
from inspectors.roster import permissions as roster_permissions

PAGE_SIZE = 50


def _corps(request: HttpRequest, form: WorkloadFilter) -> QuerySet[Inspector]:
    """The serving inspectors that the filter asks for: all for the county, the zones' for their leaders."""
    found = form.narrow(Inspector.objects.visible_to(request.user).serving(on=calendar.today()))
    if not request.user.has_role(*COUNTY_ROLES):
        found = found.filter(zone__in=request.user.zone_ids)
    return found.select_related("zone").order_by("certificate")


def _with_load(inspectors: Any, form: WorkloadFilter) -> list[Inspector]:
    rows = list(inspectors)
    loads = services.workload_of([row.pk for row in rows], since=form.since, until=form.until)
    weeks = services.weeks_in(form.since, form.until)
    for row in rows:
        row.load = loads[row.pk]
        row.weeks = [] if form.is_week else row.load.in_weeks(weeks)
    return rows


@allow(GET)
def workload(request: HttpRequest) -> HttpResponse:
    """Filed work of each serving inspector in a month or ISO week, days on the spot, targets against the ceiling."""
    permissions.check_can_see_workload(request.user)
    form = WorkloadFilter(request.GET)
    found = _corps(request, form)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    page.object_list = _with_load(page.object_list, form)
    ceiling = policy.number("load_ceiling")
    now = services.loads_now(found.order_by().values_list("pk", flat=True))
    full = {pk: count for pk, count in now.items() if count >= ceiling}
    warned = [(person, full[person.pk]) for person in found.filter(pk__in=full)]
    context = {
        "page": page,
        "filter": form,
        "kinds": WorkKind.choices,
        "weeks": [] if form.is_week else services.weeks_in(form.since, form.until),
        "ceiling": ceiling,
        "over": [row for row in warned if row[1] > ceiling],
        "at": [row for row in warned if row[1] == ceiling],
        "today": calendar.today(),
        "may_export": roster_permissions.may(permissions.check_can_keep_allowances, request.user),
    }
    return render_list(request, "inspectors/allowance/workload.html", context)


@allow(GET)
def workload_rows(request: HttpRequest) -> HttpResponse:
    """The pieces of work behind a figure of one inspector (one's own where none is named), and what is on now."""
    form = WorkloadRowsFilter(request.GET)
    chosen = form.chosen("inspector")
    which: dict[str, Any] = {"pk": chosen.pk} if chosen is not None else {"user": request.user}
    inspector = get_object_or_404(Inspector.objects.visible_to(request.user).select_related("zone"), **which)
    permissions.check_can_see_workload_of(request.user, inspector)
    load = services.workload_of([inspector.pk], since=form.since, until=form.until)[inspector.pk]
    kind = form.chosen("work")
    items = [item for item in load.items if not kind or item.kind == kind]
    context = {
        "inspector": inspector,
        "filter": form,
        "load": load,
        "items": items,
        "targets": targets_of([inspector.pk], on=calendar.today()),
        "today": calendar.today(),
        "sees_all": roster_permissions.may(permissions.check_can_see_workload, request.user),
    }
    return render_page(request, "inspectors/allowance/workload_rows.html", context, part="list", status=200)


@allow(POST)
def export_workload(request: HttpRequest) -> HttpResponse:
    """The workload as the list shows it, for a meeting; the export is logged."""
    permissions.check_can_keep_allowances(request.user)
    form = WorkloadFilter(request.GET)
    rows = _with_load(_corps(request, form), form)
    audit.record_export("export_workload", request, len(rows))
    title = title_of(policy.text("county_name"), form.words)
    ceiling = policy.number("load_ceiling")
    data = workload_sheet(rows, title=title, ceiling=ceiling, today=calendar.today().isoformat())
    return xlsx_response(data, f"{title}.xlsx")
