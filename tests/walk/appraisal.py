"""Walks an appraisal of the first inspector through the real services to a wanted state."""

import datetime as dt
from typing import Any

from django.db import transaction

from core import calendar
from core.transitions import create
from inspectors.appraisal import services
from inspectors.models import Appraisal, AppraisalGrade, AppraisalKind, Inspector
from tests.people import Cast

SUMMARY = "全年按月督导责任学校，督促整改食堂问题两项。不足：听课偏少。"
REASONS = "按月督导，记录及时，培训学时达标"
REPLY = "请核实复查是否计入"


def opened(cast: Cast, inspector: Inspector | None = None, *, year: int | None = None) -> Appraisal:
    """The yearly appraisal of the first inspector (or of `inspector`), open; of this year all others are opened too.

    Of an earlier `year`, before anybody's term, only this one, straight in the table.
    """
    who, this = inspector or Inspector.objects.get(user=cast.inspector), calendar.today().year
    if year in (None, this):
        services.open_appraisals(by=cast.office, kind=AppraisalKind.YEARLY, year=this)
        return Appraisal.objects.standing().get(inspector=who, kind=AppraisalKind.YEARLY, year=this)
    period = {"period_from": dt.date(year, 1, 1), "period_until": dt.date(year, 12, 31)}
    row = Appraisal(inspector=who, kind=AppraisalKind.YEARLY, year=year, opened_by=cast.office, **period)
    with transaction.atomic():
        return create(row, by=cast.office)


def submitted(cast: Cast, **given: Any) -> Appraisal:
    """With the self-summary handed in."""
    row = opened(cast, **given)
    return services.submit_appraisal(row, by=row.inspector.user, summary=SUMMARY)


def graded(cast: Cast, *, grade: str = AppraisalGrade.COMPETENT, **given: Any) -> Appraisal:
    """With a grade proposed by the office."""
    return services.grade_appraisal(submitted(cast, **given), by=cast.office, grade=grade, reasons=REASONS)


def confirmed(cast: Cast, **given: Any) -> Appraisal:
    """With the grade confirmed by the head."""
    return services.confirm_appraisal(graded(cast, **given), by=cast.office_head)


def told(cast: Cast, **given: Any) -> Appraisal:
    """With the grade told to the inspector and the employer."""
    return services.tell_appraisal(confirmed(cast, **given), by=cast.office)


def replied(cast: Cast, **given: Any) -> Appraisal:
    """With the inspector's reply."""
    row = told(cast, **given)
    return services.reply_appraisal(row, by=row.inspector.user, reply=REPLY)


def settled(cast: Cast, **given: Any) -> Appraisal:
    """Accepted by the inspector."""
    row = told(cast, **given)
    return services.accept_appraisal(row, by=row.inspector.user)


def filed(cast: Cast, **given: Any) -> Appraisal:
    """In the file."""
    return services.file_appraisal(settled(cast, **given), by=cast.office)
