"""The team's deliberation: a wording put to the vote, each member's vote, the leader's count (REG 20)."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import policy
from accounts.models import User
from core import calendar
from core.calendar import deadline
from core.errors import NotAllowed, Refused, TransitionRefused
from core.transitions import apply_transition, check_step, create
from supervision import law
from supervision.conclusion.services.conclusion import freeze
from supervision.models import Ballot, Deliberation, Inspection, Proposal, TeamMember, Vote
from supervision.models.visit import DONE_VISITS
from supervision.opinion import emails
from supervision.procedure.services import gate
from supervision.procedure.services.order import check_reached
from supervision.survey.services.survey import close_surveys_of
from supervision.team.services import crew


@transaction.atomic
def propose_opinion(inspection: Inspection, *, by: User, text: str) -> Proposal:
    """The team's leader words the preliminary opinion and puts it to the vote (REG 20).

    A wording that is already put to the vote is replaced by the new one, and its votes with it. Returns the proposal.
    Raises NotYourTurn, TransitionRefused, and Refused without a submitted visit (REG 18), public opinion (REG 19) or
    words.
    """
    inspection = Inspection.objects.select_for_update(of=("self",)).select_related("unit").get(pk=inspection.pk)
    check_reached(inspection, "deliberate", by=by)
    check_step(inspection, "deliberate", by=by)
    law.require(gate.visit_gate(inspection), gate.public_opinion_gate(inspection))
    if not text.strip():
        raise Refused(
            _("The preliminary opinion is empty."),
            rule=_(law.ARTICLE_20),
            remedy=_("Write what the team is to agree on."),
        )
    for old in Proposal.objects.filter(inspection=inspection, state="voting"):
        apply_transition(old, "replace_proposal", by=by)
    proposal = create(Proposal(inspection=inspection, text=text.strip(), proposed_by=by), by=by)
    emails.vote_asked(proposal)
    return proposal


@transaction.atomic
def cast_vote(proposal: Proposal, *, by: User, choice: str, opinion: str = "") -> Vote:
    """A member of the team votes himself; until the leader counts, the last vote holds (REG 20).

    Returns the vote; every earlier one stays in the audit log. Raises NotYourTurn for others than the team,
    TransitionRefused once the vote is closed, Refused for a member who must keep away (REG 10), for no choice, and for
    a vote against or an abstention without a word why.
    """
    proposal = Proposal.objects.select_for_update(of=("self",)).select_related("inspection__unit").get(pk=proposal.pk)
    check_step(proposal, "cast_vote", by=by)
    member = member_of(proposal.inspection, by)
    conflicts = crew.check_recusals([member.inspector], [proposal.inspection.unit])
    if conflicts:
        raise Refused(
            crew.recusal_words(conflicts),
            rule=_(law.ARTICLE_10),
            remedy=_("The vote of a recused member does not count."),
        )
    if choice not in Ballot.values:
        raise Refused(_("No vote was chosen."), rule=_(law.ARTICLE_20), remedy=_("Agree, disagree or abstain."))
    if choice != Ballot.AGREES and not opinion.strip():
        raise Refused(
            _("Why you do not agree is missing."),
            rule=_(law.ARTICLE_20),
            remedy=_("Write it in a sentence: a dissenting opinion goes on record."),
        )
    before = Vote.objects.filter(proposal=proposal, member=member).first()
    words = {"choice": choice, "opinion": opinion.strip()}
    was = {"before": {"choice": before.choice, "opinion": before.opinion}} if before else {}
    apply_transition(proposal, "cast_vote", by=by, data={**words, **was})
    vote, _new = Vote.objects.update_or_create(
        proposal=proposal, member=member, defaults={**words, "cast_at": timezone.now()}
    )
    if before is None and not count_votes(proposal).waiting:
        emails.all_voted(proposal)
    return vote


def member_of(inspection: Inspection, user: User) -> TeamMember:
    """The place of `user` on the team that goes to the unit. Raises NotAllowed for whoever has none."""
    found = TeamMember.objects.filter(team=inspection.team_id, inspector__user=user).select_related("inspector").first()
    if found is None:
        raise NotAllowed(_("Only members of the team vote."))
    return found


@dataclass(frozen=True)
class Count:
    """The state of a vote: who may vote, who has, and whether it is enough."""

    members: list[TeamMember]
    excluded: list[TeamMember]
    excluded_words: str
    votes: dict[object, Vote]
    percent: int

    @property
    def agreeing(self) -> list[TeamMember]:
        """The members who agree."""
        return [m for m in self.members if m.pk in self.votes and self.votes[m.pk].choice == Ballot.AGREES]

    @property
    def waiting(self) -> list[TeamMember]:
        """The members who have not voted yet."""
        return [member for member in self.members if member.pk not in self.votes]

    @property
    def is_enough(self) -> bool:
        """Whether enough of all members agree; two of three is two thirds: compared in whole per cent."""
        members = len(self.members)
        return members > 0 and (200 * len(self.agreeing) + members) // (2 * members) >= self.percent


def count_votes(proposal: Proposal) -> Count:
    """Count the votes on `proposal`; members who must keep away from the unit do not count (REG 10, 20)."""
    inspection = proposal.inspection
    team = crew.members_of(inspection)
    conflicts = crew.check_recusals([member.inspector for member in team], [inspection.unit])
    away = {inspector.pk for inspector, _unit, _recusal in conflicts}
    return Count(
        members=[member for member in team if member.inspector_id not in away],
        excluded=[member for member in team if member.inspector_id in away],
        excluded_words=crew.recusal_words(conflicts),
        votes={vote.member_id: vote for vote in proposal.votes.select_related("member__inspector")},
        percent=policy.number("deliberation_percent"),
    )


@transaction.atomic
def deliberate(inspection: Inspection, *, by: User, held_on: dt.date) -> Inspection:
    """The team's leader closes the vote and records the deliberation (REG 20).

    The preliminary opinion is the wording that was voted on. Questionnaires that are still open are closed. Returns the
    inspection. Raises Refused without a submitted visit (REG 18) and public opinion (REG 19), without a vote, or where
    too few of all members agree.
    """
    inspection = Inspection.objects.select_for_update(of=("self",)).select_related("unit", "task").get(pk=inspection.pk)
    check_reached(inspection, "deliberate", by=by)
    check_step(inspection, "deliberate", by=by)
    close_surveys_of(inspection, by=by)
    law.require(gate.visit_gate(inspection), gate.public_opinion_gate(inspection))
    last_visit = _check_day(inspection, held_on)
    proposal = _voted(inspection)
    count = count_votes(proposal)
    _check_enough(count)
    limit = deadline(last_visit, *policy.days("opinion_days"))
    inspection = apply_transition(
        inspection,
        "deliberate",
        by=by,
        visit_ended_on=last_visit,
        due_on=limit.on,
        due_basis=limit.basis("opinion_days"),
        data={"agreeing": [str(member) for member in count.agreeing]},
    )
    apply_transition(proposal, "carry_proposal", by=by)
    record = Deliberation.objects.create(
        inspection=inspection,
        held_on=held_on,
        members=len(count.members),
        excluded=count.excluded_words,
        summary=proposal.text,
        recorded_by=by,
    )
    record.agreeing.set(count.agreeing)
    freeze(inspection, by=by)
    emails.deliberated(inspection)
    return inspection


def _check_day(inspection: Inspection, held_on: dt.date) -> dt.date:
    """The last day on site. Raises Refused where the team is said to have deliberated before it, or in the future."""
    last_visit: dt.date = max(visit.visited_on for visit in inspection.visits.filter(state__in=DONE_VISITS))
    if not last_visit <= held_on <= calendar.today():
        raise Refused(
            _("The team deliberates after the last site visit, and not in the future."),
            rule=_(law.ARTICLE_20),
            remedy=_("Correct the date."),
        )
    return last_visit


def _voted(inspection: Inspection) -> Proposal:
    """The wording that is put to the vote, locked. Raises Refused where there is none."""
    found = Proposal.objects.select_for_update(of=("self",)).filter(inspection=inspection, state="voting").first()
    if found is None:
        raise Refused(
            _("No preliminary opinion has been put to the vote."),
            rule=_(law.ARTICLE_20),
            remedy=_("Word it first; then each member votes."),
        )
    return found


def _check_enough(count: Count) -> None:
    """Raise Refused where too few members agree."""
    if not count.is_enough:
        words = {"agreeing": len(count.agreeing), "members": len(count.members), "percent": count.percent}
        raise Refused(
            _("%(agreeing)s of %(members)s members agree; at least %(percent)s per cent must.") % words,
            rule=_(law.ARTICLE_20),
            remedy=_("Wait for the votes that are missing, or put a new wording to the vote."),
        )


def check_may_vote(proposal: Proposal, user: User) -> None:
    """Raise TransitionRefused once the vote is closed and NotYourTurn for others than the team (for the page)."""
    if proposal.state != "voting":
        raise TransitionRefused(
            _("This vote is closed."),
            rule=_(law.ARTICLE_20),
            remedy=_("Open the inspection's page to see what came of it."),
        )
    check_step(proposal, "cast_vote", by=user)
