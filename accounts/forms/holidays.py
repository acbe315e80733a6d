"""Forms of the holiday table."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import DayInput
from accounts.holiday_lines import Stretch
from core.models import CalendarDay

EXAMPLE = "元旦：1月1日（周五）至3日（周日）放假调休，共3天。\n春节：…放假调休。…上班。"


class HolidayForm(forms.Form):
    """One stretch of days."""

    first = forms.DateField(label=_("First day"), widget=DayInput())
    last = forms.DateField(
        label=_("Last day"), widget=DayInput(), required=False, help_text=_("Leave empty for a single day.")
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=CalendarDay.Kind.choices)
    name = forms.CharField(
        label=_("Festival"), max_length=40, help_text=_("The festival, or what the day makes up for.")
    )

    def stretches(self) -> list[Stretch]:
        """The stretch that the form describes."""
        values: dict[str, Any] = self.cleaned_data
        return [Stretch(values["first"], values["last"] or values["first"], values["kind"], values["name"].strip())]


class PasteForm(forms.Form):
    """A whole year at once, as the State Council's notice puts it."""

    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2099)
    text = forms.CharField(
        label=_("The notice, one holiday a line"),
        widget=forms.Textarea(attrs={"rows": 9, "placeholder": EXAMPLE}),
        max_length=5000,
    )
