"""How many plaques each inspector has, against the usual number; which of them are due for rotation."""

from dataclasses import dataclass

from accounts import policy
from inspectors.models import Inspector, PlaqueAssignment


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
