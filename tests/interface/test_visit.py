"""What a visit does under an inspector's hands: saving by itself, losing the signal, leaving, signing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from supervision.models import Finding, Rating, Visit
from tests.people import Cast
from tests.walk import inspection as walk

pytestmark = pytest.mark.django_db(transaction=True)
OpenPage = Callable[..., Page]


@pytest.fixture
def visit(cast: Cast) -> Visit:
    """A visit that the first inspector has begun."""
    return walk.begun(cast)


def opened(open_page: OpenPage, visit: Visit, **options: object) -> Page:
    """The visit on the inspector's phone, its first four indicators open."""
    page = open_page(reverse("open_visit", args=[visit.pk]), visit.inspector.user, phone=True, **options)
    for row in page.locator(".matters > li").all()[:4]:
        row.locator("summary").first.click()
    return page


def state(page: Page) -> object:
    """What the bar says about saving."""
    return expect(page.locator("#saved-state"))


def test_each_thing_is_saved_by_itself(visit: Visit, open_page: OpenPage, tmp_path: Path) -> None:
    page = opened(open_page, visit)
    rows = page.locator(".matters > li")
    rows.nth(0).locator("input[name=points]").fill("8.5")
    rows.nth(0).locator("input[name=points]").press("Tab")
    expect(rows.nth(0).locator(".got")).to_have_text("8.5 / 10.0")
    rows.nth(1).locator("label:has-text('B')").click()
    expect(rows.nth(1).locator(".got")).to_have_text("B")
    rows.nth(2).locator("textarea[name=note]").press_sequentially("证照过期")
    expect(page.locator("#saved-bar")).to_contain_text("2/4")
    state(page).to_contain_text("已保存到服务器")  # type: ignore[attr-defined]
    photo = tmp_path / "现场.png"
    photo.write_bytes(walk.picture().read())
    rows.nth(0).locator("summary:has-text('登记问题')").click()
    rows.nth(0).locator("textarea[name=text]").fill("灭火器过期")
    rows.nth(0).locator("input[name=photos]").nth(1).set_input_files(photo)
    rows.nth(0).locator("button:has-text('保存问题')").click()
    expect(rows.nth(0).locator(".finding img")).to_have_count(1)
    expect(rows.nth(0).locator(".got")).to_contain_text("1个问题")
    page.wait_for_timeout(1500)
    assert Rating.objects.get(indicator__code="C3").note == "证照过期"
    assert Finding.objects.get().indicator.code == "C1"


def test_what_is_wrong_stands_at_the_indicator(visit: Visit, open_page: OpenPage) -> None:
    page = opened(open_page, visit)
    row = page.locator(".matters > li").first
    row.locator("input[name=points]").fill("12")
    row.locator("input[name=points]").press("Tab")
    expect(row.locator(".invalid-feedback")).to_contain_text("10.0")
    state(page).to_contain_text("未保存")  # type: ignore[attr-defined]
    row.locator("input[name=points]").fill("9")
    row.locator("input[name=points]").press("Tab")
    state(page).to_contain_text("已保存到服务器")  # type: ignore[attr-defined]
    expect(row.locator(".invalid-feedback")).to_have_count(0)


def test_without_signal_it_says_so_and_sends_again_when_it_is_back(visit: Visit, open_page: OpenPage) -> None:
    page = opened(open_page, visit)
    page.context.set_offline(True)
    page.locator(".matters > li").nth(1).locator("label:has-text('A')").click()
    state(page).to_contain_text("未保存")  # type: ignore[attr-defined]
    page.locator("header a").first.click()
    assert page.url.endswith(reverse("open_visit", args=[visit.pk]))
    page.context.set_offline(False)
    expect(page.locator(".matters > li").nth(1).locator(".got")).to_have_text("A")
    state(page).to_contain_text("已保存到服务器")  # type: ignore[attr-defined]
    assert Rating.objects.get().grade == "A"


def test_leaving_waits_for_the_last_words(visit: Visit, open_page: OpenPage) -> None:
    page = opened(open_page, visit)
    page.locator(".matters > li").first.locator("textarea[name=note]").press_sequentially("最后一句")
    page.locator("a:has-text('签名并提交')").click()
    page.wait_for_url("**/submit/")
    assert Rating.objects.get().note == "最后一句"


def wait_for_signature(page: Page) -> None:
    """The picture is made after the stroke. (`wait_for_function` would be stopped by the content-security policy.)"""
    field = page.locator("[name=signature]")
    for _moment in range(50):
        if field.evaluate("field => field.files.length") == 1:
            return
        page.wait_for_timeout(100)
    pytest.fail("no signature was made")


def test_signed_with_the_finger(visit: Visit, open_page: OpenPage) -> None:
    page = open_page(reverse("submit_visit", args=[visit.pk]), visit.inspector.user, phone=True)
    page.fill("[name=note]", "总体规范")
    page.locator("main button.btn-primary").click()
    expect(page.locator(".error-summary")).to_contain_text("尚未签名")
    page.wait_for_load_state("networkidle")
    field = page.locator("canvas")
    field.scroll_into_view_if_needed()
    box = field.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 40, box["y"] + 100)
    page.mouse.down()
    page.mouse.move(box["x"] + 150, box["y"] + 40, steps=8)
    page.mouse.move(box["x"] + 220, box["y"] + 110, steps=8)
    page.mouse.up()
    wait_for_signature(page)
    page.locator("main button.btn-primary").click()
    expect(page.locator(".alert-success")).to_contain_text("已签名提交")
    expect(page.locator(".signature-image")).to_be_visible()
    assert Visit.objects.get().signed_name == ""


def test_without_javascript(visit: Visit, open_page: OpenPage) -> None:
    page = opened(open_page, visit, java_script_enabled=False)
    row = page.locator(".matters > li").nth(1)
    row.locator("label:has-text('C')").click()
    row.locator("button:has-text('保存')").first.click()
    expect(page.locator(".matters > li").nth(1).locator(".got")).to_have_text("C")
    page.locator("a:has-text('签名并提交')").click()
    page.fill("[name=typed_name]", "督学甲")
    page.locator("main button.btn-primary").click()
    expect(page.locator(".alert-success")).to_contain_text("已签名提交")
    assert Visit.objects.get().signed_name == "督学甲"
