"""The tables of reports, one noun per file."""

from reports.models.document import BuildState, DocumentReceipt, OfficialDocument
from reports.models.plaque import PlaquePrint
from reports.models.report import InspectionReport, ReportProblem

__all__ = [
    "BuildState",
    "DocumentReceipt",
    "InspectionReport",
    "OfficialDocument",
    "PlaquePrint",
    "ReportProblem",
]
