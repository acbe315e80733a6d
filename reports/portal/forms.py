"""Forms of the portal: the filters of its lists, the check of a document."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.enums import OrganisationKind


class PublicReportFilter(forms.Form):
    """Filters of the published reports."""

    q = forms.CharField(label=_("Words in the title or the unit"), required=False)
    year = forms.IntegerField(label=_("Year"), required=False, min_value=2000, max_value=2100)
    kind = forms.ChoiceField(
        label=_("Kind of unit"), required=False, choices=[("", _("All")), *OrganisationKind.choices]
    )


class PublicUnitFilter(forms.Form):
    """Finding a school."""

    q = forms.CharField(label=_("Name of the school or township"), required=False)
    kind = forms.ChoiceField(
        label=_("Kind of unit"), required=False, choices=[("", _("All")), *OrganisationKind.choices]
    )


class CheckForm(forms.Form):
    """Checking a document by its code."""

    code = forms.CharField(label=_("Check code"), max_length=16, required=False)
