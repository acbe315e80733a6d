"""Desk review, the review of evidence without a visit: who reviews what, the verdicts, what they come to."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from core import audit, calendar
from core.errors import Refused
from core.transitions import apply_transition, check_step, create
from inspectors.models import Expert
from supervision.evidence import emails, permissions
from supervision.framework.services import score
from supervision.models import (
    DeskAssignment,
    DeskReview,
    DeskVerdict,
    Indicator,
    Inspection,
    ItemReview,
    SelfEvaluationItem,
    TaskGrant,
    TeamMember,
)
from supervision.team.services import crew
from supervision.team.services.expert_conflict import check_experts_clear


@transaction.atomic
def assign_desk_review(
    inspection: Inspection,
    *,
    by: User,
    reviewer: User,
    indicators: Iterable[Indicator],
    due_on: dt.date | None = None,
) -> DeskAssignment:
    """Give branches or single indicators of a self-evaluation to a reviewer (PLAN 二（二）4).

    The reviewer is on the team or was let into the task; what was assigned to the same person before and is not
    finished is replaced. Returns the assignment, due by the first day on site unless `due_on` is given. Raises
    NotAllowed for anybody but the office and the team's leader, Refused for a stranger, a recused inspector, a date in
    the past, or no indicator that holds for the unit.
    """
    permissions.check_can_assign_review(by, inspection)
    if reviewer not in possible_reviewers(inspection):
        raise Refused(
            _("%(reviewer)s is neither on the team nor invited to this task.") % {"reviewer": reviewer},
            remedy=_("Choose a member of the team, or let the expert into the task first."),
        )
    if (expert := Expert.objects.filter(user=reviewer).first()) is not None:
        check_experts_clear([expert], Organisation.objects.filter(pk=inspection.unit_id))
    leaves = _leaves_under(inspection, indicators)
    if not leaves:
        raise Refused(_("Nothing is assigned."), remedy=_("Choose at least one group of indicators."))
    if due_on is not None and due_on < calendar.today():
        raise Refused(_("The date lies in the past."), remedy=_("Correct the date."))
    due = due_on or max(inspection.starts_on, calendar.today())
    rows = DeskAssignment.objects.select_for_update().filter(inspection=inspection, reviewer=reviewer)
    assignment = rows.filter(state="assigned").first()
    codes = {"indicators": [leaf.code for leaf in leaves]}
    if assignment is None:
        fresh = DeskAssignment(inspection=inspection, reviewer=reviewer, assigned_by=by, due_on=due)
        assignment = create(fresh, by=by, data=codes)
    else:
        DeskAssignment.objects.filter(pk=assignment.pk).update(due_on=due)
        audit.record("assign_desk_review", by=by, obj=assignment, data=codes)
    assignment.indicators.set(leaves)
    emails.desk_review_assigned(assignment)
    return assignment


def possible_reviewers(inspection: Inspection) -> list[User]:
    """Who may be given a review: the team's inspectors with an account, and whoever the task lets in; none recused."""
    members = TeamMember.objects.filter(team=inspection.team_id, inspector__user__is_active=True)
    inspectors = [member.inspector for member in members.select_related("inspector__user")]
    recused = {inspector.pk for inspector, _unit, _recusal in crew.check_recusals(inspectors, [inspection.unit])}
    guests = TaskGrant.objects.in_force().filter(content_object=inspection.task_id, user__is_active=True)
    found = [inspector.user for inspector in inspectors if inspector.pk not in recused and inspector.user is not None]
    return list(dict.fromkeys([*found, *(grant.user for grant in guests.select_related("user"))]))


def _leaves_under(inspection: Inspection, indicators: Iterable[Indicator]) -> list[Indicator]:
    """The leaves that hold for the unit and are named, or lie under a branch that is."""
    named = {indicator.pk for indicator in indicators}
    return [
        leaf
        for leaf in score.leaves_of(inspection)
        if named & {leaf.pk, leaf.parent_id, leaf.parent.parent_id if leaf.parent else None}
    ]


