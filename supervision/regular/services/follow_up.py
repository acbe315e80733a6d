"""What follows a problem of a regular visit: advice, answer, ledger, consultation letter (PLATE)."""

from collections.abc import Iterable
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import policy
from accounts.enums import OrganisationKind
from accounts.models import Organisation, User
from core import calendar, files
from core.errors import Refused
from core.numbering import issue_number
from core.transitions import apply_transition, create
from supervision.models import FollowUp, FollowUpAnswer, MatterRating, RegularVisit
from supervision.regular import emails
from supervision.signals import consultation_letter_issued


def open_follow_ups(visit: RegularVisit, *, by: User) -> list[FollowUp]:
    """Begin the follow-up of every problem of the signed `visit` that has none yet; small ones end at once, on record.

    Returns those that were begun. Runs in the transaction that submits the visit (PLATE).
    """
    begun = []
    for item in visit.items.filter(follow_up=None).select_related("department"):
        if not item.is_problem:
            continue
        due = _due("advice_days") if item.rating == MatterRating.GENERAL else {}
        begun.append(
            create(
                FollowUp(
                    item=item,
                    visit=visit,
                    unit=visit.unit,
                    inspector=visit.inspector,
                    kind=item.rating,
                    found=item.note,
                    advice=item.advice,
                    department=item.department,
                    **due,
                ),
                by=by,
            )
        )
        if item.rating == MatterRating.SMALL:
            begun[-1] = apply_transition(begun[-1], "advise_on_spot", by=by, outcome=visit.told)
    return begun


@transaction.atomic
def issue_letter(follow_up: FollowUp, *, by: User, department: Organisation, found: str, advice: str) -> FollowUp:
    """The office sends the consultation letter about a complex problem to `department`; it answers in so many days.

    Returns the follow-up. Raises Refused for a letter without text or to an organisation that is no department.
    """
    if department.kind != OrganisationKind.DEPARTMENT or not department.is_active:
        raise Refused(_("A consultation letter goes to a county department."), remedy=_("Choose the department."))
    if not (found.strip() and advice.strip()):
        raise Refused(_("The letter says what was found and what is asked for."))
    today = calendar.today()
    number = issue_number(policy.text("series_letter"), on=today, by=by, about=follow_up)
    follow_up = apply_transition(
        follow_up,
        "issue_letter",
        by=by,
        department=department,
        found=found.strip(),
        advice=advice.strip(),
        number=number.text,
        issued_on=today,
        data={"number": number.text},
        **_due("consultation_days"),
    )
    consultation_letter_issued.send(sender=FollowUp, follow_up_id=follow_up.pk, by_id=by.pk)
    emails.letter_issued(follow_up)
    return follow_up


@transaction.atomic
def answer_follow_up(follow_up: FollowUp, *, by: User, text: str, evidence: Iterable["File[Any]"] = ()) -> FollowUp:
    """The unit answers the advice, the department the letter; every round is kept. Returns the follow-up.

    Raises NotYourTurn for anybody else, Refused without a text or for a file that is not taken in.
    """
    if not text.strip():
        raise Refused(_("The answer is empty."), remedy=_("Write what was done."))
    rounds = FollowUp.objects.select_for_update().get(pk=follow_up.pk).answers.count()
    follow_up = apply_transition(follow_up, "answer_follow_up", by=by, data={"round": rounds + 1})
    answer = FollowUpAnswer.objects.create(follow_up=follow_up, round=rounds + 1, text=text.strip(), answered_by=by)
    for file in evidence:
        files.store(file, holder=answer, by=by)
    emails.follow_up_answered(follow_up)
    return follow_up


@transaction.atomic
def accept_follow_up(follow_up: FollowUp, *, by: User, outcome: str = "") -> FollowUp:
    """The inspector is content with the answer. Returns the closed follow-up."""
    follow_up = apply_transition(follow_up, "accept_follow_up", by=by, outcome=outcome.strip())
    emails.follow_up_closed(follow_up, outcome)
    return follow_up


@transaction.atomic
def return_follow_up(follow_up: FollowUp, *, by: User, reason: str) -> FollowUp:
    """The inspector returns the answer with a reason; the time for it runs anew. Returns the follow-up."""
    due = _due("advice_days" if follow_up.kind == MatterRating.GENERAL else "consultation_days")
    follow_up = apply_transition(follow_up, "return_follow_up", by=by, reason=reason, **due)
    emails.follow_up_returned(follow_up, reason)
    return follow_up


@transaction.atomic
def close_follow_up(follow_up: FollowUp, *, by: User, reason: str) -> FollowUp:
    """The office ends a follow-up with a reason. Returns it."""
    follow_up = apply_transition(follow_up, "close_follow_up", by=by, reason=reason, outcome=reason.strip())
    emails.follow_up_closed(follow_up, reason)
    return follow_up


def _due(key: str) -> dict[str, Any]:
    """The deadline that begins today under the setting `key`, as fields."""
    reached = calendar.deadline(calendar.today(), *policy.days(key))
    return {"due_on": reached.on, "due_basis": reached.basis(key)}
