"""The holiday table: a year at a time; every change is shown with what it moves before it is made."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import permissions
from accounts.forms.holidays import HolidayForm, PasteForm
from accounts.holiday_lines import parse_lines
from accounts.roles import OFFICE_ROLES
from accounts.services import holidays as services
from accounts.services.holidays import Change
from core import calendar
from core.access import GET, POST, allow
from core.errors import Refused
from core.htmx import refuse, render_page
from core.models import CalendarDay


def _year(request: HttpRequest) -> int:
    asked = request.GET.get("year", "")
    return int(asked) if asked.isdigit() and 2000 <= int(asked) <= 2099 else calendar.today().year


@allow(GET)
def holidays(request: HttpRequest) -> HttpResponse:
    """Show the days of one year that differ from the plain week, and warn where a year is not known."""
    permissions.check_can_read_holidays(request.user)
    year, this_year = _year(request), calendar.today().year
    known = set(CalendarDay.objects.order_by().values_list("day__year", flat=True).distinct())
    years = sorted(known | {this_year, this_year + 1, year})
    address = reverse("holidays")
    context = {
        "days": list(CalendarDay.objects.filter(day__year=year)),
        "year": year,
        "tabs": [{"label": str(y), "url": f"{address}?year={y}", "active": y == year} for y in years],
        "is_known": year in known,
        "unknown": [y for y in (this_year, this_year + 1) if y not in known],
        "library_knows": bool(calendar.library_rows(year)),
        "may_edit": request.user.has_role(*OFFICE_ROLES),
        "today": calendar.today(),
    }
    return render_page(request, "accounts/holidays.html", context)


@allow(GET, POST)
def add_holiday(request: HttpRequest) -> HttpResponse:
    """Enter a stretch of days: first the form, then what it moves, then it is done."""
    permissions.check_can_edit_holidays(request.user)
    form = HolidayForm(request.POST if request.method == "POST" else None)
    return _ask(request, form, _("Enter days"), lambda: services.plan_add(form.stretches()))


@allow(GET, POST)
def paste_holidays(request: HttpRequest) -> HttpResponse:
    """Enter a whole year from the notice's text."""
    permissions.check_can_edit_holidays(request.user)
    form = PasteForm(request.POST if request.method == "POST" else None, initial={"year": _year(request)})

    def plan() -> Change:
        values = form.cleaned_data
        return services.plan_add(parse_lines(values["text"], year=values["year"]))

    return _ask(request, form, _("Enter a year from the notice"), plan)


@allow(GET, POST)
def remove_holiday(request: HttpRequest, day: str) -> HttpResponse:
    """Take a day out of the table: shown with what it moves, then done."""
    permissions.check_can_edit_holidays(request.user)
    try:
        wanted = dt.date.fromisoformat(day)
    except ValueError:
        raise Http404 from None
    return _ask(request, None, _("Take out a day"), lambda: services.plan_remove(wanted))


@allow(GET, POST)
def seed_holidays(request: HttpRequest, year: int) -> HttpResponse:
    """Enter what the library knows of a year."""
    permissions.check_can_edit_holidays(request.user)
    return _ask(request, None, _("Fill in from the library"), lambda: services.plan_seed(year))


def _ask(request: HttpRequest, form: Any, title: str, plan: Callable[[], Change]) -> HttpResponse:
    """The form if there is one, then the preview with its button, then the change itself."""
    context: dict[str, Any] = {"form": form, "title": title, "up": f"{reverse('holidays')}?year={_year(request)}"}
    ready = form is None or (form.is_bound and form.is_valid())
    if ready:
        try:
            change = plan()
        except Refused as exc:
            if form is None:
                raise
            refuse(form, exc)
        else:
            if request.method == "POST" and "confirm" in request.POST:
                return _done(request, change)
            context |= {"change": change, "effect": services.effect_of(change)}
    return render_page(request, "accounts/change_holidays.html", context, part="form")


def _done(request: HttpRequest, change: Change) -> HttpResponse:
    effect = services.change_holidays(change, by=request.user)
    words = {"days": len(change.days), "count": effect.count}
    if effect.count > services.AT_ONCE:
        messages.success(request, _("%(days)s days changed; %(count)s deadlines are being moved.") % words)
    else:
        messages.success(request, _("%(days)s days changed, %(count)s deadlines moved.") % words)
    return redirect(f"{reverse('holidays')}?year={change.days[0].year}")
