"""Pages of balanced development: a year of the county, one school over the years, Excel out."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts import policy
from accounts.models import Organisation
from core import audit
from core.access import GET, POST, allow, visible_or_404
from core.errors import Refused
from core.excel.writing import xlsx_response
from core.htmx import render_page
from supervision.balance import permissions
from supervision.balance.forms import BalanceFilter
from supervision.balance.resources import title_of, year_sheet
from supervision.balance.services import Picture, Row, alerts_of, history_of, picture_of, years_on_record
from supervision.balance_rules import FIGURES, down
from supervision.models import BalanceFigure
from supervision.models.balance import COMPULSORY_KINDS

PAGE_SIZE = 25  # of schools, each with seven figures: a phone's page is long enough
FEW = 5  # schools that need no filter


def _year(request: HttpRequest, years: list[int]) -> int | None:
    """The year that the address names, else the newest with figures."""
    wanted = request.GET.get("year", "")
    return next((year for year in years if str(year) == wanted), years[0] if years else None)


def _seen(request: HttpRequest, picture: Picture) -> list[Row]:
    """The schools of the year whose figures the reader may see one by one."""
    visible = set(BalanceFigure.objects.visible_to(request.user).filter(year=picture.year).values_list("pk", flat=True))
    return [row for row in picture.rows if row.figure.pk in visible]


@allow(GET)
def balance(request: HttpRequest) -> HttpResponse:
    """One year: the county's verdict, the coefficients by stage, what calls for attention, the schools."""
    permissions.check_can_see_balance(request.user)
    user: Any = request.user
    years = years_on_record()
    year = _year(request, years)
    context: dict[str, Any] = {"years": years, "may_import": user.is_office, "figures": FIGURES}
    if year is None:
        return render_page(request, "supervision/balance/balance.html", context)
    picture = picture_of(year, years=years)
    seen = _seen(request, picture)
    form = BalanceFilter(request.GET)
    context |= {
        "picture": picture,
        "filter": form,
        "page": Paginator(form.narrow(seen, least=picture.rules.least_met), PAGE_SIZE).get_page(
            request.GET.get("page")
        ),
        "alerts": alerts_of(picture, seen),
        "lines": _lines(picture),
        "sees_all": len(seen) == len(picture.rows),
        "has_many": len(seen) == len(picture.rows) or len(seen) > FEW,
        "has_nine_year": any(row.figure.kind == "nine_year" for row in picture.rows),
        "tabs": [{"label": str(one), "url": f"?year={one}", "active": one == year, "count": None} for one in years],
    }
    return render_page(request, "supervision/balance/balance.html", context, part="list", status=200)


def _lines(picture: Picture) -> list[dict[str, Any]]:
    """The seven figures, each with its line and its coefficient by stage."""
    return [
        {
            "figure": figure,
            "cells": [
                {"stage": stage, "line": picture.rules.lines[stage][figure.key], "change": changes[place]}
                for stage, changes in picture.changes.items()
            ],
        }
        for place, figure in enumerate(FIGURES)
    ]


@allow(GET)
def balance_unit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One school: its seven figures over the years, each beside the county's mean."""
    permissions.check_can_see_balance(request.user)
    schools = Organisation.objects.filter(kind__in=COMPULSORY_KINDS).select_related("zone")
    unit = visible_or_404(request, schools, pk)
    years = history_of(unit)
    rows = [
        {
            "figure": figure,
            "cells": [
                {"year": year.year, "mark": year.judgement.marks[place], "mean": down(year.means[place], figure.places)}
                for year in years
            ],
        }
        for place, figure in enumerate(FIGURES)
    ]
    context = {
        "unit": unit,
        "years": years,
        "rows": rows,
        "latest": years[0] if years else None,
        "remaining": policy.number("balance_remaining"),
    }
    return render_page(request, "supervision/balance/balance_unit.html", context)


@allow(POST)
def export_balance(request: HttpRequest) -> HttpResponse:
    """The year's schools as the list shows them, raw and per pupil, in the county's layout; the export is logged."""
    permissions.check_can_see_balance(request.user)
    years = years_on_record()
    year = _year(request, years)
    if year is None:
        raise Refused(_("There are no figures yet, so there is nothing to export."))
    picture = picture_of(year, years=years)
    form = BalanceFilter(request.GET)
    rows = form.narrow(_seen(request, picture), least=picture.rules.least_met)
    audit.record_export("export_balance", request, len(rows), year=picture.year)
    title = title_of(picture.year)
    return xlsx_response(year_sheet(picture, rows, title=title), f"{title}.xlsx")
