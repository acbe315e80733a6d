"""The brake for public forms: so many from one place in one stretch, and the place is never kept in clear."""

from unittest import mock

from django.core.cache import cache

from core import throttle


def allowed(who: str, limit: int = 3) -> bool:
    """One more try from `who`."""
    return throttle.allowed("trying", who, limit=limit, seconds=60)


def test_so_many_and_no_more() -> None:
    assert [allowed("10.0.0.1") for _number in range(5)] == [True, True, True, False, False]
    assert allowed("10.0.0.2")
    assert throttle.allowed("something_else", "10.0.0.1", limit=1, seconds=60)


def test_the_next_stretch_begins_anew() -> None:
    with mock.patch("time.time", return_value=1_000_020):
        assert [allowed("10.0.0.1", 1), allowed("10.0.0.1", 1)] == [True, False]
    with mock.patch("time.time", return_value=1_000_080):
        assert allowed("10.0.0.1", 1)


def test_no_address_in_the_cache() -> None:
    with mock.patch.object(cache, "add", wraps=cache.add) as added:
        allowed("203.0.113.77")
    (key, *_rest), _options = added.call_args
    assert "203.0.113" not in key
    assert "throttle:trying:" in key


def test_a_cache_that_forgets_lets_through() -> None:
    with mock.patch.object(cache, "add"):
        assert allowed("10.0.0.9")
