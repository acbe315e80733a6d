"""The unit's report on a problem."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import ManyFilesField, long_text
from core.models import StoredFile


class ReportForm(forms.Form):
    """What was done and what came of it, with evidence."""

    text = long_text(_("What was done and what came of it"), rows=8, required=False)
    files = ManyFilesField(
        label=_("Evidence"), help_text=_("Photographs, PDF, Word or Excel; several at once. They are kept for good.")
    )
    remove = forms.MultipleChoiceField(
        label=_("Take off again"), required=False, widget=forms.CheckboxSelectMultiple, choices=()
    )

    def __init__(self, *args: Any, kept: list[StoredFile], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kept:
            self.fields["remove"].choices = [(str(file.pk), file.name) for file in kept]
        else:
            del self.fields["remove"]
