"""The tables of reports, one noun per file."""

from reports.models.documents import DocumentReceipt, OfficialDocument
from reports.models.plaques import PlaquePrint
from reports.models.reports import InspectionReport, ReportProblem

__all__ = ["DocumentReceipt", "InspectionReport", "OfficialDocument", "PlaquePrint", "ReportProblem"]
