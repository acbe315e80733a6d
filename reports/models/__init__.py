"""The tables of reports, one noun per file."""

from .documents import DocumentReceipt, OfficialDocument
from .reports import InspectionReport, ReportProblem

__all__ = ["DocumentReceipt", "InspectionReport", "OfficialDocument", "ReportProblem"]
