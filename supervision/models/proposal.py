"""The preliminary opinion that the leader puts to the vote, and how each member of the team votes (REG 20)."""

from dataclasses import replace
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, TextChoices
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.models import Record, Waiting, Workflowed, WorkflowedQuerySet
from supervision.models.inspection import Inspection
from supervision.models.task import TeamMember, on_team
from supervision.workflow.opinion import PROPOSAL


class Ballot(TextChoices):
    """What a member of the team votes on a preliminary opinion (REG 20)."""

    AGREES = "agrees", _("Agrees")
    DISAGREES = "disagrees", _("Disagrees")
    ABSTAINS = "abstains", _("Abstains")


class ProposalQuerySet(WorkflowedQuerySet):
    """Words for lists of proposals."""

    def whole(self) -> Self:
        """With all that a page about one proposal shows of its inspection and proposer."""
        return self.select_related("inspection__unit", "inspection__task", "proposed_by")

    def visible_to(self, user: Any) -> Self:
        """Those of the inspections whose inner workings `user` may read; never the supervised unit's."""
        return self.filter(inspection__in=Inspection.objects.inside_for(user))

    def live(self) -> Self:
        """Those that were not replaced by a new wording."""
        return self.exclude(state="replaced")


class Proposal(Workflowed):
    """A wording of the preliminary opinion, put to the team's vote by its leader."""

    workflow = PROPOSAL
    parties = {
        "team": lambda user: on_team(user, path="inspection__team"),
        "team_leader": lambda user: on_team(user, path="inspection__team", leading=True),
    }
    turn_title = F("inspection__task__name")
    turn_unit = F("inspection__unit__name")

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="proposals", verbose_name=_("Inspection"))
    text = models.TextField(_("Preliminary opinion of the team"))
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("preliminary opinion put to the vote")
        verbose_name_plural = _("preliminary opinions put to the vote")
        ordering = ("-created_at",)
        constraints = [
            models.UniqueConstraint(fields=["inspection"], condition=~Q(state="replaced"), name="one_live_proposal")
        ]

    def __str__(self) -> str:
        return gettext("Vote on the preliminary opinion on %(unit)s") % {"unit": self.inspection.unit}

    def get_absolute_url(self) -> str:
        """The proposal's page on the desk: the wording, and each member's vote."""
        return reverse("proposal", args=[self.pk])

    @classmethod
    def turns(cls, user: Any) -> list[Waiting]:
        """It waits for the members who have not voted yet."""
        voted = Exists(Vote.objects.filter(proposal=OuterRef("pk"), member__inspector__user=user))
        return [replace(waiting, where=waiting.where & ~Q(voted)) for waiting in super().turns(user)]


class Vote(Record):
    """How one member votes on one wording; the last word counts, the earlier ones stand in the audit log."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="votes")
    member = models.ForeignKey(TeamMember, models.PROTECT, related_name="votes", verbose_name=_("Member"))
    choice = models.CharField(_("Vote"), max_length=10, choices=Ballot.choices)
    opinion = models.TextField(_("Member's opinion"), blank=True)
    cast_at = models.DateTimeField(_("Cast"))

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        ordering = ("cast_at",)
        constraints = [models.UniqueConstraint(fields=["proposal", "member"], name="one_vote_a_member")]

    def __str__(self) -> str:
        return f"{self.member} {self.get_choice_display()}"
