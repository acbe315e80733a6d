"""The figures of an appraisal and the rows behind each: work, what was kept, class hours (PLAN 二（四）5)."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts import policy
from accounts.models import User
from core import calendar
from inspectors.appraisal.services.conduct import conduct_figures, conduct_rows
from inspectors.models import Appraisal, ConductFigure, KeptKind, TrainingMode, TrainingRecord, WorkKind
from inspectors.questions import KeptItem, WorkItem, kept_of, work_of
from inspectors.training.services.hours import NOTHING, hours_of

TRAINING = "training_"
Period = tuple[dt.date, dt.date]


@dataclass(frozen=True)
class Figure:
    """One figure: what it is (`key`), how much there is, and of how much (empty where nothing certain is asked)."""

    key: str
    value: str
    target: str = ""

    @property
    def label(self) -> str:
        """What the figure is called, in the page's language."""
        return label_of(self.key)

    @property
    def percent(self) -> int | None:
        """The share that was kept, rounded down; None where nothing was asked."""
        asked = Decimal(self.target or 0)
        return min(int(Decimal(self.value) * 100 / asked), 100) if asked else None

    @property
    def share(self) -> str:
        """The share as a word for a chip."""
        return f"{self.percent} %" if self.percent is not None else ""

    @property
    def is_short(self) -> bool:
        """Whether less was kept than was asked."""
        return bool(self.target) and Decimal(self.value) < Decimal(self.target)


@dataclass(frozen=True)
class FigureRow:
    """One row behind a figure; `met` is None where it is only counted."""

    on: dt.date
    title: str
    url: str
    unit_name: str = ""
    met: bool | None = None
    note: str = ""


def label_of(key: str) -> str:
    """What the figure `key` is called, in the page's language; raises KeyError for one that there is not."""
    if key.startswith(TRAINING) and key.removeprefix(TRAINING).isdecimal():
        return _("Class hours of training in %(year)s") % {"year": key.removeprefix(TRAINING)}
    if key in KeptKind.values:
        return str(KeptKind(key).label)
    if key in WorkKind.values:
        return str(WorkKind(key).label)
    if key in ConductFigure.values:
        return str(ConductFigure(key).label)
    raise KeyError(key)


def figures_of(appraisals: Iterable[Appraisal]) -> dict[UUID, list[Figure]]:
    """The figures of each appraisal by its key: frozen with the grade, else as they stand today.

    The statements are as many for one as for many of the same period.
    """
    found: dict[UUID, list[Figure]] = {}
    live: dict[Period, list[Appraisal]] = defaultdict(list)
    for appraisal in appraisals:
        if appraisal.figures_on is not None:
            found[appraisal.pk] = [Figure(**figure) for figure in appraisal.figures]
        else:
            live[appraisal.period_from, appraisal.period_until].append(appraisal)
    for period, rows in live.items():
        counted = _counted([row.inspector_id for row in rows], period)
        found |= {row.pk: counted[row.inspector_id] for row in rows}
    return found


def frozen(figures: Iterable[Figure]) -> list[dict[str, str]]:
    """The figures as JSON."""
    return [{"key": figure.key, "value": figure.value, "target": figure.target} for figure in figures]


def _counted(inspector_ids: list[UUID], period: Period) -> dict[UUID, list[Figure]]:
    since, until = period[0], period[1] + calendar.ONE_DAY
    asked: dict[UUID, Counter[str]] = defaultdict(Counter)
    kept: dict[UUID, Counter[str]] = defaultdict(Counter)
    done: dict[UUID, Counter[str]] = defaultdict(Counter)
    for item in kept_of(inspector_ids, since=since, until=until):
        asked[item.inspector_id][item.kind] += 1
        kept[item.inspector_id][item.kind] += item.met
    for work in work_of(inspector_ids, since=since, until=until):
        done[work.inspector_id][work.kind] += 1
    conduct = conduct_figures(inspector_ids, since=since, until=until)
    hours = {year: hours_of(inspector_ids, year) for year in range(period[0].year, period[1].year + 1)}
    hours_asked = str(policy.number("training_hours"))
    return {
        pk: [
            *(Figure(kind, str(kept[pk][kind]), str(asked[pk][kind] or "")) for kind in KeptKind.values),
            *(Figure(kind, str(done[pk][kind])) for kind in WorkKind.values),
            *_training(pk, hours, hours_asked),
            *(Figure(key, str(conduct[pk][key])) for key in ConductFigure.values),
        ]
        for pk in inspector_ids
    }


def _training(inspector_id: UUID, hours: Mapping[int, Mapping[UUID, Decimal]], asked: str) -> list[Figure]:
    return [
        Figure(f"{TRAINING}{year}", f"{held.get(inspector_id, NOTHING).normalize():f}", asked)
        for year, held in hours.items()
    ]


def rows_of(appraisal: Appraisal, key: str, *, by: User) -> list[FigureRow]:
    """The rows behind the figure `key` of `appraisal` as they stand today, by day; raises KeyError for an unknown one.

    A record withdrawn after the figures were frozen is gone, one that was filed later is there; `by` reads them.
    """
    label_of(key)
    ids, since, until = [appraisal.inspector_id], appraisal.period_from, appraisal.period_until + calendar.ONE_DAY
    if key.startswith(TRAINING):
        return _training_rows(appraisal, int(key.removeprefix(TRAINING)))
    if key in ConductFigure.values:
        found = conduct_rows(appraisal.inspector_id, key, since=since, until=until, by=by)
        return [FigureRow(row.on, row.title, row.url, note=row.note) for row in found]
    if key in KeptKind.values:
        return [_kept(item) for item in kept_of(ids, since=since, until=until) if item.kind == key]
    return [_done(item) for item in work_of(ids, since=since, until=until) if item.kind == key]


def _kept(item: KeptItem) -> FigureRow:
    return FigureRow(item.on, item.title, item.url, item.unit_name, item.met, item.note)


def _done(item: WorkItem) -> FigureRow:
    note = "" if item.filed_on == item.on else _("filed on %(day)s") % {"day": date_format(item.filed_on)}
    title = item.title if item.title != item.unit_name else str(WorkKind(item.kind).label)
    return FigureRow(item.on, title, item.url, item.unit_name, None, note)


def _training_rows(appraisal: Appraisal, year: int) -> list[FigureRow]:
    held = TrainingRecord.objects.counted(year=year, on=calendar.today()).filter(inspector=appraisal.inspector_id)
    return [_trained(row) for row in held.order_by("day", "pk")]


def _trained(row: Any) -> FigureRow:
    hours = _("%(hours)s class hours") % {"hours": f"{row.hours.normalize():f}"}
    return FigureRow(row.day, row.title, "", "", None, f"{TrainingMode(row.mode).label} · {hours}")
