"""submit_visit, file_visit, return_visit, visit_record: signed, read in the office, filed or returned."""

import io
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from core import files
from core.errors import NotAllowed, NotYourTurn, Refused, TransitionRefused
from core.models import Notification
from supervision.models import Visit
from supervision.visit import services
from tests.core.threads import run_together
from tests.people import Cast, make_cast, told
from tests.walk import inspection as walk

Browser = Callable[[str], Client]


def blank() -> SimpleUploadedFile:
    """A signature field on which nobody has drawn."""
    data = io.BytesIO()
    Image.new("RGBA", (300, 120), (0, 0, 0, 0)).save(data, "PNG")
    return SimpleUploadedFile("signature.png", data.getvalue(), "image/png")


def test_signed_by_hand(cast: Cast) -> None:
    visit = walk.visited(cast)
    assert visit.state == "submitted"
    assert visit.signed_at is not None
    assert (visit.note, visit.signed_name) == ("总体规范", "")
    assert files.files_of(visit, purpose="signature").count() == 1
    assert told("submit_visit") == {"办公室甲", "督导办主任", "督学甲"}


def test_signed_by_typing_the_name(cast: Cast) -> None:
    visit = services.submit_visit(walk.begun(cast), by=cast.inspector, typed_name=" 督学甲 ", note="好")
    assert visit.signed_name == "督学甲"
    assert not files.files_of(visit).exists()


def test_refusals(cast: Cast) -> None:
    visit = walk.begun(cast)
    with pytest.raises(Refused, match="没有内容"):
        services.submit_visit(visit, by=cast.inspector, typed_name="督学甲")
    with pytest.raises(Refused, match="尚未签名"):
        services.submit_visit(visit, by=cast.inspector, note="好")
    with pytest.raises(Refused, match="不是督学本人"):
        services.submit_visit(visit, by=cast.inspector, note="好", typed_name="督学乙")
    with pytest.raises(Refused, match="尚未签名"):
        services.submit_visit(visit, by=cast.inspector, note="好", signature=blank())
    broken = SimpleUploadedFile("签名.png", b"not a picture", "image/png")
    with pytest.raises(Refused, match=r"签名\.png"):
        services.submit_visit(visit, by=cast.inspector, note="好", signature=broken)
    with pytest.raises(NotAllowed, match="记录只能由填写的督学本人修改"):
        services.submit_visit(visit, by=cast.other_inspector, note="好", typed_name="督学乙")
    assert Visit.objects.get().state == "draft"


def test_returned_mended_and_signed_again(cast: Cast) -> None:
    visit = services.return_visit(walk.visited(cast), by=cast.office, reason="缺少依据")
    assert visit.state == "returned"
    message = Notification.objects.get(kind="return_visit")
    assert (str(message.recipient), message.body) == ("督学甲", "缺少依据")
    visit = services.submit_visit(visit, by=cast.inspector, signature=walk.signature(), note="补充")
    assert files.files_of(visit, purpose="signature").count() == 1
    assert services.file_visit(visit, by=cast.office).state == "filed"


def test_an_inspector_without_account_is_told_nothing(cast: Cast) -> None:
    visit = walk.visited(cast)
    visit.inspector.user = None
    visit.inspector.save()
    assert services.return_visit(visit, by=cast.office, reason="缺少依据").state == "returned"
    assert not Notification.objects.filter(kind="return_visit").exists()


def test_filing_and_returning_are_the_offices(cast: Cast) -> None:
    visit = walk.visited(cast)
    with pytest.raises(NotYourTurn, match="不由您办理，应由督导办办理"):
        services.file_visit(visit, by=cast.inspector)
    with pytest.raises(Refused, match="理由"):
        services.return_visit(visit, by=cast.office, reason=" ")
    services.file_visit(visit, by=cast.office)
    with pytest.raises(TransitionRefused, match="目前为“已归档”"):
        services.return_visit(visit, by=cast.office, reason="晚了")


def test_the_page_to_sign(cast: Cast, browser: Browser) -> None:
    visit = walk.begun(cast)
    address = reverse("submit_visit", args=[visit.pk])
    assert browser("school_head").get(address).status_code == 404
    assert browser("other_inspector").get(address).status_code == 403
    inspector = browser("inspector")
    text = inspector.get(address).content.decode()
    assert "data-signature=" in text
    assert "0/4" in text
    page = inspector.post(address, {"note": "写了很多", "typed_name": "别人"})
    assert page.status_code == 422
    assert "写了很多" in page.content.decode()
    page = inspector.post(address, {"note": "写了很多", "signature": walk.signature()})
    assert page["Location"] == reverse("open_visit", args=[visit.pk])
    assert inspector.get(address).status_code == 409
    assert inspector.post(address, {"note": "再来", "typed_name": "督学甲"}).status_code == 409


def test_the_record_at_the_desk(cast: Cast, browser: Browser) -> None:
    visit = walk.visited(cast)
    address = visit.get_absolute_url()
    for name in ("school_head", "zone_leader", "liaison", "auditor"):
        assert browser(name).get(address).status_code == 404, name
    office = browser("office")
    text = office.get(address).content.decode()
    for words in (walk.FINDING, "8.5 / 10.0", "符合", "21.5", "台账较完整", "总体规范"):
        assert words in text
    assert reverse("file_visit", args=[visit.pk]) in text
    assert reverse("file_visit", args=[visit.pk]) not in browser("leader").get(address).content.decode()
    back = reverse("return_visit", args=[visit.pk])
    assert browser("inspector").get(back).status_code == 403
    assert office.get(back).status_code == 200
    assert office.post(back, {"reason": ""}).status_code == 422
    assert office.post(back, {"reason": "补充照片"}).status_code == 302
    assert office.post(back, {"reason": "补充照片"}).status_code == 409
    text = browser("inspector").get(address).content.decode()
    assert reverse("open_visit", args=[visit.pk]) in text
    assert "补充照片" in text


def test_filing_at_the_desk(cast: Cast, browser: Browser) -> None:
    visit = services.submit_visit(
        walk.begun(cast, framework_version=None), by=cast.inspector, typed_name="督学甲", note="好"
    )
    address = reverse("file_visit", args=[visit.pk])
    office = browser("office")
    assert "不使用指标体系" in office.get(visit.get_absolute_url()).content.decode()
    assert office.get(address).status_code == 200
    assert office.post(address).status_code == 302
    assert office.post(address).status_code == 409


@pytest.mark.django_db(transaction=True)
def test_two_file_it_at_once() -> None:
    cast = make_cast()
    visit = walk.visited(cast)
    outcomes = run_together([lambda: services.file_visit(visit, by=cast.office)] * 2)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["TransitionRefused", "Visit"]


@pytest.mark.django_db(transaction=True)
def test_nothing_is_rated_after_the_signature() -> None:
    """A rating and the signature sent in the same moment: either it is in the signed record, or it is refused."""
    cast = make_cast()
    visit = walk.begun(cast)
    indicator = walk.make_framework().indicators.get(code="C2")
    rate = lambda: services.rate_indicator(visit, by=cast.inspector, indicator=indicator, grade="A")  # noqa: E731
    sign = lambda: services.submit_visit(visit, by=cast.inspector, typed_name="督学甲", note="好")  # noqa: E731
    rated, signed = run_together([rate, sign])
    assert isinstance(signed, Visit)
    assert isinstance(rated, TransitionRefused) != visit.ratings.exists()
