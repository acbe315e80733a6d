"""Questions of reviewers to the unit about its evidence, and the unit's answers (PLAN 二（二）4)."""

from collections.abc import Iterable
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import policy
from accounts.models import User
from core import calendar, files
from core.calendar import deadline
from core.errors import Refused
from core.transitions import apply_transition, check_step, create
from supervision.evidence import emails, permissions
from supervision.models import DeskQuestion, QuestionEntry, SelfEvaluationItem

TITLE = 120


@transaction.atomic
def ask_question(item: SelfEvaluationItem, *, by: User, text: str) -> DeskQuestion:
    """Ask the unit about one item; it has the days of the setting `question_days`.

    Returns the question. Raises Refused without text; NotAllowed and TransitionRefused as `review_item`.
    """
    permissions.check_can_review(by, item)
    text = _said(text)
    title = f"{item.indicator.code} {text}"
    question = DeskQuestion(
        inspection=item.inspection,
        item=item,
        title=title if len(title) <= TITLE else f"{title[: TITLE - 1]}…",
        asked_by=by,
        **_due(),
    )
    question = create(question, by=by)
    QuestionEntry.objects.create(question=question, text=text, by=by)
    emails.question_asked(question, text)
    return question


@transaction.atomic
def answer_question(question: DeskQuestion, *, by: User, text: str, files: Iterable["File[Any]"] = ()) -> DeskQuestion:
    """The unit answers, with files where it helps. Returns the question.

    Raises Refused without text or for a file that is not what it claims to be, NotYourTurn for anybody but the unit,
    TransitionRefused where it is answered or closed already.
    """
    check_step(question, "answer_question", by=by)
    entry = QuestionEntry.objects.create(question=question, text=_said(text), by=by, is_answer=True)
    _keep(files, entry, by)
    question = apply_transition(question, "answer_question", by=by)
    emails.question_answered(question, entry.text)
    return question


@transaction.atomic
def ask_again(question: DeskQuestion, *, by: User, text: str) -> DeskQuestion:
    """The reviewer is not content and says what is still missing; the days begin anew. Returns the question."""
    check_step(question, "ask_again", by=by)
    entry = QuestionEntry.objects.create(question=question, text=_said(text), by=by)
    question = apply_transition(question, "ask_again", by=by, **_due())
    emails.question_asked(question, entry.text)
    return question


@transaction.atomic
def close_question(question: DeskQuestion, *, by: User) -> DeskQuestion:
    """The reviewer is content with the answer. Returns the question."""
    return apply_transition(question, "close_question", by=by)


@transaction.atomic
def withdraw_question(question: DeskQuestion, *, by: User, reason: str) -> DeskQuestion:
    """The reviewer takes an unanswered question back and says why. Returns the question; Refused without a reason."""
    return apply_transition(question, "withdraw_question", by=by, reason=reason)


def _said(text: str) -> str:
    if not text.strip():
        raise Refused(_("Nothing is written."), remedy=_("Write your question or your answer."))
    return text.strip()


def _due() -> dict[str, Any]:
    limit = deadline(calendar.today(), *policy.days("question_days"))
    return {"due_on": limit.on, "due_basis": limit.basis("question_days")}


def _keep(uploads: Iterable["File[Any]"], entry: QuestionEntry, by: User) -> None:
    for upload in uploads:
        files.store(upload, holder=entry, by=by, purpose="answer")
