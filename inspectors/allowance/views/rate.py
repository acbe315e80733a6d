"""Pages of the money behind allowances: rates by period, and the budget line of each year."""

from functools import partial
from uuid import UUID

from django.db.models import Count, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from core import calendar
from core.access import GET, POST, allow, visible_or_404
from core.errors import Refused
from core.htmx import refuse, render_page, take_step
from inspectors.allowance import permissions, services
from inspectors.allowance.forms import BudgetAmountForm, BudgetForm, EndRateForm, RateForm
from inspectors.models import AllowanceRate, AllowanceStatement, BudgetLine
from inspectors.roster import permissions as roster_permissions
from inspectors.workflow.allowance import PENDING


@allow(GET)
def allowance_rates(request: HttpRequest) -> HttpResponse:
    """What is paid for what, period by period; those that hold today on top."""
    permissions.check_can_see_rates(request.user)
    today = calendar.today()
    rates = AllowanceRate.objects.visible_to(request.user).prefetch_related("townships")
    rows = list(rates.annotate(used=Count("lines")).order_by("for_kind", "basis", "work", "band", "-valid_from"))
    context = {
        "now": [rate for rate in rows if rate.is_valid(today)],
        "others": [rate for rate in rows if not rate.is_valid(today)],
        "today": today,
        "may_set": roster_permissions.may(permissions.check_can_set_rates, request.user),
    }
    return render_page(request, "inspectors/allowance/allowance_rates.html", context)


def _rate(request: HttpRequest, pk: UUID) -> AllowanceRate:
    found: AllowanceRate = visible_or_404(request, AllowanceRate.objects, pk)
    permissions.check_can_set_rates(request.user)
    return found


@allow(GET, POST)
def add_rate(request: HttpRequest) -> HttpResponse:
    """The head enters a rate."""
    permissions.check_can_set_rates(request.user)
    form = RateForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            services.add_rate(by=request.user, **form.cleaned_data)
        except Refused as exc:
            refuse(form, exc)
        else:
            return redirect("allowance_rates")
    context = {
        "form": form,
        "title": _("Add a rate"),
        "submit": _("Add the rate"),
        "text": _("A rate is never edited: the one that holds without end is ended on the day before."),
    }
    return render_page(request, "inspectors/allowance/add_rate.html", context, part="form")


@allow(GET, POST)
def end_rate(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The head ends a rate."""
    found = _rate(request, pk)
    return take_step(
        request,
        found,
        services.end_rate,
        title=_("End the rate"),
        form=EndRateForm,
        text=_("%(rate)s yuan") % {"rate": found},
    )


@allow(GET, POST)
def remove_rate(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The head takes out a rate that was entered by mistake."""
    found = _rate(request, pk)
    return take_step(
        request,
        found,
        services.remove_rate,
        title=_("Take out the rate"),
        submit=_("Take it out"),
        text=_("%(rate)s yuan. Only a rate that no statement has used can be taken out.") % {"rate": found},
        danger=True,
    )


@allow(GET)
def budgets(request: HttpRequest) -> HttpResponse:
    """Each year's budget: what is approved, what waits, what is left."""
    permissions.check_can_see_allowances(request.user)
    rows = services.standings(BudgetLine.objects.visible_to(request.user))
    pending = AllowanceStatement.objects.visible_to(request.user).filter(state__in=PENDING).order_by()
    context = {
        "standings": rows,
        "pending": list(pending.values("month").annotate(count=Count("pk"), sum=Sum("total")).order_by("-month")[:24]),
        "may_set": roster_permissions.may(permissions.check_can_set_rates, request.user),
    }
    return render_page(request, "inspectors/allowance/budgets.html", context)


@allow(GET, POST)
def add_budget(request: HttpRequest) -> HttpResponse:
    """The head enters the budget line of a year."""
    permissions.check_can_set_rates(request.user)
    initial = {"year": calendar.today().year, "name": _("Allowances of part-time inspectors")}
    form = BudgetForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            services.add_budget(by=request.user, **form.cleaned_data)
        except Refused as exc:
            refuse(form, exc)
        else:
            return redirect("budgets")
    context = {"form": form, "title": _("Enter a budget line"), "submit": _("Enter the budget line"), "text": ""}
    return render_page(request, "inspectors/allowance/add_budget.html", context, part="form")


@allow(GET, POST)
def edit_budget(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The head changes the amount of a budget line, with the reason."""
    found = visible_or_404(request, BudgetLine.objects, pk)
    permissions.check_can_set_rates(request.user)
    return take_step(
        request,
        found,
        services.edit_budget,
        title=_("Change the budget"),
        form=partial(BudgetAmountForm, initial={"amount": found.amount}),
        text=_("%(line)s: %(amount)s yuan so far. The change is logged with its reason.")
        % {"line": found, "amount": found.amount},
    )
