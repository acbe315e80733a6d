"""`{% concerned request %}` and `{% recusals_of inspection %}`: recusals and the inspections that they are about."""

from typing import Any

from django import template
from django.template import Context

from accounts.roles import COUNTY_ROLES
from inspectors.models import RecusalRequest
from supervision.models import Inspection
from supervision.team import permissions as team_permissions
from supervision.team.services.load import OPEN
from supervision.team.services.recusal import requests_about

register = template.Library()


@register.inclusion_tag("supervision/team/concerned.html", takes_context=True)
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


@register.inclusion_tag("supervision/team/unit_recusals.html", takes_context=True)
def recusals_of(context: Context, inspection: Inspection) -> dict[str, Any]:
    """The requests about members of the inspection's team that the reader may see, and the unit's button to ask."""
    user = context["request"].user
    is_unit = inspection.is_party("unit", user)
    return {
        "inspection": inspection,
        "recusal_requests": requests_about(inspection, by_unit=is_unit) if is_unit or user.is_office else [],
        "may_ask_recusal": is_unit and inspection.state in team_permissions.OPEN_TO_HEARING,
    }
