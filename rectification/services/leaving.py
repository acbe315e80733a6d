"""Open rechecks of inspectors who serve no more: told before a term ends, and to the office afterwards (REG 22)."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from inspectors.duties import Duty, register_duties
from rectification import emails
from rectification.models import Recheck


def _open(inspector_id: Any) -> QuerySet[Recheck]:
    found = Recheck.objects.filter(inspector=inspector_id, recorded_at=None, problem__state="rechecking")
    return found.select_related("problem__unit", "inspector").order_by("problem__due_on", "pk")


@register_duties
def open_rechecks(inspector_id: UUID) -> Iterator[Duty]:
    """The rechecks that an inspector was appointed to and has not recorded, the most urgent first."""
    for recheck in _open(inspector_id):
        problem = recheck.problem
        title = _("Recheck: %(number)s, %(unit)s") % {"number": problem.number, "unit": problem.unit}
        due = date_format(problem.due_on) if problem.due_on else "—"
        yield Duty(title, _("due %(day)s") % {"day": due}, problem.get_absolute_url())


def tell_of_open_rechecks(inspector_id: Any) -> list[Recheck]:
    """Tell the office which rechecks need another inspector, now that this one serves no more. Returns them."""
    found = list(_open(inspector_id))
    for recheck in found:
        emails.recheck_left_open(recheck)
    return found
