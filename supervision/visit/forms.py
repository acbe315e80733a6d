"""Forms of a visit: beginning it, rating, problems with photographs, the signature."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import DayInput, ManyFilesField, long_text
from core import calendar
from supervision.framework.forms import ValueForm
from supervision.models import Indicator, Rating, Severity

PICTURES = "image/*"


class BeginVisitForm(forms.Form):
    """The day on site."""

    visited_on = forms.DateField(label=_("Day of the visit"), widget=DayInput(), initial=calendar.today)


class RatingForm(ValueForm):
    """One indicator: the field of its method, whether its veto or cap holds, and a note."""

    def __init__(self, *args: Any, indicator: Indicator, rating: Rating | None = None, **kwargs: Any) -> None:
        super().__init__(*args, indicator=indicator, scored=rating, **kwargs)
        if indicator.cap_note:
            self.fields["situation"] = forms.BooleanField(label=indicator.cap_note, required=False)
        self.fields["note"] = long_text(_("Note"), rows=2, required=False, max_length=2000)
        self.fields["note"].widget.attrs["class"] = "form-control"
        if rating is not None:
            self.initial.update(note=rating.note, situation=rating.situation)


class FindingForm(forms.Form):
    """One problem, as the inspector sees it, with photographs."""

    text = long_text(_("What was found"), rows=3)
    requirement = long_text(_("What is to be done"), rows=2, required=False)
    severity = forms.ChoiceField(
        label=_("Severity"), choices=Severity.choices, initial=Severity.GENERAL, widget=forms.RadioSelect()
    )
    photos = ManyFilesField(label=_("Photographs"), accept=PICTURES)


class SignForm(forms.Form):
    """The general note and the signature: drawn, or the name typed where drawing is not possible."""

    note = long_text(_("General note"), rows=4, required=False)
    signature = forms.FileField(label=_("Signature"), required=False, widget=forms.FileInput({"accept": "image/png"}))
    typed_name = forms.CharField(label=_("Type your name to sign"), required=False, max_length=40)
