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
    """One setting: key, label (msgid), kind, default, source, and the group under which the page shows it."""

    key: str
    label: str
    kind: Kind
    default: Value
    source: str
    group: str


PROCEDURE = _("Inspection procedure")
RECTIFICATION = _("Rectification")
PUBLICATION = _("Publication")
CORPS = _("Inspector corps")
DOCUMENTS = _("Official documents")
SECURITY = _("Sign-in and security")

W, C, N, F, T, L = (
    Kind.WORKING_DAYS,
    Kind.CALENDAR_DAYS,
    Kind.NUMBER,
    Kind.FLAG,
    Kind.TEXT,
    Kind.NUMBERS,
)
REG = "《教育督导条例》"
PLAN = "《米易县深化新时代教育督导体制机制改革的实施方案》"
ITEMS: tuple[Item, ...] = (
    Item("team_minimum", _("Inspectors in a team, at least"), N, 3, f"{REG}第十六条", PROCEDURE),
    Item("notice_days", _("Written notice before the inspection"), W, 5, f"{REG}第十七条", PROCEDURE),
    Item("deliberation_percent", _("Members who must agree, per cent"), N, 67, f"{REG}第二十条", PROCEDURE),
    Item("defence_days", _("Window for the unit's defence"), C, 10, f"{REG}第二十条", PROCEDURE),
    Item("opinion_days", _("Opinion letter after the inspection ends"), C, 30, f"{REG}第二十一条", PROCEDURE),
    Item("recusal_left_years", _("Recusal: years since leaving the unit"), N, 3, "《督学管理暂行办法》", PROCEDURE),
    Item("plan_days", _("Rectification plan after the order"), W, 5, f"{PLAN}二（三）4", RECTIFICATION),
    Item("order_days_minor", _("Putting right a minor problem"), W, 10, f"{PLAN}二（三）4", RECTIFICATION),
    Item("order_days_general", _("Putting right a general problem"), W, 20, f"{PLAN}二（三）4", RECTIFICATION),
    Item("order_days_serious", _("Putting right a serious problem"), W, 30, f"{PLAN}二（三）4", RECTIFICATION),
    Item("review_days", _("Office's review of a plan or a report"), W, 5, f"{PLAN}二（三）5", RECTIFICATION),
    Item("recheck_days", _("Recheck after the report"), W, 10, f"{PLAN}二（三）5", RECTIFICATION),
    Item("redo_days", _("New deadline after a failed recheck"), W, 10, f"{PLAN}二（三）4", RECTIFICATION),
    Item("reminder_before", _("Reminders, days before the deadline"), L, "7,3,1,0", f"{PLAN}二（三）4", RECTIFICATION),
    Item("reminder_every", _("Reminders after the deadline, every … days"), N, 3, f"{PLAN}二（三）4", RECTIFICATION),
    Item(
        "publication_days",
        _("Publication after the report is formed"),
        W,
        20,
        "《政府信息公开条例》第二十六条",
        PUBLICATION,
    ),
    Item("training_hours", _("Training hours a year"), N, 40, f"{PLAN}二（四）3", CORPS),
    Item("term_years", _("Part-time term, years"), N, 3, "《督学管理暂行办法》", CORPS),
    Item("terms_in_row", _("Part-time terms in a row, at most"), N, 3, "《督学管理暂行办法》", CORPS),
    Item("experience_years", _("Years in education, at least"), N, 10, "《督学管理暂行办法》", CORPS),
    Item("load_ceiling", _("Inspections at the same time, at most"), N, 8, "《督学管理暂行办法》", CORPS),
    Item("plaque_schools", _("Schools per plaque inspector, about"), N, 5, "《中小学校责任督学挂牌督导办法》", CORPS),
    Item("plaque_years", _("Rotation of plaque inspectors, years"), N, 3, "《中小学校责任督学挂牌督导办法》", CORPS),
    Item("zone_schools", _("Schools in a zone, at most"), N, 20, "《中小学校责任督学挂牌督导办法》", CORPS),
    Item("county_name", _("County"), T, "米易县", PLAN, DOCUMENTS),
    Item("site_name", _("Name of the site"), T, "教育督导信息管理平台", f"{PLAN}二（五）3", DOCUMENTS),
    Item("issuer_committee", _("Committee's full name"), T, "米易县人民政府教育督导委员会", PLAN, DOCUMENTS),
    Item("issuer_office", _("Office's full name"), T, "米易县人民政府教育督导委员会办公室", PLAN, DOCUMENTS),
    Item("county_government", _("Addressee of reports"), T, "米易县人民政府", f"{REG}第二十三条", DOCUMENTS),
    Item("office_phone", _("Office's telephone"), T, "0812-8170000", PLAN, DOCUMENTS),
    Item("series_committee", _("Document code of the committee"), T, "米府教督", "GB/T 9704-2012", DOCUMENTS),
    Item("series_office", _("Document code of the office"), T, "米教督办", "GB/T 9704-2012", DOCUMENTS),
    Item("series_order", _("Document code of rectification orders"), T, "米教督整", "GB/T 9704-2012", DOCUMENTS),
    Item("series_urging", _("Document code of urging notices"), T, "米教督催", "GB/T 9704-2012", DOCUMENTS),
    Item("series_report", _("Document code of inspection reports"), T, "米教督报", "GB/T 9704-2012", DOCUMENTS),
    Item(
        "mfa_required",
        _("Two-factor sign-in for office, leaders and administrators"),
        F,
        True,
        "GB/T 22239-2019",
        SECURITY,
    ),
    Item("idle_minutes", _("Sign out after idle minutes"), N, 30, "GB/T 22239-2019", SECURITY),
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
