"""Allowances and workload on pages: yuan, months, the load against the ceiling, the section of an inspector."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core import calendar
from core.templatetags.house import chip
from inspectors.allowance import permissions as allowance_permissions
from inspectors.allowance import services as allowance_services
from inspectors.allowance.services.workload import Workload
from inspectors.models import AllowanceStatement, Inspector, WorkKind
from inspectors.months import month_after, month_of
from inspectors.months import month_words as words_of_month
from inspectors.months import week_words as words_of_week
from inspectors.roster import permissions as roster_permissions

register = template.Library()


@register.filter
def yuan(value: Decimal | int | None) -> str:
    """An amount as a person reads it: 1,250.00."""
    return f"{Decimal(value or 0):,.2f}"


@register.filter
def day_count(value: Decimal | int | None) -> str:
    """Days as a person writes them: 3, 2.5."""
    return f"{Decimal(value or 0).normalize():f}"


@register.filter
def month_words(month: dt.date) -> str:
    """What a month is called."""
    return words_of_month(month)


@register.filter
def week_words(monday: dt.date) -> str:
    """What an ISO week is called."""
    return words_of_week(monday)


@register.simple_tag
def work_label(kind: str) -> str:
    """What a kind of work is called."""
    return str(WorkKind(kind).label)


@register.simple_tag
def load_chip(load: Workload) -> SafeString | str:
    """How many targets an inspector has on at the same time; coloured at the ceiling and above it."""
    words = f"{load.now} / {load.ceiling}"
    return words if load.tone == "good" else chip(words, load.tone)


@register.simple_tag
def budget_word(tone: str) -> str:
    """How a budget line stands, in words."""
    words = {"bad": _("Does not reach"), "waiting": _("Nearly used up")}
    return words.get(tone, _("Enough left"))


@register.inclusion_tag("inspectors/allowance/on_inspector_workload.html", takes_context=True)
def workload_section(context: Context, inspector: Inspector) -> dict[str, Any]:
    """This month's work and the newest allowance on an inspector's page, for those who may see them."""
    user = context["request"].user
    if not roster_permissions.may(allowance_permissions.check_can_see_workload_of, user, inspector):
        return {"shown": False}
    today = calendar.today()
    since = month_of(today)
    load = allowance_services.workload_of([inspector.pk], since=since, until=month_after(since))[inspector.pk]
    statements = AllowanceStatement.objects.visible_to(user).filter(inspector=inspector)
    return {
        "shown": True,
        "inspector": inspector,
        "load": load,
        "since": since,
        "statement": statements.order_by("-month").first(),
    }
