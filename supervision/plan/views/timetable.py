"""The page of the calendar: units by month or week of a term, all modes in one picture."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse

from accounts.models import Organisation
from core import calendar
from core.access import GET, allow
from core.htmx import render_page
from supervision.plan import permissions
from supervision.plan.forms import CalendarFilter
from supervision.plan.services import timetable

PAGE_SIZE = 25


@allow(GET)
def inspection_calendar(request: HttpRequest) -> HttpResponse:
    """Who is inspected when: the county's units, the zone's, the plaques', or one's own."""
    permissions.check_can_see_calendar(request.user)
    user: Any = request.user
    form = CalendarFilter(request.GET)
    weeks = form.given().get("by") == "weeks"
    every = Organisation.objects.active().filter(timetable.units_for(user))
    own = not user.has_role("office", "office_head", "leader", "zone_leader", "inspector")
    units = every.order_by("code") if own else form.narrow(every)
    for name in ("q", "kind", "zone", "township") if own else ():
        del form.fields[name]
    page = Paginator(units.select_related("zone"), PAGE_SIZE).get_page(request.GET.get("page"))
    columns = timetable.columns_of(form.asked_term, weeks=weeks)
    context = {
        "page": page,
        "filter": form,
        "own": own,
        "term": form.asked_term,
        "columns": columns,
        "weeks": weeks,
        "today": calendar.today(),
        "rows": timetable.rows_of(list(page), columns, user=user),
        "may_merge": user.is_office,
    }
    return render_page(request, "supervision/plan/inspection_calendar.html", context, part="list", status=200)
