"""A browser, a server and a Celery worker for the journeys; every person has a browser of their own."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.clock import clock
from tests.people import PASSWORD
from tests.walk.worker import celery_worker

__all__ = ["clock"]

DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
AXE = Path(settings.BASE_DIR) / "node_modules" / "axe-core" / "axe.min.js"
PICTURES = Path(os.environ.get("PICTURES_DIR", ""))


@pytest.fixture
def worker(live_server: Any, tmp_path: Path) -> Iterator[None]:
    """A real Celery worker on this test's own database and queue."""
    with celery_worker(tmp_path / "worker.log"):
        yield


class Person:
    """Somebody at a browser: signs in by the form, looks, types, presses; every page passes axe on the way."""

    def __init__(self, context: BrowserContext, base: str, username: str) -> None:
        self.page: Page = context.new_page()
        self.base = base
        self.username = username
        self.complaints: list[str] = []
        self.page.on("console", self._listen)

    def _listen(self, message: Any) -> None:
        # A page that answers with a status the house means (403, 404, 409, 422) is no fault of the script's.
        if message.type == "error" and "the server responded with a status" not in message.text:
            self.complaints.append(message.text)

    def open(self, address: str) -> Page:
        """Go to an address of the site."""
        self.page.goto(f"{self.base}{address}")
        return self.page

    def sign_in(self) -> Page:
        """Sign in by the form and land on the desk."""
        self.open("/account/login/")
        self.page.fill("[name=login]", self.username)
        self.page.fill("[name=password]", PASSWORD)
        self.page.press("[name=password]", "Enter")
        self.page.wait_for_url("**/desk/**")
        return self.page

    def press(self, name: str) -> None:
        """Press the button or follow the link with this name."""
        target = self.page.locator(f"main :is(button, a):has-text('{name}'):visible").first
        target.click()
        self.page.wait_for_load_state()

    def sees(self, *words: str) -> None:
        """The page shows all these words."""
        text = self.page.locator("body").inner_text()
        text += "\n".join(box.input_value() for box in self.page.locator("textarea").all())
        missing = [word for word in words if word not in text]
        assert not missing, f"{self.username} does not see {missing} on {self.page.url}:\n{text[:1500]}"

    def check(self, picture: str = "") -> None:
        """axe finds nothing, nothing runs over the edge, no script complained; keep a picture where one is wanted."""
        self.page.evaluate(AXE.read_text("utf-8"))
        found = self.page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
        words = [f"{row['id']}: {node['html'][:160]}" for row in found for node in row["nodes"][:3]]
        assert not words, f"{self.page.url}: {words}"
        width = self.page.evaluate("document.documentElement.scrollWidth")
        assert width <= self.page.viewport_size["width"], f"{self.page.url} is {width} px wide"
        assert not self.complaints, f"{self.page.url}: {self.complaints}"
        if picture and os.environ.get("PICTURES_DIR"):
            self.page.screenshot(path=PICTURES / f"{picture}.png")


@pytest.fixture
def person(chromium: Browser, live_server: Any) -> Iterator[Callable[..., Person]]:
    """A function from a user name to that person at a desktop, or with `phone=True` at a phone."""
    contexts: list[BrowserContext] = []

    def make(username: str = "", *, phone: bool = False, scripts: bool = True) -> Person:
        context = chromium.new_context(
            viewport=PHONE if phone else DESKTOP,
            is_mobile=phone,
            has_touch=phone,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            java_script_enabled=scripts,
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        somebody = Person(context, live_server.url, username)
        if username:
            somebody.sign_in()
        return somebody

    yield make
    for context in contexts:
        context.close()
