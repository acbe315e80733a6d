"""Reports about inspectors: sent in, accepted or not, and who reported, which only two people read (PLAN 二（四）5)."""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts import policy
from accounts.models import Organisation, User
from core import audit, calendar
from core.calendar import deadline
from core.errors import Refused
from core.transitions import apply_transition, check_step, create
from inspectors.conduct import emails, permissions
from inspectors.conduct.services.evidence import keep_evidence
from inspectors.models import ConductReport, ConductSource, Inspector, PlaqueAssignment
from inspectors.sealing import keys_of, seal

if TYPE_CHECKING:
    from django.core.files.base import File

PLAN_5 = gettext_noop("Implementation plan of the county, part 2 (4) 5")


def due(key: str) -> dict[str, Any]:
    """The deadline that the setting `key` gives from today, as the fields that a step writes."""
    limit = deadline(calendar.today(), *policy.days(key))
    return {"due_on": limit.on, "due_basis": limit.basis(key)}


@transaction.atomic
def report_conduct(
    *,
    by: User | None,
    category: str,
    text: str,
    unit: Organisation | None = None,
    from_plaque: bool = False,
    inspector: Inspector | None = None,
    inspector_words: str = "",
    happened_on: dt.date | None = None,
    place: str = "",
    name: str = "",
    contact: str = "",
    evidence: Iterable["File[Any]"] = (),
) -> ConductReport:
    """Take in a report about an inspector: of a unit's account, of the office, or of the public (`by` None).

    Whom it is about is said by the plaque of `unit`, by the record, or in words. Who reported is sealed: no event of
    the log and no file names them. Returns the report, whose `code` follows it. Raises NotAllowed; Refused without
    words, for a day to come, without anybody whom it is about, or for a file that is not taken in.
    """
    source = ConductSource.PUBLIC if by is None else ConductSource.OFFICE if by.is_office else ConductSource.UNIT
    if by is not None:
        permissions.check_can_report_conduct(by)
    _check_words(text, happened_on)
    about = inspector or _about(unit, from_plaque, inspector_words)
    reporter = _reporter(by, source, name.strip(), contact.strip())
    signer = by if source == ConductSource.OFFICE else None
    report = create(
        ConductReport(
            inspector=about,
            inspector_words=inspector_words.strip(),
            unit=unit,
            place=place.strip(),
            category=category,
            happened_on=happened_on,
            text=text.strip(),
            source=source,
            received_on=calendar.today(),
            reporter_sealed=seal(reporter),
            reporter_key=keys_of(by.pk)[0] if by is not None and source == ConductSource.UNIT else "",
            **due("conduct_accept_days"),
        ),
        by=signer,
    )
    keep_evidence(report, evidence, by=signer)
    emails.conduct_reported(report)
    return report


def _check_words(text: str, happened_on: dt.date | None) -> None:
    if not text.strip():
        raise Refused(_("Please describe what happened."))
    if happened_on is not None and happened_on > calendar.today():
        raise Refused(_("That day is still to come."), remedy=_("Leave the day blank where it is not known."))


def _about(unit: Organisation | None, from_plaque: bool, words: str) -> Inspector | None:
    """The inspector on the unit's plaque, or the one serving who bears the very name; None where that is not sure.

    Raises Refused where nothing says whom it is about.
    """
    if not from_plaque and not words.strip():
        raise Refused(
            _("It is not said which inspector this is about."),
            remedy=_("Choose the school whose plaque shows the inspector, or describe the inspector in words."),
        )
    if from_plaque and unit is not None:
        plaque = PlaqueAssignment.objects.current().filter(unit=unit).select_related("inspector").first()
        if plaque is None:
            raise Refused(
                _("No inspector is on the plaque of %(unit)s at present.") % {"unit": unit.name},
                remedy=_("Describe the inspector in words."),
            )
        found: Inspector = plaque.inspector
        return found
    named = list(Inspector.objects.serving(on=calendar.today()).filter(name=words.strip())[:2]) if words.strip() else []
    return named[0] if len(named) == 1 else None


def _reporter(by: User | None, source: str, name: str, contact: str) -> dict[str, Any]:
    if by is None:
        return {key: value for key, value in (("name", name), ("contact", contact)) if value}
    if source == ConductSource.OFFICE:
        return {}
    units = Organisation.objects.filter(pk__in=by.organisation_ids).order_by("code").values_list("name", flat=True)
    return {"name": by.name, "contact": by.phone, "unit": "、".join(units), "account": str(by.pk)}


@transaction.atomic
def accept_conduct(
    report: ConductReport, *, by: User, inspector: Inspector | None = None, handler: User | None = None
) -> ConductReport:
    """The office accepts the report, says which inspector it is about and who handles it. Returns it.

    Raises NotYourTurn and TransitionRefused as the table says; Refused while nobody knows the inspector, or for a
    handler who is the inspector or of their zone.
    """
    check_step(report, "accept_conduct", by=by)
    about = inspector or report.inspector
    if about is None:
        raise Refused(
            _("It is not said which inspector this is about."),
            rule=_(PLAN_5),
            remedy=_("Find out first; a report about nobody is not accepted."),
        )
    handler = handler or by
    permissions.check_fit_to_inquire(handler, report, about)
    if not handler.is_office:
        raise Refused(_("A report is handled by somebody of the supervision office."))
    report = apply_transition(
        report, "accept_conduct", by=by, inspector=about, handler=handler, **due("conduct_accept_days")
    )
    emails.reporter_told(report, "accept_conduct")
    if handler != by:
        emails.conduct_moved(report, "accept_conduct", [handler])
    return report


@transaction.atomic
def refuse_conduct(report: ConductReport, *, by: User, reason: str) -> ConductReport:
    """The office does not accept the report; the reporter reads why. Returns it; Refused without a reason."""
    report = apply_transition(report, "refuse_conduct", by=by, reason=reason, refusal=reason.strip(), handler=by)
    emails.reporter_told(report, "refuse_conduct")
    return report


@transaction.atomic
def answer_conduct(report: ConductReport, *, by: User, answer: str) -> ConductReport:
    """The handler answers the reporter, who reads it under the receipt code. Returns it; Refused without words."""
    check_step(report, "answer_conduct", by=by)
    if not answer.strip():
        raise Refused(_("Please write the answer."))
    report = apply_transition(report, "answer_conduct", by=by, answer=answer.strip(), answered_on=calendar.today())
    emails.reporter_told(report, "answer_conduct")
    return report


@transaction.atomic
def close_conduct(report: ConductReport, *, by: User) -> ConductReport:
    """The report has come to its end. Returns it."""
    return apply_transition(report, "close_conduct", by=by)


@transaction.atomic
def file_conduct(report: ConductReport, *, by: User) -> ConductReport:
    """What the office itself found needs no answer and is closed. Returns it."""
    return apply_transition(report, "file_conduct", by=by)


@transaction.atomic
def unmask_reporter(report: ConductReport, *, by: User) -> dict[str, str]:
    """Name, contact and unit of the reporter, with an event that they were read. Raises NotAllowed."""
    permissions.check_can_read_reporter(by, report)
    audit.record("unmask_reporter", by=by, obj=report)
    facts = report.reporter()
    return {key: str(facts.get(key, "")) for key in ("name", "contact", "unit")}
