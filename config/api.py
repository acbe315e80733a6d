"""The API's addresses, and how it says what the pages say when a rule forbids something."""

from typing import Any

from rest_framework.response import Response
from rest_framework.views import exception_handler

from core.errors import NotAllowed, Refused


def refusal_handler(exc: Exception, context: dict[str, Any]) -> Response | None:
    """Answer a refusal with its message, rule and remedy; everything else as DRF does."""
    if isinstance(exc, Refused):
        body = {"message": str(exc.message), "rule": str(exc.rule), "remedy": str(exc.remedy)}
        return Response(body, status=exc.status)
    if isinstance(exc, NotAllowed):
        return Response({"message": str(exc.reason)}, status=403)
    return exception_handler(exc, context)
