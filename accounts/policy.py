"""Every number that the law leaves open, as a setting with its default and its source (domain.md)."""

from dataclasses import dataclass
from enum import StrEnum

from django.core.cache import cache

from accounts.models import PolicySetting
from core.calendar import DayUnit
from core.workflow import gettext_noop as _

Value = int | bool | str
CACHE_KEY = "policy"


class Kind(StrEnum):
    """How a setting is entered."""

    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    NUMBER = "number"
    FLAG = "flag"
    TEXT = "text"
    NUMBERS = "numbers"


@dataclass(frozen=True)
class Item:
    """One setting: key, label (msgid), kind, default, source, and the group under which the page shows it.

    `unit` is the word behind a number; `least` and `most` bound it, and `law` says in words where a bound is fixed by
    an article rather than by good sense.
    """

    key: str
    label: str
    kind: Kind
    default: Value
    source: str
    group: str
    unit: str = ""
    least: int = 1
    most: int = 365
    law: str = ""


PROCEDURE = _("Inspection procedure")
RECTIFICATION = _("Rectification")
PUBLICATION = _("Publication")
CORPS = _("Inspector corps")
DOCUMENTS = _("Official documents")
SECURITY = _("Sign-in and security")
GROUPS = (PROCEDURE, RECTIFICATION, PUBLICATION, CORPS, DOCUMENTS, SECURITY)