@transaction.atomic
def review_item(
    item: SelfEvaluationItem,
    *,
    by: User,
    verdict: str,
    note: str = "",
    points: Decimal | None = None,
    grade: str = "",
    is_met: bool | None = None,
    measured: Decimal | None = None,
) -> DeskReview:
    """Say what an item's evidence shows, and the rating that would follow; the reviewer's last word counts.

    A rating given in desk review is a proposal: it counts once an inspector accepts it on a visit. A member of the
    team thereby reviews the self-evaluation (REG 18). Returns the review. Raises NotAllowed for anybody to whom the
    item is not assigned, TransitionRefused before it is handed in and after the deliberation, Refused for no verdict
    or a value that the indicator's method does not know.
    """
    Inspection.objects.select_for_update().get(pk=item.inspection_id)
    item = SelfEvaluationItem.objects.select_related("inspection__task", "indicator").get(pk=item.pk)
    permissions.check_can_review(by, item)
    if verdict not in DeskVerdict.values:
        raise Refused(_("The verdict is missing."), remedy=_("Choose what the evidence shows."))
    value = score.value_of(item.indicator, points=points, grade=grade, is_met=is_met, measured=measured)
    fields = score.EMPTY | value | {"verdict": verdict, "note": note.strip(), "reviewed_at": timezone.now()}
    review, _new = DeskReview.objects.update_or_create(item=item, reviewer=by, defaults=fields)
    data = {"indicator": item.indicator.code, "verdict": verdict}
    audit.record("review_item", by=by, obj=item, data=data)
    if item.inspection.is_party("team", by):
        item.review = ItemReview.AGREED if verdict == DeskVerdict.SUFFICES else ItemReview.DOUBTED
        item.review_note, item.reviewed_by, item.reviewed_at = review.note, by, review.reviewed_at
        item.save(update_fields=["review", "review_note", "reviewed_by", "reviewed_at"])
    return review


@transaction.atomic
def finish_desk_review(assignment: DeskAssignment, *, by: User) -> DeskAssignment:
    """The reviewer is done. Returns the assignment; Refused naming the indicators that have no verdict yet."""
    check_step(assignment, "finish_desk_review", by=by)
    left = assignment.indicators.exclude(pk__in=_reviewed_by(assignment.reviewer, assignment.inspection))
    codes = list(left.values_list("code", flat=True))
    if codes:
        raise Refused(
            _("No verdict yet: %(indicators)s.") % {"indicators": _("、").join(codes)},
            remedy=_("Choose at each what the evidence shows."),
        )
    return apply_transition(assignment, "finish_desk_review", by=by)


def _reviewed_by(reviewer: User, inspection: Inspection) -> set[UUID]:
    rows = DeskReview.objects.current().filter(item__inspection=inspection, reviewer=reviewer)
    return set(rows.values_list("item__indicator", flat=True))


@transaction.atomic
def end_desk_review(assignment: DeskAssignment, *, by: User, reason: str) -> DeskAssignment:
    """Office or team leader take an assignment back with a reason; verdicts given so far stay. Returns it."""
    return apply_transition(assignment, "end_desk_review", by=by, reason=reason)


@dataclass
class Reviewed:
    """One indicator in desk review: the reviews that still hold, the last first."""

    item: SelfEvaluationItem
    reviews: list[DeskReview] = field(default_factory=list)

    @property
    def proposal(self) -> DeskReview | None:
        """The rating proposed last, if any."""
        return next((review for review in self.reviews if review.is_rated), None)

    @property
    def is_settled(self) -> bool:
        """Whether paper has shown all: every reviewer says so, and a rating is proposed, where one is to be had."""
        suffices = bool(self.reviews) and all(review.verdict == DeskVerdict.SUFFICES for review in self.reviews)
        return suffices and (self.proposal is not None or not self.item.is_applicable)

    @property
    def verdict(self) -> DeskReview | None:
        """The review that weighs most: one that asks for a look, else the last."""
        doubts = [review for review in self.reviews if review.verdict != DeskVerdict.SUFFICES]
        return next(iter(doubts or self.reviews), None)


def reviewed_of(inspection: Inspection) -> dict[UUID, Reviewed]:
    """Each indicator in desk review, by its key; items without a review that holds too. Two statements."""
    items = SelfEvaluationItem.objects.filter(inspection=inspection)
    found = {item.pk: Reviewed(item) for item in items}
    reviews = DeskReview.objects.current().filter(item__inspection=inspection).select_related("reviewer")
    for review in reviews.order_by("-reviewed_at"):
        found[review.item_id].reviews.append(review)
    return {one.item.indicator_id: one for one in found.values()}
