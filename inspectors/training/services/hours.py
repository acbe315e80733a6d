"""Class hours that inspectors have had: recorded, struck out, added up for the year (INSP)."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q, Sum
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import User
from core import audit, calendar
from core.errors import Refused
from core.notifications import in_chinese
from inspectors.models import CareerKind, Inspector, TrainingKind, TrainingRecord, TrainingSource
from inspectors.roster.services.career import record_career
from inspectors.training import permissions

NOTHING = Decimal(0)
RULE = "《督学管理暂行办法》"


def hours_of(inspector_ids: Iterable[UUID], year: int) -> dict[UUID, Decimal]:
    """The class hours that count for each of `inspector_ids` in the calendar `year`; whoever is absent has none.

    One statement for any number. Counted is what was held up to today and is not struck out (PLAN 二（四）3).
    """
    counted = TrainingRecord.objects.counted(year=year, on=calendar.today())
    rows = counted.filter(inspector__in=list(inspector_ids)).order_by().values_list("inspector_id")
    return dict(rows.annotate(total=Sum("hours")))


def hours_by_mode(inspector_ids: Iterable[UUID], year: int) -> dict[UUID, dict[str, Decimal]]:
    """As `hours_of`, but by mode of training for each inspector; one statement."""
    counted = TrainingRecord.objects.counted(year=year, on=calendar.today())
    rows = counted.filter(inspector__in=list(inspector_ids)).order_by().values_list("inspector_id", "mode")
    found: dict[UUID, dict[str, Decimal]] = {}
    for inspector_id, mode, total in rows.annotate(total=Sum("hours")):
        found.setdefault(inspector_id, {})[mode] = total
    return found


@transaction.atomic
def record_training(
    inspector: Inspector, *, by: User, kind: str, mode: str, title: str, day: dt.date, hours: Decimal
) -> TrainingRecord:
    """The office records a training that was held elsewhere; pre-post training opens the first assignment.

    Returns the record. Raises NotAllowed for others than the office, Refused for a day to come, for class hours that
    are not in steps of 0.5, or for the same training of the same day twice (INSP).
    """
    permissions.check_can_keep_training(by)
    check_training(inspector, title=title, day=day, hours=hours)
    record = add_training(
        inspector, by=by, kind=kind, mode=mode, title=title.strip(), day=day, hours=hours, source=TrainingSource.OFFICE
    )
    audit.record("record_training", by=by, obj=record, data={"hours": str(hours), "day": day.isoformat()})
    if kind == TrainingKind.PRE_POST:
        complete_pre_post(record, by=by)
    return record


@transaction.atomic
def strike_training(record: TrainingRecord, *, by: User, reason: str) -> TrainingRecord:
    """Strike a record out: it stays on file and no longer counts. Returns the fresh record.

    With the last pre-post training goes the leave to be assigned and drawn; what is assigned already stays (INSP).
    Raises NotAllowed, or Refused without a reason or for one that is struck out already.
    """
    permissions.check_can_keep_training(by)
    if not reason.strip():
        raise Refused(_("Please state the reason."))
    now = timezone.now()
    struck = TrainingRecord.objects.filter(pk=record.pk, struck_at=None).update(
        struck_at=now, struck_reason=reason.strip()
    )
    if not struck:
        raise Refused(_("This training is struck out already."))
    record.refresh_from_db()
    audit.record("strike_training", by=by, obj=record, reason=reason, data={"hours": str(record.hours)})
    if record.kind == TrainingKind.PRE_POST:
        _take_pre_post_back(record, by=by, reason=reason.strip())
    return record


def add_training(inspector: Inspector, *, by: User, **fields: Any) -> TrainingRecord:
    """Write the record of a training from inside the service that makes it true; checks no right. Returns it."""
    return TrainingRecord.objects.create(inspector=inspector, recorded_by=by, **fields)


def complete_pre_post(record: TrainingRecord, *, by: User) -> bool:
    """Note that the inspector has had the pre-post training of `record`, in the roster and in the career (INSP).

    From then on the inspector may be drawn and assigned. Returns whether that is news.
    """
    news = Inspector.objects.filter(pk=record.inspector_id, is_trained=False).update(is_trained=True) == 1
    if news:
        record.inspector.is_trained = True
        record_career(
            record.inspector,
            by=by,
            kind=CareerKind.TRAINING,
            text=_career_line(record),
            on=record.day,
            url=record.get_absolute_url(),
        )
        audit.record("complete_pre_post", by=by, obj=record.inspector, data={"record": str(record.pk)})
    return news


def _take_pre_post_back(record: TrainingRecord, *, by: User, reason: str) -> None:
    """Where no other pre-post training counts, the inspector has not had it any more."""
    inspector = record.inspector
    if inspector.training.filter(kind=TrainingKind.PRE_POST, struck_at=None).exists():
        return
    if not Inspector.objects.filter(pk=inspector.pk, is_trained=True).update(is_trained=False):
        return
    inspector.is_trained = False
    with translation.override(settings.LANGUAGE_CODE):
        words = _("The pre-post training was struck out: %(reason)s") % {"reason": reason}
    record_career(inspector, by=by, kind=CareerKind.TRAINING, text=words, url=record.get_absolute_url())
    audit.record("take_pre_post_back", by=by, obj=inspector, reason=reason, data={"record": str(record.pk)})


def check_training(inspector: Inspector, *, title: str, day: dt.date, hours: Decimal, report: Any = None) -> None:
    """What holds for every training that somebody enters by hand. Raises Refused with the rule.

    `report` is the report that is entered anew and so does not stand in its own way.
    """
    if not title.strip():
        raise Refused(_("Please say what the training was about."))
    if day > calendar.today():
        raise Refused(_("The training lies in the future."), remedy=_("It counts once it was held: enter it then."))
    if hours <= 0 or hours % Decimal("0.5"):
        raise Refused(_("Class hours are more than zero, in steps of 0.5."))
    same = Q(title=title.strip(), day=day)
    known = inspector.training.filter(same, struck_at=None).exists()
    asked = inspector.training_reports.open().filter(same).exclude(pk=report.pk if report is not None else None)
    if known or asked.exists():
        raise Refused(
            _("This training of this day is on record or reported already."),
            remedy=_("If it was another one, give it a name that tells them apart."),
        )


@in_chinese
def _career_line(record: TrainingRecord) -> str:
    """In the county's language: the career is a document."""
    return _("Completed the pre-post training: %(title)s, %(hours)s class hours") % {
        "title": record.title,
        "hours": f"{record.hours.normalize():f}",
    }
