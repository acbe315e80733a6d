"""Pages by key: nothing twice, nothing lost, both ways, whatever the address says."""

import json
from typing import Any

import pytest
from django.test import RequestFactory

from accounts.models import Organisation, Zone
from core import keyset
from core.keyset import count_text, keyset_page
from tests.people import make_unit

BY_AGE = ("-created_at", "-id")


@pytest.fixture
def units(db: None) -> list[Organisation]:
    return [make_unit(f"51042199{n:02}", f"第{n}小学", "primary") for n in range(25)]


def page_at(url: str, order: tuple[str, ...] = BY_AGE, size: int = 10) -> Any:
    return keyset_page(RequestFactory().get(url), Organisation.objects.all(), order=order, size=size)


def walk(order: tuple[str, ...], url: str = "/?q=x", way: str = "next_url") -> list[Any]:
    found = []
    while url:
        page = page_at(url, order)
        found.append(list(page))
        url = getattr(page, way)
    return found


@pytest.mark.parametrize("order", [BY_AGE, ("-code",), ("-id",)])
def test_there_and_back_every_row_once(units: list[Organisation], order: tuple[str, ...]) -> None:
    pages = walk(order)
    expected = list(Organisation.objects.order_by(*order))
    assert [row for page in pages for row in page] == expected
    assert [len(page) for page in pages] == [10, 10, 5]
    last = page_at("/", order)
    for _turn in range(2):
        last = page_at(last.next_url, order)
    back = walk(order, last.previous_url, "previous_url")
    assert [row for page in reversed(back) for row in page] == expected[:20]


def test_the_first_and_the_last_page_lead_nowhere_further(units: list[Organisation]) -> None:
    first = page_at("/?kind=primary")
    assert (first.previous_url, len(first), first.count_text) == ("", 10, "共 25 条")
    assert "kind=primary" in first.next_url
    last = page_at(page_at(first.next_url).next_url)
    assert last.next_url == ""
    assert "before=" in last.previous_url
    assert "after=" not in last.previous_url


def test_two_statements_whatever_the_page(units: list[Organisation], django_assert_num_queries: Any) -> None:
    deep = page_at("/").next_url
    for url in ("/", deep):
        with django_assert_num_queries(2):
            page = page_at(url)
        assert page.object_list


def test_an_empty_list(db: None) -> None:
    page = keyset_page(RequestFactory().get("/"), Zone.objects.all(), order=BY_AGE)
    assert (list(page), page.previous_url, page.next_url, page.count_text) == ([], "", "", "共 0 条")


@pytest.mark.parametrize(
    "key", ["", "x", "[]", "[1]", "[1, 2, 3]", '["2026-13-45", "x"]', "[null, null]", '{"a": 1}', "\x00", "[[1], {}]"]
)
def test_an_address_that_makes_no_sense_gives_the_first_page(units: list[Organisation], key: str) -> None:
    request = RequestFactory().get("/", {"after": key})
    page = keyset_page(request, Organisation.objects.all(), order=BY_AGE, size=10)
    assert list(page) == list(Organisation.objects.order_by(*BY_AGE)[:10])


@pytest.mark.parametrize(("field", "key"), [("-code", '["a\\u0000b"]'), ("-created_at", '["2026-11-24 10:00"]')])
def test_a_key_that_no_row_can_have_gives_the_first_page(units: list[Organisation], field: str, key: str) -> None:
    request = RequestFactory().get("/", {"after": key})
    assert len(keyset_page(request, Organisation.objects.all(), order=(field,), size=10)) == 10


def test_a_key_beyond_the_end_gives_an_empty_page(units: list[Organisation]) -> None:
    oldest = Organisation.objects.order_by(*BY_AGE).last()
    assert oldest is not None
    key = json.dumps([oldest.created_at.isoformat(), str(oldest.pk)])
    page = keyset_page(RequestFactory().get("/", {"after": key}), Organisation.objects.all(), order=BY_AGE)
    assert (len(page), page.next_url) == (0, "")


def test_counting_stops_where_nobody_counts_any_more(
    units: list[Organisation], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyset, "COUNT_LIMIT", 20)
    assert count_text(Organisation.objects.all()) == "超过 20 条"
