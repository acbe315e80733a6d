"""Forms of the portal: the filters of its lists, the check of a document."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.enums import OrganisationKind
from accounts.forms.filters import ListFilter, choice_field
from reports.models.wording import PAIRS, of_unit_called, titled


class PublicReportFilter(ListFilter):
    """Filters of the published reports."""

    q = forms.CharField(label=_("Words in the title or the unit"), required=False)
    year = forms.IntegerField(label=_("Year"), required=False, min_value=2000, max_value=2100)
    kind = choice_field(_("Kind of unit"), OrganisationKind.choices)

    paths = {"year": "published_at__year", "kind": "unit__kind"}

    def narrow(self, reports: QuerySet[Any]) -> QuerySet[Any]:
        """The reports that match; words by the index of pairs of letters."""
        reports, asked = super().narrow(reports), self.given.get("q")
        if not asked:
            return reports
        return reports.alias(pairs=PAIRS).filter(titled(asked) | of_unit_called("unit", asked))


class PublicUnitFilter(ListFilter):
    """Finding a school."""

    q = forms.CharField(label=_("Name of the school or township"), required=False)
    kind = choice_field(_("Kind of unit"), OrganisationKind.choices)

    searched = ("name", "township__name")
    exact = ("kind",)


class CheckForm(forms.Form):
    """Checking a document by its code."""

    code = forms.CharField(label=_("Check code"), max_length=16, required=False)
