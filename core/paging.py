"""Pages of long lists by key: the millionth row costs no more than the first."""

import base64
import binascii
import json
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

COUNTED_UP_TO = 10_000


class KeysetPage:
    """One page of a list ordered by `fields` (all descending), continued by key.

    `object_list`, `previous_url` (back to the first page), `next_url` and `count_text` are what the list components show.
    The count stops at 10,000.
    """

    def __init__(self, request: HttpRequest, rows: QuerySet[Any], *, fields: tuple[str, ...], size: int = 50) -> None:
        """Take the filtered `rows`; `fields` must end with a unique one. Two statements: the rows and the capped count."""
        self.request = request
        self.fields = fields
        self.counted = rows.order_by()[: COUNTED_UP_TO + 1].count()
        after = _decode(request.GET.get("after", ""), len(fields))
        if after is not None:
            rows = rows.filter(_later(fields, after))
        found = list(rows.order_by(*(f"-{field}" for field in fields))[: size + 1])
        self.object_list = found[:size]
        self.has_more = len(found) > size
        self.is_first = after is None

    def __iter__(self) -> Any:
        """The rows of the page."""
        return iter(self.object_list)

    def __len__(self) -> int:
        """How many rows the page has."""
        return len(self.object_list)

    @property
    def count_text(self) -> str:
        """How many rows match, in words; beyond 10,000 only that there are more."""
        if self.counted > COUNTED_UP_TO:
            return _("more than %(count)s in all") % {"count": f"{COUNTED_UP_TO:,}"}
        return _("%(count)s in all") % {"count": self.counted}

    @property
    def position_text(self) -> str:
        """Nothing to say between the two links."""
        return ""

    @property
    def previous_url(self) -> str:
        """The first page again, or nothing on the first page."""
        return "" if self.is_first else self._url(None)

    @property
    def next_url(self) -> str:
        """The page after this one, or nothing on the last."""
        return self._url(_encode(self.object_list[-1], self.fields)) if self.has_more else ""

    def _url(self, after: str | None) -> str:
        query = self.request.GET.copy()
        query.pop("after", None)
        if after is not None:
            query["after"] = after
        return f"{self.request.path}?{query.urlencode()}"


def _later(fields: tuple[str, ...], values: list[str]) -> Q:
    """Rows that come after the key `values`: field by field, since a field may not be comparable as a tuple in the ORM."""
    condition = Q()
    for place, field in enumerate(fields):
        same = Q(**dict(zip(fields[:place], values[:place], strict=True)))
        condition |= same & Q(**{f"{field}__lt": values[place]})
    return condition


def _encode(row: Model, fields: tuple[str, ...]) -> str:
    key = [str(getattr(row, field)) for field in fields]
    return base64.urlsafe_b64encode(json.dumps(key).encode()).decode().rstrip("=")


def _decode(token: str, length: int) -> list[str] | None:
    if not token:
        return None
    try:
        key = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
    except (ValueError, binascii.Error):
        return None
    return [str(part) for part in key] if isinstance(key, list) and len(key) == length else None
