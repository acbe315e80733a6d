"""My turn: whatever waits for a person, across every workflow, in one SQL statement."""

import datetime as dt
import json
import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Concat
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from core.models import Workflowed, workflowed_models

SHOWN = 50
COUNTED = 100  # of one kind; beyond it the page says "100+"
COLUMNS = ("turn_kind", "pk", "state", "turn_name", "turn_org", "turn_parties", "turn_due", "turn_basis", "turn_since")


@dataclass(frozen=True)
class Way:
    """A button of a waiting record: the words of the step and the page where it is taken."""

    label: str
    url: str


@dataclass(frozen=True)
class Turn:
    """One record that waits for the person: what it is, whose, by when, and what is to be done with it."""

    kind: str
    kind_label: str
    pk: uuid.UUID
    state: str
    title: str
    unit: str
    url: str
    ways: list[Way]
    due_on: dt.date | None
    due_basis: dict[str, Any]
    since: dt.datetime


@dataclass(frozen=True)
class Tab:
    """How many records of one kind wait; `is_more` when there are more than were counted."""

    kind: str
    label: str
    count: int
    is_more: bool

    @property
    def count_text(self) -> str:
        """The count for a heading."""
        return f"{self.count}+" if self.is_more else str(self.count)


@dataclass(frozen=True)
class Turns:
    """What waits for a person: the first `SHOWN` records, and the counts of each kind."""

    items: list[Turn]
    tabs: list[Tab]
    overdue: int

    @property
    def count(self) -> int:
        """How many records wait, as far as they were counted."""
        return sum(tab.count for tab in self.tabs)

    @property
    def is_more(self) -> bool:
        """Whether more wait than were counted."""
        return any(tab.is_more for tab in self.tabs)

    @property
    def count_text(self) -> str:
        """The count for a heading."""
        return f"{self.count}+" if self.is_more else str(self.count)


def turns_of(user: Any, *, today: dt.date, kind: str = "") -> Turns:
    """What waits for `user`: overdue first, then by deadline, without a deadline last.

    Takes the day that counts as today and, to see one kind only, the name of its workflow. One statement whatever the
    number of rows; each workflow is read no further than `COUNTED`.
    """
    models = workflowed_models()
    branches = [_branch(index, model, user) for index, model in enumerate(models) if model.turn_of(user) is not None]
    rows = list(branches[0].union(*branches[1:], all=True)) if branches else []
    tabs, found = [], []
    for index, model in enumerate(models):
        mine = [row for row in rows if row[0] == index]
        if mine:
            workflow = model.workflow
            count = min(len(mine), COUNTED)
            tabs.append(Tab(workflow.name, _(workflow.label), count, len(mine) > COUNTED))
        if kind in ("", model.workflow.name):
            found += mine[:COUNTED]
    found.sort(key=lambda row: (row[6] is None, row[6] or dt.date.max, row[8]))
    overdue = sum(1 for row in found if row[6] is not None and row[6] < today)
    return Turns([_turn(models[row[0]], row) for row in found[:SHOWN]], tabs, overdue)


def _branch(index: int, model: Any, user: Any) -> QuerySet[Any]:
    """The rows of one model that wait for `user`, the most urgent ones, with the parties that the user is for each."""
    rows = model.objects.waiting_for(user).annotate(
        turn_kind=Value(index),
        turn_name=Cast(model.turn_title, TextField()),
        turn_org=Cast(model.turn_unit, TextField()),
        turn_parties=_parties(model, user),
        turn_due=F("due_on"),
        turn_basis=Cast("due_basis", TextField()),
        turn_since=F("state_since"),
    )
    ordered: QuerySet[Any] = rows.values_list(*COLUMNS).order_by(F("due_on").asc(nulls_last=True), "state_since")
    return ordered[: COUNTED + 1]


def _parties(model: type[Workflowed], user: Any) -> Any:
    """An SQL text that names the parties that `user` is for the row, separated by spaces."""
    words: list[Any] = [Value("")]
    named = dict.fromkeys(party for step in model.workflow.steps if step.turn for party in step.by)
    for party in named:
        condition = model.party_of(party, user)
        if condition is not None:
            word = Value(f"{party} ")
            words.append(word if condition == Q() else Case(When(condition, then=word), default=Value("")))
    return Cast(Concat(*words, Value("")), TextField())


def _turn(model: type[Workflowed], row: tuple[Any, ...]) -> Turn:
    _index, pk, state, name, unit, parties, due_on, basis, since = row
    kind: Any = model
    record = kind(pk=pk, state=state)
    return Turn(
        kind=model.workflow.name,
        kind_label=_(model.workflow.label),
        pk=pk,
        state=record.get_state_display(),
        title=name or _(model.workflow.label),
        unit=unit or "",
        url=_url_of(record),
        ways=_ways(record, set(parties.split())),
        due_on=due_on,
        due_basis=json.loads(basis) if basis else {},
        since=since,
    )


def _ways(record: Workflowed, parties: set[str]) -> list[Way]:
    """The steps that the person may take, each page once; a step without a page leads to the record itself."""
    ways: dict[str, Way] = {}
    for step in record.workflow.steps_from(record.state):
        if not step.turn or not parties & set(step.by):
            continue
        label = _(step.button or step.label)
        try:
            url = reverse(step.page or step.action, args=[record.pk]) if step.page is not None else _url_of(record)
        except NoReverseMatch:
            url = _url_of(record)
        ways.setdefault(label, Way(label, url))
    return list(ways.values())


def _url_of(record: Any) -> str:
    try:
        return str(record.get_absolute_url())
    except NoReverseMatch:
        return ""
