"""Pages of the deliberation: the wording put to the vote, each member's vote, the leader's count."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from core.access import GET, POST, allow, visible_or_404
from core.htmx import render_page, take_step
from supervision.models import Ballot, Finding, Inspection, Proposal, PublicOpinion
from supervision.models.visit import DONE_VISITS
from supervision.opinion import services
from supervision.opinion.forms.proposal import DeliberationForm, ProposalForm, VoteForm
from supervision.opinion.services.proposal import Count, check_may_vote, count_votes, member_of
from supervision.procedure.services import gate
from supervision.procedure.services.order import check_reached, check_turn
from supervision.team.services import crew


def ballots(count: Count) -> list[dict[str, Any]]:
    """Each member with the vote, those who must keep away last and marked."""
    rows = [{"member": member, "vote": count.votes.get(member.pk), "excluded": False} for member in count.members]
    return rows + [{"member": member, "vote": None, "excluded": True} for member in count.excluded]


def vote_context(proposal: Proposal | None) -> dict[str, Any]:
    """What a page shows of a vote; empty where there is none."""
    if proposal is None:
        return {"proposal": None}
    count = count_votes(proposal)
    return {"proposal": proposal, "count": count, "ballots": ballots(count), "dissent": _dissent(count)}


def _dissent(count: Count) -> list[Any]:
    return [vote for vote in count.votes.values() if vote.choice != Ballot.AGREES]


@allow(GET)
def proposal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The wording, and how each member voted; for the team and the office."""
    found = visible_or_404(request, Proposal.objects.whole(), pk)
    return render_page(request, "supervision/opinion/proposal.html", {"object": found, **vote_context(found)})


@allow(GET, POST)
def propose_opinion(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The leader words the preliminary opinion, with what the team has found beside it."""
    found = visible_or_404(request, Inspection.objects.whole(), pk)
    check_turn(found, "deliberate", by=request.user)
    live = Proposal.objects.filter(inspection=found, state="voting").first()
    return take_step(
        request,
        found,
        services.propose_opinion,
        title=_("Put the preliminary opinion to the vote"),
        submit=_("Put to the vote"),
        form=partial(ProposalForm, initial={"text": live.text if live else ""}),
        template="supervision/opinion/propose_opinion.html",
        replaced=live,
        draft=f"propose_opinion-{found.pk.hex}",
        **_known(found),
    )


@allow(GET, POST)
def cast_vote(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A member reads the wording and votes."""
    found = visible_or_404(request, Proposal.objects.whole(), pk)
    check_may_vote(found, request.user)
    member = member_of(found.inspection, request.user)
    before = found.votes.filter(member=member).first()
    initial = {"choice": before.choice, "opinion": before.opinion} if before else {}
    return take_step(
        request,
        found,
        services.cast_vote,
        submit=_("Change your vote") if before else "",
        stay=True,
        form=partial(VoteForm, initial=initial),
        template="supervision/opinion/cast_vote.html",
        proposal=found,
        before=before,
        conflicts=crew.check_recusals([member.inspector], [found.inspection.unit]),
    )


@allow(GET, POST)
def deliberate(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The leader sees the votes come in and closes the vote."""
    found = visible_or_404(request, Inspection.objects.whole(), pk)
    check_reached(found, "deliberate", by=request.user)
    live = Proposal.objects.filter(inspection=found, state="voting").select_related("inspection__unit").first()
    return take_step(
        request,
        found,
        services.deliberate,
        submit=_("Close the vote and record the deliberation"),
        form=DeliberationForm,
        template="supervision/opinion/deliberate.html",
        **_known(found),
        **vote_context(live),
    )


def _known(found: Inspection) -> dict[str, Any]:
    """What the team has found and heard, and the gates before its deliberation."""
    findings = Finding.objects.filter(visit__inspection=found, visit__state__in=DONE_VISITS)
    return {
        "inspection": found,
        "gates": [gate.visit_gate(found), gate.public_opinion_gate(found)],
        "findings": list(findings.select_related("visit__inspector", "indicator")),
        "hearings": list(PublicOpinion.objects.filter(inspection=found)),
    }
