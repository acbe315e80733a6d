"""Pages of collisions and joint visits: what lies too close together, merging it, splitting it again."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from accounts import permissions as accounts_permissions
from accounts import policy
from accounts.forms.fields import ReasonForm
from core import calendar
from core.access import GET, POST, allow
from core.errors import Refused
from core.htmx import refuse, render_page, take_step
from supervision.models import Inspection, JointVisit, Plan
from supervision.plan import permissions, services
from supervision.plan.forms import MergeForm
from supervision.plan.services import collision
from supervision.plan.services.collision import AHEAD
from supervision.plan.views.coverage import tabs
from supervision.plan.views.item import PAGE_SIZE

FIRST_ITEMS = 100


@allow(GET)
def collisions(request: HttpRequest) -> HttpResponse:
    """Inspections of one unit that lie too close together, and items of the plan that cannot keep clear of one."""
    permissions.check_can_see_planning(request.user)
    user: Any = request.user
    seen = Inspection.objects.visible_to(user)
    found = collision.pairs(seen).select_related("task", "unit__zone").order_by("starts_on", "pk", "other")
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    plan = Plan.objects.standing(calendar.today().year, user)
    coming = seen.filter(state__in=AHEAD).select_related("task__plan_item", "unit__zone").order_by("starts_on")
    planned = collision.item_clashes(plan, coming) if plan is not None else []
    context = {
        "page": page,
        "clashes": collision.clashes_of(page),
        "planned": planned[:FIRST_ITEMS],
        "joints": JointVisit.objects.standing()
        .filter(inspections__in=seen)
        .distinct()
        .select_related("unit")[:PAGE_SIZE],
        "days": policy.number("collision_days"),
        "tabs": tabs("collisions"),
        "may_merge": user.is_office,
    }
    return render_page(request, "supervision/plan/collisions.html", context)


@allow(GET, POST)
def merge_inspections(request: HttpRequest) -> HttpResponse:
    """Choose the inspections of one unit that become one visit, and its days."""
    accounts_permissions.check_is_office(request.user)
    posted = request.method == "POST"
    asked = _asked(request)
    offered = _offered(asked)
    chosen = [row for row in offered if row.pk in asked]
    latest = max(chosen, key=lambda row: row.starts_on, default=None)
    initial: dict[str, Any] = {"inspections": [row.pk for row in chosen]}
    if latest is not None:
        initial |= {"starts_on": latest.starts_on, "ends_on": latest.ends_on}
    form = MergeForm(request.POST if posted else None, offered=offered, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            joint = services.merge_inspections(by=request.user, **form.cleaned_data)
        except Refused as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("Merged: %(unit)s is visited once.") % {"unit": joint.unit})
            return redirect("collisions")
    unit = offered[0].unit if offered else None
    context = {"form": form, "unit": unit, "offered": offered, "clash_days": policy.number("collision_days")}
    return render_page(request, "supervision/plan/merge_inspections.html", context, part="form")


def _asked(request: HttpRequest) -> set[UUID]:
    """The inspections that the address or the form names, as far as they make sense."""
    found = set()
    for text in (*request.GET.getlist("inspection"), *request.POST.getlist("inspections")):
        try:
            found.add(UUID(text))
        except ValueError:
            continue
    return found


def _offered(asked: set[UUID]) -> Any:
    """The inspections of the same units that have not been on site."""
    units = Inspection.objects.filter(pk__in=asked).values("unit")
    rows = Inspection.objects.filter(unit__in=units, state__in=AHEAD)
    return (
        rows.exclude(pk__in=Inspection.objects.joined().values("pk"))
        .select_related("task", "unit")
        .order_by("starts_on", "pk")
    )


@allow(GET, POST)
def split_joint(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a joint visit apart again."""
    seen = Inspection.objects.visible_to(request.user)
    joints = JointVisit.objects.filter(inspections__in=seen).distinct().select_related("unit")
    joint = get_object_or_404(joints, pk=pk)
    accounts_permissions.check_is_office(request.user)
    return take_step(
        request,
        joint,
        services.split_joint,
        title=_("Split the joint visit"),
        form=ReasonForm,
        text=_("The inspections stand alone again; team and unit are told. Their days stay until you move them."),
        danger=True,
    )
