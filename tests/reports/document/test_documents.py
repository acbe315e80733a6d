"""Official documents: issued with the news, seen by whom they go to, received, built, rebuilt."""

import hashlib
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.errors import NotAllowed
from core.models import Notification
from rectification.urging import services as urging_services
from reports.document import services as document_services
from reports.layout.render import document_text
from reports.layout.storage import load
from reports.layout.wording import cn_date
from reports.models import BuildState, OfficialDocument
from tests.people import Cast
from tests.walk import inspection as inspections
from tests.walk import problem as problems
from tests.walk import report as walk


def notice(cast: Cast) -> OfficialDocument:
    """The school's inspection notice."""
    inspections.notified(cast)
    return OfficialDocument.objects.get(kind="inspection_notice")


def test_notice_reaches_the_unit(cast: Cast, holidays: None) -> None:
    """Numbered, in the school's inbox, copied to its governing department."""
    document = notice(cast)
    assert document.number.startswith("米教督办〔")
    assert document.addressee == cast.school
    assert list(document.copies.all()) == [cast.education_bureau]
    told = Notification.objects.filter(about_id=str(document.pk)).values_list("recipient__username", flat=True)
    assert set(told) == {"school", "liaison"}


def test_receipt_is_recorded_once(cast: Cast, holidays: None, sign_in: Any) -> None:
    """The school confirms; a double click changes nothing."""
    document = notice(cast)
    client = sign_in(cast.school_head)
    url = f"{document.get_absolute_url()}acknowledge/"
    assert client.post(url).status_code == 302
    assert client.post(url).status_code == 302
    assert document.receipts.get().received_by == cast.school_head
    assert "确认签收" not in client.get(document.get_absolute_url()).content.decode()


def test_receipt_is_the_units(cast: Cast, holidays: None) -> None:
    """The office cannot confirm for the school."""
    with pytest.raises(NotAllowed, match="只有收文单位才能签收这份公文"):
        document_services.acknowledge_document(notice(cast), by=cast.office)


def test_strangers_do_not_see_it(cast: Cast, holidays: None, sign_in: Any) -> None:
    """Another school gets 404, the team and the copied department read it."""
    url = notice(cast).get_absolute_url()
    assert sign_in(cast.other_school_head).get(url).status_code == 404
    assert sign_in(cast.liaison).get(url).status_code == 200
    assert sign_in(cast.inspector).get(url).status_code == 200


def test_pdf_is_frozen_with_its_hash(cast: Cast, holidays: None) -> None:
    """Building twice keeps the first; the stored hash is that of the bytes."""
    document = document_services.build_pdf(notice(cast).pk)
    again = document_services.build_pdf(document.pk)
    assert again.pdf_id == document.pdf_id
    assert document.build_state == BuildState.BUILT
    with document.pdf.file.open("rb") as stream:
        assert hashlib.sha256(stream.read()).hexdigest() == document.pdf.sha256


def test_same_content_same_bytes(cast: Cast, holidays: None) -> None:
    """A worker killed after rendering does no harm: the next one makes the very same file."""
    document = document_services.build_pdf(notice(cast).pk)
    first = document.pdf.sha256
    OfficialDocument.objects.filter(pk=document.pk).update(pdf=None, build_state=BuildState.BUILDING)
    assert document_services.build_pdf(document.pk).pdf.sha256 == first


def test_failed_build_can_be_asked_again(cast: Cast, holidays: None, sign_in: Any) -> None:
    """Broken content fails with its reason; the office asks again once it is mended."""
    document = notice(cast)
    content = document.content
    OfficialDocument.objects.filter(pk=document.pk).update(content={**content, "kind": "unknown"})
    with pytest.raises(ValueError, match="unknown"):
        document_services.build_pdf(document.pk)
    document.refresh_from_db()
    assert document.build_state == BuildState.FAILED
    assert "unknown" in document.build_error
    OfficialDocument.objects.filter(pk=document.pk).update(content=content)
    assert sign_in(cast.office).post(f"{document.get_absolute_url()}rebuild/").status_code == 302
    assert document_services.build_pdf(document.pk).build_state == BuildState.BUILT


def test_progress_is_a_fragment(cast: Cast, holidays: None, sign_in: Any) -> None:
    """While it is built the page asks again; afterwards it shows the link."""
    document = notice(cast)
    client = sign_in(cast.office)
    url = f"{document.get_absolute_url()}progress/"
    assert "hx-get" in client.get(url, headers={"hx-request": "true"}).content.decode()
    document_services.build_pdf(document.pk)
    built = client.get(url, headers={"hx-request": "true"}).content.decode()
    assert "<html" not in built
    assert document.pdf is None
    assert "SHA-256" in built


def test_order_and_urging_are_documents(cast: Cast, holidays: None) -> None:
    """An order and the notice after a failed recheck are numbered documents with their PDF."""
    problem = problems.failed(cast)
    walk.build_all()
    assert OfficialDocument.objects.get(kind="rectification_order").pdf is not None
    urging = OfficialDocument.objects.get(kind="urging_notice")
    assert urging.about.problem == problem
    assert urging.number.startswith("米教督催〔")


def test_check_page_knows_the_code(cast: Cast, holidays: None, client: Any) -> None:
    """The public checks a document by its code, however it is typed; a wrong one is called wrong."""
    document = notice(cast)
    assert document.number in client.get("/check/", {"code": document.check_code.lower()}).content.decode()
    assert "没有印发过" in client.get("/check/", {"code": "ABCDEFGHJK"}).content.decode()


def test_register_has_constant_statements(cast: Cast, holidays: None, sign_in: Any) -> None:
    """One document or many: the same number of statements."""
    notice(cast)
    client = sign_in(cast.office)
    client.get("/desk/reports/documents/")
    with CaptureQueriesContext(connection) as one:
        assert client.get("/desk/reports/documents/").status_code == 200
    for _ in range(3):
        problems.ordered(cast)
    with CaptureQueriesContext(connection) as many:
        page = client.get("/desk/reports/documents/")
    assert "整改通知书" in page.content.decode()
    assert len(many) == len(one) <= 12


@pytest.mark.parametrize("query", ["?kind=rectification_order", "?q=第一示例", "?kind=nonsense"])
def test_register_filters(cast: Cast, holidays: None, sign_in: Any, query: str) -> None:
    """Every filter answers, a senseless one shows all."""
    notice(cast)
    assert sign_in(cast.office).get(f"/desk/reports/documents/{query}").status_code == 200


def test_urging_names_both_deadlines(cast: Cast, holidays: None) -> None:
    """The notice tells the deadline that was missed and the new one, not one of them twice."""
    problem = problems.overdue(cast, days=5)
    missed = problem.deadline_on
    urging = urging_services.issue_urging(problems.proposed(cast, problem), by=cast.office)
    text = document_text(load(OfficialDocument.objects.get(kind="urging_notice").content))
    assert f"{cn_date(missed)}前" in text
    assert f"{cn_date(urging.new_deadline_on)}前" in text
    assert "逾期5日" in text


def test_notice_names_the_member_units_that_come_too(cast: Cast, holidays: None) -> None:
    """A joint inspection is announced as one (PLAN 二（一）3)."""
    inspections.notified(cast, joint_with=[cast.education_bureau])
    document = OfficialDocument.objects.get(kind="inspection_notice")
    assert "决定会同县教育和体育局对你校开展" in document_text(load(document.content))
