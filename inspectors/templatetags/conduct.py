"""Conduct on an inspector's page: measures and commendations, as far as the reader may know of them."""

from typing import Any

from django import template
from django.template import Context

from accounts.roles import COUNTY_ROLES
from inspectors.conduct import permissions as conduct_permissions
from inspectors.models import ConductMeasure, Inspector, InspectorCommendation
from inspectors.roster import permissions as roster_permissions

register = template.Library()


@register.inclusion_tag("inspectors/conduct/on_inspector_conduct.html", takes_context=True)
def conduct_of(context: Context, inspector: Inspector) -> dict[str, Any]:
    """Measures and commendations of `inspector`, for the county and the inspector; reports are never shown here."""
    user = context["request"].user
    if not (user.has_role(*COUNTY_ROLES) or roster_permissions.is_own(user, inspector)):
        return {"shown": False}
    return {
        "shown": True,
        "inspector": inspector,
        "measures": list(ConductMeasure.objects.visible_to(user).filter(inspector=inspector)[:20]),
        "praises": list(InspectorCommendation.objects.visible_to(user).filter(inspector=inspector)[:20]),
        "may_propose": roster_permissions.may(conduct_permissions.check_can_propose_commendation, user),
    }
