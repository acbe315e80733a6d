"""Figures over many results: the county's mean, which shows no single unit."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Avg, Count

from supervision.models import InspectionResult

# A mean of fewer results would tell one unit what another came to.
LEAST = 3


@dataclass(frozen=True)
class Mean:
    """The mean of the per cents of one framework in one school year, and of how many results."""

    percent: Decimal
    count: int


def means_of(frameworks: Iterable[Any]) -> dict[tuple[Any, int], Mean]:
    """The county's mean by framework and school year; none where fewer than three results make it. One statement."""
    rows = InspectionResult.objects.filter(framework__in=list(frameworks), percent__isnull=False).order_by()
    found = rows.values("framework", "year").annotate(mean=Avg("percent"), count=Count("pk"))
    return {
        (row["framework"], row["year"]): Mean(
            Decimal(row["mean"]).quantize(Decimal("0.01"), ROUND_HALF_UP), row["count"]
        )
        for row in found
        if row["count"] >= LEAST
    }
