"""Forms of internal inspections: the filter of the list, and the school's record."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import DayInput, ManyFilesField, long_text
from accounts.forms.filters import ListFilter, zone_field
from accounts.models import Organisation
from core import calendar
from supervision.internal.services import FIELDS
from supervision.models import InternalInspection


class InternalFilter(ListFilter):
    """What the list may be narrowed by."""

    q = forms.CharField(label=_("School or title"), required=False, max_length=60)
    zone = zone_field()
    since = forms.DateField(label=_("Since"), required=False, widget=DayInput())
    until = forms.DateField(label=_("Until"), required=False, widget=DayInput())
    removed = forms.BooleanField(label=_("With removed ones"), required=False)

    searched = ("unit__name", "title")
    paths = {"zone": "unit__zone", "since": "held_on__gte", "until": "held_on__lte"}
    forgiving = True

    def narrow(self, records: QuerySet[InternalInspection]) -> QuerySet[InternalInspection]:
        """The records that match; those that were removed only if asked for."""
        records = super().narrow(records)
        return records if self.given.get("removed") else records.filter(removed_at=None)


class InternalForm(forms.Form):
    """What a school writes about an inspection of itself."""

    unit = forms.ModelChoiceField(label=_("School"), queryset=Organisation.objects.none(), empty_label=None)
    held_on = forms.DateField(label=_("Held on"), widget=DayInput(), initial=calendar.today)
    title = forms.CharField(label=_("Title"), max_length=100)
    matters = long_text(_("Matters"), rows=3, help_text=_("One matter a line."))
    who = forms.CharField(label=_("Who inspected"), max_length=200, help_text=_("Posts, not names of pupils."))
    findings = long_text(_("What was found"))
    measures = long_text(_("What is done about it"))
    files = ManyFilesField(label=_("Files"))

    def __init__(self, *args: Any, units: QuerySet[Organisation] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if units is None:
            del self.fields["unit"]
        else:
            own: Any = self.fields["unit"]
            own.queryset = units
            own.initial = units.first()

    @classmethod
    def of(cls, record: InternalInspection) -> dict[str, Any]:
        """The initial values for `record`."""
        return {name: getattr(record, name) for name in FIELDS}
