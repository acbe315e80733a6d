"""Who reads a self-evaluation, reviews it at the desk, and assigns the review."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import NotAllowed, moved_on
from supervision.models import (
    DeskAssignment,
    Inspection,
    SelfEvaluationItem,
)
from supervision.team.permissions import sees_inside

OPEN_TO_REVIEW = ("self_evaluated", "on_site")

OPEN_TO_ASSIGNING = ("notified", "self_evaluating", "self_evaluated", "on_site")


def check_can_read_self_evaluation(user: User, inspection: Inspection) -> None:
    """The unit reads its own self-evaluation; the county, the team and its reviewers once it is handed in.

    Raises NotAllowed for whoever only follows the inspection.
    """
    if inspection.unit_id in user.organisation_ids:
        return
    check_can_read_desk_review(user, inspection)


def check_can_read_desk_review(user: User, inspection: Inspection) -> None:
    """The county and the team read the desk review, a reviewer what was assigned. Raises NotAllowed."""
    if not sees_inside(user, inspection) and not own_assignments(user, inspection).exists():
        raise NotAllowed(_("The evidence is reviewed by the team, and by reviewers to whom it was assigned."))


def own_assignments(user: User, inspection: Inspection) -> "QuerySet[DeskAssignment]":
    """What was assigned to `user` for desk review and not taken back."""
    rows = DeskAssignment.objects.visible_to(user).filter(inspection=inspection, reviewer=user)
    return rows.exclude(state="ended")


def check_can_review(user: User, item: SelfEvaluationItem) -> None:
    """The team reviews any item, others what is assigned to them, until the team deliberates.

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
