"""Balanced development (优质均衡): what seven resource figures come to, by school and across schools.

Rules and formulas are those of 《县域义务教育优质均衡发展督导评估办法》（教督〔2017〕6号）第六条; domain.md §6. The
numbers of `Rules` are settings. With P pupils and a raw amount x, per 1 or per 100 pupils (k):

- a school's value is X = k·x/P, and it meets the line L where X ≥ L, that is k·x ≥ L·P: compared without dividing;
- a school meets the standard where at least six of the seven meet their lines, and each of the others reaches 85 % of
  its line: k·x ≥ 0.85·L·P;
- over the schools of a stage, X̄ = k·Σxᵢ/ΣPᵢ, S = √(Σ(Pᵢ/P)(Xᵢ−X̄)²) with P = ΣPᵢ, and the coefficient of variation is
  CV = S/X̄. Equal to it is CV² = P·Σ(xᵢ²/Pᵢ)/(Σxᵢ)² − 1, which needs one pass and is what is reckoned here.

Nothing is rounded before it is compared. What is shown is rounded against the school: `down` for values that have to
reach a line, `up` for the coefficient that has to stay below one, so that no page shows 4.20 beside “below 4.2”.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, localcontext

from core.workflow import gettext_noop as _

PRIMARY, JUNIOR, NINE_YEAR = "primary", "junior", "nine_year"
STAGES = (PRIMARY, JUNIOR)
PRECISION = 50
# A coefficient exactly on its line may come out a hair beside it, since 1/3 has no end; real ones differ by far more.
HAIR = Decimal("1e-20")


@dataclass(frozen=True)
class Figure:
    """One of the seven: the column `raw` that it comes from, its words (msgids), per how many pupils, places shown."""

    key: str
    raw: str
    label: str
    short: str
    unit: str
    per: int
    places: int = 2


FIGURES = (
    Figure(
        "degree",
        "degree_teachers",
        _("Teachers above the required degree per 100 pupils"),
        _("Above the degree"),
        _("people"),
        100,
    ),
    Figure(
        "backbone",
        "backbone_teachers",
        _("Backbone teachers per 100 pupils"),
        _("Backbone teachers"),
        _("people"),
        100,
    ),
    Figure("arts", "arts_teachers", _("PE and art teachers per 100 pupils"), _("PE and art"), _("people"), 100),
    Figure("teaching", "teaching_area", _("Teaching space per pupil"), _("Teaching space"), _("m²"), 1),
    Figure("sports", "sports_area", _("Sports space per pupil"), _("Sports space"), _("m²"), 1),
    Figure("equipment", "equipment", _("Equipment per pupil"), _("Equipment"), _("yuan"), 1, places=0),
    Figure("media", "media_rooms", _("Multimedia rooms per 100 pupils"), _("Multimedia rooms"), _("rooms"), 100),
)
BY_KEY = {figure.key: figure for figure in FIGURES}


@dataclass(frozen=True)
class Rules:
    """The lines in force: `lines[stage][figure]`, `spreads[stage]` for the coefficient, and the rule of six and 85 %.

    `near` is the share of its line from which on a coefficient is warned of; nine-year schools count in `nine_year`.
    """

    lines: Mapping[str, Mapping[str, Decimal]]
    spreads: Mapping[str, Decimal]
    least_met: int
    remaining: Decimal
    near: Decimal
    nine_year: str = JUNIOR

    def stage_of(self, kind: str) -> str:
        """The stage by whose lines a school of `kind` is judged and in which it is counted."""
        return self.nine_year if kind == NINE_YEAR else kind


@dataclass(frozen=True)
class Amounts:
    """What a school reported: its kind, its pupils (more than none), and the raw amount of each figure."""

    kind: str
    pupils: int
    raw: Mapping[str, Decimal]


@dataclass(frozen=True)
class Mark:
    """One figure of one school: the value, the line, whether it is met, and how much of the line is reached."""

    figure: Figure
    raw: Decimal
    pupils: int
    line: Decimal
    is_met: bool
    reaches: bool  # the share of the line that the remaining figure has to reach

    @property
    def value(self) -> Decimal:
        """The amount per pupil or per hundred pupils."""
        return self.figure.per * self.raw / self.pupils

    @property
    def shown(self) -> Decimal:
        """The value as it is shown."""
        return down(self.value, self.figure.places)

    @property
    def share(self) -> Decimal:
        """How much of the line is reached, per cent, as it is shown."""
        return down(100 * self.value / self.line, 1)

    @property
    def lacking(self) -> int:
        """How many more teachers, rooms, square metres or yuan would meet the line."""
        missing = self.line * self.pupils / self.figure.per - self.raw
        return max(0, int(missing.to_integral_value(ROUND_CEILING)))

    @property
    def formula(self) -> str:
        """The value reckoned with the school's own numbers."""
        times = f" × {self.figure.per}" if self.figure.per > 1 else ""
        return f"{plain(self.raw)} ÷ {self.pupils:,}{times} = {self.shown:,}"


