"""How much each inspector has on at the same time, and the ceiling for it (INSP)."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from accounts import policy
from core import calendar
from inspectors.models import Inspector
from supervision import law
from supervision.models import InspectionTask, TeamMember

# From the approved task up to the team's deliberation; from then on the opinion is the office's work.
OPEN = ("planned", "notified", "self_evaluating", "self_evaluated", "on_site", "deliberated")
RUNNING = ("approved", "notified", "under_way")


@dataclass(frozen=True)
class Load:
    """What one member of a task has on at the same time: on other tasks, on this one, and the ceiling."""

    inspector: Inspector
    elsewhere: int
    here: int
    ceiling: int

    @property
    def total(self) -> int:
        """Both together."""
        return self.elsewhere + self.here

    @property
    def over(self) -> int:
        """By how many the ceiling is passed; 0 where it is not."""
        return max(self.total - self.ceiling, 0)


def loads_of(
    inspectors: Iterable[Inspector], *, first: dt.date, last: dt.date, besides: InspectionTask | None = None
) -> dict[uuid.UUID, int]:
    """How many units each of `inspectors` has open between `first` and `last`, by the inspector's key.

    Counts the inspections of approved tasks, other than `besides`, that have no deliberated opinion yet and whose days
    on site overlap; one whose days are over without a deliberation counts until it is done. Inspectors without any are
    not in the mapping. One statement.
    """
    days = Q(team__inspections__starts_on__lte=last)
    if first > calendar.today():
        days &= Q(team__inspections__ends_on__gte=first)
    found = TeamMember.objects.filter(
        days, inspector__in=list(inspectors), team__inspections__state__in=OPEN, task__state__in=RUNNING
    )
    if besides is not None:
        found = found.exclude(task=besides)
    return dict(found.order_by().values_list("inspector").annotate(count=Count("team__inspections", distinct=True)))


def loads_on(task: InspectionTask) -> list[Load]:
    """The load of each inspector on the task's teams, team by team, each leader first; all teams of a person count."""
    members = list(task.members.select_related("inspector", "team"))
    planned = task.inspections.exclude(state="cancelled").order_by()
    units = dict(planned.values_list("team").annotate(count=Count("pk")))
    here: Counter[uuid.UUID] = Counter()
    for member in members:
        here[member.inspector_id] += units.get(member.team_id, 0)
    people = list(dict.fromkeys(member.inspector for member in members))
    elsewhere = loads_of(people, first=task.starts_on, last=task.ends_on, besides=task)
    ceiling = policy.number("load_ceiling")
    return [Load(person, elsewhere.get(person.pk, 0), here[person.pk], ceiling) for person in people]


def load_gate(task: InspectionTask, loads: list[Load] | None = None) -> law.Gate:
    """INSP: nobody on a team has more inspections at the same time than the ceiling allows."""
    over = [load for load in (loads_on(task) if loads is None else loads) if load.over]
    words = _("; ").join(
        _("%(inspector)s would have %(total)s inspections at the same time, %(over)s above the ceiling of %(ceiling)s")
        % {"inspector": load.inspector, "total": load.total, "over": load.over, "ceiling": load.ceiling}
        for load in over
    )
    return law.Gate(
        _("Nobody overloaded"),
        _(law.INSPECTOR_RULES),
        not over,
        words or _("Nobody has more than %(ceiling)s at the same time.") % {"ceiling": policy.number("load_ceiling")},
        _("Choose another inspector, form one more team, or move the dates."),
    )
