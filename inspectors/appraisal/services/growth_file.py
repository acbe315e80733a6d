"""The growth file of an inspector: person, career, training and work by year, appraisals (PLAN 二（四）5)."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

from accounts import policy
from accounts.models import User
from core import calendar
from inspectors.appraisal import permissions
from inspectors.models import Appraisal, CareerEvent, CareerKind, Inspector, TrainingRecord, WorkKind
from inspectors.questions import work_of
from inspectors.training.services.hours import NOTHING

PRAISE = (CareerKind.COMMENDED,)


@dataclass
class GrowthYear:
    """A calendar year of an inspector: class hours against what is asked, the trainings, work by kind."""

    number: int
    asked: int
    hours: Decimal = NOTHING
    training: list[TrainingRecord] = field(default_factory=list)
    work: Counter[str] = field(default_factory=Counter)

    @property
    def work_words(self) -> list[tuple[str, int]]:
        """How much of each kind of work, by its name in the page's language."""
        return [(str(WorkKind(kind).label), self.work[kind]) for kind in WorkKind.values]


@dataclass(frozen=True)
class GrowthFile:
    """All that the growth file says, as of one day; the page and the PDF are made from it."""

    inspector: Inspector
    on: dt.date
    career: list[CareerEvent]
    praise: list[CareerEvent]
    years: list[GrowthYear]
    appraisals: list[Appraisal]

    @property
    def work_labels(self) -> list[str]:
        """The kinds of work as the table's head, in the page's language."""
        return [str(kind.label) for kind in WorkKind]


def growth_of(inspector: Inspector, *, by: User) -> GrowthFile:
    """The growth file of `inspector` as of today, years newest first; only told grades are in it.

    Raises NotAllowed for anybody but the person, the office and the leaders.
    """
    permissions.check_can_read_growth_file(by, inspector)
    today = calendar.today()
    career = list(CareerEvent.objects.filter(inspector=inspector).order_by("on", "created_at"))
    return GrowthFile(
        inspector=inspector,
        on=today,
        career=career,
        praise=[line for line in career if line.kind in PRAISE],
        years=_years(inspector, today),
        appraisals=list(Appraisal.objects.told().filter(inspector=inspector).order_by("period_until", "pk")),
    )


def _years(inspector: Inspector, today: dt.date) -> list[GrowthYear]:
    records = list(
        TrainingRecord.objects.filter(inspector=inspector, struck_at=None, day__lte=today).order_by("day", "pk")
    )
    first = min([inspector.term_from, *(record.day for record in records)])
    work = work_of([inspector.pk], since=dt.date(first.year, 1, 1), until=today + calendar.ONE_DAY)
    asked = policy.number("training_hours")
    found: dict[int, GrowthYear] = {}
    for number in range(today.year, first.year - 1, -1):
        found[number] = GrowthYear(number, asked)
    for record in records:
        year = found[record.day.year]
        year.training.append(record)
        year.hours += record.hours
    for item in work:
        found[item.on.year].work[item.kind] += 1
    return list(found.values())
