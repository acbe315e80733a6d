"""Experts held against the units of their task: nobody judges where they work or must keep away from (REG 10)."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from accounts.models import Organisation
from accounts.names import plain_name
from core import calendar
from core.errors import Refused
from core.workflow import gettext_noop
from inspectors.models import Expert, Recusal
from supervision import law
from supervision.models import InspectionTask, TaskGrant

REMEDY = gettext_noop("End the expert's work on the task, or leave the unit off it.")


def experts_on(task: InspectionTask) -> list[Expert]:
    """The experts of the pool who may work on the task now; one query."""
    let_in = TaskGrant.objects.in_force().filter(content_object=task)
    return list(Expert.objects.filter(user__in=let_in.values("user")))


def units_of(task: InspectionTask) -> list[Organisation]:
    """The units that the task inspects; those whose inspection was cancelled left out."""
    return list(Organisation.objects.filter(inspections__in=task.inspections.exclude(state="cancelled")))


def expert_conflicts(experts: Iterable[Expert], units: Iterable[Organisation]) -> list[str]:
    """In words, who of `experts` works at one of `units`, or as an inspector must keep away from it (REG 10)."""
    people, places = list(experts), list(units)
    if not people or not places:
        return []
    names = {plain_name(unit.name) for unit in places}
    found = [
        _("%(name)s works at %(unit)s, which the task inspects.") % {"name": expert.name, "unit": expert.employer}
        for expert in people
        if plain_name(expert.employer) in names
    ]
    accounts = [expert.user_id for expert in people if expert.user_id is not None]
    recusals = Recusal.objects.in_force(on=calendar.today()).filter(inspector__user__in=accounts, unit__in=places)
    found += [
        _("%(inspector)s must keep away from %(unit)s.") % {"inspector": recusal.inspector, "unit": recusal.unit}
        for recusal in recusals.select_related("inspector", "unit")
    ]
    return found


def check_experts_clear(experts: Iterable[Expert], units: Iterable[Organisation], *, remedy: str = "") -> None:
    """Raise Refused where `expert_conflicts` finds any, naming all; `remedy` says what else than REMEDY helps."""
    conflicts = expert_conflicts(experts, units)
    if conflicts:
        raise Refused(" ".join(conflicts), rule=_(law.ARTICLE_10), remedy=remedy or _(REMEDY))
