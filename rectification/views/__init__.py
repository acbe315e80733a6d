"""Pages of the ledger."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse


def _soon(request: HttpRequest, pk: Any = None) -> HttpResponse:
    raise Http404


problems = problem = orders = order = plan = rectification_report = urgings = urging = _soon
