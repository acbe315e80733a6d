"""Rectification plans: the unit writes and submits, the office accepts or returns."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from core.access import GET, POST, allow, visible_or_404
from core.errors import Refused
from core.htmx import refuse, render_page, take_step
from core.transitions import check_step
from rectification.models import PlannedMeasure, RectificationPlan
from rectification.plan import services
from rectification.plan.forms import PlanForm, ReturnPlanForm


@allow(GET)
def plan(request: HttpRequest, pk: Any) -> HttpResponse:
    """One round of a plan, as it was submitted, with why it was returned."""
    found = visible_or_404(request, RectificationPlan.objects.whole(), pk)
    rounds = RectificationPlan.objects.visible_to(request.user).filter(order=found.order).order_by("round")
    context = {"plan": found, "items": _items(found), "rounds": rounds}
    return render_page(request, "rectification/plan/plan.html", context)


@allow(GET, POST)
def submit_plan(request: HttpRequest, pk: Any) -> HttpResponse:
    """The unit writes its plan in one form: save it for later, or hand it in."""
    found = visible_or_404(request, RectificationPlan.objects.whole(), pk)
    check_step(found, "submit_plan", by=request.user)
    items = _items(found)
    form = PlanForm(request.POST if request.method == "POST" else None, plan=found, items=items)
    if form.is_bound and form.is_valid():
        try:
            saved = services.save_plan(found, by=request.user, **form.written())
            if "save" not in request.POST:
                messages.success(request, _("The rectification plan was submitted."))
                return redirect(services.submit_plan(saved, by=request.user))
        except Refused as exc:
            if exc.status == 409:
                raise
            refuse(form, exc)
        else:
            messages.success(request, _("The draft was saved. It is not submitted yet."))
            return redirect(found)
    context = {"plan": found, "form": form, "before": _round_before(found)}
    return render_page(request, "rectification/plan/submit_plan.html", context, part="form")


@allow(GET, POST)
def accept_plan(request: HttpRequest, pk: Any) -> HttpResponse:
    """The office accepts the round."""
    found = visible_or_404(request, RectificationPlan.objects.whole(), pk)
    return take_step(
        request,
        found,
        services.accept_plan,
        text=_("The unit carries out its measures and reports problem by problem; the deadlines stay as they are."),
    )


@allow(GET, POST)
def return_plan(request: HttpRequest, pk: Any) -> HttpResponse:
    """The office returns the round, saying why, and where."""
    found = visible_or_404(request, RectificationPlan.objects.whole(), pk)
    check_step(found, "return_plan", by=request.user)
    items = _items(found)
    form = ReturnPlanForm(request.POST if request.method == "POST" else None, items=items)
    if form.is_bound and form.is_valid():
        services.return_plan(found, by=request.user, **form.written())
        messages.success(request, _("The plan was returned; the unit has the next round before it."))
        return redirect(found)
    return render_page(request, "rectification/plan/return_plan.html", {"plan": found, "form": form}, part="form")


def _items(found: RectificationPlan) -> list[PlannedMeasure]:
    return list(found.items.select_related("problem").order_by("problem__registered_on", "problem_id"))


def _round_before(found: RectificationPlan) -> dict[str, Any] | None:
    """The returned round that this one answers, and its reasons by problem."""
    before = found.order.plans.filter(round__lt=found.round, state="returned").order_by("-round").first()
    if before is None:
        return None
    return {"plan": before, "reasons": dict(before.items.values_list("problem_id", "review_reason"))}
