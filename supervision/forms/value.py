"""The field of an indicator's method: shared by ratings on site, self-evaluations and desk reviews."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from supervision.enums import Grade, Method
from supervision.models import Indicator


class ValueForm(forms.Form):
    """One value of an indicator, by its method; `scored` is the record that carries it so far."""

    def __init__(self, *args: Any, indicator: Indicator, scored: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.indicator = indicator
        method = Method(indicator.method or Method.POINTS)
        self.value_name, field = _field(indicator, method)
        self.fields[self.value_name] = field
        self.initial = dict(self.initial)
        if scored is not None:
            value = getattr(scored, self.value_name)
            self.initial[self.value_name] = value
            if method is Method.MEASURED:
                self.initial["measured"] = scored.measured_text
            if method is Method.YES_NO:
                self.initial["is_met"] = {True: "yes", False: "no"}.get(value, "")

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
