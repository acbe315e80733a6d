"""Rectification orders: the list, one order, drafting it from the ledger, issuing it."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.permissions import check_has_business
from core import calendar
from core.access import GET, POST, allow, visible_or_404
from core.errors import Refused
from core.htmx import refuse, render_list, render_page, take_step
from core.keyset import keyset_page
from rectification import due
from rectification.models import CLOSED, DueBy, Problem, RectificationOrder, RectificationPlan
from rectification.order import permissions, services
from rectification.order.forms import CreateOrderForm, OrderFilter

CHOSEN_LIMIT = 100


@allow(GET)
def orders(request: HttpRequest) -> HttpResponse:
    """Every order, newest first."""
    check_has_business(request.user)
    form = OrderFilter(request.GET)
    rows = form.narrow(RectificationOrder.objects.visible_to(request.user).select_related("unit"))
    page = keyset_page(request, rows, order=("-created_at", "-id"))
    counts = (
        Problem.objects.filter(order__in=[row.pk for row in page])
        .values("order")
        .annotate(all=Count("pk"), open=Count("pk", filter=~Q(state__in=CLOSED)))
    )
    of_order = {row["order"]: row for row in counts.order_by()}
    for row in page:
        row.problem_count = of_order.get(row.pk, {}).get("all", 0)
        row.open_count = of_order.get(row.pk, {}).get("open", 0)
    return render_list(request, "rectification/order/orders.html", {"page": page, "filter": form})


@allow(GET)
def order(request: HttpRequest, pk: Any) -> HttpResponse:
    """One order: its problems, the rounds of its plan, its documents."""
    found = visible_or_404(request, RectificationOrder.objects.whole(), pk)
    plans = RectificationPlan.objects.visible_to(request.user).filter(order=found).order_by("-round")
    context = {
        "order": found,
        "problems": found.problems.order_by("registered_on", "id"),
        "plans": plans,
        "today": calendar.today(),
    }
    return render_page(request, "rectification/order/order.html", context)


@allow(GET, POST)
def create_order(request: HttpRequest) -> HttpResponse:
    """Draft an order for the problems chosen on the ledger (`problem=`, several times)."""
    permissions.check_can_keep_ledger(request.user)
    chosen = chosen_problems(request)
    first = chosen[0] if chosen else None
    form = CreateOrderForm(
        request.POST if request.method == "POST" else None, initial={"basis": first.source_note if first else ""}
    )
    if form.is_bound and form.is_valid() and first is not None:
        inspection = first.inspection if len({row.inspection_id for row in chosen}) == 1 else None
        try:
            drafted = services.create_order(
                by=request.user,
                unit=first.unit,
                problems=chosen,
                basis=form.cleaned_data["basis"],
                inspection=inspection,
            )
        except Refused as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("The order is drafted. Look through it, then issue it."))
            return redirect(drafted)
    return render_page(request, "rectification/order/create_order.html", {"form": form, "chosen": chosen}, part="form")


@allow(GET, POST)
def issue_order(request: HttpRequest, pk: Any) -> HttpResponse:
    """Look at what goes into the document, then issue it."""
    found = visible_or_404(request, RectificationOrder.objects.whole(), pk)
    return take_step(
        request,
        found,
        services.issue_order,
        submit=_("Number and issue the order"),
        template="rectification/order/issue_order.html",
        problems=found.problems.order_by("registered_on", "id"),
        plan_due=DueBy(**due.due("plan_days")),
        today=calendar.today(),
    )


@allow(GET, POST)
def cancel_order(request: HttpRequest, pk: Any) -> HttpResponse:
    """Drop a draft."""
    found = visible_or_404(request, RectificationOrder.objects, pk)
    return take_step(
        request,
        found,
        services.cancel_order,
        text=_("Its problems stay on the ledger and can be ordered anew."),
        danger=True,
    )


def chosen_problems(request: HttpRequest) -> list[Problem]:
    """The problems that the address names, in the ledger's order; keys that make no sense are left out."""
    keys = [key for key in request.GET.getlist("problem")[:CHOSEN_LIMIT] if len(key) in {32, 36}]
    rows = Problem.objects.visible_to(request.user).filter(pk__in=keys).select_related("unit", "inspection")
    return list(rows.prefetch_related("urging_notices"))
