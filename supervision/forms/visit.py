"""Forms of a visit: beginning it, rating, problems with photographs, the signature."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core import calendar
from supervision.enums import Grade, Method, Severity
from supervision.forms.fields import DateInput, ManyFilesField, long_text
from supervision.models import Indicator, Rating

PICTURES = "image/*"


class BeginVisitForm(forms.Form):
    """The day on site."""

    visited_on = forms.DateField(label=_("Day of the visit"), widget=DateInput(), initial=calendar.today)


class RatingForm(forms.Form):
    """One indicator: the field of its method, and a note."""

    def __init__(self, *args: Any, indicator: Indicator, rating: Rating | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.indicator = indicator
        method = Method(indicator.method or Method.POINTS)
        name, field = _field(indicator, method)
        self.fields[name] = field
        if indicator.cap_note:
            self.fields["situation"] = forms.BooleanField(label=indicator.cap_note, required=False)
        self.fields["note"] = long_text(_("Note"), rows=2, required=False, max_length=2000)
        self.fields["note"].widget.attrs["class"] = "form-control"
        self.value_name = name
        if rating is not None:
            value = getattr(rating, name)
            self.initial = {name: value, "note": rating.note, "situation": rating.situation}
            if method is Method.MEASURED:
                self.initial[name] = rating.measured_text
            if method is Method.YES_NO:
                self.initial[name] = {True: "yes", False: "no"}.get(value, "")

    @property
    def value(self) -> forms.BoundField:
        """The field of the indicator's method."""
        return self[self.value_name]

    def clean(self) -> dict[str, Any]:
        """Turn yes and no into true and false."""
        given = super().clean() or {}
        if "is_met" in given:
            given["is_met"] = {"yes": True, "no": False}.get(given["is_met"])
        return given


def _field(indicator: Indicator, method: Method) -> tuple[str, forms.Field]:
    if method is Method.GRADE:
        choices = forms.RadioSelect()
        return "grade", forms.ChoiceField(label=_("Grade"), choices=Grade.choices, required=False, widget=choices)
    if method is Method.YES_NO:
        answers = [("yes", _("Met")), ("no", _("Not met"))]
        choices = forms.RadioSelect()
        return "is_met", forms.ChoiceField(label=_("Is it met?"), choices=answers, required=False, widget=choices)
    keyboard = {"inputmode": "decimal"}
    if method is Method.MEASURED:
        widget = forms.NumberInput(keyboard | {"step": "any"})
        field = forms.DecimalField(
            label=_("Measured value"),
            min_value=None if indicator.may_be_negative else 0,
            max_digits=12,
            decimal_places=3,
            required=False,
            widget=widget,
        )
        return "measured", field
    widget = forms.NumberInput(keyboard | {"step": "0.1"})
    field = forms.DecimalField(
        label=_("Points"),
        min_value=0,
        max_value=indicator.points or 0,
        max_digits=5,
        decimal_places=1,
        required=False,
        widget=widget,
    )
    return "points", field


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
