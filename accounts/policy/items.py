"""The vocabulary of settings: what an item is, its kinds, groups, units and the names of its sources."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from core.workflow import gettext_noop as _

Value = int | bool | str
Bound = int | Decimal


class Kind(StrEnum):
    """How a setting is entered."""

    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    NUMBER = "number"
    FLAG = "flag"
    TEXT = "text"
    NUMBERS = "numbers"
    DECIMAL = "decimal"


@dataclass(frozen=True)
class Item:
    """One setting: key, label (msgid), kind, default, source, and the group under which the page shows it.

    `unit` is the word behind a number; `least` and `most` bound it, and `law` says in words where a bound is fixed by
    an article rather than by good sense; `count` is how many numbers a list has, where that is fixed. The value of a
    decimal is kept as text in its shortest form, with at most `PLACES` places.
    """

    key: str
    label: str
    kind: Kind
    default: Value
    source: str
    group: str
    unit: str = ""
    least: Bound = 1
    most: Bound = 365
    law: str = ""
    count: int = 0


PROCEDURE = _("Inspection procedure")
RECTIFICATION = _("Rectification")
PUBLICATION = _("Publication")
CORPS = _("Inspector corps")
DOCUMENTS = _("Official documents")
SECURITY = _("Sign-in and security")
PLANNING = _("Plan, burden and draw")
REGULAR = _("Regular inspection")
BALANCE = _("Balanced development")
GROUPS = (PLANNING, PROCEDURE, REGULAR, BALANCE, RECTIFICATION, PUBLICATION, CORPS, DOCUMENTS, SECURITY)

PLACES = 2  # of a decimal setting
W, C, N, F, T, L, D = (
    Kind.WORKING_DAYS,
    Kind.CALENDAR_DAYS,
    Kind.NUMBER,
    Kind.FLAG,
    Kind.TEXT,
    Kind.NUMBERS,
    Kind.DECIMAL,
)
REG = "《教育督导条例》"
INSP = "《督学管理暂行办法》"
PLATE = "《中小学校责任督学挂牌督导办法》"
OPEN = "《政府信息公开条例》"
PLAN = "《米易县深化新时代教育督导体制机制改革的实施方案》"
EVEN = "《县域义务教育优质均衡发展督导评估办法》"
FORMAT = "GB/T 9704-2012"
SAFETY = "GB/T 22239-2019"
ANSWERS, CLASSES, DOCUMENTS_ASKED, MONTHS, VISITS = _("answers"), _("classes"), _("documents"), _("months"), _("visits")
CLASS_HOURS, MONTH_OF_YEAR = _("class hours"), _("month of the year")
PEOPLE, PERCENT, YEARS, MINUTES, UNITS, TIMES, DAYS = (
    _("people"),
    _("per cent"),
    _("years"),
    _("minutes"),
    _("units"),
    _("times"),
    _("days"),
)