@dataclass(frozen=True)
class Judgement:
    """What a school's seven figures come to."""

    stage: str
    marks: tuple[Mark, ...]
    is_met: bool

    @property
    def met(self) -> int:
        """How many of the seven meet their lines."""
        return sum(mark.is_met for mark in self.marks)

    @property
    def below(self) -> list[Mark]:
        """The figures below their lines."""
        return [mark for mark in self.marks if not mark.is_met]

    @property
    def far_below(self) -> list[Mark]:
        """The figures that do not even reach the share asked of the remaining one."""
        return [mark for mark in self.marks if not mark.reaches]


@dataclass(frozen=True)
class Spread:
    """How one figure differs across the schools of a stage; without a coefficient where no school has any of it."""

    figure: Figure
    schools: int
    pupils: int
    total: Decimal
    coefficient: Decimal | None
    line: Decimal
    is_met: bool
    is_near: bool

    @property
    def mean(self) -> Decimal:
        """X̄: the amount per pupil over all schools together."""
        return self.figure.per * self.total / self.pupils

    @property
    def deviation(self) -> Decimal:
        """S: the pupil-weighted standard deviation."""
        return (self.coefficient or Decimal(0)) * self.mean

    @property
    def shown(self) -> Decimal | None:
        """The coefficient as it is shown."""
        return None if self.coefficient is None else up(self.coefficient, 3)

    @property
    def formulas(self) -> list[str]:
        """Mean, deviation and coefficient with the county's own numbers."""
        times = f" × {self.figure.per}" if self.figure.per > 1 else ""
        mean, deviation = (round(number, 3) for number in (self.mean, self.deviation))
        return [
            f"X̄ = Σxᵢ ÷ ΣPᵢ{times} = {plain(self.total)} ÷ {self.pupils:,}{times} = {plain(mean)}",
            f"S = √(Σ(Pᵢ ÷ P)(Xᵢ − X̄)²) = {plain(deviation)}",
            f"CV = S ÷ X̄ = {plain(deviation)} ÷ {plain(mean)} = {self.shown}",
        ]


def judge(amounts: Amounts, rules: Rules) -> Judgement:
    """Hold the seven figures of one school against the lines of its stage."""
    stage = rules.stage_of(amounts.kind)
    marks = []
    for figure in FIGURES:
        raw, line = amounts.raw[figure.key], rules.lines[stage][figure.key]
        reached, asked = figure.per * raw, line * amounts.pupils
        is_met = reached >= asked
        marks.append(
            Mark(figure, raw, amounts.pupils, line, is_met, is_met or 100 * reached >= rules.remaining * asked)
        )
    is_met = sum(mark.is_met for mark in marks) >= rules.least_met and all(mark.reaches for mark in marks)
    return Judgement(stage, tuple(marks), is_met)


def coefficient_of_variation(pairs: Sequence[tuple[Decimal, int]]) -> Decimal | None:
    """The pupil-weighted coefficient of variation over pairs of amount and pupils; None where all amounts are zero."""
    total = sum((amount for amount, _pupils in pairs), Decimal(0))
    if not total:
        return None
    with localcontext() as context:
        context.prec = PRECISION
        pupils = sum(count for _amount, count in pairs)
        squares = sum((amount * amount / count for amount, count in pairs), Decimal(0))
        square = pupils * squares / (total * total) - 1
        return max(square, Decimal(0)).sqrt()


def spreads_of(schools: Iterable[Amounts], rules: Rules) -> dict[str, list[Spread]]:
    """For each stage that has schools, the spread of each of the seven figures across them."""
    of_stage: dict[str, list[Amounts]] = {}
    for school in schools:
        of_stage.setdefault(rules.stage_of(school.kind), []).append(school)
    return {
        stage: [_spread(figure, of_stage[stage], rules.spreads[stage], rules.near) for figure in FIGURES]
        for stage in STAGES
        if stage in of_stage
    }


def _spread(figure: Figure, schools: Sequence[Amounts], line: Decimal, near: Decimal) -> Spread:
    pairs = [(school.raw[figure.key], school.pupils) for school in schools]
    found = coefficient_of_variation(pairs)
    is_met = found is not None and found <= line + HAIR
    return Spread(
        figure=figure,
        schools=len(schools),
        pupils=sum(school.pupils for school in schools),
        total=sum((amount for amount, _pupils in pairs), Decimal(0)),
        coefficient=found,
        line=line,
        is_met=is_met,
        is_near=is_met and found is not None and found > line * (100 - near) / 100 + HAIR,
    )


def down(number: Decimal, places: int) -> Decimal:
    """`number` with `places` places, never more than it is."""
    return number.quantize(Decimal(1).scaleb(-places), ROUND_FLOOR)


def up(number: Decimal, places: int) -> Decimal:
    """`number` with `places` places, never less than it is by more than a hair."""
    return max(number - HAIR, Decimal(0)).quantize(Decimal(1).scaleb(-places), ROUND_CEILING)


def plain(number: Decimal) -> str:
    """`number` with thousands set apart and no zeros behind the last place that says something."""
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
