"""Pages of the annual plan: the versions, one plan with its items, its steps, and a new version of it."""

from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from accounts import permissions as accounts_permissions
from accounts.forms.fields import ReasonForm
from accounts.models import Organisation
from accounts.roles import COUNTY_ROLES
from core import calendar
from core.access import GET, POST, allow, visible_or_404
from core.errors import NotAllowed, Refused
from core.htmx import refuse, render_list, render_page, take_step
from core.keyset import keyset_page
from supervision.models import InspectionTask, Plan, PlanItem
from supervision.plan import permissions, services
from supervision.plan.forms import PlanForm, SubmitPlanForm
from supervision.plan.services import collision, coverage

NAMED = 30


@allow(GET)
def annual_plans(request: HttpRequest) -> HttpResponse:
    """Every version of every year's plan that the person may read, newest first."""
    user: Any = request.user
    if user.is_administrator:
        raise NotAllowed(_("The annual plan is open to whoever inspects or is inspected."))
    plans = Plan.objects.visible_to(user).annotate(item_count=Count("items"))
    page = keyset_page(request, plans, order=("-year", "-version"))
    context = {"page": page, "may_create": user.is_office}
    return render_list(request, "supervision/plan/annual_plans.html", context)


@allow(GET)
def annual_plan(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One version: purpose, items, coverage, collisions; a unit reads the items that concern it."""
    plan = visible_or_404(request, Plan.objects, pk)
    user: Any = request.user
    county = user.has_role(*COUNTY_ROLES)
    context = {
        "plan": plan,
        "items": item_rows(plan, user),
        "county": county,
        "may_edit": user.is_office and plan.state == "draft",
        "may_revise": user.is_office and plan.state == "published",
        "versions": Plan.objects.visible_to(user).filter(year=plan.year).exclude(pk=plan.pk),
        "concerns": not county and not user.zone_ids and bool(user.organisation_ids),
        **(ahead(plan) if county else {}),
    }
    return render_page(request, "supervision/plan/annual_plan.html", context)


def item_rows(plan: Plan, user: Any) -> list[dict[str, Any]]:
    """The items with how many units each covers and how many tasks carry it out; a unit's own items only."""
    items = list(plan.items.with_units())
    if user.has_role("unit", "liaison") and not user.has_role(*COUNTY_ROLES):
        mine = Organisation.objects.filter(Q(pk__in=user.organisation_ids) | Q(governing__in=user.organisation_ids))
        own = list(mine)
        items = [item for item in items if item.covers_any(own)]
    active = Organisation.objects.active()
    sums = {f"n{place}": Count("pk", filter=item.where_units()) for place, item in enumerate(items)}
    counts = active.aggregate(**sums) if items else {}
    tasks = InspectionTask.objects.filter(plan_item__line__in=[item.line for item in items]).exclude(state="cancelled")
    carried = dict(tasks.order_by().values_list("plan_item__line").annotate(n=Count("pk")))
    return [
        {"item": item, "units": counts[f"n{place}"], "tasks": carried.get(item.line, 0)}
        for place, item in enumerate(items)
    ]


def ahead(plan: Plan) -> dict[str, Any]:
    """What the plan comes to: coverage of schools and kindergartens with the gaps by name, and items that collide."""
    units = coverage.with_coverage(Organisation.objects.active().campuses(), year=plan.year, plan=plan)
    figures = coverage.figures_of(units)
    gaps = list(units.filter(stand=coverage.GAP).order_by("code")[:NAMED]) if figures.total[coverage.GAP] else []
    return {"figures": figures, "gaps": gaps, "plan_clashes": collision.plan_clashes(plan)}


@allow(GET, POST)
def create_annual_plan(request: HttpRequest) -> HttpResponse:
    """Begin a plan."""
    accounts_permissions.check_is_office(request.user)
    year = calendar.today().year + (calendar.today().month > 6)
    initial = {"year": year, "title": _("Plan of inspections for %(year)s") % {"year": year}}
    form = PlanForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            plan = services.create_annual_plan(by=request.user, **form.cleaned_data)
        except Refused as exc:
            refuse(form, exc)
        else:
            return redirect(plan)
    return render_page(request, "supervision/plan/create_annual_plan.html", {"form": form}, part="form")


@allow(GET, POST)
def edit_annual_plan(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change title and purpose of a draft."""
    plan = visible_or_404(request, Plan.objects, pk)
    permissions.check_can_edit_plan(request.user, plan)
    return take_step(
        request,
        plan,
        services.edit_annual_plan,
        title=_("Edit the annual plan"),
        submit=_("Save the changes"),
        form=partial(PlanForm, initial={"title": plan.title, "purpose": plan.purpose}, fixed_year=True),
    )


@allow(GET, POST)
def submit_annual_plan(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the plan comes to, and the button that puts it before the leaders."""
    plan = visible_or_404(request, Plan.objects, pk)
    return take_step(
        request,
        plan,
        services.submit_annual_plan,
        submit=_("Submit to the committee's leaders"),
        form=SubmitPlanForm,
        template="supervision/plan/submit_annual_plan.html",
        plan=plan,
        items=item_rows(plan, request.user),
        county=True,
        **ahead(plan),
    )


@allow(GET, POST)
def approve_annual_plan(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The plan on one screen for a leader's phone, and the button."""
    plan = visible_or_404(request, Plan.objects, pk)
    return take_step(
        request,
        plan,
        services.approve_annual_plan,
        text=_("Once approved, the items are fixed and the office may publish the plan."),
        template="supervision/plan/submit_annual_plan.html",
        plan=plan,
        items=item_rows(plan, request.user),
        county=True,
        **ahead(plan),
    )


@allow(GET, POST)
def return_annual_plan(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A leader gives the plan back."""
    plan = visible_or_404(request, Plan.objects, pk)
    return take_step(
        request,
        plan,
        services.return_annual_plan,
        form=ReasonForm,
        text=_("The office reads the reason, changes the draft and submits it again."),
    )


@allow(GET, POST)
def publish_annual_plan(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office publishes the approved plan."""
    plan = visible_or_404(request, Plan.objects, pk)
    text = _("Everybody who works on the platform then reads it; units read the items that concern them and are told.")
    return take_step(request, plan, services.publish_annual_plan, text=text)


@allow(GET, POST)
def revise_annual_plan(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Begin a new version of a published plan."""
    plan = visible_or_404(request, Plan.objects, pk)
    permissions.check_can_revise_plan(request.user, plan)
    return take_step(
        request,
        plan,
        services.revise_annual_plan,
        title=_("Revise the annual plan"),
        submit=_("Begin a new version"),
        form=ReasonForm,
        text=_("The new version begins as a draft with all items. This one holds until a leader approves the new one."),
    )


def get_item(request: HttpRequest, pk: UUID) -> PlanItem:
    """The item `pk`, where the person may read its plan and, as a unit, is concerned; else 404."""
    items = PlanItem.objects.visible_to(request.user).with_units().select_related("plan")
    found: PlanItem = get_object_or_404(items, pk=pk)
    if not any(row["item"].pk == found.pk for row in item_rows(found.plan, request.user)):
        get_object_or_404(items.none(), pk=pk)
    return found
