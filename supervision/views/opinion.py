"""Pages of the opinion and the unit's defence."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse


def draft_opinion(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404


def edit_opinion(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404


def feed_back(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404


def issue_opinion(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404


def state_defence(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404


def waive_defence(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404
