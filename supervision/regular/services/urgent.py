"""Urgent danger: reported to office and head at once, the school pressed on the spot, and what was done (PLATE)."""

from collections.abc import Iterable
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core import audit, calendar, errors
from core.errors import Refused
from core.transitions import apply_transition, create
from supervision.models import RegularVisit, UrgentKind, UrgentReport
from supervision.regular import emails, permissions
from supervision.regular.services.regular import PLATE
from supervision.visit.services import pictures


@transaction.atomic
def report_urgent(
    visit: RegularVisit,
    *,
    by: User,
    text: str,
    kind: str = UrgentKind.DANGER,
    pressed_whom: str = "",
    photos: Iterable["File[Any]"] = (),
) -> UrgentReport:
    """Report danger to life or illegal running from a visit, at any moment of it; office and head are told at once.

    Returns the report, which stands first in their *my turn*, due today. Raises NotAllowed for anybody but the visit's
    inspector, Refused without a text or for a photograph that is no picture.
    """
    permissions.check_is_author(by, visit)
    if not text.strip():
        raise Refused(_("What the danger is, is missing."), rule=PLATE, remedy=_("A few words are enough."))
    if kind not in UrgentKind.values:
        raise Refused(_("There is no such rating."), remedy=_("Choose one of those offered."))
    whom = pressed_whom.strip()
    report = create(
        UrgentReport(
            unit=visit.unit,
            inspector=visit.inspector,
            visit=visit,
            kind=kind,
            text=text.strip(),
            pressed_whom=whom,
            pressed_at=timezone.now() if whom else None,
            due_on=calendar.today(),
        ),
        by=by,
    )
    pictures.keep_photos(report, photos, by=by)
    emails.urgent_reported(report)
    return report


@transaction.atomic
def press_school(report: UrgentReport, *, by: User, whom: str, what: str) -> UrgentReport:
    """The inspector records who at the school was told at once, and what was asked. Returns the report.

    Raises NotAllowed for anybody but its inspector, Refused where either is missing or the report was handled.
    """
    permissions.check_is_author(by, report)
    if report.state != "reported":
        raise errors.moved_on(report)
    if not (whom.strip() and what.strip()):
        raise Refused(_("Who was told, or what was asked, is missing."), rule=PLATE)
    fields = {"pressed_whom": whom.strip(), "pressed_what": what.strip(), "pressed_at": timezone.now()}
    UrgentReport.objects.filter(pk=report.pk).update(**fields)
    audit.record("press_school", by=by, obj=report, data={"whom": whom.strip()}, reason=what.strip())
    report.refresh_from_db()
    return report


@transaction.atomic
def handle_urgent_report(report: UrgentReport, *, by: User, done: str) -> UrgentReport:
    """The office records what was done. Returns the report. Raises Refused where nothing is said."""
    if not done.strip():
        raise Refused(_("What was done is missing."))
    report = apply_transition(report, "handle_urgent_report", by=by, reason=done.strip(), done=done.strip())
    emails.urgent_handled(report)
    return report
