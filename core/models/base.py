"""What every record and every record with a workflow has in common."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from django.apps import apps
from django.db import models
from django.db.models import Q, Value
from django.db.models.expressions import Combinable
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.ids import time_ordered_uuid
from core.workflow import Step, Workflow

Party = Callable[[Any], Q | None]


@dataclass(frozen=True)
class Waiting:
    """Rows that wait for a person because the person is one of `parties`."""

    parties: tuple[str, ...]
    where: Q


class Record(models.Model):
    """A row with a key that tells nothing and sorts by age."""

    id = models.UUIDField(primary_key=True, default=time_ordered_uuid, editable=False)
    created_at = models.DateTimeField(_("Created"), auto_now_add=True, editable=False)

    class Meta:
        abstract = True


class WorkflowedQuerySet(models.QuerySet[Any]):
    """Words that every list of workflowed records understands."""

    def overdue(self, *, at: dt.date) -> Self:
        """Records whose current deadline lies before the date `at`."""
        return self.filter(due_on__lt=at)

    def waiting_for(self, user: Any) -> Self:
        """Records whose next step belongs to `user`, by the workflow table and the model's parties."""
        model: Any = self.model
        turn = model.turn_of(user)
        return self.filter(turn) if turn is not None else self.none()


class Workflowed(Record):
    """A record that moves along a workflow table.

    Only `core.transitions` writes `state`, `state_since`. `due_on` is the deadline of the current state and
    `due_basis` how it was reached (`core.calendar.Deadline.basis`). `parties` maps each party that the table
    names to a function from a user to the rows for which that user is the party (None: for none).
    `turn_title` and `turn_unit` say in SQL what *my turn* calls the record and its unit; `turn_first` puts it above
    all that may wait. `deadline_fields` names the pairs of date and basis that are counted again when the holiday
    table changes.
    """

    workflow: ClassVar[Workflow]
    parties: ClassVar[Mapping[str, Party]]
    turn_title: ClassVar[Combinable] = Value("")
    turn_unit: ClassVar[Combinable] = Value("")
    turn_first: ClassVar[bool] = False
    deadline_fields: ClassVar[tuple[tuple[str, str], ...]] = (("due_on", "due_basis"),)

    state = models.CharField(_("State"), max_length=24, editable=False)
    state_since = models.DateTimeField(_("In this state since"), default=timezone.now, editable=False)
    due_on = models.DateField(_("Deadline"), null=True, blank=True)
    due_basis = models.JSONField(_("How the deadline was reached"), default=dict, blank=True, editable=False)

    class Meta:
        abstract = True

    def get_state_display(self) -> str:
        """The state's name in the language of the page."""
        return gettext(self.workflow.state(self.state).label) if self.state else ""

    @property
    def state_tone(self) -> str:
        """How the state is to be coloured: neutral, active, waiting, good or bad."""
        return self.workflow.state(self.state).tone

    @classmethod
    def party_of(cls, party: str, user: Any) -> Q | None:
        """The rows for which `user` is `party`, or None where for none at all."""
        return cls.parties[party](user) if party != "system" else None

    @classmethod
    def turns(cls, user: Any) -> list[Waiting]:
        """The ways in which a row may wait for `user`: one for each party that the person is, by the workflow table.

        Parties that hold for all rows share one. Kept apart instead of joined by OR, so that an index serves each.
        """
        asked: dict[str, Q | None] = {}
        states_of: dict[str, set[str]] = {}
        for step in cls.workflow.steps:
            for party in step.by if step.turn else ():
                if party not in asked:
                    asked[party] = cls.party_of(party, user)
                if asked[party] is not None:
                    states_of.setdefault(party, set()).update(step.sources)
        always = tuple(party for party in states_of if asked[party] == Q())
        found = []
        if always:
            states = set().union(*(states_of[party] for party in always))
            found.append(Waiting(always, Q(state__in=sorted(states))))
        for party, states in states_of.items():
            if party not in always:
                found.append(Waiting((party,), Q(state__in=sorted(states)) & (asked[party] or Q())))
        return found

    @classmethod
    def turn_of(cls, user: Any) -> Q | None:
        """The condition "the next step is this user's", or None where it can never be."""
        turn: Q | None = None
        for waiting in cls.turns(user):
            turn = waiting.where if turn is None else turn | waiting.where
        return turn

    def steps_for(self, user: Any) -> list[Step]:
        """The steps that `user` may take from the current state; one query for each distinct party."""
        held: dict[str, bool] = {}
        return [step for step in self.workflow.steps_from(self.state) if self._is_any(step.by, user, held)]

    def is_party(self, party: str, user: Any) -> bool:
        """Whether `user` is `party` for this record."""
        condition = type(self).party_of(party, user)
        if condition is None:
            return False
        return not condition or type(self)._base_manager.filter(condition, pk=self.pk).exists()

    def _is_any(self, parties: tuple[str, ...], user: Any, held: dict[str, bool]) -> bool:
        for party in parties:
            if party not in held:
                held[party] = self.is_party(party, user)
            if held[party]:
                return True
        return False


def workflowed_models() -> list[type[Workflowed]]:
    """Every concrete model that moves along a workflow, in the order of the apps."""
    return [model for model in apps.get_models() if issubclass(model, Workflowed)]
