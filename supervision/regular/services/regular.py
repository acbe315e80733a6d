"""Regular visits: what a plaque inspector records, says on the spot, signs and hands to the office (PLATE)."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts import policy
from accounts.models import Organisation, User
from core import audit, calendar, files
from core.calendar import Deadline
from core.errors import NotAllowed, Refused
from core.models import StoredFile
from core.transitions import apply_transition, create
from inspectors.models import Inspector, PlaqueAssignment
from supervision import law
from supervision.models import (
    KINDERGARTEN_MATTERS,
    SCHOOL_MATTERS,
    FollowUp,
    Indicator,
    MatterRating,
    RegularItem,
    RegularVisit,
    VersionState,
)
from supervision.regular import emails, permissions
from supervision.regular.services import follow_up
from supervision.team.services import crew
from supervision.visit import permissions as visit_permissions
from supervision.visit.services import pictures

PLATE = "《中小学校责任督学挂牌督导办法》"
MOST = 999


@transaction.atomic
def begin_regular_visit(
    unit: Organisation,
    *,
    by: User,
    visited_on: dt.date,
    began_at: dt.time | None = None,
    is_unannounced: bool = True,
    certificate_shown: bool = True,
    stand_in_reason: str = "",
) -> RegularVisit:
    """The unit's plaque inspector, or a colleague of the zone with a reason, begins the record of a visit (PLATE).

    Returns the visit with the matters of the checklist in force; one that this inspector began for the same day is
    given again. Raises NotAllowed for anybody else, Refused for a unit without plaque, a day to come or too far back,
    and for an inspector who is out of term, untrained or recused.
    """
    inspector = permissions.check_is_inspector(by)
    Inspector.objects.select_for_update(of=("self",)).get(pk=inspector.pk)
    known = RegularVisit.objects.filter(unit=unit, inspector=inspector, visited_on=visited_on).first()
    if known is not None:
        return _still_open(known)
    reason = _check_whose(unit, inspector, visited_on, stand_in_reason.strip())
    last = _check_day(visited_on)
    crew.check_eligible([inspector], first=visited_on, last=visited_on)
    law.require(crew.recusal_gate(crew.check_recusals([inspector], [unit])))
    visit = create(
        RegularVisit(
            unit=unit,
            inspector=inspector,
            stand_in_reason=reason,
            visited_on=visited_on,
            began_at=began_at or timezone.localtime().time().replace(second=0, microsecond=0),
            is_unannounced=is_unannounced,
            certificate_shown=certificate_shown,
            due_on=last.on,
            due_basis=last.basis("backdate_days"),
        ),
        by=by,
        reason=reason,
    )
    RegularItem.objects.bulk_create(
        RegularItem(visit=visit, order=place, **matter) for place, matter in enumerate(matters_of(unit), 1)
    )
    return visit


def matters_of(unit: Organisation) -> list[dict[str, Any]]:
    """The matters that a visit to `unit` looks at: code, words, observation points and indicator of each.

    They come from the version in force of the monthly checklist (setting `plaque_checklist`); where there is none, the
    eight matters of schools and the three of kindergartens (PLATE).
    """
    leaves = Indicator.objects.filter(
        version__framework__name=policy.text("plaque_checklist"), version__state=VersionState.IN_FORCE, level="C"
    ).select_related("parent__parent")
    found: dict[Any, dict[str, Any]] = {}
    for leaf in leaves:
        if not leaf.applies(unit.kind):
            continue
        top = leaf
        while top.parent is not None:
            top = top.parent
        matter = found.setdefault(top.pk, {"code": top.code, "text": top.text, "hint": "", "indicator": leaf})
        if top.pk != leaf.pk:
            matter["hint"] = "\n".join(part for part in (matter["hint"], leaf.text) if part)
    if found:
        return list(found.values())
    with translation.override(settings.LANGUAGE_CODE):
        known = KINDERGARTEN_MATTERS if unit.is_kindergarten else SCHOOL_MATTERS
        return [{"code": code, "text": str(text)} for code, text in known]


@transaction.atomic
def record_matter(
    item: RegularItem,
    *,
    by: User,
    rating: str = "",
    note: str = "",
    advice: str = "",
    department: Organisation | None = None,
) -> RegularItem:
    """Say what there is to say to one matter; the last word counts. Returns the matter.

    `department` is kept for a complex problem only: it gets the consultation letter. Raises Refused for a rating that
    there is none of, and for another rating or advice once the follow-up has begun.
    """
    _lock(item.visit, by)
    if rating not in ("", *MatterRating.values):
        raise Refused(_("There is no such rating."), remedy=_("Choose one of those offered."))
    given: dict[str, Any] = {
        "rating": rating,
        "note": note.strip(),
        "advice": advice.strip(),
        "department": department if rating == MatterRating.COMPLEX else None,
    }
    stored = RegularItem.objects.select_related("department").get(pk=item.pk)
    changed = {name for name, value in given.items() if getattr(stored, name) != value}
    if not changed:
        return stored
    if changed != {"note"} and FollowUp.objects.filter(item=stored).exists():
        raise Refused(
            _("The follow-up of this problem has begun: only the note may still be changed."),
            remedy=_("Tell the office, which may close the follow-up with a reason."),
        )
    for name in changed:
        setattr(stored, name, given[name])
    stored.save(update_fields=sorted(changed))
    audit.record("record_matter", by=by, obj=item.visit, data={"matter": stored.code, "rating": rating})
    return stored


@transaction.atomic
def rate_rest(visit: RegularVisit, *, by: User) -> int:
    """Say of every matter that nothing was said to yet that there is no remark. Returns how many these were."""
    _lock(visit, by)
    count = visit.items.filter(rating="").update(rating=MatterRating.NONE)
    if count:
        audit.record("rate_rest", by=by, obj=visit, data={"matters": count})
    return count


@transaction.atomic
def record_methods(visit: RegularVisit, *, by: User, **counts: int) -> RegularVisit:
    """Record how often each of the six methods was used (PLATE). Returns the visit. Raises Refused for no count."""
    _lock(visit, by)
    wrong = [name for name, count in counts.items() if name not in RegularVisit.METHODS or not 0 <= count <= MOST]
    if wrong:
        raise Refused(_("The count is not possible."), remedy=_("Enter a number from 0 to %(most)s.") % {"most": MOST})
    RegularVisit.objects.filter(pk=visit.pk).update(**counts)
    audit.record("record_methods", by=by, obj=visit, data=dict(counts))
    visit.refresh_from_db()
    return visit


@transaction.atomic
def add_matter_photos(item: RegularItem, *, by: User, photos: Iterable["File[Any]"]) -> None:
    """Keep photographs at a matter. Raises Refused without any, or for a file that is no picture."""
    _lock(item.visit, by)
    given = list(photos)
    if not given:
        raise Refused(_("No photograph was chosen."), remedy=_("Take one, or choose from the album."))
    pictures.keep_photos(item, given, by=by)


@transaction.atomic
def remove_matter_photo(item: RegularItem, *, by: User, photo: StoredFile) -> None:
    """Take a photograph off a matter; the bytes stay, and the log says who did it."""
    _lock(item.visit, by)
    files.remove(photo, by=by)


@transaction.atomic
def submit_regular_visit(
    visit: RegularVisit,
    *,
    by: User,
    told: str,
    told_to: str,
    highlights: str = "",
    note: str = "",
    signature: "File[Any] | None" = None,
    typed_name: str = "",
) -> RegularVisit:
    """Sign the record and hand it to the office; the result was told on the spot, each problem begins its follow-up.

    Returns the visit. Raises Refused for an empty record, for one without a method, without what was told and to whom,
    for a problem without what was found, what is to be done or a department, and for a signature that is none (PLATE).
    """
    _lock(visit, by)
    visit = RegularVisit.objects.select_related("unit", "inspector").get(pk=visit.pk)
    _check_whole(visit)
    if not (told.strip() and told_to.strip()):
        raise Refused(
            _("The result of a visit is told on the spot."),
            rule=PLATE,
            remedy=_("Write what you told the school, and whom."),
        )
    name = pictures.keep_signature(visit, name=visit.inspector.name, signature=signature, typed_name=typed_name, by=by)
    visit = apply_transition(
        visit,
        "submit_regular_visit",
        by=by,
        told=told.strip(),
        told_to=told_to.strip(),
        highlights=highlights.strip(),
        note=note.strip(),
        signed_at=timezone.now(),
        signed_name=name,
    )
    begun = follow_up.open_follow_ups(visit, by=by)
    emails.regular_visit_submitted(visit, begun)
    return visit


@transaction.atomic
def file_regular_visit(visit: RegularVisit, *, by: User) -> RegularVisit:
    """The office puts the record on file. Returns the visit."""
    return apply_transition(visit, "file_regular_visit", by=by)


@transaction.atomic
def return_regular_visit(visit: RegularVisit, *, by: User, reason: str) -> RegularVisit:
    """The office returns the record with its reason; follow-ups that have begun go on. Returns the visit."""
    visit = apply_transition(visit, "return_regular_visit", by=by, reason=reason)
    emails.regular_visit_returned(visit, reason)
    return visit


def _still_open(known: RegularVisit) -> RegularVisit:
    """The record that this inspector began for the same day, unless it is submitted."""
    if known.state not in visit_permissions.OPEN_VISIT:
        raise Refused(
            _("You have already submitted your record of this day."),
            remedy=_("Choose another day, or ask the office to return the record."),
        )
    return known


def _check_whose(unit: Organisation, inspector: Inspector, day: dt.date, reason: str) -> str:
    """Whether `inspector` answers for `unit` on `day`, or stands in; returns the reason that is to be kept."""
    if not unit.is_campus or not unit.is_active:
        raise Refused(_("Only schools and kindergartens have a plaque inspector."), rule=PLATE)
    if is_own_plaque(unit, inspector, day):
        return ""
    if inspector.zone_id is None or inspector.zone_id != unit.zone_id:
        raise NotAllowed(_("A regular visit is made by the unit's plaque inspector, or by a colleague of its zone."))
    if not reason:
        raise Refused(
            _("You are not the plaque inspector of %(unit)s.") % {"unit": unit.name},
            rule=PLATE,
            remedy=_("State why you stand in: who asked you to, and for whom."),
        )
    return reason


def is_own_plaque(unit: Organisation, inspector: Inspector, day: dt.date) -> bool:
    """Whether the plaque of `inspector` hangs at `unit` on `day`."""
    held = PlaqueAssignment.objects.filter(unit=unit, inspector=inspector, began_on__lte=day)
    return held.filter(Q(ended_on=None) | Q(ended_on__gt=day)).exists()


def _check_day(day: dt.date) -> Deadline:
    """The last day on which a visit of `day` may be recorded; raises Refused where that is over, or the day to come."""
    last = calendar.deadline(day, *policy.days("backdate_days"))
    if not day <= calendar.today() <= last.on:
        raise Refused(
            _("A visit is recorded on its day or soon after: one of %(day)s until %(last)s.")
            % {"day": date_format(day), "last": date_format(last.on)},
            rule=PLATE,
            remedy=_("Correct the date; the office may change the setting."),
        )
    return last


def _lock(visit: RegularVisit, by: User) -> None:
    """Hold the record while it is written, so that nothing arrives after the signature, and note when it was."""
    permissions.check_can_write_regular_visit(by, RegularVisit.objects.select_for_update().get(pk=visit.pk))
    visit.saved_at = timezone.now()
    RegularVisit.objects.filter(pk=visit.pk).update(saved_at=visit.saved_at)


def _check_whole(visit: RegularVisit) -> None:
    """Refuse a record that says nothing, or not enough for what follows from it."""
    items = list(visit.items.all())
    if not any(item.rating for item in items):
        raise Refused(
            _("The record is empty."), rule=PLATE, remedy=_("Say what there is to say to at least one matter.")
        )
    if not visit.methods:
        raise Refused(
            _("No method of the visit is recorded."),
            rule=PLATE,
            remedy=_("Enter how many lessons, papers, meetings, interviews, questionnaires or walks there were."),
        )
    for item in items:
        missing = _missing(item)
        if missing:
            raise Refused(
                _("%(matter)s: %(missing)s is missing.") % {"matter": item, "missing": missing},
                rule=PLATE,
                remedy=_("Open the matter and add it."),
            )


def _missing(item: RegularItem) -> str:
    """What a problem lacks before its follow-up can begin; blank for nothing."""
    if not item.is_problem:
        return ""
    if not item.note:
        return _("what was found")
    if not item.advice:
        return _("what is to be done")
    if item.rating == MatterRating.COMPLEX and item.department_id is None:
        return _("the department in charge")
    return ""
