"""Document numbers: no gap and no double, however many press the button at once."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from core import numbering
from core.errors import Refused
from core.models import AuditEvent, DocumentNumber, NumberSeries
from tests.core.threads import run_together
from tests.people import make_user

DAY = dt.date(2026, 11, 24)
CODE = "米府教督"


def test_a_number_is_written_as_the_standard_wants_it(db: None) -> None:
    user = make_user("office", "办公室甲", "office")
    first = numbering.issue_number(CODE, on=DAY, by=user, about=user)
    second = numbering.issue_number(CODE, on=DAY, by=user)
    assert (first.text, second.text) == ("米府教督〔2026〕1号", "米府教督〔2026〕2号")
    assert (first.about, first.issued_by, str(first)) == (user, user, first.text)
    assert second.about_id == ""


def test_each_series_and_each_year_counts_for_itself(db: None) -> None:
    numbers = [
        numbering.issue_number(code, on=day, by=None).text
        for code, day in (
            (CODE, dt.date(2026, 12, 31)),
            (CODE, dt.date(2027, 1, 1)),
            ("米教督办", dt.date(2026, 12, 31)),
            (CODE, dt.date(2026, 12, 31)),
        )
    ]
    assert numbers == ["米府教督〔2026〕1号", "米府教督〔2027〕1号", "米教督办〔2026〕1号", "米府教督〔2026〕2号"]


def test_a_voided_number_stays_with_its_reason_and_is_not_given_again(db: None) -> None:
    user = make_user("office", "办公室甲", "office")
    number = numbering.issue_number(CODE, on=DAY, by=user)
    voided = numbering.void_number(number, reason="印错", by=user)
    assert voided.void_reason == "印错"
    assert voided.voided_at is not None
    assert AuditEvent.objects.get(action="void_number").about == number
    assert numbering.issue_number(CODE, on=DAY, by=user).ordinal == 2
    with pytest.raises(Refused, match="该文号此前已作废"):
        numbering.void_number(number, reason="再来", by=user)


def test_voiding_wants_a_reason(db: None) -> None:
    number = numbering.issue_number(CODE, on=DAY, by=None)
    with pytest.raises(Refused, match="请填写理由"):
        numbering.void_number(number, reason=" ", by=None)
    assert DocumentNumber.objects.get().voided_at is None


def test_the_table_itself_refuses_a_double(db: None) -> None:
    number = numbering.issue_number(CODE, on=DAY, by=None)
    number.pk, number.text = None, "other"
    with pytest.raises(IntegrityError, match="number_once"):
        number.save(force_insert=True)


@pytest.mark.django_db(transaction=True)
class TestWithCommits:
    """Counters and real transactions."""

    def test_outside_a_transaction_no_number_is_given(self) -> None:
        with pytest.raises(RuntimeError, match="transaction"):
            numbering.issue_number(CODE, on=DAY, by=None)

    def test_a_rollback_gives_the_number_back(self) -> None:
        for expected in (1, 1, 1):
            with transaction.atomic():
                assert numbering.issue_number(CODE, on=DAY, by=None).ordinal == expected
                transaction.set_rollback(True)
        with transaction.atomic():
            assert numbering.issue_number(CODE, on=DAY, by=None).ordinal == 1

    def test_fifty_at_once_with_failures_leave_no_gap_and_no_double(self) -> None:
        def issue(number: int) -> Any:
            try:
                with transaction.atomic():
                    given = numbering.issue_number(CODE, on=DAY, by=None)
                    if number % 5 == 0:
                        raise ZeroDivisionError
            except ZeroDivisionError:
                return None
            return given.ordinal

        outcomes = run_together([lambda n=n: issue(n) for n in range(50)])
        assert sorted(filter(None, outcomes)) == list(range(1, 41)), outcomes
        assert NumberSeries.objects.get().last == 40
        assert sorted(DocumentNumber.objects.values_list("ordinal", flat=True)) == list(range(1, 41))


def test_numbers_given_out_before_the_platform_are_counted(db: None) -> None:
    numbering.count_from(CODE, on=DAY, last=41)
    assert numbering.issue_number(CODE, on=DAY, by=None).ordinal == 42
    numbering.count_from(CODE, on=DAY, last=7)
    assert numbering.issue_number(CODE, on=DAY, by=None).ordinal == 43


@pytest.mark.django_db(transaction=True)
def test_counting_on_needs_a_transaction() -> None:
    with pytest.raises(RuntimeError):
        numbering.count_from(CODE, on=DAY, last=1)
