"""Visits on site: what the inspector rates, finds, photographs and signs (REG 18)."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, cast

from django.core.files.base import File
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from core import audit, calendar, files
from core.errors import Refused
from core.models import StoredFile
from core.transitions import apply_transition, create
from supervision import law
from supervision.evidence.services.desk_review import reviewed_of
from supervision.framework.services import score
from supervision.models import (
    Finding,
    Indicator,
    Inspection,
    InspectionTask,
    Rating,
    Severity,
    Visit,
)
from supervision.procedure.services.order import check_reached
from supervision.team.services import crew
from supervision.visit import emails, permissions
from supervision.visit.services import pictures


@transaction.atomic
def begin_visit(inspection: Inspection, *, by: User, visited_on: dt.date) -> Visit:
    """An inspector of the team begins the record of a day on site; the first one moves inspection and task on.

    Returns the visit; one that this inspector began for the same day is given again. Raises NotAllowed for anybody not
    on the team, Refused for a day before the first day on site or to come, and for an inspector who is out of term,
    untrained or recused.
    """
    task = InspectionTask.objects.select_for_update().get(pk=inspection.task_id)
    inspection = Inspection.objects.select_related("unit").get(pk=inspection.pk)
    check_reached(inspection, "begin_visit", by=by)
    inspector = permissions.check_can_visit(by, inspection)
    known: Visit | None = inspection.visits.filter(inspector=inspector, visited_on=visited_on).first()
    if known is not None:
        return _still_open(known)
    if not inspection.starts_on <= visited_on <= calendar.today():
        raise Refused(
            _("Visits take place from %(start)s on, and are recorded on the day or later.")
            % {"start": date_format(inspection.starts_on)},
            rule=_(law.ARTICLE_17),
            remedy=_("Correct the date."),
        )
    crew.check_eligible([inspector], first=visited_on, last=visited_on)
    law.require(crew.recusal_gate_of(inspection, [inspector]))
    if inspection.state != "on_site":
        inspection = apply_transition(inspection, "begin_visit", by=by, due_on=inspection.ends_on)
    if task.state == "notified":
        apply_transition(task, "begin_task", by=by)
    visit = Visit(inspection=inspection, inspector=inspector, visited_on=visited_on, due_on=inspection.ends_on)
    return create(visit, by=by)


@transaction.atomic
def rate_indicator(
    visit: Visit,
    *,
    by: User,
    indicator: Indicator,
    points: Decimal | None = None,
    grade: str = "",
    is_met: bool | None = None,
    measured: Decimal | None = None,
    situation: bool | None = None,
    note: str = "",
) -> Rating | None:
    """Rate one indicator by its method, or keep a note on it; the last word counts.

    `situation`: whether the situation that the indicator's veto or cap names was found; None leaves it as it is.
    Returns the rating, or None where nothing is left of it. Raises Refused for an indicator that is not the task's or
    does not hold for this kind of unit, and for a value that its method does not know.
    """
    _lock(visit, by)
    score.check_indicator(visit.inspection, indicator)
    value = score.value_of(indicator, points=points, grade=grade, is_met=is_met, measured=measured)
    fields = {"points": None, "grade": "", "is_met": None, "measured": None} | value
    known = Rating.objects.filter(visit=visit, indicator=indicator).first()
    if situation is None:
        situation = known is not None and known.situation
    fields |= {"note": note.strip(), "situation": situation and bool(indicator.cap_note)}
    if not value and not fields["note"] and not fields["situation"]:
        Rating.objects.filter(visit=visit, indicator=indicator).delete()
        audit.record("clear_rating", by=by, obj=visit, data={"indicator": indicator.code})
        return None
    if known is not None and all(getattr(known, name) == given for name, given in fields.items()):
        return known
    rating, _new = Rating.objects.update_or_create(visit=visit, indicator=indicator, defaults=fields)
    data = {"indicator": indicator.code} | {name: str(given) for name, given in value.items()}
    data |= {"situation": indicator.cap_note} if rating.situation else {}
    audit.record("rate_indicator", by=by, obj=rating, data=data)
    return rating


@transaction.atomic
def add_finding(
    visit: Visit,
    *,
    by: User,
    text: str,
    requirement: str = "",
    severity: str,
    indicator: Indicator | None = None,
    photos: Iterable["File[Any]"] = (),
) -> Finding:
    """Raise a problem on the visit, with photographs. Returns it; Refused without text or for a file that is none."""
    _lock(visit, by)
    if indicator is not None:
        score.check_indicator(visit.inspection, indicator)
    _check_finding(text, severity)
    finding = Finding.objects.create(
        visit=visit, indicator=indicator, text=text.strip(), requirement=requirement.strip(), severity=severity
    )
    pictures.keep_photos(finding, photos, by=by)
    audit.record("add_finding", by=by, obj=finding)
    return finding


@transaction.atomic
def edit_finding(
    finding: Finding,
    *,
    by: User,
    text: str,
    requirement: str = "",
    severity: str,
    photos: Iterable["File[Any]"] = (),
) -> Finding:
    """Change a problem before the record is submitted; new photographs are added. Raises as `add_finding`."""
    _lock(finding.visit, by)
    _check_finding(text, severity)
    before = {"text": finding.text, "requirement": finding.requirement, "severity": finding.severity}
    finding.text, finding.requirement, finding.severity = text.strip(), requirement.strip(), severity
    finding.save(update_fields=["text", "requirement", "severity"])
    pictures.keep_photos(finding, photos, by=by)
    audit.record("edit_finding", by=by, obj=finding, data={"before": before})
    return finding


@transaction.atomic
def remove_finding(finding: Finding, *, by: User) -> None:
    """Take a problem back before the record is submitted. Raises Refused where it already stands in an opinion."""
    visit = finding.visit
    _lock(visit, by)
    audit.record("remove_finding", by=by, obj=visit, data={"text": finding.text, "severity": finding.severity})
    photos = list(files.files_of(finding))
    try:
        finding.delete()
    except ProtectedError as exc:
        raise Refused(
            _("This problem already stands in the opinion."), remedy=_("Ask the office to take it out there first.")
        ) from exc
    for photo in photos:
        files.remove(photo, by=by)


@transaction.atomic
def remove_photo(finding: Finding, *, by: User, photo: StoredFile) -> None:
    """Take a photograph off a problem before the record is submitted; the bytes stay, and the log says who did it."""
    _lock(finding.visit, by)
    files.remove(photo, by=by)


@transaction.atomic
def submit_visit(
    visit: Visit, *, by: User, signature: "File[Any] | None" = None, typed_name: str = "", note: str = ""
) -> Visit:
    """Sign the record and hand it to the office; from then on it is only read (REG 18).

    Signed by a drawn `signature` (a picture) or, where drawing is not possible, by `typed_name`, which must be the
    inspector's own. Returns the visit. Raises Refused for an empty record or a signature that is none.
    """
    _lock(visit, by)
    said = visit.ratings.rated().exists() or visit.ratings.filter(situation=True).exists()
    if not (note.strip() or said or visit.findings.exists()):
        raise Refused(
            _("The record is empty."),
            rule=_(law.ARTICLE_18),
            remedy=_("Rate an indicator, raise a problem or write a note first."),
        )
    name = pictures.keep_signature(visit, name=visit.inspector.name, signature=signature, typed_name=typed_name, by=by)
    visit = apply_transition(
        visit, "submit_visit", by=by, note=note.strip(), signed_at=timezone.now(), signed_name=name
    )
    emails.visit_submitted(visit)
    return visit


@transaction.atomic
def file_visit(visit: Visit, *, by: User) -> Visit:
    """The office files the record. Returns the visit."""
    return apply_transition(visit, "file_visit", by=by)


@transaction.atomic
def return_visit(visit: Visit, *, by: User, reason: str) -> Visit:
    """The office returns the record with its reason; the inspector mends and signs it again. Returns the visit."""
    visit = apply_transition(visit, "return_visit", by=by, reason=reason)
    emails.visit_returned(visit, reason)
    return visit


def indicators_for(visit: Visit) -> list[Indicator]:
    """The leaves of the task's framework that hold for this kind of unit, in the tree's order, parents loaded."""
    return score.leaves_of(visit.inspection)


def _still_open(known: Visit) -> Visit:
    """The record that this inspector began for the same day, unless it is submitted."""
    if known.state not in permissions.OPEN_VISIT:
        raise Refused(
            _("You have already submitted your record of this day."),
            remedy=_("Choose another day, or ask the office to return the record."),
        )
    return known


def _lock(visit: Visit, by: User) -> None:
    """Hold the record while it is written, so that nothing arrives after the signature, and note when it was."""
    permissions.check_can_write_visit(by, Visit.objects.select_for_update().get(pk=visit.pk))
    visit.saved_at = timezone.now()
    Visit.objects.filter(pk=visit.pk).update(saved_at=visit.saved_at)


def _check_finding(text: str, severity: str) -> None:
    if not text.strip():
        raise Refused(_("What was found is missing."), remedy=_("Describe the problem."))
    if severity not in Severity.values:
        raise Refused(_("How grave the problem is, is missing."), remedy=_("Choose a severity."))


@transaction.atomic
def accept_desk_rating(visit: Visit, *, by: User, indicator: Indicator) -> Rating:
    """The inspector makes the rating proposed in desk review the visit's own; till then it is a proposal (REG 18).

    Returns the rating. Raises Refused where none is proposed (any more); and as `rate_indicator`.
    """
    reviewed = reviewed_of(visit.inspection).get(indicator.pk)
    proposal = reviewed.proposal if reviewed is not None else None
    if proposal is None:
        raise Refused(
            _("The desk proposes no rating for %(code)s.") % {"code": indicator.code},
            remedy=_("Rate the indicator yourself."),
        )
    rating = rate_indicator(
        visit,
        by=by,
        indicator=indicator,
        points=proposal.points,
        grade=proposal.grade,
        is_met=proposal.is_met,
        measured=proposal.measured,
        note=_("Accepted from the desk: %(note)s") % {"note": proposal.note} if proposal.note else "",
    )
    data = {"indicator": indicator.code, "reviewer": str(proposal.reviewer)}
    audit.record("accept_desk_rating", by=by, obj=visit, data=data)
    return cast(Rating, rating)  # never None: a proposal carries a value
