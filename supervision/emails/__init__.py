"""What people are told by inbox and e-mail, and whom it concerns; always in the county's language."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.audience import acting_for, heads, leaders, office
from accounts.models import User
from accounts.roles import Role
from core.notifications import in_chinese, tell
from inspectors.models import Inspector, PlaqueAssignment
from supervision.emails.audience import leader_of, team, team_of
from supervision.models import Inspection, InspectionTask, InternalInspection, Plan, Proposal, Survey, Visit


@in_chinese
def task_created(task: InspectionTask) -> None:
    """Tell the head that a task waits for approval."""
    title = _("Task to approve: %(task)s") % {"task": task}
    tell(heads(), "create_task", title, task)


@in_chinese
def task_approved(task: InspectionTask) -> None:
    """Tell the office that the notices may go out, and the team that it is appointed."""
    title = _("Approved, notices may be issued: %(task)s") % {"task": task}
    staff = User.objects.active().with_role(Role.OFFICE)
    tell(staff, "approve_task", title, task)
    title = _("You are on the team: %(task)s") % {"task": task}
    tell(team(task), "approve_task", title, task)


@in_chinese
def team_changed(task: InspectionTask, inspectors: Iterable[Inspector]) -> None:
    """Tell inspectors who came onto a team of an approved task."""
    people = User.objects.active().filter(inspector__in=list(inspectors))
    title = _("You are on the team: %(task)s") % {"task": task}
    tell(people, "set_team", title, task)


@in_chinese
def task_postponed(task: InspectionTask, reason: str) -> None:
    """Tell office and team the new dates."""
    title = _("Dates moved: %(task)s") % {"task": task}
    tell([*office(), *team(task)], "postpone_task", title, task, reason)


@in_chinese
def task_cancelled(task: InspectionTask, reason: str) -> None:
    """Tell office and team that the task is cancelled."""
    title = _("Cancelled: %(task)s") % {"task": task}
    tell([*office(), *team(task)], "cancel_task", title, task, reason)


@in_chinese
def inspection_cancelled(inspection: Inspection, reason: str) -> None:
    """Tell a unit that had been given notice that nobody comes."""
    if inspection.notified_on is not None:
        title = _("Inspection cancelled: %(task)s") % {"task": inspection.task}
        tell(acting_for(inspection.unit_id), "cancel_inspection", title, inspection, reason)


@in_chinese
def notice_issued(inspection: Inspection) -> None:
    """Tell the unit that it has a notice, and the team that it went out."""
    title = _("Inspection notice: %(task)s") % {"task": inspection.task}
    body = ""
    if inspection.state == "self_evaluating":
        due = date_format(inspection.task.self_evaluation_due_on)
        body = _("Please submit the self-evaluation by %(date)s.") % {"date": due}
    tell(acting_for(inspection.unit_id), "issue_notice", title, inspection, body)
    title = _("Notice issued to %(unit)s") % {"unit": inspection.unit}
    tell(team_of(inspection), "issue_notice", title, inspection)


@in_chinese
def self_evaluation_submitted(inspection: Inspection) -> None:
    """Tell the team that the unit's self-evaluation is there to review."""
    title = _("Self-evaluation submitted: %(unit)s") % {"unit": inspection.unit}
    tell(team_of(inspection), "submit_self_evaluation", title, inspection)


@in_chinese
def visit_submitted(visit: Visit) -> None:
    """Tell the office that a record waits to be filed, and the leader that the team may deliberate."""
    title = _("Visit record submitted: %(unit)s, %(inspector)s") % {
        "unit": visit.inspection.unit,
        "inspector": visit.inspector,
    }
    tell([*office(), *leader_of(visit.inspection.team_id)], "submit_visit", title, visit)


@in_chinese
def visit_returned(visit: Visit, reason: str) -> None:
    """Tell the inspector why the record came back."""
    title = _("Visit record returned: %(unit)s") % {"unit": visit.inspection.unit}
    url = reverse("open_visit", args=[visit.pk])
    tell([visit.inspector.user], "return_visit", title, visit, reason, url=url)


@in_chinese
def deliberated(inspection: Inspection) -> None:
    """Tell the office that the opinion is to be drafted."""
    title = _("Deliberated, opinion to be drafted: %(unit)s") % {"unit": inspection.unit}
    tell(office(), "deliberate", title, inspection)


@in_chinese
def fed_back(inspection: Inspection) -> None:
    """Tell the unit that it may state a defence, and until when."""
    title = _("Preliminary opinion: %(task)s") % {"task": inspection.task}
    until = date_format(inspection.due_on)
    body = _("You may state your defence, or waive it in writing, until %(date)s.") % {"date": until}
    tell(acting_for(inspection.unit_id), "feed_back", title, inspection, body)


@in_chinese
def defence_stated(inspection: Inspection) -> None:
    """Tell the office that a defence waits for its answer."""
    title = _("Defence stated: %(unit)s") % {"unit": inspection.unit}
    tell(office(), "state_defence", title, inspection)


