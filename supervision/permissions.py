"""Who may do what in supervision; each check raises with a reason that a page can show."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from accounts.permissions import check_is_office
from accounts.roles import COUNTY_ROLES, Role
from core.errors import NotAllowed, TransitionRefused, moved_on
from inspectors.models import Inspector
from supervision.models import (
    DeskAssignment,
    Draw,
    Inspection,
    InspectionTask,
    InternalInspection,
    Plan,
    RegularVisit,
    SelfEvaluationItem,
    UrgentReport,
    Visit,
)

OPEN_TO_HEARING = ("notified", "self_evaluating", "self_evaluated", "on_site")
SURVEY_READERS = (*COUNTY_ROLES, Role.INSPECTOR, Role.ZONE_LEADER)
OPEN_TO_VISITS = ("notified", "self_evaluated", "on_site")
OPEN_TO_REVIEW = ("self_evaluated", "on_site")
OPEN_TO_ASSIGNING = ("notified", "self_evaluating", "self_evaluated", "on_site")
OPEN_OPINION = ("opinion_drafted", "defence_open")
OPEN_VISIT = ("draft", "returned")


def check_can_edit_task(user: User, task: InspectionTask) -> None:
    """The office edits a task while it is a draft. Raises NotAllowed, or TransitionRefused once it is approved."""
    check_is_office(user)
    if task.state != "draft":
        raise moved_on(task)


def check_can_set_team(user: User, task: InspectionTask) -> None:
    """The office forms the teams of a draft; once approved only the head changes them, until the first notice.

    Raises NotAllowed or TransitionRefused.
    """
    check_is_office(user)
    if task.state not in {"draft", "approved"}:
        raise moved_on(task)
    if task.state == "approved" and not task.is_party("office_head", user):
        raise NotAllowed(_("The task is approved: only the head of the supervision office changes its teams now."))


def check_can_edit_draw(user: User, draw: Draw) -> None:
    """The office edits a draw until its pools are committed. Raises NotAllowed, TransitionRefused after that."""
    check_is_office(user)
    if draw.state != "drafted":
        raise moved_on(draw)


def check_can_replace_member(user: User, task: InspectionTask) -> None:
    """The head replaces a member of a team whose notices are out. Raises NotAllowed or TransitionRefused."""
    if not task.is_party("office_head", user):
        raise NotAllowed(_("Only the head of the supervision office does this."))
    if task.state not in {"notified", "under_way"}:
        raise moved_on(task)


def check_can_invite_expert(user: User, task: InspectionTask) -> None:
    """The office lets experts into a task until it is concluded. Raises NotAllowed or TransitionRefused."""
    check_is_office(user)
    if task.state not in {"draft", "approved", "notified", "under_way"}:
        raise moved_on(task)


def check_can_assess_experts(user: User, task: InspectionTask) -> None:
    """The office, or the leader of a team of the task, says how experts worked on it. Raises NotAllowed."""
    if not (user.is_office or task.members.filter(is_leader=True, inspector__user=user).exists()):
        raise NotAllowed(_("The supervision office or the leader of the team assesses the work of experts."))


def check_can_record_consultation(user: User, task: InspectionTask) -> None:
    """The office puts consultations on record until the task is archived. Raises NotAllowed or TransitionRefused."""
    check_is_office(user)
    if task.state in {"archived", "cancelled"}:
        raise moved_on(task)


def check_can_raise_unit_recusal(user: User, inspection: Inspection) -> None:
    """The unit objects to a member of its team from the notice to the end of the site visit (REG 10).

    Raises NotAllowed for others, TransitionRefused before the notice and after the deliberation.
    """
    if not inspection.is_party("unit", user):
        raise NotAllowed(_("Only the supervised unit asks this of its team."))
    if inspection.state not in OPEN_TO_HEARING:
        raise moved_on(inspection)


def check_can_postpone_task(user: User, task: InspectionTask) -> None:
    """The head moves the dates of an approved task before its notices. Raises NotAllowed or TransitionRefused."""
    if not task.is_party("office_head", user):
        raise NotAllowed(_("Only the head of the supervision office does this."))
    if task.state != "approved":
        raise moved_on(task)


def check_can_record_public_opinion(user: User, inspection: Inspection) -> None:
    """The team or the office records whom it heard, until the team deliberates (REG 19).

    Raises NotAllowed for others, TransitionRefused before the notice and after the deliberation.
    """
    if not (inspection.is_party("office", user) or inspection.is_party("team", user)):
        raise NotAllowed(_("Only the team and the supervision office record public opinion."))
    if inspection.state not in OPEN_TO_HEARING:
        raise moved_on(inspection)


def check_can_survey(user: User, inspection: Inspection) -> None:
    """The office and the team's leader ask people by questionnaire, from the notice to the deliberation (REG 19).

    Raises NotAllowed for others, TransitionRefused before the notice and after the deliberation.
    """
    if not (inspection.is_party("office", user) or inspection.is_party("team_leader", user)):
        raise NotAllowed(_("Only the team's leader and the supervision office prepare questionnaires."))
    if inspection.state not in OPEN_TO_HEARING:
        raise moved_on(inspection)


def check_can_visit(user: User, inspection: Inspection) -> Inspector:
    """The inspectors of the team visit the unit; returns the inspector behind the account.

    Raises NotAllowed for others, TransitionRefused before the notice and after the deliberation.
    """
    inspector = Inspector.objects.filter(user=user).first()
    if inspector is None or not inspection.is_party("team", user):
        raise NotAllowed(_("Only the inspectors of the team visit this unit."))
    if inspection.state not in OPEN_TO_VISITS:
        raise moved_on(inspection)
    return inspector


def check_can_write_visit(user: User, visit: Visit) -> None:
    """Only its inspector writes a visit record, until it is submitted. Raises NotAllowed or TransitionRefused."""
    if not visit.is_party("author", user):
        raise NotAllowed(_("Only the inspector who wrote the record may change it."))
    if visit.state not in OPEN_VISIT:
        raise moved_on(visit)


def check_can_edit_opinion(user: User, inspection: Inspection) -> None:
    """The office edits the opinion until the letter is issued. Raises NotAllowed or TransitionRefused."""
    check_is_office(user)
    if inspection.state not in OPEN_OPINION:
        raise moved_on(inspection)


def check_can_defend(user: User, inspection: Inspection) -> None:
    """The unit answers the preliminary opinion while it is open (REG 20). Raises NotAllowed or TransitionRefused."""
    if not inspection.is_party("unit", user):
        raise NotAllowed(_("Only the supervised unit states or waives its defence."))
    if inspection.state != "defence_open":
        raise moved_on(inspection)


def sees_inside(user: User, inspection: Inspection) -> bool:
    """Whether `user` reads the team's and the office's own records, not only what the unit is told."""
    return Inspection.objects.inside_for(user).filter(pk=inspection.pk).exists()


def check_can_see_balance(user: User) -> None:
    """The county, its inspectors, member units and supervised units read balanced development. Raises NotAllowed."""
    if not user.has_role(*COUNTY_ROLES, Role.INSPECTOR, Role.ZONE_LEADER, Role.LIAISON, Role.UNIT):
        raise NotAllowed(_("Balanced development is open to the county, its inspectors, member units and schools."))


def check_can_edit_plan(user: User, plan: Plan) -> None:
    """The office writes an annual plan while it is a draft. Raises NotAllowed, or TransitionRefused afterwards."""
    check_is_office(user)
    if plan.state != "draft":
        raise moved_on(plan)


def check_can_revise_plan(user: User, plan: Plan) -> None:
    """The office begins a new version of a published plan. Raises NotAllowed, or TransitionRefused in other states."""
    check_is_office(user)
    if plan.state != "published":
        raise moved_on(plan)


def check_can_see_planning(user: User) -> None:
    """Coverage, burden and collisions are the county's and the zone leaders' to see. Raises NotAllowed."""
    if not user.has_role(*COUNTY_ROLES, Role.ZONE_LEADER):
        raise NotAllowed(_("This page is open to the office, the committee's leaders and zone leaders."))


def check_can_see_calendar(user: User) -> None:
    """The calendar is there for whoever inspects or is inspected. Raises NotAllowed."""
    if not user.has_role(*COUNTY_ROLES, Role.ZONE_LEADER, Role.INSPECTOR, Role.UNIT, Role.LIAISON):
        raise NotAllowed(_("The calendar is open to the county, its inspectors and the supervised units."))


def check_can_see_internal(user: User) -> None:
    """Internal inspections are there for the county, the corps and the schools. Raises NotAllowed."""
    if not user.has_role(*COUNTY_ROLES, Role.ZONE_LEADER, Role.INSPECTOR, Role.UNIT):
        raise NotAllowed(_("Internal inspections are open to the office, the responsible inspectors and the schools."))


def own_campuses(user: User) -> "QuerySet[Organisation]":
    """The schools and kindergartens that `user` acts for."""
    return Organisation.objects.active().campuses().filter(pk__in=user.organisation_ids)


def check_can_record_internal(user: User) -> None:
    """A school records its own internal inspections. Raises NotAllowed for whoever acts for none."""
    if not own_campuses(user).exists():
        raise NotAllowed(_("Only schools and kindergartens record their internal inspections."))


def check_can_edit_internal(user: User, record: InternalInspection) -> None:
    """The school itself changes or removes its record. Raises NotAllowed, TransitionRefused for a removed one."""
    if record.unit_id not in user.organisation_ids:
        raise NotAllowed(_("Only the school itself changes its record."))
    if record.removed_at is not None:
        raise TransitionRefused(_("This record was removed."), remedy=_("Record the inspection anew."))


def check_is_inspector(user: User) -> Inspector:
    """Pages of the phone are for inspectors; returns the inspector behind the account. Raises NotAllowed."""
    inspector = Inspector.objects.filter(user=user, removed_at=None).first()
    if inspector is None:
        raise NotAllowed(_("This page is for inspectors."))
    return inspector


def check_can_write_regular_visit(user: User, visit: RegularVisit) -> None:
    """Only its inspector writes a regular visit, until it is submitted. Raises NotAllowed or TransitionRefused."""
    if not visit.is_party("author", user):
        raise NotAllowed(_("Only the inspector who wrote the record may change it."))
    if visit.state not in OPEN_VISIT:
        raise moved_on(visit)


def check_is_author(user: User, record: RegularVisit | UrgentReport) -> None:
    """Only the inspector who makes the visit reports from it. Raises NotAllowed."""
    if record.inspector.user_id is None or record.inspector.user_id != user.pk:
        raise NotAllowed(_("Only the inspector who makes the visit reports from it."))


def check_can_see_coverage(user: User) -> None:
    """The board is for the county, for zone leaders about their zone, for inspectors about their schools.

    Raises NotAllowed.
    """
    if not user.has_role(*COUNTY_ROLES, Role.INSPECTOR, Role.ZONE_LEADER):
        raise NotAllowed(_("The board of regular visits is open to the office, the leaders and the inspectors."))


def check_can_read_self_evaluation(user: User, inspection: Inspection) -> None:
    """The unit reads its own self-evaluation; the county, the team and its reviewers once it is handed in.

    Raises NotAllowed for whoever only follows the inspection.
    """
    if inspection.unit_id in user.organisation_ids:
        return
    check_can_read_desk_review(user, inspection)


def check_can_read_desk_review(user: User, inspection: Inspection) -> None:
    """The county and the team read the review at the desk, a reviewer what was assigned. Raises NotAllowed."""
    if not sees_inside(user, inspection) and not own_assignments(user, inspection).exists():
        raise NotAllowed(_("The evidence is reviewed by the team, and by reviewers to whom it was assigned."))


def own_assignments(user: User, inspection: Inspection) -> "QuerySet[DeskAssignment]":
    """What was assigned to `user` at the desk and not taken back."""
    rows = DeskAssignment.objects.visible_to(user).filter(inspection=inspection, reviewer=user)
    return rows.exclude(state="ended")


def check_can_review(user: User, item: SelfEvaluationItem) -> None:
    """The team reviews any item at the desk, others what is assigned to them, until the team deliberates.

    Raises NotAllowed for others, TransitionRefused before it is handed in and after the deliberation.
    """
    inspection = item.inspection
    assigned = own_assignments(user, inspection).filter(state="assigned", indicators=item.indicator_id)
    if not inspection.is_party("team", user) and not assigned.exists():
        raise NotAllowed(_("The evidence is reviewed by the team, and by reviewers to whom it was assigned."))
    if inspection.state not in OPEN_TO_REVIEW:
        raise moved_on(inspection)


def check_can_assign_review(user: User, inspection: Inspection) -> None:
    """The office and the team's leader say who reviews what, from the notice until the team deliberates.

    Raises NotAllowed for others, TransitionRefused at another time.
    """
    if not (inspection.is_party("office", user) or inspection.is_party("team_leader", user)):
        raise NotAllowed(_("Only the supervision office and the team's leader assign the review of the evidence."))
    if inspection.state not in OPEN_TO_ASSIGNING:
        raise moved_on(inspection)
