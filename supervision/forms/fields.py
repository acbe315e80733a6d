"""Fields that several forms of supervision share."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.files import ACCEPT


class DateInput(forms.DateInput):
    """The browser's own date field."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class ManyFilesInput(forms.FileInput):
    """A file field that takes several files."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files, or none. Cleans to a list."""

    def __init__(self, *, accept: str = ACCEPT, **kwargs: Any) -> None:
        super().__init__(required=False, widget=ManyFilesInput({"accept": accept}), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Each file by itself; an empty one is left for the store to refuse with its name."""
        return [file for file in data or [] if file]


def long_text(label: Any, *, rows: int = 5, required: bool = True, **kwargs: Any) -> forms.CharField:
    """A text of several lines."""
    return forms.CharField(label=label, required=required, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


class ReasonForm(forms.Form):
    """A reason, in words."""

    reason = long_text(_("Reason"), rows=4)
