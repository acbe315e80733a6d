"""Walks an inspection's report through the real services to a wanted state; PDFs are really built."""

from collections.abc import Sequence
from typing import Any

from core import calendar
from rectification.models import Problem
from reports.document import services as document_services
from reports.models import InspectionReport, OfficialDocument
from reports.report import services as report_services
from supervision.models import Severity
from tests.people import Cast
from tests.walk import inspection as walk


def build_all() -> None:
    """Build every PDF that waits, as the worker would."""
    for key in list(OfficialDocument.objects.filter(pdf=None).values_list("pk", flat=True)):
        document_services.build_pdf(key)


def drafted(cast: Cast, severities: Sequence[str] = (Severity.SERIOUS,), **overrides: Any) -> InspectionReport:
    """The draft of the report on the school's inspection."""
    inspection = walk.opinion_issued(cast, severities, **overrides).inspection
    return report_services.draft_inspection_report(inspection, by=cast.office)


def in_review(cast: Cast, **overrides: Any) -> InspectionReport:
    """The report before the head."""
    return report_services.send_to_review(drafted(cast, **overrides), by=cast.office)


def approved(cast: Cast, **overrides: Any) -> InspectionReport:
    """The report approved by the head."""
    return report_services.approve_report(in_review(cast, **overrides), by=cast.office_head)


def issued(cast: Cast, **overrides: Any) -> InspectionReport:
    """The report numbered, its PDF built."""
    report = report_services.issue_inspection_report(approved(cast, **overrides), by=cast.office)
    build_all()
    return report


def filed(cast: Cast, **overrides: Any) -> InspectionReport:
    """The report filed with the higher body."""
    report = issued(cast, **overrides)
    return report_services.file_inspection_report(
        report, by=cast.office, filed_on=calendar.today(), filed_with="市督导办"
    )


def published(cast: Cast, **overrides: Any) -> InspectionReport:
    """The report on the portal."""
    return report_services.publish_report(filed(cast, **overrides), by=cast.office)


def problem_of(report: InspectionReport) -> Problem:
    """The first problem that the report tells of."""
    return Problem.objects.get(report_problems=report.problems.first())
