"""Pages of staffing: the figures, the rows behind each, what a change would do, Excel out."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.models import Organisation
from core import audit, calendar
from core.access import GET, POST, allow
from core.excel.writing import xlsx_response
from core.htmx import render_list, render_page
from inspectors.models import Inspector
from inspectors.roster import services as roster_services
from inspectors.roster.views import term_words
from inspectors.staffing import permissions, services
from inspectors.staffing.forms import ChangeForm, StaffingRowsFilter
from inspectors.staffing.resources import staffing_title, staffing_workbook
from inspectors.staffing.services import COUNTY, NO_ZONE, UNIT_ROWS, Place, Staffing

PAGE_SIZE = 50


def _place_name(place: Place) -> str:
    if place.zone is not None:
        return place.zone.name
    return {COUNTY: _("Whole county"), NO_ZONE: _("In no zone")}[place.key]


def _rows(request: HttpRequest, figures: Staffing, after: Staffing | None = None) -> list[dict[str, Any]]:
    """The county and each zone, named; the reader's own zones are marked."""
    own = set(request.user.zone_ids)
    others = {place.key: place for place in (after.county, *after.places)} if after else {}
    places = [figures.county, *figures.places]
    rows = []
    for place in places:
        then = others.get(place.key, place)
        if place.key == NO_ZONE and place.is_empty and then.is_empty:
            continue
        is_own = place.zone is not None and place.zone.pk in own
        pairs = list(zip(place.lines, then.lines, strict=True))
        rows.append({"place": place, "name": _place_name(place), "is_own": is_own, "pairs": pairs})
    return rows


@allow(GET)
def staffing(request: HttpRequest) -> HttpResponse:
    """Required, in post and gap of each kind of inspector, for the county and each zone."""
    permissions.check_can_see_staffing(request.user)
    figures = services.staffing()
    county, *zones = _rows(request, figures)
    return render_page(
        request,
        "inspectors/staffing/staffing.html",
        {
            "county": county,
            "county_rows": [county],
            "zones": zones,
            "rules": figures.rules,
            "ending_days": roster_services.ending_days(),
            "today": calendar.today(),
        },
    )


@allow(GET)
def staffing_rows(request: HttpRequest) -> HttpResponse:
    """The schools or inspectors that a figure counts, exactly these."""
    permissions.check_can_see_staffing(request.user)
    form = StaffingRowsFilter({"what": "schools", **request.GET.dict()})
    given = form.cleaned_data if form.is_valid() else {}
    what, place = given.get("what") or "schools", given.get("place", COUNTY)
    are_units = what in UNIT_ROWS
    found: Any
    if are_units:
        found = services.counted_units(Organisation.objects.visible_to(request.user), what, place)
    else:
        people = Inspector.objects.visible_to(request.user)
        found = services.counted_inspectors(people, what, place, ending=given.get("ending", False))
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    if not are_units:
        for inspector in page:
            inspector.term_word, inspector.term_tone = term_words(inspector, calendar.today())
    context = {"page": page, "filter": form, "are_units": are_units}
    return render_list(request, "inspectors/staffing/staffing_rows.html", context)


@allow(GET)
def staffing_change(request: HttpRequest) -> HttpResponse:
    """What gap would remain with some appointments and departures; nothing is written."""
    permissions.check_can_see_staffing(request.user)
    form = ChangeForm(request.GET or None, user=request.user)
    context: dict[str, Any] = {"form": form}
    if form.is_bound and form.is_valid():
        change = form.change()
        now, after = services.staffing(), services.staffing(change)
        context["rows"] = _rows(request, now, after)
        context["appointed"] = sum(change.appointed.values())
        context["left"] = sum(line.gap for line in after.county.lines)
        context["zones_left"] = sum(line.gap for place in after.places for line in place.lines)
    return render_page(request, "inspectors/staffing/staffing_change.html", context)


@allow(POST)
def export_staffing(request: HttpRequest) -> HttpResponse:
    """The figures with every school and name behind them, as a workbook."""
    permissions.check_can_see_staffing(request.user)
    figures = services.staffing()
    audit.record("export_staffing", by=request.user, data={"zones": len(figures.places)})
    return xlsx_response(staffing_workbook(figures), f"{staffing_title()}{calendar.today():%Y%m%d}.xlsx")
