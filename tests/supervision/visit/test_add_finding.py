"""add_finding, edit_finding, remove_finding, remove_photo: problems with photographs, until the record is submitted."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from core import files
from core.errors import NotAllowed, Refused, TransitionRefused
from core.models import AuditEvent
from supervision.models import Finding, Indicator, Severity
from supervision.visit import services
from tests.people import Cast
from tests.walk import inspection as walk

Browser = Callable[[str], Client]
WORDS = {"text": "灭火器过期", "requirement": "立即更换", "severity": "serious"}


def test_with_photographs(cast: Cast) -> None:
    visit = walk.begun(cast)
    finding = services.add_finding(
        visit,
        by=cast.inspector,
        **WORDS,
        indicator=Indicator.objects.get(code="C1"),
        photos=[walk.picture(), walk.picture("二.png", "red")],
    )
    assert files.files_of(finding, purpose="photo").count() == 2
    assert Finding.objects.visible_to(cast.office).get() == finding
    assert not Finding.objects.visible_to(cast.school_head).exists()
    assert AuditEvent.objects.filter(action="add_finding").count() == 1


def test_the_unit_sees_it_once_the_letter_is_out(cast: Cast) -> None:
    walk.opinion_issued(cast)
    assert Finding.objects.visible_to(cast.school_head).count() == 1
    assert Finding.objects.visible_to(cast.liaison).count() == 1


def test_refusals(cast: Cast) -> None:
    visit = walk.begun(cast)
    with pytest.raises(Refused, match="没有填写发现"):
        services.add_finding(visit, by=cast.inspector, text=" ", severity="minor")
    with pytest.raises(Refused, match="严重程度"):
        services.add_finding(visit, by=cast.inspector, text="有", severity="awful")
    pdf = SimpleUploadedFile("证据.pdf", b"%PDF-1.7\n%%EOF\n", "application/pdf")
    with pytest.raises(Refused, match=r"证据\.pdf"):
        services.add_finding(visit, by=cast.inspector, **WORDS, photos=[pdf])
    with pytest.raises(Refused, match="不适用于"):
        services.add_finding(visit, by=cast.inspector, **WORDS, indicator=Indicator.objects.get(code="C5"))
    with pytest.raises(NotAllowed, match="记录只能由填写的督学本人修改"):
        services.add_finding(visit, by=cast.other_inspector, **WORDS)
    assert not Finding.objects.exists()


def test_changed_and_taken_back(cast: Cast) -> None:
    visit = walk.begun(cast)
    finding = services.add_finding(visit, by=cast.inspector, **WORDS, photos=[walk.picture()])
    finding = services.edit_finding(
        finding, by=cast.inspector, text="改写", severity=Severity.MINOR, photos=[walk.picture("三.png", "green")]
    )
    assert (finding.text, finding.requirement, finding.severity) == ("改写", "", "minor")
    assert AuditEvent.objects.get(action="edit_finding").data["before"]["text"] == "灭火器过期"
    first = files.files_of(finding).first()
    assert first is not None
    services.remove_photo(finding, by=cast.inspector, photo=first)
    assert files.files_of(finding).count() == 1
    services.remove_finding(finding, by=cast.inspector)
    assert not Finding.objects.exists()
    assert AuditEvent.objects.filter(action="remove_file").count() == 2


def test_not_once_submitted_nor_once_it_stands_in_an_opinion(cast: Cast) -> None:
    visit = walk.opinion_drafted(cast).inspection.visits.get()
    finding = visit.findings.get()
    with pytest.raises(TransitionRefused, match="目前为“已提交”"):
        services.edit_finding(finding, by=cast.inspector, **WORDS)
    services.return_visit(visit, by=cast.office, reason="补充")
    finding.refresh_from_db()
    with pytest.raises(Refused, match="已写入督导意见"):
        services.remove_finding(finding, by=cast.inspector)
    assert services.edit_finding(finding, by=cast.inspector, **WORDS).text == "灭火器过期"


def test_on_the_phone(cast: Cast, browser: Browser) -> None:
    visit = walk.begun(cast)
    indicator = Indicator.objects.get(code="C1")
    inspector = browser("inspector")
    address = reverse("add_finding", args=[visit.pk])
    words = WORDS | {"indicator": indicator.pk, "photos": [walk.picture(), walk.picture("二.png", "red")]}
    page = inspector.post(address, words, headers={"HX-Request": "true"})
    text = page.content.decode()
    assert page.status_code == 200
    assert f'id="problems-{indicator.pk.hex}"' in text
    assert "灭火器过期" in text
    assert text.count("<img") == 2
    assert "1个问题" in text
    page = inspector.post(address, {"text": "校门口无标线", "severity": "minor"}, headers={"HX-Request": "true"})
    assert 'id="other"' in page.content.decode()
    assert "校门口无标线" in page.content.decode()
    page = inspector.post(address, {"text": "", "severity": "minor"}, headers={"HX-Request": "true"})
    assert page.status_code == 422
    assert "未保存" in page.content.decode()


def test_without_javascript(cast: Cast, browser: Browser) -> None:
    visit = walk.begun(cast)
    indicator = Indicator.objects.get(code="C2")
    inspector = browser("inspector")
    address = reverse("add_finding", args=[visit.pk])
    page = inspector.post(address, WORDS | {"indicator": indicator.pk})
    assert page["Location"].endswith(f"#indicator-{indicator.pk.hex}")
    assert inspector.post(address, WORDS)["Location"].endswith("#other")
    page = inspector.post(address, WORDS | {"indicator": indicator.pk, "photos": [walk.picture("坏.exe")]})
    assert page.status_code == 422
    text = page.content.decode()
    assert "坏.exe" in text
    assert "灭火器过期" in text
    assert Finding.objects.count() == 2


def test_the_page_of_one_problem(cast: Cast, browser: Browser) -> None:
    visit = walk.begun(cast)
    finding = services.add_finding(visit, by=cast.inspector, **WORDS, photos=[walk.picture()])
    address = reverse("edit_finding", args=[finding.pk])
    assert browser("school_head").get(address).status_code == 404
    assert browser("other_inspector").get(address).status_code == 403
    inspector = browser("inspector")
    assert "灭火器过期" in inspector.get(address).content.decode()
    assert inspector.post(address, WORDS | {"text": ""}).status_code == 422
    assert inspector.post(address, WORDS | {"photos": [walk.picture("坏.exe")]}).status_code == 422
    assert inspector.post(address, WORDS | {"text": "改写"}).status_code == 302
    photo = files.files_of(finding).get()
    assert inspector.post(reverse("remove_photo", args=[finding.pk, photo.pk])).status_code == 302
    assert not files.files_of(finding).exists()
    assert inspector.post(reverse("remove_photo", args=[finding.pk, photo.pk])).status_code == 404
    assert inspector.post(reverse("remove_finding", args=[finding.pk])).status_code == 302
    assert not Finding.objects.exists()


def test_stale_pages(cast: Cast, browser: Browser) -> None:
    visit = walk.visited(cast)
    finding = visit.findings.get()
    inspector = browser("inspector")
    assert inspector.post(reverse("add_finding", args=[visit.pk]), WORDS).status_code == 409
    assert inspector.get(reverse("edit_finding", args=[finding.pk])).status_code == 409
    assert inspector.post(reverse("edit_finding", args=[finding.pk]), WORDS).status_code == 409
    assert inspector.post(reverse("remove_finding", args=[finding.pk])).status_code == 409
