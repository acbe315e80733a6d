"""Training on pages: class hours, how far short, the state of a session, the section of an inspector."""

from decimal import Decimal
from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core import calendar
from core.templatetags.house import chip, state_chip
from inspectors.models import Inspector, TrainingMode, TrainingSession
from inspectors.roster import permissions as roster_permissions
from inspectors.training import permissions as training_permissions
from inspectors.training import services as training_services
from inspectors.training.services.year import Year, year_of

register = template.Library()


@register.filter
def class_hours(value: Decimal | int | None) -> str:
    """Class hours as a person writes them: 8, 6.5."""
    return f"{Decimal(value or 0).normalize():f}"


@register.simple_tag
def mode_label(mode: str) -> str:
    """What a mode of training is called."""
    return str(TrainingMode(mode).label)


@register.simple_tag
def short_chip(short: Decimal | int, year: Year) -> SafeString:
    """How many class hours are missing; while the year runs there is time, afterwards there is not."""
    if not short:
        return chip(_("Enough"), "good")
    words = _("%(hours)s short") % {"hours": class_hours(short)}
    return chip(words, "waiting" if year.left else "bad")


@register.simple_tag
def session_chip(session: TrainingSession) -> SafeString:
    """Whether one can sign in at the session: its state, or that its day is still to come or past."""
    today = calendar.today()
    if session.state != "open" or session.day == today:
        return state_chip(session)
    return chip(_("Day to come"), "waiting") if session.day > today else chip(_("Day past"), "neutral")


@register.inclusion_tag("inspectors/training/on_inspector_training.html", takes_context=True)
def training_of(context: Context, inspector: Inspector) -> dict[str, Any]:
    """This year's training on an inspector's page, for the county and the inspector."""
    user = context["request"].user
    sees_all = roster_permissions.may(training_permissions.check_can_see_training, user)
    if not (sees_all or roster_permissions.is_own(user, inspector)):
        return {"shown": False}
    year = year_of(calendar.today().year)
    total = training_services.hours_of([inspector.pk], year.number).get(inspector.pk, training_services.NOTHING)
    return {
        "shown": True,
        "inspector": inspector,
        "year": year,
        "total": total,
        "short": max(year.asked - total, 0),
        "sees_all": sees_all,
        "may_keep": roster_permissions.may(training_permissions.check_can_keep_training, user),
    }
