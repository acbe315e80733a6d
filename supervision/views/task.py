"""Pages of inspection tasks."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse


def tasks(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404


def create_task(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404


def task(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404


def edit_task(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404


def approve_task(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404


def postpone_task(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404


def cancel_task(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404


def conclude_task(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404


def archive_task(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404
