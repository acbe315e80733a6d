"""The filter of the register of documents."""

from django import forms
from django.utils.translation import gettext_lazy as _

from reports.layout.kinds import KINDS


class DocumentFilter(forms.Form):
    """Filters of the register of documents."""

    q = forms.CharField(label=_("Number or title"), required=False)
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("All")), *((k.code, k.name) for k in KINDS.values())]
    )
