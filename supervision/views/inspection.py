"""Pages of one unit's inspection."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse


def inspections(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404


def inspection(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404


def issue_notice(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404


def submit_self_evaluation(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404


def record_public_opinion(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404


def deliberate(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404


def archive_inspection(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404
