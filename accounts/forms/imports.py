"""The form in which a workbook is uploaded."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ImportForm(forms.Form):
    """One workbook."""

    file = forms.FileField(
        label=_("Workbook"),
        help_text=_("One .xlsx of at most 10 MB and 20,000 rows, as it stands: titles, notes and totals may stay."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
        max_length=200,
        allow_empty_file=True,
    )
