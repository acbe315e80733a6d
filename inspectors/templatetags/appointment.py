"""Appointments on pages: the letter and the certificate of one, the section of an inspector."""

from typing import Any

from django import template
from django.template import Context

from accounts.roles import COUNTY_ROLES
from inspectors.appointment import permissions as appointment_permissions
from inspectors.models import Appointment, Inspector, TermEnd
from inspectors.models.appointment import UNDER_WAY
from inspectors.roster import permissions as roster_permissions
from inspectors.term import permissions as term_permissions

register = template.Library()


@register.inclusion_tag("inspectors/appointment/letter_of_appointment.html", takes_context=True)
def letter_of(context: Context, appointment: Appointment) -> dict[str, Any]:
    """The letter of appointment and the certificate, for those who may open them."""
    user = context["request"].user
    inspector = appointment.inspector
    sees = user.has_role(*COUNTY_ROLES) or (inspector is not None and roster_permissions.is_own(user, inspector))
    return {"appointment": appointment, "inspector": inspector, "sees_papers": sees}


@register.inclusion_tag("inspectors/appointment/on_inspector_appointment.html", takes_context=True)
def appointments_of(context: Context, inspector: Inspector) -> dict[str, Any]:
    """Appointments, ends of terms and the certificate on an inspector's page, for the county and the inspector."""
    user = context["request"].user
    if not (user.has_role(*COUNTY_ROLES) or roster_permissions.is_own(user, inspector)):
        return {"shown": False}
    rows = list(Appointment.objects.visible_to(user).filter(inspector=inspector))
    return {
        "shown": True,
        "inspector": inspector,
        "appointments": rows,
        "ends": list(TermEnd.objects.filter(inspector=inspector, undone_at=None)),
        "may_renew": roster_permissions.may(appointment_permissions.check_can_renew, user)
        and inspector.removed_at is None
        and inspector.term_until is not None
        and inspector.leaves_on is None
        and not any(row.state in UNDER_WAY or row.waits_to_begin for row in rows),
        "may_end": roster_permissions.may(term_permissions.check_can_end_term, user) and inspector.removed_at is None,
    }
