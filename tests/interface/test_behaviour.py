"""What the pages do under a person's hands: drawer, theme, large print, search key, drafts, double press."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.people import Cast
from tests.walk import problem as walk

pytestmark = pytest.mark.django_db(transaction=True)
OpenPage = Callable[..., Page]
AXE = Path(settings.BASE_DIR) / "node_modules" / "axe-core" / "axe.min.js"


def faults(page: Page) -> list[str]:
    """What axe finds wrong."""
    page.evaluate(AXE.read_text())
    return [violation["id"] for violation in page.evaluate("axe.run()")["violations"]]


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than the screen."""
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


class TestDesk:
    """The desk's furniture."""

    @pytest.mark.parametrize("options", [{}, {"color_scheme": "dark"}, {"phone": True}])
    def test_sound_in_every_dress(self, cast: Cast, open_page: OpenPage, options: dict[str, object]) -> None:
        """No fault for axe, nothing wider than the screen."""
        page = open_page(reverse("my_turn"), cast.office, **options)
        assert faults(page) == []
        assert overflow(page) == 0

    def test_reflows_at_320_pixels_in_large_print(self, cast: Cast, open_page: OpenPage) -> None:
        """WCAG 1.4.10, with the largest letters we offer."""
        page = open_page(reverse("my_turn"), cast.office, phone=True)
        page.set_viewport_size({"width": 320, "height": 640})
        page.evaluate("document.documentElement.setAttribute('data-large', '')")
        assert overflow(page) == 0

    def test_drawer_works_without_javascript(self, cast: Cast, open_page: OpenPage) -> None:
        """On a phone the sections are a drawer behind a check box."""
        page = open_page(reverse("my_turn"), cast.office, phone=True, java_script_enabled=False)
        rail = page.locator("#rail")
        expect(rail).to_be_hidden()
        page.locator("#rail-switch").click()
        expect(rail).to_be_visible()

    def test_drawer_closes_on_escape(self, cast: Cast, open_page: OpenPage) -> None:
        """The key that closes everything."""
        page = open_page(reverse("my_turn"), cast.office, phone=True)
        page.locator("#rail-switch").focus()
        page.keyboard.press("Space")
        expect(page.locator("#rail")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator("#rail")).to_be_hidden()

    def test_slash_goes_to_the_search(self, cast: Cast, open_page: OpenPage) -> None:
        """And is typed once one is there."""
        page = open_page(reverse("my_turn"), cast.office)
        page.keyboard.press("/")
        field = page.locator("[data-search-focus]")
        expect(field).to_be_focused()
        page.keyboard.type("a/b")
        expect(field).to_have_value("a/b")

    def test_rail_folds_and_stays_folded(self, cast: Cast, open_page: OpenPage) -> None:
        """Remembered on this device."""
        page = open_page(reverse("my_turn"), cast.office)
        wide = page.locator("#rail").bounding_box()
        page.locator(".rail-fold button").click()
        page.reload()
        narrow = page.locator("#rail").bounding_box()
        assert wide is not None
        assert narrow is not None
        assert narrow["width"] < wide["width"] / 2
        assert faults(page) == []

    def test_theme_and_large_print_from_the_menu(self, cast: Cast, open_page: OpenPage) -> None:
        """At once, and again after the next page."""
        page = open_page(reverse("my_turn"), cast.office)
        page.locator("summary.bar-item").click()
        page.get_by_role("button", name="长辈版").click()
        page.get_by_role("button", name="深色").click()
        page.goto(reverse("inbox"))
        root = page.locator("html")
        expect(root).to_have_attribute("data-large", "")
        expect(root).to_have_attribute("data-bs-theme", "dark")
        smallest = page.evaluate(
            "Math.min(...[...document.querySelectorAll('main *, .rail a')].filter((e) => e.innerText?.trim())"
            ".map((e) => parseFloat(getComputedStyle(e).fontSize)))"
        )
        assert smallest >= 18

    def test_language_is_switched_without_javascript(self, cast: Cast, open_page: OpenPage) -> None:
        """English on a switch."""
        page = open_page(reverse("my_turn"), cast.office, java_script_enabled=False)
        page.locator("summary.bar-item").click()
        page.get_by_role("button", name="English").click()
        expect(page.locator("html")).to_have_attribute("lang", "en")


class TestForms:
    """What a person types is not lost and not sent twice."""

    def test_errors_take_focus_and_lead_to_the_field(self, cast: Cast, open_page: OpenPage) -> None:
        """In words, above the form, with links."""
        page = open_page(reverse("register_problem"), cast.office)
        page.locator("main form .btn-primary").click()
        summary = page.locator(".error-summary")
        expect(summary).to_be_focused()
        summary.get_by_role("link").first.click()
        assert faults(page) == []

    def test_a_draft_comes_back_after_a_crash(self, cast: Cast, open_page: OpenPage) -> None:
        """Kept on this device, offered, put back."""
        report = walk.written(cast)
        address = reverse("write_report", args=[report.problem_id])
        page = open_page(address, cast.school_head)
        page.locator("form[data-draft] textarea").first.fill("已更换专用柜")
        # The page's own rules forbid evaluating strings, so the waiting is done here.
        while not page.evaluate("() => Object.keys(localStorage).some((key) => key.startsWith('draft:'))"):
            page.wait_for_timeout(50)
        again = page.context.new_page()
        again.goto(address)
        again.locator("[data-restore]").click()
        expect(again.locator("form[data-draft] textarea").first).to_have_value("已更换专用柜")

    def test_a_second_press_sends_nothing(self, open_page: OpenPage) -> None:
        """The form is held until the page is shown again."""
        page = open_page(reverse("account_login"))
        sent = page.evaluate(
            """() => {
              const form = document.querySelector("main form");
              let count = 0;
              window.addEventListener("submit", (event) => {
                if (!event.defaultPrevented) count += 1;
                event.preventDefault();
              });
              form.noValidate = true;
              form.requestSubmit();
              form.requestSubmit();
              return count;
            }"""
        )
        assert sent == 1


@pytest.mark.parametrize("phone", [False, True])
def test_sign_in_page_is_sound(open_page: OpenPage, phone: bool) -> None:
    """The first page anybody sees."""
    page = open_page(reverse("account_login"), phone=phone)
    assert faults(page) == []
    assert overflow(page) == 0
    page.emulate_media(media="print")
    expect(page.locator(".portal-nav")).to_be_hidden()
