"""rate_indicator: by its method, saved one by one, until the record is submitted."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core.errors import NotAllowed, Refused, TransitionRefused
from core.models import AuditEvent
from supervision.models import Indicator, Rating, Visit
from supervision.visit import services
from tests.people import Cast
from tests.walk import inspection as walk

Browser = Callable[[str], Client]


def leaf(code: str) -> Indicator:
    """The indicator `code`."""
    return Indicator.objects.get(code=code)


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("C1", {"points": Decimal("9.9")}),
        ("C1", {"points": Decimal(0)}),
        ("C2", {"grade": "D"}),
        ("C3", {"is_met": False}),
        ("C4", {"measured": Decimal("21.125")}),
    ],
)
def test_each_method(cast: Cast, code: str, value: dict[str, Any]) -> None:
    visit = walk.begun(cast)
    rating = services.rate_indicator(visit, by=cast.inspector, indicator=leaf(code), note="依据台账", **value)
    assert rating is not None
    fresh = Rating.objects.get()
    assert {name: getattr(fresh, name) for name in value} == value
    assert fresh.is_rated
    assert Visit.objects.get().saved_at is not None
    assert AuditEvent.objects.filter(action="rate_indicator", about_id=str(rating.pk)).count() == 1


@pytest.mark.parametrize(
    ("code", "value", "words"),
    [
        ("C1", {"points": Decimal("10.1")}, "0至10.0分"),
        ("C1", {"points": Decimal("-0.1")}, "0至10.0分"),
        ("C1", {"points": Decimal("9.95")}, "最小单位0.1"),
        ("C1", {"grade": "A"}, "评定方式是：得分|评定方式是"),
        ("C2", {"grade": "E"}, "评定方式是"),
        ("C3", {"points": Decimal(1)}, "评定方式是"),
        ("C4", {"measured": Decimal(-1)}, "不合理"),
        ("C5", {"points": Decimal(1)}, "不适用于"),
        ("B1", {"points": Decimal(1)}, "不属于"),
    ],
)
def test_what_its_method_does_not_know(cast: Cast, code: str, value: dict[str, Any], words: str) -> None:
    visit = walk.begun(cast)
    with pytest.raises(Refused, match=words):
        services.rate_indicator(visit, by=cast.inspector, indicator=leaf(code), **value)
    assert not Rating.objects.exists()


def test_an_indicator_of_another_framework(cast: Cast) -> None:
    visit = walk.begun(cast)
    other = walk.make_framework("别的体系").indicators.get(code="C1")
    with pytest.raises(Refused, match="不属于"):
        services.rate_indicator(visit, by=cast.inspector, indicator=other, points=Decimal(1))


def test_the_last_word_counts_a_note_may_come_first_and_all_can_be_cleared(cast: Cast) -> None:
    visit = walk.begun(cast)
    note = services.rate_indicator(visit, by=cast.inspector, indicator=leaf("C2"), note="先记一笔")
    assert note is not None
    assert not note.is_rated
    assert not Rating.objects.rated().exists()
    services.rate_indicator(visit, by=cast.inspector, indicator=leaf("C2"), grade="A")
    services.rate_indicator(visit, by=cast.inspector, indicator=leaf("C2"), grade="B")
    services.rate_indicator(visit, by=cast.inspector, indicator=leaf("C2"), grade="B")
    assert Rating.objects.get().grade == "B"
    assert AuditEvent.objects.filter(action="rate_indicator").count() == 3  # the same again says nothing new
    assert services.rate_indicator(visit, by=cast.inspector, indicator=leaf("C2")) is None
    assert not Rating.objects.exists()
    assert AuditEvent.objects.filter(action="clear_rating").exists()


def test_a_measured_value_is_shown_as_it_was_typed(cast: Cast, browser: Browser) -> None:
    visit = walk.begun(cast)
    services.rate_indicator(visit, by=cast.inspector, indicator=leaf("C4"), measured=Decimal("1200"))
    assert Rating.objects.get().measured_text == "1200"
    assert Rating().measured_text == ""
    text = browser("inspector").get(reverse("open_visit", args=[visit.pk])).content.decode()
    assert 'value="1200"' in text
    assert "E+" not in text


def test_who_and_when(cast: Cast) -> None:
    visit = walk.begun(cast)
    with pytest.raises(NotAllowed, match="本人"):
        services.rate_indicator(visit, by=cast.other_inspector, indicator=leaf("C2"), grade="A")
    services.submit_visit(visit, by=cast.inspector, typed_name="督学甲", note="好")
    with pytest.raises(TransitionRefused, match="目前为“已提交”"):
        services.rate_indicator(visit, by=cast.inspector, indicator=leaf("C2"), grade="A")


def test_the_phone_gets_chip_and_bar(cast: Cast, browser: Browser) -> None:
    visit = walk.begun(cast)
    address = reverse("rate_indicator", args=[visit.pk, leaf("C1").pk])
    inspector = browser("inspector")
    page = inspector.post(address, {"points": "8.5", "note": ""}, headers={"HX-Request": "true"})
    text = page.content.decode()
    assert page.status_code == 200
    assert "8.5 / 10.0" in text
    assert "1/4" in text
    assert "已保存到服务器" in text
    assert text.count('hx-swap-oob="true"') == 3
    assert "<html" not in text
    page = inspector.post(address, {"points": "12"}, headers={"HX-Request": "true"})
    assert page.status_code == 422
    text = page.content.decode()
    assert "未保存" in text
    assert "10.0" in text
    assert Rating.objects.get().points == Decimal("8.5")


def test_without_javascript(cast: Cast, browser: Browser) -> None:
    visit = walk.begun(cast)
    inspector = browser("inspector")
    indicator = leaf("C3")
    address = reverse("rate_indicator", args=[visit.pk, indicator.pk])
    page = inspector.post(address, {"is_met": "no", "note": "过期"})
    assert page["Location"].endswith(f"#indicator-{indicator.pk.hex}")
    assert Rating.objects.get().is_met is False
    assert 'value="no"' in inspector.get(reverse("open_visit", args=[visit.pk])).content.decode()
    address = reverse("rate_indicator", args=[visit.pk, leaf("C1").pk])
    page = inspector.post(address, {"points": "8.55"})
    assert page.status_code == 422
    assert "未保存，原因见相应指标" in page.content.decode()


def test_an_indicator_for_another_kind_of_unit(cast: Cast, browser: Browser) -> None:
    visit = walk.begun(cast)
    address = reverse("rate_indicator", args=[visit.pk, leaf("C5").pk])
    assert browser("inspector").post(address, {"points": "1"}).status_code == 404


def test_strangers_colleagues_and_stale_pages(cast: Cast, browser: Browser) -> None:
    visit = walk.visited(cast)
    address = reverse("rate_indicator", args=[visit.pk, leaf("C2").pk])
    assert browser("school_head").post(address, {"grade": "A"}).status_code == 404
    assert browser("other_inspector").post(address, {"grade": "A"}).status_code == 403
    assert browser("inspector").post(address, {"grade": "A"}).status_code == 409
    assert browser("inspector").get(address).status_code == 405
    gone = reverse("rate_indicator", args=[visit.pk, visit.pk])
    assert browser("inspector").post(gone, {"grade": "A"}).status_code == 404
