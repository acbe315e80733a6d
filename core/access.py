"""Who may call a view, how, and what it may do to the database."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

GET = "GET"
POST = "POST"

View = Callable[..., HttpResponseBase]
WRITES = re.compile(
    r"(?:\s|--[^\n]*\n|/\*.*?\*/)*+"
    r"(?:INSERT|UPDATE|DELETE|TRUNCATE|MERGE|WITH\b.*\b(?:INSERT\s+INTO|DELETE\s+FROM|UPDATE\s+\S+\s+SET))\b",
    re.IGNORECASE | re.DOTALL,
)


def allow(*methods: str) -> Callable[[View], View]:
    """Let a view answer only `methods`; GET (and HEAD with it) may only read, POST is one transaction.

    A write during GET raises WroteOnGet: a page that changes something when it is merely looked at is a fault of ours.
    """
    allowed = [*methods, "HEAD"] if GET in methods else list(methods)

    def decorate(view: View) -> View:
        @require_http_methods(allowed)
        @wraps(view)
        def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method == POST:
                with transaction.atomic():
                    return view(request, *args, **kwargs)
            with reading_only():
                return view(request, *args, **kwargs)

        return wrapper

    return decorate


class WroteOnGet(RuntimeError):
    """A view wrote to the database while it was only asked to show something."""


@contextmanager
def reading_only() -> Iterator[None]:
    """Refuse every statement that writes, for as long as the block runs."""
    with connection.execute_wrapper(_refuse_writes):
        yield


def _refuse_writes(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    if WRITES.match(sql):
        raise WroteOnGet(sql[:80])
    return execute(sql, params, many, context)


def visible_or_404(request: HttpRequest, rows: Any, pk: Any) -> Any:
    """The record `pk` among `rows` (a manager or query set with `visible_to`) where the person may see it.

    Raises Http404 for a stranger to it, as if there were nothing.
    """
    return get_object_or_404(rows.visible_to(request.user), pk=pk)
