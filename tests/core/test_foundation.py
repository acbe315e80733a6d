"""The door, the audit chain and the numbers stand."""

import pytest
from django.db import transaction, connection, IntegrityError
from django.db.utils import InternalError
from core import audit, numbering
from core.models import AuditEvent, AuditLink
from core.calendar import deadline, DayUnit
import datetime as dt


@pytest.mark.django_db(transaction=True)
def test_chain():
    for i in range(3):
        with transaction.atomic():
            audit.record("x", by=None, data={"i": i})
    assert AuditLink.objects.count() == 3
    assert audit.verify().sound


def test_number(db):
    n = numbering.issue_number("米府教督", on=dt.date(2026, 1, 1), by=None)
    assert n.text == "米府教督〔2026〕1号"


def test_deadline(holidays):
    d = deadline(dt.date(2026, 9, 28), 5, DayUnit.WORKING)
    print(d)
    assert d.on == dt.date(2026, 10, 10)
