"""What is told of annual plans and joint visits."""

from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.audience import acting_for, leaders, office
from accounts.models import User
from accounts.roles import Role
from core.notifications import in_chinese, tell
from supervision.audience import team_of
from supervision.models import Inspection, Plan


@in_chinese
def plan_submitted(plan: Plan) -> None:
    """Tell the leaders that a plan waits for approval."""
    title = _("Annual plan to approve: %(plan)s") % {"plan": plan}
    tell(leaders(), "submit_annual_plan", title, plan)


@in_chinese
def plan_approved(plan: Plan) -> None:
    """Tell the office that the plan may be published."""
    title = _("Annual plan approved, it may be published: %(plan)s") % {"plan": plan}
    tell(office(), "approve_annual_plan", title, plan)


@in_chinese
def plan_returned(plan: Plan, reason: str) -> None:
    """Tell the office why the plan came back."""
    title = _("Annual plan returned: %(plan)s") % {"plan": plan}
    tell(office(), "return_annual_plan", title, plan, reason)


@in_chinese
def plan_published(plan: Plan, unit_ids: Iterable[object]) -> None:
    """Tell the corps and the people of the units that the plan concerns."""
    title = _("Annual plan published: %(plan)s") % {"plan": plan}
    corps = User.objects.active().with_role(Role.INSPECTOR, Role.ZONE_LEADER)
    tell([*corps, *acting_for(*unit_ids)], "publish_annual_plan", title, plan)


@in_chinese
def joint_formed(inspection: Inspection) -> None:
    """Tell the team the new days, and the unit where it had notice."""
    words = {
        "task": inspection.task,
        "first": date_format(inspection.starts_on),
        "last": date_format(inspection.ends_on),
    }
    title = _("Merged into a joint visit, on site from %(first)s to %(last)s: %(task)s") % words
    reason = inspection.joint.reason if inspection.joint is not None else ""
    tell(team_of(inspection), "merge_inspections", title, inspection, reason)
    if inspection.notified_on is not None:
        tell(acting_for(inspection.unit_id), "merge_inspections", title, inspection, reason)


@in_chinese
def joint_split(inspection: Inspection, reason: str) -> None:
    """Tell the team that its inspection stands alone again, and the unit where it had notice."""
    title = _("No longer a joint visit: %(task)s") % {"task": inspection.task}
    tell(team_of(inspection), "split_joint", title, inspection, reason)
    if inspection.notified_on is not None:
        tell(acting_for(inspection.unit_id), "split_joint", title, inspection, reason)
