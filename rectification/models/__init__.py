"""The tables of rectification, one noun per file."""

from .orders import RectificationOrder
from .plans import PlanItem, RectificationPlan
from .problems import Problem, Recheck
from .reports import RectificationReport
from .urging import UrgingNotice

__all__ = [
    "PlanItem",
    "Problem",
    "Recheck",
    "RectificationOrder",
    "RectificationPlan",
    "RectificationReport",
    "UrgingNotice",
]
