"""Which plaques are printed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Zone


class PrintPlaquesForm(forms.Form):
    """Whose plaques are printed."""

    zone = forms.ModelChoiceField(
        label=_("Zone"), required=False, queryset=Zone.objects.open(), empty_label=_("Whole county")
    )
