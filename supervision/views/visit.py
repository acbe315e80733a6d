"""Visit records at the desk."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse


def visit_record(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404


def file_visit(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404


def return_visit(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Not there yet."""
    raise Http404
