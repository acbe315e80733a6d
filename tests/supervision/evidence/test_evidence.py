"""add_evidence, reuse_evidence, remove_evidence: filed once, used again, asked once for merged inspections (M7)."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.terms import term_of
from core import audit, calendar, files
from core.errors import Refused
from core.models import StoredFile
from supervision.evidence import services as evidence_services
from supervision.evidence.services.evidence import documents_asked, documents_of, offers_of, wording_key
from supervision.framework.services.score import leaves_of
from supervision.inspection import services as inspection_services
from supervision.models import Evidence, EvidenceUse, Indicator, Inspection, JointVisit
from tests.pages import HTMX, text
from tests.people import Cast
from tests.walk import clock, evidence
from tests.walk import inspection as walk

Browser = Callable[[str], Client]
Statements = Callable[[Client, str], int]
pytestmark = pytest.mark.django_db


def asks(**wordings: str) -> None:
    """The framework asks for evidence in these words at its leaves."""
    version = walk.make_framework()
    for code, wording in wordings.items():
        Indicator.objects.filter(version=version, code=code).update(evidence=wording)


def address(name: str, inspection: Inspection, code: str = "C1", **more: Any) -> str:
    """The address of an indicator of the self-evaluation."""
    pk = evidence.leaf(inspection, code).pk
    return reverse(name, kwargs={"pk": inspection.pk, "indicator_pk": pk, **more})


def notified(cast: Cast, **overrides: Any) -> Inspection:
    """The school's inspection, its self-evaluation asked for."""
    return walk.notified(cast, announced=True, **overrides)


def test_several_files_stand_at_an_item_once_each(cast: Cast) -> None:
    inspection = notified(cast)
    leaf = evidence.leaf(inspection, "C1")
    files_of_first = [walk.picture("一.png"), walk.picture("二.png", "red")]
    one = evidence_services.add_evidence(inspection, by=cast.school_head, indicator=leaf, files=files_of_first)
    two = evidence_services.add_evidence(
        inspection, by=cast.school_head, indicator=leaf, files=[walk.picture("又一.png")]
    )
    assert one is not None
    assert one == two
    assert sorted(file.name for file in files.files_of(one)) == ["一.png", "二.png"]
    assert (one.unit, one.code, one.school_year) == (cast.school, "C1", term_of(calendar.today()).year)
    assert evidence_services.add_evidence(inspection, by=cast.school_head, indicator=leaf, files=[]) is None


def test_a_lying_file_and_too_many_are_refused_and_nothing_is_kept(cast: Cast) -> None:
    inspection = notified(cast)
    leaf = evidence.leaf(inspection, "C1")
    lie = SimpleUploadedFile("证明.pdf", b"GIF89a not a pdf", "application/pdf")
    with pytest.raises(Refused, match="与文件名不符"):
        evidence_services.add_evidence(inspection, by=cast.school_head, indicator=leaf, files=[walk.picture(), lie])
    assert (StoredFile.objects.filter(purpose="evidence").count(), Evidence.objects.count()) == (0, 0)
    many = [walk.picture(f"{n}.png", f"#0000{n:02x}") for n in range(31)]
    with pytest.raises(Refused, match="最多30个"):
        evidence_services.add_evidence(inspection, by=cast.school_head, indicator=leaf, files=many)


def filed(cast: Cast, days_ago: int = 40) -> tuple[Evidence, Inspection]:
    """Evidence at C1 of an inspection `days_ago`, and a later inspection of the same school."""
    asks(C1="安全管理制度、隐患台账")
    with clock.on(calendar.today() - dt.timedelta(days=days_ago)):
        first = notified(cast, name="第一次督导", units=[cast.school])
        leaf = evidence.leaf(first, "C1")
        found = evidence_services.add_evidence(
            first, by=cast.school_head, indicator=leaf, files=[walk.picture("台账.png")]
        )
    assert found is not None
    return found, notified(cast, name="第二次督导", units=[cast.school])


def test_evidence_on_file_is_offered_and_used_again_without_a_copy(cast: Cast) -> None:
    found, later = filed(cast)
    Indicator.objects.filter(code="C1").update(evidence="安全管理制度， 隐患台账；")
    leaf = evidence.leaf(later, "C1")
    assert offers_of(later, [leaf]) == {leaf.pk: [found]}
    stored = StoredFile.objects.count()
    use = evidence_services.reuse_evidence(later, by=cast.school_head, indicator=leaf, evidence=found)
    assert (use.is_reused, StoredFile.objects.count()) == (True, stored)
    assert evidence_services.reuse_evidence(later, by=cast.school_head, indicator=leaf, evidence=found) == use
    assert audit.events_about(use.item).filter(action="reuse_evidence").count() == 1
    assert audit.events_about(found).filter(action="reuse_evidence").count() == 1
    assert offers_of(later, [leaf]) == {leaf.pk: []}


def test_old_evidence_is_neither_offered_nor_taken(cast: Cast) -> None:
    found, later = filed(cast, days_ago=400)
    leaf = evidence.leaf(later, "C1")
    assert offers_of(later, [leaf]) == {leaf.pk: []}
    with pytest.raises(Refused, match="12个月"):
        evidence_services.reuse_evidence(later, by=cast.school_head, indicator=leaf, evidence=found)


