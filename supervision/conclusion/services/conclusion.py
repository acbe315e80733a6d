"""The conclusion of an inspection by its framework: drawn from the ratings, told step by step, frozen (domain §6)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import transaction

from accounts.models import User
from accounts.terms import term_of
from core import audit
from core.errors import moved_on
from core.workflow import gettext_noop as _
from supervision.conclusion.services import scoring
from supervision.conclusion_words import Conclusion, Line, Said
from supervision.models import (
    Cap,
    ConclusionLevel,
    FrameworkVersion,
    Grade,
    Indicator,
    Inspection,
    InspectionResult,
    Rating,
)
from supervision.models.framework import plain
from supervision.models.visit import DONE_VISITS

TONES = ("good", "active", "waiting", "bad")
OPEN = ("on_site",)


@dataclass
class Rated:
    """What the submitted visits say of one indicator: the rating that counts, and whether its situation was found."""

    rating: Rating | None = None
    found: bool = False


def conclude(inspection: Inspection) -> Conclusion | None:
    """What the inspection comes to by the task's framework; None for a task without one.

    Where several visits rated an indicator, the latest submitted one counts; the situation of a veto or cap holds
    whoever found it. Indicators that do not hold for the unit's kind are left out; so are those nobody rated, by name.
    Six statements, however large the framework is.
    """
    version = inspection.task.framework_version
    if version is None:
        return None
    leaves = list(version.indicators.filter(level="C").select_related("caps_at").prefetch_related("thresholds"))
    return draw(
        version,
        list(version.levels.all()),
        leaves,
        ratings_of(inspection),
        inspection.unit.kind,
        scoring.grade_shares(),
    )


def ratings_of(inspection: Inspection) -> dict[Any, Rated]:
    """What the submitted visits say of each indicator, by its key; a rating without a value replaces none."""
    given = Rating.objects.filter(visit__inspection=inspection, visit__state__in=DONE_VISITS)
    found: dict[Any, Rated] = {}
    order = ("visit__visited_on", "visit__signed_at", "visit__pk")
    for rating in given.order_by(*order):
        entry = found.setdefault(rating.indicator_id, Rated())
        if rating.is_rated:
            entry.rating = rating
        entry.found = entry.found or rating.situation
    return found


def draw(
    version: FrameworkVersion,
    levels: Sequence[ConclusionLevel],
    leaves: Sequence[Indicator],
    ratings: Mapping[Any, Rated],
    kind: str,
    shares: dict[str, Decimal],
) -> Conclusion:
    """The conclusion from all that bears on it; no query where the leaves' thresholds are prefetched."""
    held = [leaf for leaf in leaves if leaf.applies(kind)]
    sums = _Sums()
    hits: list[tuple[int, Said]] = []
    for leaf in held:
        entry = ratings.get(leaf.pk, Rated())
        line = scoring.score(leaf, entry.rating, shares) if entry.rating is not None else None
        sums.take(leaf, line)
        hit = _hit(leaf, line, entry.found, levels)
        if hit is not None:
            hits.append(hit)
    remarks = sums.remarks([leaf for leaf in leaves if leaf not in held])
    percent = scoring.percent_of(sums.points, sums.possible)
    place, why = scoring.level_by_rule(version.conclusion_rule, levels, percent, sums.grades)
    remarks.append(why)
    for cap, words in hits:
        place = cap if place is None else max(place, cap)
        remarks.append(words)
    level = levels[place] if place is not None else None
    if hits and level is not None:
        remarks.append(Said(_("Conclusion after veto and caps: %(level)s."), {"level": level.name}))
    return Conclusion(
        points=sums.points,
        possible=sums.possible,
        percent=percent,
        grades=sums.grades,
        level=level.name if level is not None else "",
        tone=_tone(place, len(levels)),
        lines=tuple(sums.lines),
        remarks=tuple(remarks),
    )


