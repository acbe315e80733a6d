"""Training courses, their sessions, and signing in at one by its code (INSP)."""

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from core import audit, calendar
from core.errors import Refused
from core.transitions import apply_transition, create
from inspectors.models import Inspector, TrainingCourse, TrainingKind, TrainingRecord, TrainingSession, TrainingSource
from inspectors.training import permissions
from inspectors.training.services.hours import NOTHING, add_training, complete_pre_post


@transaction.atomic
def create_training_course(
    *, by: User, name: str, kind: str, mode: str, hours: Decimal, organiser: str
) -> TrainingCourse:
    """The office plans a course of `hours` class hours in all. Returns it.

    Raises NotAllowed, or Refused for hours that are not in steps of 0.5.
    """
    permissions.check_can_keep_training(by)
    _check_hours(hours)
    course = TrainingCourse.objects.create(
        name=name.strip(), kind=kind, mode=mode, hours=hours, organiser=organiser.strip(), created_by=by
    )
    audit.record("create_training_course", by=by, obj=course, data={"hours": str(hours), "kind": kind, "mode": mode})
    return course


@transaction.atomic
def create_training_session(
    course: TrainingCourse, *, by: User, day: dt.date, place: str, hours: Decimal
) -> TrainingSession:
    """The office sets a day of the course, with its place and class hours. Returns the session, open for signing in.

    Raises NotAllowed, or Refused for a past day, odd hours, or where the sessions exceed the course.
    """
    permissions.check_can_keep_training(by)
    course = TrainingCourse.objects.select_for_update().get(pk=course.pk)
    _check_hours(hours)
    if day < calendar.today():
        raise Refused(
            _("The day is past: nobody can sign in any more."),
            remedy=_("Record what was held before on the inspector's page, or import the table of training."),
        )
    held = course.sessions.aggregate(total=Sum("hours"))["total"] or NOTHING
    if held + hours > course.hours:
        raise Refused(
            _("The course has %(hours)s class hours; its sessions would have %(total)s.")
            % {"hours": course.hours, "total": held + hours}
        )
    session = TrainingSession(course=course, day=day, place=place.strip(), hours=hours)
    return create(session, by=by, data={"day": day.isoformat(), "hours": str(hours)})


@transaction.atomic
def close_training_session(session: TrainingSession, *, by: User) -> TrainingSession:
    """Close the sign-in before the day is over. Returns the session; raises as the table says."""
    return apply_transition(session, "close_training_session", by=by)


@transaction.atomic
def sign_in_training(session: TrainingSession, *, by: User) -> TrainingRecord:
    """The inspector who is there signs in, once; the session's hours count at once (INSP).

    Returns the record. Raises NotAllowed for anybody who is no inspector on the roster, Refused on another day than the
    session's, after its sign-in was closed, and the second time. The last session of a pre-post course opens the first
    assignment.
    """
    inspector = Inspector.objects.select_for_update(of=("self",)).filter(user=by).first()
    permissions.check_can_report_training(by, inspector)
    assert inspector is not None  # noqa: S101 - the check has said so
    session = TrainingSession.objects.select_for_update(of=("self",)).select_related("course").get(pk=session.pk)
    course = session.course
    known = TrainingRecord.objects.filter(inspector=inspector, session=session).first()
    if known is not None:
        raise _already(known)
    today = calendar.today()
    if today != session.day:
        raise _wrong_day(session, today)
    if session.state != "open":
        raise Refused(
            _("The sign-in is closed."), remedy=_("If you were there, tell the supervision office: it records it.")
        )
    record = add_training(
        inspector,
        by=by,
        kind=course.kind,
        mode=course.mode,
        title=course.name,
        day=session.day,
        hours=session.hours,
        source=TrainingSource.SESSION,
        session=session,
    )
    audit.record("sign_in_training", by=by, obj=record, data={"session": str(session.pk), "hours": str(session.hours)})
    if course.kind == TrainingKind.PRE_POST and _hours_at(course, inspector) >= course.hours:
        complete_pre_post(record, by=by)
    return record


def _hours_at(course: TrainingCourse, inspector: Inspector) -> Decimal:
    held = TrainingRecord.objects.filter(inspector=inspector, session__course=course, struck_at=None)
    return held.aggregate(total=Sum("hours"))["total"] or NOTHING


def _already(record: TrainingRecord) -> Refused:
    if record.struck_at is not None:
        return Refused(
            _("The supervision office has struck your sign-in out: %(reason)s") % {"reason": record.struck_reason}
        )
    return Refused(
        _("You have signed in already; %(hours)s class hours are recorded.") % {"hours": record.hours},
        remedy=_("There is nothing left to do."),
    )


def _wrong_day(session: TrainingSession, today: dt.date) -> Refused:
    if today < session.day:
        return Refused(
            _("This session is on %(day)s; one signs in on that day only.") % {"day": date_format(session.day)},
            remedy=_("Open the code again on the day."),
        )
    return Refused(
        _("This session was on %(day)s; it is too late to sign in.") % {"day": date_format(session.day)},
        remedy=_("If you were there, tell the supervision office: it records it."),
    )


def _check_hours(hours: Decimal) -> None:
    if hours <= 0 or hours % Decimal("0.5"):
        raise Refused(_("Class hours are more than zero, in steps of 0.5."))
