"""Pages of long lists by key instead of by number: page 5,000 costs what page 1 costs."""

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

COUNT_LIMIT = 10_000


@dataclass(frozen=True)
class KeysetPage:
    """One page of a list, with what `components/pager.html` and `list_head.html` need."""

    object_list: list[Any]
    previous_url: str
    next_url: str
    count_text: str
    position_text: str = ""

    def __iter__(self) -> Any:
        """The rows."""
        return iter(self.object_list)

    def __len__(self) -> int:
        """How many rows this page has."""
        return len(self.object_list)


def keyset_page(request: HttpRequest, rows: QuerySet[Any], *, order: tuple[str, ...], size: int = 50) -> KeysetPage:
    """The page of `rows` that the address asks for (`after=` or `before=` a key), newest first.

    `order` names one or two fields that together are unique, both falling ("-created_at", "-id"); an index should
    carry them. Two statements: the rows, and a count that stops at `COUNT_LIMIT`. An address that makes no sense
    gives the first page.
    """
    names = [name.removeprefix("-") for name in order]
    after, before = (_key(request.GET.get(word, ""), rows.model, names) for word in ("after", "before"))
    if before is not None:
        rising = rows.filter(_beyond(names, before, "gt")).order_by(*names)
        found = list(rising[: size + 1])
        has_previous, has_next = len(found) > size, True
        found = found[:size][::-1]
    else:
        falling = rows.filter(_beyond(names, after, "lt")) if after is not None else rows
        found = list(falling.order_by(*order)[: size + 1])
        has_previous, has_next = after is not None, len(found) > size
        found = found[:size]
    return KeysetPage(
        object_list=found,
        previous_url=_url(request, "before", found[0], names) if found and has_previous else "",
        next_url=_url(request, "after", found[-1], names) if found and has_next else "",
        count_text=count_text(rows),
    )


def count_text(rows: QuerySet[Any]) -> str:
    """How many rows there are, in words; counting stops at `COUNT_LIMIT`."""
    count = rows.order_by()[: COUNT_LIMIT + 1].count()
    if count > COUNT_LIMIT:
        return _("more than %(count)s") % {"count": COUNT_LIMIT}
    return _("%(count)s in all") % {"count": count}


def _beyond(names: list[str], key: list[Any], side: str) -> Q:
    """Rows strictly beyond `key`; written so that an index over the fields is used for both conditions."""
    if len(names) == 1:
        return Q(**{f"{names[0]}__{side}": key[0]})
    first, second = names
    return Q(**{f"{first}__{side}e": key[0]}) & (Q(**{f"{first}__{side}": key[0]}) | Q(**{f"{second}__{side}": key[1]}))


def _key(text: str, model: type[Model], names: list[str]) -> list[Any] | None:
    try:
        values = json.loads(text)
        fields: list[Any] = [model._meta.get_field(name) for name in names]
        key = [field.to_python(value) for field, value in zip(fields, values, strict=True)]
    except (ValueError, TypeError, ValidationError):
        return None
    return None if any(map(_is_impossible, key)) else key


def _is_impossible(value: Any) -> bool:
    """Whether no row can have this value: none at all, a moment without its zone, a text with a zero byte."""
    return value is None or (isinstance(value, dt.datetime) and value.tzinfo is None) or "\x00" in str(value)


def _url(request: HttpRequest, word: str, row: Any, names: list[str]) -> str:
    query = request.GET.copy()
    for other in ("after", "before", "page"):
        query.pop(other, None)
    values = [getattr(row, name) for name in names]
    query[word] = json.dumps([v.isoformat() if isinstance(v, dt.date) else str(v) for v in values])
    return f"{request.path}?{query.urlencode()}"
