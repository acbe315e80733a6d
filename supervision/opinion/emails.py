"""What team, office and unit are told on the way from the vote to the letter."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.audience import acting_for, office
from core.notifications import in_chinese, tell
from supervision.audience import leader_of, team_of
from supervision.models import Inspection, Proposal


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
