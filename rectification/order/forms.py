"""An order for chosen problems, and the filters of the list of orders."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rectification.workflow.order import ORDER


class OrderFilter(forms.Form):
    """What the list of orders can be narrowed by."""

    state = forms.ChoiceField(label=_("State"), required=False)
    q = forms.CharField(label=_("Words"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = [(state.code, gettext(state.label)) for state in ORDER.states]
        self.fields["state"].choices = [("", gettext("Any")), *states]


class CreateOrderForm(forms.Form):
    """On what occasion the chosen problems are ordered to be put right."""

    basis = forms.CharField(
        label=_("Occasion"),
        max_length=200,
        help_text=_("The inspection or the letter that the order follows from; it is printed in the document."),
    )