@dataclass
class _Sums:
    """Adds up the lines of a conclusion."""

    points: Decimal = Decimal("0.0")
    possible: Decimal = Decimal("0.0")
    grades: dict[str, int] = field(default_factory=lambda: dict.fromkeys(Grade.values, 0))
    lines: list[Line] = field(default_factory=list)
    unrated: list[str] = field(default_factory=list)

    def take(self, leaf: Indicator, line: Line | None) -> None:
        """Add the line of an indicator, or note that nobody rated it."""
        if line is None:
            self.unrated.append(leaf.code)
            return
        self.lines.append(line)
        self.grades[line.grade] += 1
        self.points += line.points or 0
        self.possible += line.possible or 0

    def remarks(self, left_out: Sequence[Indicator]) -> list[Said]:
        """What was left out and why, and the sum."""
        found = []
        if left_out:
            codes = "、".join(leaf.code for leaf in left_out)
            found.append(Said(_("Left out, as they do not hold for this kind of unit: %(codes)s."), {"codes": codes}))
        if self.unrated:
            codes = "、".join(self.unrated)
            found.append(Said(_("Left out, as nobody rated them: %(codes)s."), {"codes": codes}))
        if self.possible:
            percent = scoring.percent_of(self.points, self.possible) or Decimal(0)
            words = {"points": plain(self.points), "possible": plain(self.possible), "percent": plain(percent)}
            found.append(Said(_("Points: %(points)s of %(possible)s, which is %(percent)s per cent."), words))
        if self.lines:
            words = {grade: str(count) for grade, count in self.grades.items()}
            found.append(Said(_("Grades: A %(A)s, B %(B)s, C %(C)s, D %(D)s."), words))
        return found


def _hit(leaf: Indicator, line: Line | None, found: bool, levels: Sequence[ConclusionLevel]) -> tuple[int, Said] | None:
    """The place of the level that the veto or cap of `leaf` leaves, and why; None where it does not hold.

    Where the framework names a situation, an inspector has to have found it; else failing the indicator is enough.
    """
    cap = scoring.cap_of(leaf, levels)
    if cap is None or not (found if leaf.cap_note else scoring.failed(line)):
        return None
    words = {"code": leaf.code, "situation": leaf.cap_note, "level": levels[cap].name}
    if leaf.cap == Cap.VETO:
        message = _("Veto of %(code)s: “%(situation)s” was found on site, so %(level)s.")
        plain_message = _("Veto of %(code)s: the indicator failed, so %(level)s.")
    else:
        message = _("Cap of %(code)s: “%(situation)s” was found on site, so not above %(level)s.")
        plain_message = _("Cap of %(code)s: the indicator failed, so not above %(level)s.")
    return cap, Said(message if leaf.cap_note else plain_message, words)


def _tone(place: int | None, count: int) -> str:
    """How a level is coloured: the best good, the lowest bad, those between by their distance."""
    if place is None:
        return "neutral"
    if place == count - 1:
        return "bad"
    return TONES[min(place, 2)]


@transaction.atomic
def freeze(inspection: Inspection, *, by: User) -> InspectionResult | None:
    """Keep the conclusion as the inspection's result, for good (REG 20); called as the team deliberates.

    Returns the result; None for a task without a framework or where nobody rated anything. Raises TransitionRefused
    where the inspection has its result already.
    """
    if InspectionResult.objects.filter(inspection=inspection).exists():
        raise moved_on(inspection)
    found = conclude(inspection)
    version = inspection.task.framework_version
    if found is None or version is None or not (found.lines or found.level):
        return None
    day = inspection.visit_ended_on or inspection.starts_on
    result = InspectionResult.objects.create(
        inspection=inspection,
        unit=inspection.unit,
        version=version,
        framework_id=version.framework_id,
        year=term_of(day).year,
        points=found.points,
        possible=found.possible,
        percent=found.percent,
        level=found.level,
        tone=found.tone,
        basis=found.basis(),
    )
    audit.record("freeze_result", by=by, obj=inspection, data={"level": found.level, "percent": str(found.percent)})
    return result


def conclusion_context(user: User, inspection: Inspection, inside: bool) -> dict[str, Any]:
    """What a page shows `user` of the conclusion: the frozen one, or what it comes to so far while the team is on site.

    For `supervision/inspection/conclusion.html`; the unit reads it once the opinion is fed back. `inside`: whether the
    person reads the team's own records.
    """
    result = InspectionResult.objects.visible_to(user).filter(inspection=inspection).first()
    if result is not None:
        return {"conclusion": result.conclusion, "frozen": True}
    if inspection.state not in OPEN or not inside:
        return {"conclusion": None, "frozen": False}
    so_far = conclude(inspection)
    return {"conclusion": so_far if so_far is not None and so_far.lines else None, "frozen": False}
