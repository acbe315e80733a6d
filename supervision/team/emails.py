"""What is told of teams and experts of a task."""

import datetime as dt
from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.audience import acting_for, heads, office
from accounts.models import User
from core.notifications import in_chinese, tell
from inspectors.models import Inspector
from supervision.audience import leader_of
from supervision.models import Inspection, InspectionTask, Team, TeamMember


@in_chinese
def member_replaced(team: Team, leaving: Inspector, joining: Inspector, reason: str) -> None:
    """Tell both inspectors, the office, and the units that had the old names in their notice."""
    task, words = team.task, {"task": team.task, "leaving": leaving, "joining": joining}
    kind = "replace_member"
    title = _("You are on the team: %(task)s") % words
    tell([joining.user], kind, title, task)
    title = _("Team changed: %(joining)s in place of %(leaving)s, %(task)s") % words
    tell([*office(), leaving.user], kind, title, task, reason)
    for inspection in team.inspections.exclude(notified_on=None).exclude(state="cancelled"):
        tell(acting_for(inspection.unit_id), kind, title, task, url=inspection.get_absolute_url())


@in_chinese
def member_recused(inspection: Inspection, inspector: Inspector) -> None:
    """Tell the leader of the team, and the head who may replace the member, that one must keep away."""
    words = {"inspector": inspector, "unit": inspection.unit}
    title = _("%(inspector)s must keep away from %(unit)s: give the place to somebody else") % words
    url = inspection.task.get_absolute_url()
    tell([*leader_of(inspection.team_id), *heads()], "uphold_recusal", title, inspection, url=url)


@in_chinese
def member_missing(member: TeamMember) -> None:
    """Tell the office, and the leader who is left, that somebody is missing on the team and what is to be done."""
    words = {"inspector": member.inspector, "task": member.task, "team": member.team}
    if member.is_leader:
        title = _("Leader missing: %(inspector)s serves no more, %(task)s") % words
    else:
        title = _("Member missing: %(inspector)s serves no more, %(task)s") % words
    body = _("%(team)s: put somebody else in the place on the task's page.") % words
    tell([*leader_of(member.team_id), *office()], "member_missing", title, member.task, body)


@in_chinese
def team_changed(task: InspectionTask, inspectors: Iterable[Inspector]) -> None:
    """Tell inspectors who came onto a team of an approved task."""
    people = User.objects.active().filter(inspector__in=list(inspectors))
    title = _("You are on the team: %(task)s") % {"task": task}
    tell(people, "set_team", title, task)


@in_chinese
def expert_invited(task: InspectionTask, user: User, until: dt.date, purpose: str) -> None:
    """Tell the expert which task is open now, until when, and what for."""
    words = {"task": task, "date": date_format(until)}
    title = _("You are invited as an expert: %(task)s, until %(date)s") % words
    tell([user], "invite_expert", title, task, purpose)


@in_chinese
def expert_ended(task: InspectionTask, user: User) -> None:
    """Tell the expert that the work on the task is over; the task can't be opened any more."""
    title = _("Your work as an expert has ended: %(task)s") % {"task": task}
    tell([user], "end_expert", title, task, url="")
