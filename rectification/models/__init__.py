"""The tables of rectification, one noun per file."""

from rectification.models.export import LedgerExport
from rectification.models.order import RectificationOrder
from rectification.models.plan import PlannedMeasure, RectificationPlan
from rectification.models.problem import CLOSED, UNIT_OWES, DueBy, Problem, Recheck, RecheckResult, Source
from rectification.models.report import RectificationReport
from rectification.models.urging import UrgingGround, UrgingNotice

__all__ = [
    "CLOSED",
    "UNIT_OWES",
    "DueBy",
    "LedgerExport",
    "PlannedMeasure",
    "Problem",
    "Recheck",
    "RecheckResult",
    "RectificationOrder",
    "RectificationPlan",
    "RectificationReport",
    "Source",
    "UrgingGround",
    "UrgingNotice",
]
