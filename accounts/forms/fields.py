"""What forms of every app share: the browser's day, a unit by its name, several files, a reason, a choice of states."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Organisation
from core.files import ACCEPT
from core.workflow import Workflow

ANY = [("", gettext_lazy("All"))]
LISTED = 5


def state_choices(table: Workflow) -> list[tuple[str, Any]]:
    """The states of a workflow table for a filter, all of them first."""
    return [*ANY, *((state.code, _(state.label)) for state in table.states)]


def long_text(label: Any, *, rows: int = 5, required: bool = True, **kwargs: Any) -> forms.CharField:
    """A text of several lines."""
    return forms.CharField(label=label, required=required, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


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
        found = list(units.filter(Q(code=text) | Q(name=text))[:1]) or list(units.called(text)[: LISTED + 1])
        if not found:
            raise forms.ValidationError(_("No unit has this name or code."))
        if len(found) > 1:
            names = _("、").join(unit.name for unit in found[:LISTED])
            raise forms.ValidationError(
                _("Several units match: %(names)s … Type the whole name or the code.") % {"names": names}
            )
        return found[0]


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


class ReasonForm(forms.Form):
    """A reason, in words."""

    reason = long_text(gettext_lazy("Reason"), rows=4)


class ShortReasonForm(forms.Form):
    """A reason that fits into a line of a register."""

    reason = long_text(gettext_lazy("Reason"), rows=3, max_length=200)
