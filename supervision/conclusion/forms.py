"""The filter of the list of results: one framework and one school year at a time."""

from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.enums import OrganisationKind
from accounts.forms.fields import ANY
from accounts.forms.filters import ListFilter
from accounts.models import Organisation, Zone
from supervision.models import InspectionResult


def year_words(year: int) -> str:
    """A school year in words."""
    return _("School year %(year)s–%(next)s") % {"year": year, "next": year + 1}


class ResultFilter(ListFilter):
    """Which results are shown; without a choice those of the newest framework and school year."""

    framework = forms.TypedChoiceField(label=gettext_lazy("Framework"), required=False, coerce=UUID, empty_value=None)
    year = forms.TypedChoiceField(label=gettext_lazy("School year"), required=False, coerce=int, empty_value=None)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False, choices=[*ANY, *OrganisationKind.choices])
    zone = forms.ModelChoiceField(Zone.objects.all(), label=gettext_lazy("Zone"), required=False)
    township = forms.ModelChoiceField(
        Organisation.objects.filter(kind=OrganisationKind.TOWNSHIP), label=gettext_lazy("Township"), required=False
    )

    exact = ("framework", "year")
    paths = {"kind": "unit__kind", "zone": "unit__zone", "township": "unit__township"}

    def __init__(self, data: Any, *, seen: QuerySet[InspectionResult]) -> None:
        held = list(
            seen.order_by("-year", "framework__name").values_list("framework", "framework__name", "year").distinct()
        )
        given = data.copy()
        if held:
            given.setdefault("framework", str(held[0][0]))
            given.setdefault("year", str(held[0][2]))
        super().__init__(given)
        fields: Any = self.fields
        names = {str(pk): name for pk, name, _year in held}
        fields["framework"].choices = sorted(names.items(), key=lambda item: item[1]) or ANY
        years = sorted({year for _pk, _name, year in held}, reverse=True)
        fields["year"].choices = [(year, year_words(year)) for year in years] or ANY
        for name in ("zone", "township"):
            fields[name].empty_label = _("All")
