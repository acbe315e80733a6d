"""How many plaques each inspector has, against the usual number; which of them are due for rotation."""

import datetime as dt
from typing import Any

from django.db.models import Count, Q, QuerySet, Value

from accounts import policy
from inspectors.models import Inspector
from inspectors.models.plaque import due_before


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
