"""Fields that several forms of accounts share."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Organisation

LISTED = 5


class DayInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)


class LastDayField(forms.DateField):
    """A last day, kept as the moment at which that day is over in the county."""

    widget = DayInput

    def prepare_value(self, value: Any) -> Any:
        """Show the day whose end the moment is."""
        if isinstance(value, dt.datetime):
            return (timezone.localtime(value) - dt.timedelta(seconds=1)).date()
        return value

    def clean(self, value: Any) -> dt.datetime | None:
        """The midnight after the day; None for none."""
        day = super().clean(value)
        if day is None:
            return None
        return timezone.make_aware(dt.datetime.combine(day + dt.timedelta(days=1), dt.time()))


class UnitField(forms.CharField):
    """A unit by its code or name, or by a piece of its name that no other unit shares."""

    def clean(self, value: Any) -> Organisation | None:
        """The unit; an error that names the candidates where several match."""
        text = super().clean(value).strip()
        if not text:
            return None
        units = Organisation.objects.active()
        found = list(units.filter(Q(code=text) | Q(name=text))[:1]) or list(
            units.filter(name__icontains=text)[: LISTED + 1]
        )
        if not found:
            raise forms.ValidationError(_("No unit has this name or code."))
        if len(found) > 1:
            names = _("、").join(unit.name for unit in found[:LISTED])
            raise forms.ValidationError(
                _("Several units match: %(names)s … Type the whole name or the code.") % {"names": names}
            )
        return found[0]


class ReasonForm(forms.Form):
    """A reason in words."""

    reason = forms.CharField(label=gettext_lazy("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=500)
