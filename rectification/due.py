"""The deadline of a state, from a policy setting."""

import datetime as dt
from typing import Any

from accounts import policy
from core import calendar


def due(setting: str, start: dt.date | None = None) -> dict[str, Any]:
    """The fields `due_on` and `due_basis` for the day count `setting`, counted from `start` (default: today)."""
    reached = calendar.deadline(start or calendar.today(), *policy.days(setting))
    return {"due_on": reached.on, "due_basis": reached.basis(setting)}