W, C, N, F, T, L = (
    Kind.WORKING_DAYS,
    Kind.CALENDAR_DAYS,
    Kind.NUMBER,
    Kind.FLAG,
    Kind.TEXT,
    Kind.NUMBERS,
)
REG = "《教育督导条例》"
INSP = "《督学管理暂行办法》"
PLATE = "《中小学校责任督学挂牌督导办法》"
OPEN = "《政府信息公开条例》"
PLAN = "《米易县深化新时代教育督导体制机制改革的实施方案》"
FORMAT = "GB/T 9704-2012"
SAFETY = "GB/T 22239-2019"
PEOPLE, PERCENT, YEARS, HOURS, MINUTES, UNITS, TIMES, DAYS = (
    _("people"),
    _("per cent"),
    _("years"),
    _("class hours"),
    _("minutes"),
    _("units"),
    _("times"),
    _("days"),
)
ITEMS: tuple[Item, ...] = (
    Item(
        "team_minimum",
        _("Inspectors in a team, at least"),
        N,
        3,
        f"{REG}第十六条",
        PROCEDURE,
        PEOPLE,
        least=3,
        most=30,
        law=_("A team has three inspectors or more."),
    ),
    Item("notice_days", _("Written notice before the inspection"), W, 5, f"{REG}第十七条", PROCEDURE, most=60),
    Item(
        "deliberation_percent",
        _("Members who must agree, per cent"),
        N,
        67,
        f"{REG}第二十条",
        PROCEDURE,
        PERCENT,
        least=51,
        most=100,
    ),
    Item("defence_days", _("Window for the unit's defence"), C, 10, f"{REG}第二十条", PROCEDURE, most=60),
    Item("opinion_days", _("Opinion letter after the inspection ends"), C, 30, f"{REG}第二十一条", PROCEDURE, most=90),
    Item("recusal_left_years", _("Recusal: years since leaving the unit"), N, 3, INSP, PROCEDURE, YEARS, most=20),
    Item("plan_days", _("Rectification plan after the order"), W, 5, f"{PLAN}二（三）4", RECTIFICATION),
    Item("order_days_minor", _("Putting right a minor problem"), W, 10, f"{PLAN}二（三）4", RECTIFICATION),
    Item("order_days_general", _("Putting right a general problem"), W, 20, f"{PLAN}二（三）4", RECTIFICATION),
    Item("order_days_serious", _("Putting right a serious problem"), W, 30, f"{PLAN}二（三）4", RECTIFICATION),
    Item("review_days", _("Office's review of a plan or a report"), W, 5, f"{PLAN}二（三）5", RECTIFICATION),
    Item("recheck_days", _("Recheck after the report"), W, 10, f"{PLAN}二（三）5", RECTIFICATION),
    Item("redo_days", _("New deadline after a failed recheck"), W, 10, f"{PLAN}二（三）4", RECTIFICATION),
    Item(
        "reminder_before",
        _("Reminders, days before the deadline"),
        L,
        "7,3,1,0",
        f"{PLAN}二（三）4",
        RECTIFICATION,
        DAYS,
        least=0,
        most=60,
    ),
    Item(
        "reminder_every",
        _("Reminders after the deadline, every … days"),
        N,
        3,
        f"{PLAN}二（三）4",
        RECTIFICATION,
        DAYS,
        most=30,
    ),
    Item(
        "publication_days",
        _("Publication after the report is formed"),
        W,
        20,
        f"{OPEN}第二十六条",
        PUBLICATION,
        most=20,
        law=_("Government information is published within 20 working days."),
    ),
    Item(
        "training_hours",
        _("Training hours a year"),
        N,
        40,
        f"{PLAN}二（四）3",
        CORPS,
        HOURS,
        least=40,
        most=400,
        law=_("The plan asks for 40 class hours a year or more."),
    ),
    Item("term_years", _("Part-time term, years"), N, 3, INSP, CORPS, YEARS, most=5),
    Item(
        "terms_in_row",
        _("Part-time terms in a row, at most"),
        N,
        3,
        INSP,
        CORPS,
        TIMES,
        most=3,
        law=_("A part-time inspector serves three terms in a row at most."),
    ),
    Item(
        "experience_years",
        _("Years in education, at least"),
        N,
        10,
        INSP,
        CORPS,
        YEARS,
        least=10,
        most=40,
        law=_("An inspector has ten years or more in education."),
    ),
    Item("load_ceiling", _("Inspections at the same time, at most"), N, 8, INSP, CORPS, UNITS, most=50),
    Item("plaque_schools", _("Schools per plaque inspector, about"), N, 5, PLATE, CORPS, UNITS, most=20),
    Item("plaque_years", _("Rotation of plaque inspectors, years"), N, 3, PLATE, CORPS, YEARS, most=10),
    Item("zone_schools", _("Schools in a zone, at most"), N, 20, PLATE, CORPS, UNITS, most=60),
    Item("county_name", _("County"), T, "米易县", PLAN, DOCUMENTS),
    Item("site_name", _("Name of the site"), T, "教育督导信息管理平台", f"{PLAN}二（五）3", DOCUMENTS),
    Item("issuer_committee", _("Committee's full name"), T, "米易县人民政府教育督导委员会", PLAN, DOCUMENTS),
    Item("issuer_office", _("Office's full name"), T, "米易县人民政府教育督导委员会办公室", PLAN, DOCUMENTS),
    Item("county_government", _("Addressee of reports"), T, "米易县人民政府", f"{REG}第二十三条", DOCUMENTS),
    Item(
        "higher_body",
        _("Next higher supervision body"),
        T,
        "攀枝花市人民政府教育督导委员会办公室",
        f"{REG}第二十三条",
        DOCUMENTS,
    ),
    Item("office_phone", _("Office's telephone"), T, "0812-8170000", PLAN, DOCUMENTS),
    Item("series_committee", _("Document code of the committee"), T, "米府教督", FORMAT, DOCUMENTS),
    Item("series_office", _("Document code of the office"), T, "米教督办", FORMAT, DOCUMENTS),
    Item("series_order", _("Document code of rectification orders"), T, "米教督整", FORMAT, DOCUMENTS),
    Item("series_urging", _("Document code of urging notices"), T, "米教督催", FORMAT, DOCUMENTS),
    Item("series_report", _("Document code of inspection reports"), T, "米教督报", FORMAT, DOCUMENTS),
    Item(
        "mfa_required",
        _("Two-factor sign-in for office, leaders and administrators"),
        F,
        True,
        SAFETY,
        SECURITY,
    ),
    Item("idle_minutes", _("Sign out after idle minutes"), N, 30, SAFETY, SECURITY, MINUTES, least=5, most=60),
)
BY_KEY = {item.key: item for item in ITEMS}


def value(key: str) -> Value:
    """The value in force of the setting `key`; raises KeyError for one that is not defined."""
    item = BY_KEY[key]
    stored: Value = _stored().get(key, item.default)
    return stored


def number(key: str) -> int:
    """A setting as a number."""
    return int(value(key))


def numbers(key: str) -> list[int]:
    """A setting as a list of numbers, largest first."""
    return sorted((int(part) for part in str(value(key)).split(",") if part.strip()), reverse=True)


def flag(key: str) -> bool:
    """A setting as yes or no."""
    return bool(value(key))


def text(key: str) -> str:
    """A setting as text."""
    return str(value(key))


def days(key: str) -> tuple[int, DayUnit]:
    """A day count with its unit, ready for `core.calendar.deadline`."""
    item = BY_KEY[key]
    return number(key), DayUnit.WORKING if item.kind is Kind.WORKING_DAYS else DayUnit.CALENDAR


def forget() -> None:
    """Drop the cached values; the service that edits a setting calls it after the commit."""
    cache.delete(CACHE_KEY)


def _stored() -> dict[str, Value]:
    values: dict[str, Value] | None = cache.get(CACHE_KEY)
    if values is None:
        values = dict(PolicySetting.objects.values_list("key", "value"))
        cache.set(CACHE_KEY, values, 60)
    return values