def test_evidence_of_another_unit_or_request_is_not_taken(cast: Cast) -> None:
    found, later = filed(cast)
    with pytest.raises(Refused, match="同一要求"):
        evidence_services.reuse_evidence(
            later, by=cast.school_head, indicator=evidence.leaf(later, "C2"), evidence=found
        )
    other = inspection_services.issue_notice(
        walk.inspection_of(walk.approved(cast, announced=True, name="第三次"), cast.other_school), by=cast.office
    )
    leaf = evidence.leaf(other, "C1")
    assert offers_of(other, [leaf]) == {leaf.pk: []}
    with pytest.raises(Refused, match="同一要求"):
        evidence_services.reuse_evidence(other, by=cast.other_school_head, indicator=leaf, evidence=found)


def test_a_short_wording_is_read_with_its_indicator(cast: Cast) -> None:
    asks(C1="记录", C2="记录", C3="会议记录、名册", C4="会议记录 名册")
    one, two, three, four = leaves_of(notified(cast))
    assert wording_key(one) != wording_key(two)
    assert wording_key(three) == wording_key(four)


def test_taken_off_before_it_was_handed_in_it_is_gone_after_it_stays_on_file(cast: Cast) -> None:
    inspection = notified(cast)
    leaf = evidence.leaf(inspection, "C1")
    pictures = [walk.picture("一.png"), walk.picture("二.png", "red")]
    found = evidence_services.add_evidence(inspection, by=cast.school_head, indicator=leaf, files=pictures)
    assert found is not None
    first = files.files_of(found)[0]
    remove = {"by": cast.school_head, "indicator": leaf, "evidence": found}
    evidence_services.remove_evidence(inspection, **remove, file=first)
    assert [file.name for file in files.files_of(found)] == ["二.png"]
    evidence_services.remove_evidence(inspection, **remove)
    assert (Evidence.objects.count(), EvidenceUse.objects.count()) == (0, 0)
    handed_in = evidence.evaluate(inspection, cast.school_head)
    returned = evidence_services.return_self_evaluation(handed_in, by=cast.inspector, reason="请补充")
    kept = Evidence.objects.get()
    evidence_services.remove_evidence(returned, by=cast.school_head, indicator=leaf, evidence=kept)
    assert EvidenceUse.objects.count() == 0
    assert files.files_of(kept).count() == 1


def test_merged_inspections_ask_once_for_the_same_evidence(cast: Cast) -> None:
    asks(C1="安全管理制度、隐患台账", C2="课程表")
    one = notified(cast, name="一", units=[cast.school])
    two = notified(cast, name="二", units=[cast.school])
    term = term_of(one.starts_on)
    assert documents_asked([cast.school], term) == {cast.school.pk: 4}
    joint = JointVisit.objects.create(
        unit=cast.school, starts_on=one.starts_on, ends_on=one.ends_on, reason="合并", merged_by=cast.office
    )
    Inspection.objects.filter(pk__in=[one.pk, two.pk]).update(joint=joint)
    assert documents_asked([cast.school], term) == {cast.school.pk: 2}
    one.refresh_from_db()
    leaf = evidence.leaf(one, "C1")
    found = evidence_services.add_evidence(one, by=cast.school_head, indicator=leaf, files=[walk.picture()])
    use = EvidenceUse.objects.get(item__inspection=two)
    assert (use.evidence, use.is_reused, use.item.indicator) == (found, True, leaf)
    assert documents_asked([cast.school], term) == {cast.school.pk: 2}


def test_documents_asked_are_counted_without_what_was_on_file(cast: Cast) -> None:
    found, later = filed(cast)
    asks(C2="课程表")
    term = term_of(later.starts_on)
    assert documents_of(later).asked == 2
    evidence_services.reuse_evidence(later, by=cast.school_head, indicator=evidence.leaf(later, "C1"), evidence=found)
    assert (documents_of(later).asked, documents_of(later).reused) == (2, 1)
    counts = documents_asked([cast.school, cast.other_school, cast.kindergarten], term)
    first = Inspection.objects.get(task__name="第一次督导")
    expected = 1 + (2 if term.starts_on <= first.starts_on <= term.ends_on else 0)
    assert counts == {cast.school.pk: expected, cast.other_school.pk: 0, cast.kindergarten.pk: 0}
    with CaptureQueriesContext(connection) as captured:
        documents_asked([cast.school, cast.other_school], term)
    assert len(captured) == 3


def test_unannounced_inspections_ask_for_no_document(cast: Cast) -> None:
    inspection = walk.notified(cast)
    assert (documents_of(inspection).asked, documents_of(inspection).reused) == (0, 0)
    assert documents_asked([cast.school], term_of(inspection.starts_on)) == {cast.school.pk: 0}


# The page


def test_the_unit_files_and_takes_off_and_reuses(cast: Cast, browser: Browser) -> None:
    found, later = filed(cast)
    school = browser("school_head")
    page = text(school.get(reverse("self_evaluation", args=[later.pk])))
    assert "可直接引用" in page
    reuse = address("reuse_evidence", later, evidence_pk=found.pk)
    assert school.post(reuse, headers=HTMX).status_code == 200
    assert school.post(address("add_evidence", later), {"files": [walk.picture("新.png", "red")]}).status_code == 302
    lie = SimpleUploadedFile("坏.png", b"no picture", "image/png")
    refused = school.post(address("add_evidence", later), {"files": [lie]}, headers=HTMX)
    assert refused.status_code == 422
    assert "与文件名不符" in text(refused)
    page = text(school.get(reverse("self_evaluation", args=[later.pk])))
    assert "引用" in page
    assert "新.png" in page
    own = EvidenceUse.objects.get(item__inspection=later, is_reused=False).evidence
    remove = address("remove_evidence", later, evidence_pk=own.pk)
    assert school.post(remove, {"file": str(files.files_of(own).get().pk)}).status_code == 302
    assert school.post(remove).status_code == 404
    assert Evidence.objects.get() == found
