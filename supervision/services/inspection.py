"""One unit's inspection: notice, self-evaluation, public opinion, archive (REG 17–23)."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import policy
from accounts.models import User
from core import audit, calendar
from core.errors import Refused
from core.numbering import issue_number
from core.transitions import apply_transition, check_step
from supervision import emails, law, permissions
from supervision.models import Inspection, InspectionTask, PublicOpinion
from supervision.services import gate, staffing
from supervision.services.sequence import check_reached
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
    law.require(gate.notice_gate(inspection), staffing.team_gate_of(inspection), staffing.recusal_gate_of(inspection))
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
    check_reached(inspection, "record_public_opinion", by=by)
    permissions.check_can_record_public_opinion(by, inspection)
    rule = _(law.ARTICLE_19)
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
def archive_inspection(inspection: Inspection, *, by: User) -> Inspection:
    """The office archives an inspection whose report is formed, filed and published (REG 23); returns it."""
    check_reached(inspection, "archive_inspection", by=by)
    return apply_transition(inspection, "archive_inspection", by=by)
