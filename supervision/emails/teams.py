"""Mails about the members of a team that has been announced."""

from django.utils.translation import gettext as _

from accounts.models import User
from core.notifications import notify
from inspectors.models import Inspector
from supervision.emails.audience import heads, in_chinese, leader_of, office
from supervision.models import Inspection, Team, TeamMember


@in_chinese
def member_replaced(team: Team, leaving: Inspector, joining: Inspector, reason: str) -> None:
    """Tell both inspectors, the office, and the units that had the old names in their notice."""
    task, words = team.task, {"task": team.task, "leaving": leaving, "joining": joining}
    kind = "replace_member"
    if joining.user is not None:
        title = _("You are on the team: %(task)s") % words
        notify([joining.user], kind=kind, title=title, url=task.get_absolute_url(), about=task)
    title = _("Team changed: %(joining)s in place of %(leaving)s, %(task)s") % words
    people = [*office(), *([leaving.user] if leaving.user is not None else [])]
    notify(people, kind=kind, title=title, body=reason, url=task.get_absolute_url(), about=task)
    for inspection in team.inspections.exclude(notified_on=None).exclude(state="cancelled"):
        told = User.objects.active().acting_for([inspection.unit_id])
        notify(told, kind=kind, title=title, url=inspection.get_absolute_url(), about=task)


@in_chinese
def member_recused(inspection: Inspection, inspector: Inspector) -> None:
    """Tell the leader of the team, and the head who may replace the member, that one must keep away."""
    words = {"inspector": inspector, "unit": inspection.unit}
    title = _("%(inspector)s must keep away from %(unit)s: give the place to somebody else") % words
    people = {*leader_of(inspection), *heads()}
    url = inspection.task.get_absolute_url()
    notify(people, kind="uphold_recusal", title=title, url=url, about=inspection)


@in_chinese
def member_missing(member: TeamMember) -> None:
    """Tell the office, and the leader who is left, that somebody is missing on the team and what is to be done."""
    words = {"inspector": member.inspector, "task": member.task, "team": member.team}
    if member.is_leader:
        title = _("Leader missing: %(inspector)s serves no more, %(task)s") % words
    else:
        title = _("Member missing: %(inspector)s serves no more, %(task)s") % words
    leading = TeamMember.objects.filter(team=member.team_id, is_leader=True, missing_since=None)
    people = {*User.objects.active().filter(inspector__memberships__in=leading), *office()}
    body = _("%(team)s: put somebody else in the place on the task's page.") % words
    url = member.task.get_absolute_url()
    notify(people, kind="member_missing", title=title, body=body, url=url, about=member.task)
