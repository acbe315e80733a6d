"""Counting open deadlines again when the holiday table changes: group by group, never record by record.

Deadlines that were counted alike (same start, days, unit) end alike, so the work is done once for each distinct group
of an aggregate query; only records whose date really moves are fetched, in batches, to be changed and noted in the log.
"""

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import connection, models, transaction
from django.db.models import Count, IntegerField, Q
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from core import audit
from core.calendar.days import Days, DayUnit, Deadline, date_in_words, deadline
from core.models import Workflowed, workflowed_models

BATCH = 500


@dataclass(frozen=True)
class Move:
    """Records of one model whose deadlines were counted alike: how many, and each field's old day and new deadline."""

    model: type[Workflowed]
    group: dict[str, Any]
    count: int
    counted: dict[str, tuple[dt.date, Deadline]]

    @property
    def moved(self) -> dict[str, tuple[dt.date, Deadline]]:
        """The fields whose day changes."""
        return {name: pair for name, pair in self.counted.items() if pair[0] != pair[1].on}


def find_moves(days: Days, *, first: dt.date, last: dt.date) -> list[Move]:
    """The groups of open deadlines that reach into the days `first` to `last`, counted again by the table `days`.

    A record in a final state is left alone, and so is a deadline that was not counted but set by hand. One query for
    each workflow. Groups whose day stays the same are returned too: their reasons may have changed.
    """

    @cache
    def count(start: str, number: int, unit: str) -> Deadline:
        return deadline(dt.date.fromisoformat(start), number, DayUnit(unit), table=days)

    found = []
    for model in workflowed_models():
        for group in _groups(model, first, last):
            counted = {}
            for name, basis in model.deadline_fields:
                start, number, unit = (group[f"{basis}_{key}"] for key in ("start", "days", "unit"))
                if group[name] is not None and start and first <= group[name] and dt.date.fromisoformat(start) < last:
                    counted[name] = (group[name], count(start, number, unit))
            found.append(Move(model, {k: v for k, v in group.items() if k != "n"}, group["n"], counted))
    return found


def redate(days: Days, *, first: dt.date, last: dt.date, by: Any, reason: str) -> int:
    """Move the open deadlines that reach into the days `first` to `last`; returns how many records moved.

    Each moved record gets one event with the old and the new day and the `reason`. Batches of `BATCH` rows, each in a
    transaction of its own (a savepoint inside the caller's); running it again finds nothing left to move.
    """
    done = 0
    for move in find_moves(days, first=first, last=last):
        if move.moved:
            while count := _move_batch(move, by=by, reason=reason):
                done += count
        else:
            _refresh_reasons(move)
    return done


def _bases(model: type[Workflowed]) -> dict[str, Any]:
    """Annotations that take the parts of each basis apart."""
    parts: dict[str, Any] = {}
    for _name, basis in model.deadline_fields:
        parts[f"{basis}_start"] = KeyTextTransform("start", basis)
        parts[f"{basis}_days"] = Cast(KeyTextTransform("days", basis), IntegerField())
        parts[f"{basis}_unit"] = KeyTextTransform("unit", basis)
    return parts


def _open(model: type[Workflowed]) -> models.QuerySet[Any]:
    """Records that may still move on, with the parts of their bases."""
    going = {source for step in model.workflow.steps for source in step.sources}
    rows: models.QuerySet[Any] = model._base_manager.filter(state__in=sorted(going)).annotate(**_bases(model))
    return rows


def _groups(model: type[Workflowed], first: dt.date, last: dt.date) -> Iterator[dict[str, Any]]:
    touched = Q()
    names = []
    for name, basis in model.deadline_fields:
        touched |= Q(**{f"{name}__gte": first, f"{basis}_start__lt": last.isoformat(), f"{basis}_days__isnull": False})
        names += [name, f"{basis}_start", f"{basis}_days", f"{basis}_unit"]
    rows = _open(model).filter(touched).order_by().values(*names).annotate(n=Count("pk"))
    yield from rows.order_by(*names)


def _alike(move: Move) -> models.QuerySet[Any]:
    """The records of the group."""
    same = {
        name if value is not None else f"{name}__isnull": value or value is None for name, value in move.group.items()
    }
    return _open(move.model).filter(**same)


@transaction.atomic
def _move_batch(move: Move, *, by: Any, reason: str) -> int:
    rows = _alike(move).annotate(turn_name=move.model.turn_title).select_for_update(of=("self",))
    found = list(rows.values_list("pk", "turn_name", *(basis for _name, basis in move.model.deadline_fields))[:BATCH])
    if not found:
        return 0
    changed = {name: [old.isoformat(), new.on.isoformat()] for name, (old, new) in move.moved.items()}
    audit.record_rows(
        "redate_deadline",
        by=by,
        model=move.model,
        rows=[(row[0], row[1], {"changed": changed}) for row in found],
        reason=f"{_from_to(move)}{reason}",
    )
    _write(move, [row[0] for row in found])
    return len(found)


def _from_to(move: Move) -> str:
    """The old day and the new one in words, once where both fields of a record move alike."""
    pairs = dict.fromkeys((old, new.on) for old, new in move.moved.values())
    words = ({"old": date_in_words(old), "new": date_in_words(new)} for old, new in pairs)
    return "".join(_("The deadline moves from %(old)s to %(new)s. ") % pair for pair in words)


def _write(move: Move, pks: list[Any]) -> None:
    """Write the new days and their reasons; the policy key inside each basis stays as it is."""
    quote = connection.ops.quote_name
    sets: list[str] = []
    values: list[Any] = []
    for name, basis in move.model.deadline_fields:
        if name in move.counted:
            new = move.counted[name][1]
            sets.append(f"{quote(name)} = %s, {quote(basis)} = {quote(basis)} || %s::jsonb")
            values += [new.on, json.dumps(_patch(new))]
    table = quote(move.model._meta.db_table)
    # Names come from the models; every value is a parameter.
    sql = f"UPDATE {table} SET {', '.join(sets)} WHERE id = ANY(%s::uuid[])"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, [str(pk) for pk in pks]])


def _refresh_reasons(move: Move) -> None:
    """Write the new reasons of a group whose day stays: another holiday's name, a year that is known now."""
    for name, (_old, new) in move.counted.items():
        basis = dict(move.model.deadline_fields)[name]
        fresh = {f"{basis}__{key}": value for key, value in _patch(new).items()}
        stale = _alike(move).exclude(**fresh).values_list("pk", flat=True)
        if pks := list(stale):
            _write(move, pks)


def _patch(new: Deadline) -> dict[str, Any]:
    basis = new.basis()
    return {"skipped": basis["skipped"], "unknown_years": basis["unknown_years"]}
