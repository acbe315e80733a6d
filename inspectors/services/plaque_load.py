"""How many plaques each inspector has, against the usual number; which of them are due for rotation."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet, Value

from accounts import policy
from inspectors.models import Inspector, PlaqueAssignment
from inspectors.models.plaques import due_before


@dataclass(frozen=True)
class Load:
    """How many plaques an inspector has, and how many are usual; `is_over` where one more goes beyond."""

    held: int
    usual: int

    @property
    def is_over(self) -> bool:
        """Whether another plaque goes beyond the usual number."""
        return self.held >= self.usual


def load_of(inspector: Inspector) -> Load:
    """The plaques that `inspector` has now, against the setting `plaque_schools`."""
    held = PlaqueAssignment.objects.current().filter(inspector=inspector).count()
    return Load(held, policy.number("plaque_schools"))


def loads(inspectors: QuerySet[Inspector], *, on: dt.date) -> QuerySet[Any]:
    """The serving ones of `inspectors`, and others who still hold a plaque, each with `held`, `due` and `room`.

    `room` is what the usual number leaves (less than 0: beyond it). One statement.
    """
    now = Q(plaques__ended_on=None, plaques__isnull=False)
    found = inspectors.annotate(
        held=Count("plaques", filter=now),
        due=Count("plaques", filter=now & Q(plaques__began_on__lte=due_before(on))),
        room=Value(policy.number("plaque_schools")) - Count("plaques", filter=now),
    )
    serving = Inspector.objects.serving(on=on).values("pk")
    return found.filter(Q(pk__in=serving) | Q(held__gt=0)).select_related("zone")
