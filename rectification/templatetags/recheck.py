"""`{% my_rechecks user %}`: the rechecks that wait for an inspector, for the page of his or her visits."""

from typing import Any

from django import template
from django.template import Context

from rectification.models import Problem

register = template.Library()


@register.inclusion_tag("rectification/recheck/my_rechecks.html", takes_context=True)
def my_rechecks(context: Context, user: Any) -> dict[str, Any]:
    """The problems that `user` is to recheck, by deadline; one statement."""
    waiting = Problem.objects.filter(
        state="rechecking", rechecks__inspector__user=user, rechecks__recorded_at=None
    ).select_related("unit")
    return {"problems": waiting.order_by("due_on", "id"), "request": context.get("request")}
