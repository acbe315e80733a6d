"""My turn: whatever waits for a person, across every workflow, in one SQL statement."""

import datetime as dt
import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from core.models import Waiting, Workflowed, workflowed_models

SHOWN = 50
COUNTED = 100  # of one kind; beyond it the page says "100+"
COLUMNS = ("turn_kind", "pk", "state", "turn_name", "turn_org", "turn_who", "turn_due", "turn_basis", "turn_since")


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
    """What waits for `user`: what may not wait, then overdue, then by deadline, without a deadline last.

    Takes the day that counts as today and, to see one kind only, the name of its workflow. One statement whatever the
    number of rows; each workflow is read no further than `COUNTED`, along an index for each party that the person is.
    """
    models = workflowed_models()
    waiting = [(index, model, way) for index, model in enumerate(models) for way in model.turns(user)]
    branches = [_branch(index, model, way) for index, model, way in waiting]
    rows = _merge(branches[0].union(*branches[1:], all=True)) if branches else {}
    tabs, found = [], []
    for index, model in enumerate(models):
        mine = sorted((row for (at, _pk), row in rows.items() if at == index), key=_urgency)
        if mine:
            count = min(len(mine), COUNTED)
            tabs.append(Tab(model.workflow.name, _(model.workflow.label), count, len(mine) > COUNTED))
        if kind in ("", model.workflow.name):
            found += [(model, row) for row in mine[:COUNTED]]
    found.sort(key=lambda pair: (not pair[0].turn_first, _urgency(pair[1])))
    overdue = sum(1 for _model, row in found if row["turn_due"] is not None and row["turn_due"] < today)
    return Turns([_turn(model, row) for model, row in found[:SHOWN]], tabs, overdue)


def _branch(index: int, model: Any, waiting: Waiting) -> QuerySet[Any]:
    """The most urgent rows of one model that wait for the person as one party."""
    rows = model.objects.filter(waiting.where).annotate(
        turn_kind=Value(index),
        turn_name=Cast(model.turn_title, TextField()),
        turn_org=Cast(model.turn_unit, TextField()),
        turn_who=Value(" ".join(waiting.parties), output_field=TextField()),
        turn_due=F("due_on"),
        turn_basis=Cast("due_basis", TextField()),
        turn_since=F("state_since"),
    )
    ordered: QuerySet[Any] = rows.values(*COLUMNS).order_by(F("due_on").asc(nulls_last=True), "state_since")
    return ordered[: COUNTED + 1]


def _merge(rows: Iterable[dict[str, Any]]) -> dict[tuple[int, uuid.UUID], dict[str, Any]]:
    """Each record once, with every party that the person is for it."""
    merged: dict[tuple[int, uuid.UUID], dict[str, Any]] = {}
    for row in rows:
        kept = merged.setdefault((row["turn_kind"], row["pk"]), row | {"turn_who": set()})
        kept["turn_who"].update(row["turn_who"].split())
    return merged


def _urgency(row: dict[str, Any]) -> tuple[bool, dt.date, dt.datetime]:
    return row["turn_due"] is None, row["turn_due"] or dt.date.max, row["turn_since"]


def _turn(model: type[Workflowed], row: dict[str, Any]) -> Turn:
    make: Any = model
    record = make(pk=row["pk"], state=row["state"])
    url = _url_of(record)
    return Turn(
        kind=model.workflow.name,
        kind_label=_(model.workflow.label),
        pk=row["pk"],
        state=record.get_state_display(),
        title=row["turn_name"] or _(model.workflow.label),
        unit=row["turn_org"] or "",
        url=url,
        ways=_ways(record, row["turn_who"]) or [Way(_("Open the record"), url)],
        due_on=row["turn_due"],
        due_basis=json.loads(row["turn_basis"]) if row["turn_basis"] else {},
        since=row["turn_since"],
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
