"""What people are told of regular visits, their follow-ups and urgent reports."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.audience import acting_for, heads, office
from accounts.models import User
from core.notifications import in_chinese, tell
from supervision.models import FollowUp, MatterRating, RegularVisit, UrgentReport


@in_chinese
def regular_visit_submitted(visit: RegularVisit, begun: Iterable[FollowUp]) -> None:
    """Tell the school the result, and what it is advised; tell the office of the record and of what is left to it."""
    title = _("Regular visit of %(date)s: result") % {"date": date_format(visit.visited_on)}
    tell(acting_for(visit.unit_id), "submit_regular_visit", title, visit)
    words = {"unit": visit.unit, "inspector": visit.inspector}
    title = _("Regular visit submitted: %(unit)s, %(inspector)s") % words
    tell(office(), "submit_regular_visit", title, visit)
    for follow_up in begun:
        _follow_up_begun(follow_up)


def _follow_up_begun(follow_up: FollowUp) -> None:
    words = {"unit": follow_up.unit, "matter": follow_up.item.text}
    if follow_up.kind == MatterRating.GENERAL:
        title = _("Rectification advice: %(matter)s") % words
        tell(acting_for(follow_up.unit_id), "create_follow_up", title, follow_up, _until(follow_up))
    elif follow_up.kind == MatterRating.SERIOUS:
        title = _("Serious problem at %(unit)s: %(matter)s") % words
        tell(office(), "create_follow_up", title, follow_up)
    elif follow_up.kind == MatterRating.COMPLEX:
        title = _("Letter to issue for %(unit)s: %(matter)s") % words
        tell(office(), "create_follow_up", title, follow_up)


@in_chinese
def regular_visit_returned(visit: RegularVisit, reason: str) -> None:
    """Tell the inspector why the record came back."""
    title = _("Regular visit returned: %(unit)s") % {"unit": visit.unit}
    url = reverse("open_regular_visit", args=[visit.pk])
    tell([visit.inspector.user], "return_regular_visit", title, visit, reason, url=url)


@in_chinese
def letter_issued(follow_up: FollowUp) -> None:
    """Tell the department by when it is to answer, and the inspector that the letter is out."""
    words = {"unit": follow_up.unit, "number": follow_up.number}
    title = _("Consultation letter %(number)s: %(unit)s") % words
    tell(acting_for(follow_up.department_id), "issue_letter", title, follow_up, _until(follow_up))
    tell([follow_up.inspector.user], "issue_letter", title, follow_up)


@in_chinese
def follow_up_answered(follow_up: FollowUp) -> None:
    """Tell the inspector that an answer waits; of a letter, the office too."""
    title = _("Answered: %(unit)s, %(matter)s") % {"unit": follow_up.unit, "matter": follow_up.item.text}
    tell([follow_up.inspector.user], "answer_follow_up", title, follow_up)
    if follow_up.kind == MatterRating.COMPLEX:
        tell(office(), "answer_follow_up", title, follow_up)


@in_chinese
def follow_up_returned(follow_up: FollowUp, reason: str) -> None:
    """Tell whoever answered why the answer came back."""
    title = _("Answer returned: %(matter)s") % {"matter": follow_up.item.text}
    tell(_answering(follow_up), "return_follow_up", title, follow_up, reason)


@in_chinese
def follow_up_closed(follow_up: FollowUp, words: str) -> None:
    """Tell whoever answered, and the inspector, that it is closed."""
    title = _("Closed: %(unit)s, %(matter)s") % {"unit": follow_up.unit, "matter": follow_up.item.text}
    tell([*_answering(follow_up), follow_up.inspector.user], "close_follow_up", title, follow_up, words)


@in_chinese
def urgent_reported(report: UrgentReport) -> None:
    """Tell office and head at once; nothing is more urgent."""
    words = {"kind": report.get_kind_display(), "unit": report.unit}
    title = _("URGENT: %(kind)s at %(unit)s") % words
    tell(office(), "report_urgent", title, report, report.text)


@in_chinese
def urgent_handled(report: UrgentReport) -> None:
    """Tell the inspector and the head what was done."""
    title = _("Urgent report handled: %(unit)s") % {"unit": report.unit}
    tell([report.inspector.user, *heads()], "handle_urgent_report", title, report, report.done)


def _answering(follow_up: FollowUp) -> Iterable[User]:
    """Those who answer a follow-up: the department a letter, nobody what the office was told, else the unit."""
    if follow_up.kind == MatterRating.COMPLEX:
        return acting_for(follow_up.department_id) if follow_up.number else []
    return acting_for(follow_up.unit_id) if follow_up.kind == MatterRating.GENERAL else []


def _until(follow_up: FollowUp) -> str:
    """By when an answer is asked for, in a sentence."""
    return _("Please answer by %(date)s.") % {"date": date_format(follow_up.due_on)} if follow_up.due_on else ""
