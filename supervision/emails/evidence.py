"""What units, teams and reviewers are told about self-evaluations and the evidence in them."""

import datetime as dt

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.notifications import in_chinese, notify
from supervision.emails.audience import acting_for
from supervision.models import DeskAssignment, DeskQuestion, Inspection


@in_chinese
def self_evaluation_returned(inspection: Inspection, reason: str) -> None:
    """Tell the unit why its self-evaluation came back, and until when it is awaited."""
    title = _("Self-evaluation returned: %(task)s") % {"task": inspection.task}
    due = _("Please submit the self-evaluation by %(date)s.") % {"date": _day(inspection.due_on)}
    people = acting_for(inspection.unit_id)
    url = inspection.get_absolute_url()
    notify(people, kind="return_self_evaluation", title=title, body=f"{reason} {due}", url=url, about=inspection)


@in_chinese
def desk_review_assigned(assignment: DeskAssignment) -> None:
    """Tell the reviewer that evidence waits at the desk."""
    title = _("Evidence to review: %(unit)s") % {"unit": assignment.inspection.unit}
    url = assignment.get_absolute_url()
    notify([assignment.reviewer], kind="assign_desk_review", title=title, url=url, about=assignment)


@in_chinese
def question_asked(question: DeskQuestion, text: str) -> None:
    """Tell the unit that a reviewer asks something, and until when an answer is awaited."""
    title = _("Question on your evidence: %(title)s") % {"title": question.title}
    due = _("Please answer by %(date)s.") % {"date": _day(question.due_on)}
    people = acting_for(question.inspection.unit_id)
    url = question.get_absolute_url()
    notify(people, kind="ask_question", title=title, body=f"{text} {due}", url=url, about=question)


@in_chinese
def question_answered(question: DeskQuestion, text: str) -> None:
    """Tell the reviewer that the unit has answered."""
    title = _("Question answered: %(unit)s") % {"unit": question.inspection.unit}
    url = question.get_absolute_url()
    notify([question.asked_by], kind="answer_question", title=title, body=text, url=url, about=question)


def _day(day: dt.date | None) -> str:
    return date_format(day) if day is not None else "—"
