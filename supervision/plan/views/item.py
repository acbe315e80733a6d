"""Pages of one item of the annual plan: what it covers, which tasks came from it, adding, changing, removing."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.roles import COUNTY_ROLES
from core import calendar
from core.access import GET, POST, allow, visible_or_404
from core.errors import Refused
from core.htmx import refuse, render_page, take_step
from supervision.models import Inspection, InspectionTask, Plan, PlanItem
from supervision.plan import permissions, services
from supervision.plan.forms import PlanItemForm
from supervision.plan.services.plan import tasks_of
from supervision.plan.services.timetable import units_for
from supervision.plan.views.plan import get_item

PAGE_SIZE = 50

TASK_MODES = ("comprehensive", "special")


@allow(GET)
def plan_item(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One item: period, framework, units with where their inspections stand, tasks that carry it out."""
    item = get_item(request, pk)
    user: Any = request.user
    units = item.units().filter(units_for(user)).select_related("zone")
    page = Paginator(units, PAGE_SIZE).get_page(request.GET.get("page"))
    tasks = tasks_of(item)
    inspections = Inspection.objects.visible_to(user).filter(task__in=tasks, unit__in=[unit.pk for unit in page])
    made = {row.unit_id: row for row in inspections.exclude(state="cancelled").select_related("task")}
    context = {
        "item": item,
        "plan": item.plan,
        "page": page,
        "rows": [(unit, made.get(unit.pk)) for unit in page],
        "tasks": InspectionTask.objects.visible_to(user).filter(pk__in=tasks.values("pk")),
        "county": user.has_role(*COUNTY_ROLES),
        "may_edit": user.is_office and item.plan.state == "draft",
        "may_create_task": _may_create_task(user, item),
    }
    return render_page(request, "supervision/plan/plan_item.html", context)


def _may_create_task(user: Any, item: PlanItem) -> bool:
    """Whether the office makes a task of the item now: of a plan that stands, of a mode with tasks, not yet over."""
    stands = item.plan.state in {"approved", "published"} and item.ends_on >= calendar.today()
    return bool(user.is_office and stands and item.mode in TASK_MODES)


@allow(GET, POST)
def add_plan_item(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Add an item to a draft plan."""
    plan = visible_or_404(request, Plan.objects, pk)
    permissions.check_can_edit_plan(request.user, plan)
    return _edit(request, plan, None)


@allow(GET, POST)
def edit_plan_item(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change an item of a draft plan."""
    item = get_item(request, pk)
    permissions.check_can_edit_plan(request.user, item.plan)
    return _edit(request, item.plan, item)


def _edit(request: HttpRequest, plan: Plan, item: PlanItem | None) -> HttpResponse:
    initial = PlanItemForm.of(item) if item is not None else {}
    form = PlanItemForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            if item is None:
                done = services.add_plan_item(plan, by=request.user, **form.cleaned_data)
            else:
                done = services.edit_plan_item(item, by=request.user, **form.cleaned_data)
        except Refused as exc:
            if exc.status == 409:
                raise
            refuse(form, exc)
        else:
            words = {"item": done.name, "count": done.units().count()}
            messages.success(request, _("“%(item)s” covers %(count)s units.") % words)
            return redirect(plan)
    context = {"form": form, "plan": plan, "item": item}
    return render_page(request, "supervision/plan/edit_plan_item.html", context, part="form")


@allow(GET, POST)
def remove_plan_item(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take an item off a draft plan."""
    item = get_item(request, pk)
    permissions.check_can_edit_plan(request.user, item.plan)
    return take_step(
        request,
        item,
        services.remove_plan_item,
        title=_("Remove the item"),
        text=_("“%(item)s” is taken off the plan; the history keeps its name.") % {"item": item.name},
        danger=True,
    )
