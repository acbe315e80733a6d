"""The inspector's pages in a school."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse


def my_visits(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404


def begin_visit(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404


def open_visit(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404


def rate_indicator(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404


def add_finding(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404


def edit_finding(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404


def remove_finding(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404


def remove_photo(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404


def submit_visit(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404
