"""`{% task_warnings %}`, `{% joint_of %}`, `{% burden_line %}`: what planning has to say on the pages of others."""

from typing import Any

from django import template
from django.template import Context

from accounts.models import Organisation
from accounts.roles import COUNTY_ROLES
from accounts.terms import term_of
from core import calendar
from supervision.models import Inspection, InspectionTask
from supervision.plan.services import burden
from supervision.plan.services.collision import AHEAD, clashes_of_task
from supervision.team.permissions import sees_inside

register = template.Library()
BEFORE_SITE = ("draft", "approved", "notified")


@register.inclusion_tag("supervision/plan/task_warnings.html", takes_context=True)
def task_warnings(context: Context, task: InspectionTask) -> dict[str, Any]:
    """What `task` collides with, and which of its units it puts over the ceiling; for the county, before the visits."""
    user: Any = context["request"].user
    if task.state not in BEFORE_SITE or not user.has_role(*COUNTY_ROLES):
        return {}
    clashes = clashes_of_task(task)
    return {"clashes": clashes, "overloads": burden.burden_warnings(task), "may_merge": user.is_office}


@register.inclusion_tag("supervision/plan/joint_of.html", takes_context=True)
def joint_of(context: Context, inspection: Inspection) -> dict[str, Any]:
    """With which other inspections this one comes as one visit."""
    if inspection.joint_id is None:
        return {}
    user: Any = context["request"].user
    others = list(
        inspection.joint.inspections.exclude(pk=inspection.pk).exclude(state="cancelled").select_related("task")
    )
    if not others:
        return {}
    seen = set(Inspection.objects.visible_to(user).filter(joint=inspection.joint_id).values_list("pk", flat=True))
    inside = sees_inside(user, inspection)
    return {
        "joint": inspection.joint,
        "others": [(other, other.pk in seen) for other in others if inside or other.pk in seen],
        "may_split": user.is_office and inspection.state in AHEAD,
        "inside": inside,
    }


@register.inclusion_tag("supervision/plan/burden_line.html", takes_context=True)
def burden_line(context: Context, unit: Organisation) -> dict[str, Any]:
    """What this term lays on the unit, for the county, its zone's leader and itself, as far as they know of it."""
    user: Any = context["request"].user
    own = unit.pk in user.organisation_ids
    if not (own or user.has_role(*COUNTY_ROLES) or unit.zone_id in user.zone_ids):
        return {}
    term = term_of(calendar.today())
    laid = burden.burden_of(unit, term, among=Inspection.objects.visible_to(user))
    most = burden.ceiling()
    return {"term": term, "laid": laid, "ceiling": most, "over": laid.over(most), "unit": unit}
