"""Logging: one line per event, JSON in production and readable at a desk, every line of a request under one id."""

import logging.config
import re
import time
import uuid
from collections.abc import Callable
from typing import Any

import structlog
from django.http import HttpRequest, HttpResponse

QUIET_PATHS = ("/healthz/", "/readyz/", "/static/")
# Questionnaires and reports about inspectors promise that nobody is noted: neither which of them nor who was signed in.
NAMELESS_PATHS = ("/s/", "/conduct/", "/desk/inspectors/conduct/report/", "/desk/inspectors/conduct/own/")
REQUEST_ID = re.compile(r"[0-9A-Za-z-]{8,64}")

SHARED_PROCESSORS: list[structlog.typing.Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.ExtraAdder(),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.StackInfoRenderer(),
]

logger = structlog.get_logger("request")


def logging_dict(*, json: bool) -> dict[str, Any]:
    """Return the standard library's logging configuration; `json` chooses machine-readable lines."""
    last: list[structlog.typing.Processor]
    if json:
        frames = structlog.tracebacks.ExceptionDictTransformer(show_locals=False)  # variables may hold personal data
        last = [structlog.processors.ExceptionRenderer(frames), structlog.processors.JSONRenderer(ensure_ascii=False)]
    else:
        last = [structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)]
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last],
                "foreign_pre_chain": SHARED_PROCESSORS,
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": "INFO"},
        "loggers": {
            "django.server": {"level": "WARNING"},
            "fontTools": {"level": "WARNING"},
            "gunicorn.access": {"handlers": [], "level": "WARNING"},
            "gunicorn.error": {"handlers": [], "propagate": True},  # one voice: without gunicorn's own handler
            "weasyprint": {"level": "ERROR"},
        },
    }


def logging_config(*, json: bool) -> None:
    """Set up the standard library's logging and structlog to write through one handler."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED_PROCESSORS,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    logging.config.dictConfig(logging_dict(json=json))


def log_requests(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: give each request an id, put it on every line logged meanwhile, and log one line at its end."""

    def middleware(request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        request_id = given if REQUEST_ID.fullmatch(given) else str(uuid.uuid4())
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        start = time.monotonic()
        response = get_response(request)
        response["X-Request-ID"] = request_id
        nameless = next((path for path in NAMELESS_PATHS if request.path.startswith(path)), "")
        if not request.path.startswith(QUIET_PATHS):
            logger.info(
                "request",
                method=request.method,
                path=nameless or request.path,  # without the query: searches may hold names
                status=response.status_code,
                ms=round((time.monotonic() - start) * 1000),
                user="" if nameless else str(getattr(getattr(request, "user", None), "pk", None) or ""),
            )
        return response

    return middleware
