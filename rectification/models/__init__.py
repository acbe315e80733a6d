"""The tables of rectification, one noun per file."""

from rectification.models.exports import LedgerExport
from rectification.models.orders import RectificationOrder
from rectification.models.plans import PlanItem, RectificationPlan
from rectification.models.problems import CLOSED, UNIT_OWES, DueBy, Problem, Recheck
from rectification.models.reports import RectificationReport
from rectification.models.urging import UrgingNotice

__all__ = [
    "CLOSED",
    "UNIT_OWES",
    "DueBy",
    "LedgerExport",
    "PlanItem",
    "Problem",
    "Recheck",
    "RectificationOrder",
    "RectificationPlan",
    "RectificationReport",
    "UrgingNotice",
]
