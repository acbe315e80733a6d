"""One unit's inspection: notice, self-evaluation, public opinion, deliberation (REG 17–20)."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import policy
from accounts.models import User
from core import audit, calendar, files
from core.calendar import deadline
from core.errors import Refused
from core.numbering import issue_number
from core.transitions import apply_transition, check_step
from supervision import emails, permissions
from supervision.models import Deliberation, Inspection, InspectionTask, PublicOpinion, TeamMember
from supervision.services import gate
from supervision.signals import notice_issued


@transaction.atomic
def issue_notice(inspection: Inspection, *, by: User) -> Inspection:
    """Issue the written notice to the unit (REG 16, 17), numbered in the office's series.

    Where the task asks for a self-evaluation, the unit's time for it begins. The first notice of a task moves the task
    on. Returns the inspection. Raises Refused where the task is not approved, the team is too small or has no leader,
    a recusal is in force, or the notice comes too late.
    """
    check_step(inspection, "issue_notice", by=by)
    task = InspectionTask.objects.select_for_update().get(pk=inspection.task_id)
    inspection.task = task
    gate.require(gate.notice_gate(inspection), gate.team_gate_of(inspection), gate.recusal_gate_of(inspection))
    today = calendar.today()
    number = issue_number(policy.text("series_office"), on=today, by=by, about=inspection)
    inspection = apply_transition(
        inspection, "issue_notice", by=by, notice_number=number.text, notified_on=today, due_on=inspection.starts_on
    )
    if task.needs_self_evaluation:
        inspection = apply_transition(inspection, "open_self_evaluation", by=by, due_on=task.self_evaluation_due_on)
    if task.state == "approved":
        apply_transition(task, "notify_task", by=by)
    notice_issued.send(sender=Inspection, inspection_id=inspection.pk, by_id=by.pk)
    emails.notice_issued(inspection)
    return inspection


@transaction.atomic
def submit_self_evaluation(
    inspection: Inspection, *, by: User, text: str, files: Iterable["File[Any]"] = ()
) -> Inspection:
    """The unit submits its self-evaluation with its evidence (REG 18). Returns the inspection; Refused without text."""
    if not text.strip():
        raise Refused(_("The self-evaluation is empty."), rule=_(gate.ARTICLE_18), remedy=_("Write it, then submit."))
    inspection = apply_transition(
        inspection, "submit_self_evaluation", by=by, self_evaluation=text.strip(), due_on=inspection.starts_on
    )
    _keep(files, inspection, by, "self_evaluation")
    emails.self_evaluation_submitted(inspection)
    return inspection


@transaction.atomic
def record_public_opinion(
    inspection: Inspection,
    *,
    by: User,
    held_on: dt.date,
    method: str,
    picked_how: str,
    pupils: int,
    parents: int,
    teachers: int,
    summary: str,
) -> PublicOpinion:
    """Record whom the team heard and what they said, nobody named (REG 19).

    Returns the record. Raises Refused for a day to come or before the notice, nobody heard, or no word on how the
    people were picked.
    """
    permissions.check_can_record_public_opinion(by, inspection)
    rule = _(gate.ARTICLE_19)
    if held_on > calendar.today() or (inspection.notified_on and held_on < inspection.notified_on):
        raise Refused(_("The day lies before the notice or in the future."), rule=rule, remedy=_("Correct the date."))
    if pupils + parents + teachers < 1:
        raise Refused(_("Nobody was heard."), rule=rule, remedy=_("Enter how many people of each group were heard."))
    if not picked_how.strip() or not summary.strip():
        raise Refused(
            _("How the people were picked, or what they said, is missing."),
            rule=rule,
            remedy=_("People are picked at random, never named by the unit: write how, and what they said."),
        )
    opinion = PublicOpinion.objects.create(
        inspection=inspection,
        held_on=held_on,
        method=method.strip(),
        picked_how=picked_how.strip(),
        pupils=pupils,
        parents=parents,
        teachers=teachers,
        summary=summary.strip(),
        recorded_by=by,
    )
    data = {"pupils": pupils, "parents": parents, "teachers": teachers}
    audit.record("record_public_opinion", by=by, obj=inspection, data=data)
    return opinion


@transaction.atomic
def deliberate(
    inspection: Inspection, *, by: User, held_on: dt.date, agreeing: Iterable[TeamMember], summary: str
) -> Inspection:
    """The team's leader records the deliberation and the preliminary opinion it formed (REG 20).

    Returns the inspection. Raises Refused without a submitted visit (REG 18) and public opinion (REG 19), where too few
    members agree, or for a vote that does not count.
    """
    check_step(inspection, "deliberate", by=by)
    gate.require(gate.visit_gate(inspection), gate.public_opinion_gate(inspection))
    rule = _(gate.ARTICLE_20)
    if not summary.strip():
        raise Refused(_("The preliminary opinion is empty."), rule=rule, remedy=_("Write what the team agreed on."))
    last_visit = max(visit.visited_on for visit in inspection.visits.filter(state__in=gate.DONE_VISITS))
    if not last_visit <= held_on <= calendar.today():
        raise Refused(
            _("The team deliberates after the last site visit, and not in the future."),
            rule=rule,
            remedy=_("Correct the date."),
        )
    votes = _votes(inspection, agreeing)
    limit = deadline(last_visit, *policy.days("opinion_days"))
    inspection = apply_transition(
        inspection,
        "deliberate",
        by=by,
        visit_ended_on=last_visit,
        due_on=limit.on,
        due_basis=limit.basis("opinion_days"),
        data={"agreeing": [str(member) for member in votes]},
    )
    record = Deliberation.objects.create(
        inspection=inspection,
        held_on=held_on,
        members=len(gate.team_of(inspection)),
        summary=summary.strip(),
        recorded_by=by,
    )
    record.agreeing.set(votes)
    emails.deliberated(inspection)
    return inspection


@transaction.atomic
def archive_inspection(inspection: Inspection, *, by: User) -> Inspection:
    """The office archives an inspection whose report is filed and published (REG 23). Returns the inspection."""
    return apply_transition(inspection, "archive_inspection", by=by)


def _votes(inspection: Inspection, agreeing: Iterable[TeamMember]) -> list[TeamMember]:
    """The votes that count. Raises Refused for a stranger's or a recused member's, or where they are too few."""
    rule = _(gate.ARTICLE_20)
    votes = list(dict.fromkeys(agreeing))
    if any(member.team_id != inspection.team_id for member in votes):
        raise Refused(_("Only members of the team vote."), rule=rule)
    conflicts = gate.check_recusals([member.inspector for member in votes], [inspection.unit])
    if conflicts:
        raise Refused(
            gate.recusal_words(conflicts),
            rule=_(gate.ARTICLE_10),
            remedy=_("The vote of a recused member does not count."),
        )
    members, percent = len(gate.team_of(inspection)), policy.number("deliberation_percent")
    # Two of three is two thirds: the share is compared in whole per cent.
    if (200 * len(votes) + members) // (2 * members) < percent:
        words = {"agreeing": len(votes), "members": members, "percent": percent}
        raise Refused(
            _("%(agreeing)s of %(members)s members agree; at least %(percent)s per cent must.") % words,
            rule=rule,
            remedy=_("Deliberate again until enough members agree."),
        )
    return votes


def _keep(uploads: Iterable["File[Any]"], holder: Inspection, by: User, purpose: str) -> None:
    for upload in uploads:
        files.store(upload, holder=holder, by=by, purpose=purpose)
