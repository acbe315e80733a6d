"""Terms of the school year."""

import datetime as dt

import pytest

from accounts import policy
from accounts.services.policy import edit_policy
from accounts.terms import Term, term_from, term_of
from tests.people import Cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("day", "term"),
    [
        (dt.date(2026, 9, 1), Term(2026, 1)),
        (dt.date(2027, 1, 31), Term(2026, 1)),
        (dt.date(2027, 2, 1), Term(2026, 2)),
        (dt.date(2027, 8, 31), Term(2026, 2)),
    ],
)
def test_a_day_lies_in_its_term(day: dt.date, term: Term) -> None:
    assert term_of(day) == term
    assert term.starts_on <= day <= term.ends_on


def test_terms_follow_one_another() -> None:
    first = Term(2026, 1)
    assert first.after == Term(2026, 2)
    assert first.after.after == Term(2027, 1)
    assert first.before == Term(2025, 2)
    assert first.before.after == first
    assert first.ends_on + dt.timedelta(days=1) == first.after.starts_on


def test_months_in_session_are_a_setting(cast: Cast) -> None:
    assert [month.month for month in Term(2026, 1).months()] == [9, 10, 11, 12]
    assert [month.month for month in Term(2026, 2).months()] == [3, 4, 5, 6]
    edit_policy("session_months", by=cast.office_head, value="12,11,10,9,7,6,5,4,3,1")
    policy.forget()  # a test never commits
    assert Term(2026, 1).months()[-1] == dt.date(2027, 1, 1)
    assert Term(2026, 2).months()[-1] == dt.date(2027, 7, 1)


@pytest.mark.parametrize("code", ["", "2026", "2026-3", "abcd-1", "２０２６-1x"])
def test_a_mark_that_makes_no_sense(code: str) -> None:
    assert term_from(code) is None


def test_a_mark_is_read_back() -> None:
    assert term_from(Term(2026, 2).code) == Term(2026, 2)
    assert str(Term(2026, 1)) == "2026—2027学年第一学期"
    assert str(Term(2026, 2)) == "2026—2027学年第二学期"
