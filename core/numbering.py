"""Document numbers without gaps and without doubles, however many people press the button."""

import datetime as dt
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection, models
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.errors import Refused
from core.models import DocumentNumber

NEXT_SQL = """
INSERT INTO core_numberseries (code, year, last) VALUES (%s, %s, 1)
ON CONFLICT (code, year) DO UPDATE SET last = core_numberseries.last + 1 RETURNING id, last
"""


def issue_number(series: str, *, on: dt.date, by: Any, about: models.Model | None = None) -> DocumentNumber:
    """Take the next number of `series` (a 代字) in the year of `on`, e.g. `米府教督〔2026〕7号` (FORMAT).

    Call it inside the transaction that issues the document: the counter's row stays locked until the commit, and a
    rollback gives the number back. Returns the row of the register. Raises RuntimeError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("A number is only taken inside the transaction that issues the document.")
    with connection.cursor() as cursor:
        cursor.execute(NEXT_SQL, [series, on.year])
        series_id, ordinal = cursor.fetchone()
    return DocumentNumber.objects.create(
        series_id=series_id,
        ordinal=ordinal,
        text=f"{series}〔{on.year}〕{ordinal}号",
        issued_at=timezone.now(),
        issued_by=by,
        about_type=ContentType.objects.get_for_model(about) if about is not None else None,
        about_id=str(about.pk) if about is not None else "",
    )


COUNT_SQL = """
INSERT INTO core_numberseries (code, year, last) VALUES (%s, %s, %s)
ON CONFLICT (code, year) DO UPDATE SET last = GREATEST(core_numberseries.last, EXCLUDED.last)
"""


def count_from(series: str, *, on: dt.date, last: int) -> None:
    """Let the counter of `series` in the year of `on` stand at `last` at least: numbers given out before the platform.

    Locks the counter like `issue_number`, so that nobody takes a number in between. Raises RuntimeError outside a
    transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("A number is only taken inside the transaction that issues the document.")
    with connection.cursor() as cursor:
        cursor.execute(COUNT_SQL, [series, on.year, last])


def void_number(number: DocumentNumber, *, reason: str, by: Any) -> DocumentNumber:
    """Void `number` with its `reason`; it stays in the register and is never given out again.

    Raises Refused for an empty reason or a number voided before.
    """
    if not reason.strip():
        raise Refused(_("Please state the reason."))
    voided = DocumentNumber.objects.filter(pk=number.pk, voided_at=None).update(
        voided_at=timezone.now(), void_reason=reason
    )
    if not voided:
        raise Refused(_("This number was voided before."))
    audit.record("void_number", by=by, obj=number, reason=reason)
    number.refresh_from_db()
    return number
