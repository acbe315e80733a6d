"""Training that an inspector reports with evidence: reported, approved or returned by the office (INSP)."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import files
from core.errors import Refused
from core.transitions import apply_transition, check_step, create
from inspectors.models import Inspector, TrainingKind, TrainingMode, TrainingReport, TrainingSource
from inspectors.training import emails, permissions
from inspectors.training.services.hours import RULE, add_training, check_training, complete_pre_post

if TYPE_CHECKING:
    from django.core.files.base import File

REPORTED_MODES = (TrainingMode.ONLINE, TrainingMode.SELF_STUDY)


@transaction.atomic
def report_training(
    inspector: Inspector,
    *,
    by: User,
    mode: str,
    title: str,
    day: dt.date,
    hours: Decimal,
    kind: str = TrainingKind.YEARLY,
    note: str = "",
    evidence: Iterable["File[Any]"] = (),
) -> TrainingReport:
    """The inspector reports online training or self-study, with files that show it; the office is told.

    Returns the report. Raises NotAllowed for anybody but the inspector, Refused for a centralised training (one signs
    in there), a day to come, odd hours, a double, no evidence, or a file that is not taken in.
    """
    permissions.check_can_report_training(by, inspector)
    inspector = Inspector.objects.select_for_update(of=("self",)).get(pk=inspector.pk)
    _check_mode(mode)
    check_training(inspector, title=title, day=day, hours=hours)
    evidence = _needed(evidence)
    report = create(
        TrainingReport(
            inspector=inspector, kind=kind, mode=mode, title=title.strip(), day=day, hours=hours, note=note.strip()
        ),
        by=by,
        data={"hours": str(hours)},
    )
    for file in evidence:
        files.store(file, holder=report, by=by)
    emails.training_reported(report)
    return report


@transaction.atomic
def report_training_again(
    report: TrainingReport,
    *,
    by: User,
    mode: str,
    title: str,
    day: dt.date,
    hours: Decimal,
    kind: str = TrainingKind.YEARLY,
    note: str = "",
    evidence: Iterable["File[Any]"] = (),
) -> TrainingReport:
    """The inspector mends a returned report; further files join those that are there. Returns the report.

    Raises NotYourTurn and TransitionRefused as the table says, Refused as `report_training`.
    """
    check_step(report, "report_training_again", by=by)
    permissions.check_can_report_training(by, report.inspector)
    _check_mode(mode)
    check_training(report.inspector, title=title, day=day, hours=hours, report=report)
    for file in evidence:
        files.store(file, holder=report, by=by)
    changed: dict[str, Any] = {
        "kind": kind,
        "mode": mode,
        "title": title.strip(),
        "day": day,
        "hours": hours,
        "note": note.strip(),
    }
    before = {name: str(getattr(report, name)) for name, value in changed.items() if getattr(report, name) != value}
    report = apply_transition(report, "report_training_again", by=by, data={"before": before}, **changed)
    emails.training_reported(report)
    return report


@transaction.atomic
def approve_training(report: TrainingReport, *, by: User) -> TrainingReport:
    """The office approves the hours: they count from now on; pre-post training opens the first assignment.

    Returns the report. Raises NotYourTurn and TransitionRefused as the table says, Refused where the same training was
    recorded meanwhile by another way.
    """
    check_step(report, "approve_training", by=by)
    inspector = Inspector.objects.select_for_update(of=("self",)).get(pk=report.inspector_id)
    if inspector.training.filter(title=report.title, day=report.day, struck_at=None).exists():
        raise Refused(
            _("This training is on record already; approved, it would count twice."),
            remedy=_("Return the report with this reason."),
        )
    record = add_training(
        inspector,
        by=by,
        kind=report.kind,
        mode=report.mode,
        title=report.title,
        day=report.day,
        hours=report.hours,
        source=TrainingSource.REPORT,
    )
    report = apply_transition(
        report, "approve_training", by=by, data={"hours": str(report.hours)}, record=record, decision=""
    )
    if report.kind == TrainingKind.PRE_POST:
        complete_pre_post(record, by=by)
    emails.training_approved(report)
    return report


@transaction.atomic
def return_training(report: TrainingReport, *, by: User, reason: str) -> TrainingReport:
    """The office returns the report with the reason; the inspector mends it. Returns it; Refused without a reason."""
    report = apply_transition(report, "return_training", by=by, reason=reason, decision=reason.strip())
    emails.training_returned(report)
    return report


def _check_mode(mode: str) -> None:
    if mode not in REPORTED_MODES:
        raise Refused(
            _("Only online training and self-study are reported."),
            rule=RULE,
            remedy=_("Centralised training is signed in at, or recorded by the supervision office."),
        )


def _needed(evidence: Iterable["File[Any]"]) -> list["File[Any]"]:
    found = list(evidence)
    if not found:
        raise Refused(
            _("Nothing shows the training yet."),
            remedy=_("Add a certificate, a screenshot of the platform or your notes as a file or photograph."),
        )
    return found
