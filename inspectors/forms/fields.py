"""What several forms of the corps share: an empty choice, the browser's date field, a reason."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.files import ACCEPT

ANY = [("", _("All"))]


def day_input() -> forms.DateInput:
    """The browser's own date field."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class ReasonForm(forms.Form):
    """A reason, in words."""

    reason = forms.CharField(label=_("Reason"), max_length=200, widget=forms.Textarea(attrs={"rows": 3}))


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
