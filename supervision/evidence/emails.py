"""What units, teams and reviewers are told about self-evaluations and the evidence in them."""

import datetime as dt

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.audience import acting_for
from core.notifications import in_chinese, tell
from supervision.audience import team_of
from supervision.models import DeskAssignment, DeskQuestion, Inspection


@in_chinese
def self_evaluation_returned(inspection: Inspection, reason: str) -> None:
    """Tell the unit why its self-evaluation came back, and until when it is awaited."""
    title = _("Self-evaluation returned: %(task)s") % {"task": inspection.task}
    due = _("Please submit the self-evaluation by %(date)s.") % {"date": _day(inspection.due_on)}
    tell(acting_for(inspection.unit_id), "return_self_evaluation", title, inspection, f"{reason} {due}")


@in_chinese
def desk_review_assigned(assignment: DeskAssignment) -> None:
    """Tell the reviewer that evidence waits for desk review."""
    title = _("Evidence to review: %(unit)s") % {"unit": assignment.inspection.unit}
    tell([assignment.reviewer], "assign_desk_review", title, assignment)


@in_chinese
def question_asked(question: DeskQuestion, text: str) -> None:
    """Tell the unit that a reviewer asks something, and until when an answer is awaited."""
    title = _("Question on your evidence: %(title)s") % {"title": question.title}
    due = _("Please answer by %(date)s.") % {"date": _day(question.due_on)}
    tell(acting_for(question.inspection.unit_id), "ask_question", title, question, f"{text} {due}")


@in_chinese
def question_answered(question: DeskQuestion, text: str) -> None:
    """Tell the reviewer that the unit has answered."""
    title = _("Question answered: %(unit)s") % {"unit": question.inspection.unit}
    tell([question.asked_by], "answer_question", title, question, text)


def _day(day: dt.date | None) -> str:
    return date_format(day) if day is not None else "—"


@in_chinese
def self_evaluation_submitted(inspection: Inspection) -> None:
    """Tell the team that the unit's self-evaluation is there to review."""
    title = _("Self-evaluation submitted: %(unit)s") % {"unit": inspection.unit}
    tell(team_of(inspection), "submit_self_evaluation", title, inspection)
