"""Why a row or a workbook is refused: kept as msgid and parts, shown in the language of whoever reads it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext, override

from core.workflow import gettext_noop as _

# Django's own sentence for this has plural forms, which cannot be kept as one msgid.
TOO_LONG = _("At most %(limit_value)s characters are kept; here are %(show_value)s.")


def wrong(message: str, **params: object) -> ValidationError:
    """A reason against a cell, a row or a workbook: `message` is a msgid, `params` its parts."""
    return ValidationError(message, params={key: str(value) for key, value in params.items()})


def reason_of(error: ValidationError, column: str = "") -> dict[str, Any]:
    """The reason as JSON: its column, msgid and parts."""
    with override(None):
        params = {key: str(value) for key, value in (error.params or {}).items()}
        message = TOO_LONG if error.code == "max_length" else str(error.message)
    return {"column": column, "message": message, "params": params}


def reason_text(reason: dict[str, Any]) -> str:
    """The reason in the language of the page, its column first."""
    text = gettext(reason["message"])
    if reason["params"]:
        text = text % reason["params"]
    return (
        gettext("%(column)s: %(reason)s") % {"column": reason["column"], "reason": text} if reason["column"] else text
    )
