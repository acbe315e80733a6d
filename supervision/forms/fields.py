"""Fields that several forms of supervision share."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from inspectors.forms.fields import ManyFilesField

__all__ = ["DateInput", "ManyFilesField", "ReasonForm", "long_text"]


class DateInput(forms.DateInput):
    """The browser's own date field."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


def long_text(label: Any, *, rows: int = 5, required: bool = True, **kwargs: Any) -> forms.CharField:
    """A text of several lines."""
    return forms.CharField(label=label, required=required, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


class ReasonForm(forms.Form):
    """A reason, in words."""

    reason = long_text(_("Reason"), rows=4)
