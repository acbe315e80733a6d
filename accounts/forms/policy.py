"""The form of one setting, by its kind."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from accounts.policy import Item, Kind
from accounts.wording import unit_of


class PolicyForm(forms.Form):
    """One value; the service judges it, so that page and API refuse alike."""

    def __init__(self, *args: Any, item: Item, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        label = _(item.label)
        if unit := unit_of(item):
            label = _("%(label)s (%(unit)s)") % {"label": label, "unit": unit}
        field: forms.Field
        if item.kind is Kind.FLAG:
            choices = [("True", _("yes")), ("False", _("no"))]
            field = forms.ChoiceField(choices=choices, widget=forms.RadioSelect)
        else:
            field = forms.CharField(max_length=120)
            if item.kind is not Kind.TEXT:
                mode = "decimal" if item.kind is Kind.DECIMAL else "numeric"
                field.widget.attrs |= {"inputmode": mode, "autocomplete": "off"}
        field.label = label
        field.help_text = self._help(item)
        self.fields["value"] = field

    @staticmethod
    def _help(item: Item) -> str:
        if item.kind is Kind.NUMBERS:
            return _("Several numbers, separated by commas.")
        if item.kind in (Kind.FLAG, Kind.TEXT):
            return ""
        return _("From %(least)s to %(most)s.") % {"least": item.least, "most": item.most}
