"""`{% concerned request %}`: the inspections that a request for recusal is about, for the pages of the corps."""

from typing import Any

from django import template
from django.template import Context

from accounts.roles import COUNTY_ROLES
from inspectors.models import RecusalRequest
from supervision.models import Inspection
from supervision.services.load import OPEN

register = template.Library()


@register.inclusion_tag("supervision/concerned.html", takes_context=True)
def concerned(context: Context, request_: RecusalRequest) -> dict[str, Any]:
    """The open inspections of the unit by a team that the inspector is on, as far as the reader sees them."""
    user = context["request"].user
    rows = Inspection.objects.visible_to(user).filter(
        unit=request_.unit, team__members__inspector=request_.inspector, state__in=OPEN
    )
    inspections = list(rows.select_related("task", "team", "unit").order_by("starts_on")[:20])
    return {
        "inspections": inspections,
        "request_": request_,
        "sees_task": user.has_role(*COUNTY_ROLES),
        "may_replace": user.has_role("office_head") and request_.state == "upheld",
    }