@in_chinese
def defence_waived(inspection: Inspection) -> None:
    """Tell the office that the opinion letter may be issued."""
    title = _("Defence waived: %(unit)s") % {"unit": inspection.unit}
    tell(office(), "waive_defence", title, inspection)


@in_chinese
def opinion_issued(inspection: Inspection) -> None:
    """Tell the unit and the team that the letter is out."""
    title = _("Opinion letter: %(task)s") % {"task": inspection.task}
    tell(acting_for(inspection.unit_id), "issue_opinion", title, inspection)
    title = _("Opinion letter issued to %(unit)s") % {"unit": inspection.unit}
    tell(team_of(inspection), "issue_opinion", title, inspection)


@in_chinese
def survey_opened(survey: Survey) -> None:
    """Tell the team that its questionnaires are open, and where the sheets to hand out are."""
    title = _("Questionnaires open: %(unit)s") % {"unit": survey.inspection.unit}
    body = _("Chance has picked the classes. Print the sheets with the QR codes and hand them out yourselves.")
    tell(team_of(survey.inspection), "open_survey", title, survey, body)


@in_chinese
def survey_closed(survey: Survey) -> None:
    """Tell the office and the team's leader that the results are there."""
    title = _("Questionnaires closed, results are there: %(unit)s") % {"unit": survey.inspection.unit}
    tell([*office(), *leader_of(survey.inspection.team_id)], "close_survey", title, survey)


@in_chinese
def vote_asked(proposal: Proposal) -> None:
    """Ask the members of the team for their votes."""
    title = _("Your vote is asked: %(unit)s") % {"unit": proposal.inspection.unit}
    url = reverse("cast_vote", args=[proposal.pk])
    tell(team_of(proposal.inspection), "propose_opinion", title, proposal, url=url)


@in_chinese
def all_voted(proposal: Proposal) -> None:
    """Tell the leader that everybody has voted."""
    title = _("Everybody has voted: %(unit)s") % {"unit": proposal.inspection.unit}
    tell(leader_of(proposal.inspection.team_id), "cast_vote", title, proposal)


@in_chinese
def plan_submitted(plan: Plan) -> None:
    """Tell the leaders that a plan waits for approval."""
    title = _("Annual plan to approve: %(plan)s") % {"plan": plan}
    tell(leaders(), "submit_annual_plan", title, plan)


@in_chinese
def plan_approved(plan: Plan) -> None:
    """Tell the office that the plan may be published."""
    title = _("Annual plan approved, it may be published: %(plan)s") % {"plan": plan}
    tell(office(), "approve_annual_plan", title, plan)


@in_chinese
def plan_returned(plan: Plan, reason: str) -> None:
    """Tell the office why the plan came back."""
    title = _("Annual plan returned: %(plan)s") % {"plan": plan}
    tell(office(), "return_annual_plan", title, plan, reason)


@in_chinese
def plan_published(plan: Plan, unit_ids: Iterable[object]) -> None:
    """Tell the corps and the people of the units that the plan concerns."""
    title = _("Annual plan published: %(plan)s") % {"plan": plan}
    corps = User.objects.active().with_role(Role.INSPECTOR, Role.ZONE_LEADER)
    tell([*corps, *acting_for(*unit_ids)], "publish_annual_plan", title, plan)


@in_chinese
def joint_formed(inspection: Inspection) -> None:
    """Tell the team the new days, and the unit where it had notice."""
    words = {
        "task": inspection.task,
        "first": date_format(inspection.starts_on),
        "last": date_format(inspection.ends_on),
    }
    title = _("Merged into a joint visit, on site from %(first)s to %(last)s: %(task)s") % words
    reason = inspection.joint.reason if inspection.joint is not None else ""
    tell(team_of(inspection), "merge_inspections", title, inspection, reason)
    if inspection.notified_on is not None:
        tell(acting_for(inspection.unit_id), "merge_inspections", title, inspection, reason)


@in_chinese
def joint_split(inspection: Inspection, reason: str) -> None:
    """Tell the team that its inspection stands alone again, and the unit where it had notice."""
    title = _("No longer a joint visit: %(task)s") % {"task": inspection.task}
    tell(team_of(inspection), "split_joint", title, inspection, reason)
    if inspection.notified_on is not None:
        tell(acting_for(inspection.unit_id), "split_joint", title, inspection, reason)


@in_chinese
def internal_recorded(record: InternalInspection) -> None:
    """Tell the responsible inspector that the school has inspected itself."""
    plaques = PlaqueAssignment.objects.current().filter(unit=record.unit)
    people = User.objects.active().filter(inspector__plaques__in=plaques)
    title = _("Internal inspection recorded: %(unit)s") % {"unit": record.unit}
    tell(people, "record_internal_inspection", title, record)
