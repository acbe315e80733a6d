"""Balanced development of one year: every school judged, the spread across schools, and what calls for attention."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Sum

from accounts import policy
from accounts.models import Organisation
from supervision.balance_rules import (
    BY_KEY,
    FIGURES,
    JUNIOR,
    PRIMARY,
    STAGES,
    Judgement,
    Mark,
    Rules,
    Spread,
    judge,
    spreads_of,
)
from supervision.models import BalanceFigure
from supervision.models.balance import COMPULSORY_KINDS

NAMED = 3  # schools that an alert about a coefficient names


@dataclass
class Row:
    """One school of a year: what it reported, what that comes to, and what it came to the year before."""

    figure: BalanceFigure
    judgement: Judgement
    before: Judgement | None = None

    @property
    def is_worse(self) -> bool:
        """Whether it meets fewer figures than the year before, or no longer the standard."""
        if self.before is None:
            return False
        return self.judgement.met < self.before.met or (self.before.is_met and not self.judgement.is_met)


@dataclass(frozen=True)
class Change:
    """The spread of one figure and the one of the year before."""

    spread: Spread
    before: Spread | None

    @property
    def is_worse(self) -> bool:
        """Whether schools differ more than the year before, to the places that are shown."""
        now, before = self.spread.shown, self.before.shown if self.before else None
        return now is not None and before is not None and now > before


@dataclass(frozen=True)
class Alert:
    """Something that calls for attention: its `kind`, and the schools or the spreads that it is about."""

    kind: str
    tone: str
    rows: Sequence[Row] = ()
    stage: str = ""
    change: Change | None = None
    changes: Sequence[Change] = ()
    units: Sequence[Organisation] = ()


@dataclass
class Picture:
    """A year of the whole county: its schools by code, the spreads by stage, the schools without figures."""

    year: int
    previous: int | None
    rules: Rules
    rows: list[Row]
    changes: dict[str, list[Change]]
    missing: list[Organisation] = field(default_factory=list)

    @property
    def met(self) -> int:
        """How many schools meet the standard."""
        return sum(row.judgement.is_met for row in self.rows)

    @property
    def wide(self) -> list[Change]:
        """The coefficients above their lines."""
        return [change for changes in self.changes.values() for change in changes if not change.spread.is_met]

    @property
    def coefficients(self) -> int:
        """How many coefficients were reckoned."""
        return sum(len(changes) for changes in self.changes.values())

    @property
    def verdict(self) -> str:
        """`met`, `not_met`, or `incomplete` while schools are missing and nothing else stands against it."""
        if self.met < len(self.rows) or self.wide:
            return "not_met"
        return "incomplete" if self.missing or not self.rows else "met"


def rules_in_force() -> Rules:
    """The lines as the settings say now."""
    return Rules(
        lines={stage: {key: policy.decimal(f"balance_{stage}_{key}") for key in BY_KEY} for stage in STAGES},
        spreads={stage: policy.decimal(f"balance_{stage}_spread") for stage in STAGES},
        least_met=policy.number("balance_figures"),
        remaining=Decimal(policy.number("balance_remaining")),
        near=Decimal(policy.number("balance_near")),
        nine_year=JUNIOR if policy.flag("balance_nine_year_junior") else PRIMARY,
    )


def years_on_record() -> list[int]:
    """The years for which there are figures, newest first."""
    return list(BalanceFigure.objects.order_by("-year").values_list("year", flat=True).distinct())


def picture_of(year: int, *, years: Sequence[int]) -> Picture:
    """The county in `year`, compared with the year before it among `years`; three statements whatever the schools."""
    rules = rules_in_force()
    previous = max((one for one in years if one < year), default=None)
    figures = list(BalanceFigure.objects.filter(year=year).select_related("unit__zone").order_by("unit__code"))
    before = list(BalanceFigure.objects.filter(year=previous).order_by()) if previous is not None else []
    judged_before = {figure.unit_id: judge(figure.amounts, rules) for figure in before}
    spread_before = spreads_of((figure.amounts for figure in before), rules)
    schools = Organisation.objects.active().filter(kind__in=COMPULSORY_KINDS).order_by("code")
    return Picture(
        year=year,
        previous=previous,
        rules=rules,
        rows=[Row(figure, judge(figure.amounts, rules), judged_before.get(figure.unit_id)) for figure in figures],
        changes={
            stage: [
                Change(spread, earlier)
                for spread, earlier in zip(spreads, spread_before.get(stage, [None] * len(FIGURES)), strict=True)
            ]
            for stage, spreads in spreads_of((figure.amounts for figure in figures), rules).items()
        },
        missing=list(schools.exclude(pk__in=BalanceFigure.objects.filter(year=year).values("unit"))),
    )


def alerts_of(picture: Picture, rows: Sequence[Row]) -> list[Alert]:
    """What calls for attention, gravest first: among the schools `rows` that the reader sees, and in the county."""
    least = picture.rules.least_met
    found = [
        Alert("few", "bad", rows=[row for row in rows if row.judgement.met < least]),
        Alert(
            "remaining",
            "bad",
            rows=[row for row in rows if row.judgement.met >= least and not row.judgement.is_met],
        ),
    ]
    every = [(stage, change) for stage, changes in picture.changes.items() for change in changes]
    for kind, tone in (("wide", "bad"), ("near", "waiting")):
        found += [
            Alert(kind, tone, stage=stage, change=change, rows=furthest(picture, rows, stage, change.spread))
            for stage, change in every
            if (not change.spread.is_met if kind == "wide" else change.spread.is_near)
        ]
    found.append(Alert("worse", "waiting", rows=[row for row in rows if row.is_worse]))
    for stage in picture.changes:
        worse = [change for change in picture.changes[stage] if change.is_worse]
        found.append(Alert("wider", "waiting", stage=stage, changes=worse))
    if len(rows) == len(picture.rows):
        found.append(Alert("missing", "waiting", units=picture.missing))
    return [alert for alert in found if alert.rows or alert.change or alert.changes or alert.units]


def furthest(picture: Picture, rows: Iterable[Row], stage: str, spread: Spread) -> list[Row]:
    """The schools of the stage that widen the spread most, by pupils times the square of the distance from the mean.

    Only those among `rows` that the reader sees.
    """
    place, mean = FIGURES.index(spread.figure), spread.mean
    of_stage = [row for row in picture.rows if row.judgement.stage == stage]

    def weight(row: Row) -> Decimal:
        mark: Mark = row.judgement.marks[place]
        return mark.pupils * (mark.value - mean) ** 2

    seen = {row.figure.pk for row in rows}
    return [row for row in sorted(of_stage, key=weight, reverse=True)[:NAMED] if row.figure.pk in seen]


@dataclass(frozen=True)
class Year:
    """One year of a school: its figures judged, and the county's mean of each over the schools of its stage."""

    year: int
    judgement: Judgement
    means: Sequence[Decimal]


def history_of(unit: Organisation) -> list[Year]:
    """The years of one school, newest first, each beside the county's means; two statements."""
    rules = rules_in_force()
    figures = list(BalanceFigure.objects.filter(unit=unit).order_by("-year"))
    sums: dict[tuple[int, str], list[Any]] = {}
    raws = [figure.raw for figure in FIGURES]
    of_years = BalanceFigure.objects.filter(year__in=[figure.year for figure in figures]).order_by()
    totals = of_years.values_list("year", "kind").annotate(*[Sum(name) for name in ("pupils", *raws)])
    for year, kind, *amounts in totals:
        key = year, rules.stage_of(kind)
        sums[key] = [one + more for one, more in zip(sums.get(key, [0] * len(amounts)), amounts, strict=True)]
    found = []
    for reported in figures:
        judgement = judge(reported.amounts, rules)
        pupils, *amounts = sums[reported.year, judgement.stage]
        means = [figure.per * Decimal(amount) / pupils for figure, amount in zip(FIGURES, amounts, strict=True)]
        found.append(Year(reported.year, judgement, means))
    return found
