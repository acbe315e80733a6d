"""Every number that the law leaves open, as a setting with its default and its source (domain.md)."""

from decimal import Decimal

from django.core.cache import cache

from accounts.models import PolicySetting
from accounts.policy import balance, corps, documents, planning, procedure, rectification, regular
from accounts.policy.items import GROUPS, Item, Kind, Value
from core.calendar import DayUnit

__all__ = [
    "BY_KEY",
    "GROUPS",
    "ITEMS",
    "Item",
    "Kind",
    "Value",
    "days",
    "decimal",
    "flag",
    "forget",
    "number",
    "numbers",
    "text",
    "value",
]

CACHE_KEY = "policy"
ITEMS = (
    *planning.ITEMS,
    *procedure.ITEMS,
    *regular.ITEMS,
    *balance.ITEMS,
    *rectification.ITEMS,
    *corps.ITEMS,
    *documents.ITEMS,
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


def decimal(key: str) -> Decimal:
    """A setting as a number with places."""
    return Decimal(str(value(key)))


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
