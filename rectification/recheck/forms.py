"""Appointing a rechecking inspector, and what the inspector saw."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import DayInput, ManyFilesField, long_text
from core import calendar
from inspectors.models import Inspector
from rectification.models import RecheckResult

PHOTOS = ".jpg,.jpeg,.png,.webp"


class AssignRecheckForm(forms.Form):
    """Which inspector rechecks."""

    inspector = forms.ModelChoiceField(Inspector.objects.all(), label=_("Inspector"), widget=forms.RadioSelect)


class RecordRecheckForm(forms.Form):
    """What was seen on site, and what it came to."""

    held_on = forms.DateField(label=_("Date on site"), widget=DayInput)
    note = long_text(_("What was seen"), rows=5)
    result = forms.ChoiceField(label=_("Result"), choices=RecheckResult.choices, widget=forms.RadioSelect)
    photos = ManyFilesField(label=_("Photographs"), accept=PHOTOS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["held_on"].initial = calendar.today()
