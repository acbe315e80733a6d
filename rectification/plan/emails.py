"""What office and unit are told of a plan, in the county's own language."""

from django.utils.translation import gettext as _

from accounts.audience import acting_for, office
from core.calendar.days import date_in_words
from core.notifications import in_chinese, tell
from rectification.models import (
    RectificationPlan,
)


@in_chinese
def plan_submitted(plan: RectificationPlan) -> None:
    """The office has a plan to review."""
    words = {"unit": plan.order.unit.name, "number": plan.order.number, "round": plan.round}
    title = _("%(unit)s submitted its rectification plan to %(number)s (round %(round)s)") % words
    tell(office(), "plan_submitted", title, plan)


@in_chinese
def plan_accepted(plan: RectificationPlan) -> None:
    """The unit may carry out its plan."""
    title = _("Your rectification plan to %(number)s was accepted") % {"number": plan.order.number}
    body = _("Put right, then report problem by problem.")
    tell(acting_for(plan.order.unit_id), "plan_accepted", title, plan, body)


@in_chinese
def plan_returned(plan: RectificationPlan, following: RectificationPlan) -> None:
    """The unit reads why, in the next round."""
    words = {"number": plan.order.number, "date": date_in_words(following.due_on)}
    title = _("Your rectification plan to %(number)s was returned; submit again by %(date)s") % words
    tell(acting_for(plan.order.unit_id), "plan_returned", title, following, plan.review_reason)
