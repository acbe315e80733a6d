"""A real browser on a live server, at desk and at phone size."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def open_page(chromium: Browser, live_server: Any, sign_in: Callable[..., Any]) -> Iterator[Callable[..., Page]]:
    """A function that opens an address as somebody: at phone size, without JavaScript, in the dark, as asked."""
    contexts: list[BrowserContext] = []

    def opener(path: str, user: Any = None, *, phone: bool = False, **options: Any) -> Page:
        context = chromium.new_context(
            base_url=live_server.url, viewport=PHONE if phone else DESK, locale="zh-CN", **options
        )
        contexts.append(context)
        if user is not None:
            session = sign_in(user).cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        page = context.new_page()
        page.goto(path)
        return page

    yield opener
    for context in contexts:
        context.close()
