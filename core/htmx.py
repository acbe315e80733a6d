"""Rendering a page, or just the part of it that htmx asked for, with the right status."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.errors import Refused


def render_page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    part: str | None = None,
    status: int | None = None,
) -> HttpResponse:
    """Render `template`, or its partial `part` when htmx asks for a fragment of this page.

    The status is `status`, or 422 when `context["form"]` is bound and has errors, or 200. A boosted link gets the page.
    """
    if status is None:
        form = context.get("form")
        status = 422 if form is not None and form.is_bound and form.errors else 200
    htmx: Any = getattr(request, "htmx", None)
    name = f"{template}#{part}" if part and htmx and not htmx.boosted else template
    return render(request, name, context, status=status)


def refuse(form: Any, exc: Refused, field: str | None = None) -> None:
    """Show the refusal `exc` on the bound `form`, beside `field` or above it, so that nothing typed is lost."""
    form.add_error(field, str(exc))
