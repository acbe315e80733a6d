"""publish_report: the report goes on the portal with its PDF, its problems can be followed."""

from typing import Any

import pytest
from django.test import Client

from core.errors import Refused
from reports.models import InspectionReport, OfficialDocument
from reports.report import services
from tests.people import Cast
from tests.walk import report as walk


def test_report_reaches_the_portal(cast: Cast, holidays: None) -> None:
    """Drafted, reviewed, approved, numbered, filed, published: the public reads report, PDF and problem."""
    report = walk.published(cast)
    assert report.state == "published"
    assert report.number.startswith("米教督报〔")
    visitor = Client()
    page = visitor.get(report.get_public_url())
    assert page.status_code == 200
    text = page.content.decode()
    assert report.title in text
    assert "危险化学品" in text
    pdf = visitor.get(f"{report.get_public_url()}pdf/")
    assert pdf.status_code == 200
    assert b"".join(pdf.streaming_content).startswith(b"%PDF-")
    assert walk.problem_of(report).published_at is not None


def test_not_before_the_pdf(cast: Cast, holidays: None) -> None:
    """A report whose PDF is not frozen is not published."""
    report = services.issue_inspection_report(walk.approved(cast), by=cast.office)
    report = services.file_inspection_report(report, by=cast.office, filed_on=report.issued_on, filed_with="市督导办")
    with pytest.raises(Refused, match="PDF"):
        services.publish_report(report, by=cast.office)


def test_every_document_has_its_number(cast: Cast, holidays: None) -> None:
    """Notice, preliminary opinion, opinion letter, report: each numbered and built."""
    walk.published(cast)
    kinds = set(OfficialDocument.objects.filter(build_state="built").values_list("kind", flat=True))
    assert kinds >= {"inspection_notice", "preliminary_opinion", "opinion_letter", "inspection_report"}
    assert InspectionReport.objects.count() == 1


def test_steps_by_page(cast: Cast, holidays: None, sign_in: Any) -> None:
    """The office publishes with the button; the school may not."""
    report = walk.filed(cast)
    url = f"{report.get_absolute_url()}publish/"
    assert sign_in(cast.school_head).post(url).status_code == 404
    assert sign_in(cast.office).get(url).status_code == 200
    assert sign_in(cast.office).post(url).status_code == 302
    report.refresh_from_db()
    assert report.state == "published"
