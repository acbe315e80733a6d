"""An order for chosen problems, and the filters of the list of orders."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import state_choices
from accounts.forms.filters import ListFilter
from rectification.workflow.order import ORDER


class OrderFilter(ListFilter):
    """What the list of orders can be narrowed by."""

    state = forms.ChoiceField(
        label=_("State"), required=False, choices=lambda: [("", _("Any")), *state_choices(ORDER)[1:]]
    )
    q = forms.CharField(label=_("Words"), required=False)

    exact = ("state",)

    def narrow(self, orders: QuerySet[Any]) -> QuerySet[Any]:
        """The orders that match; words in the case in which they are written."""
        orders, asked = super().narrow(orders), self.given.get("q")
        return orders.filter(Q(number__contains=asked) | Q(unit__name__contains=asked)) if asked else orders


class CreateOrderForm(forms.Form):
    """On what occasion the chosen problems are ordered to be put right."""

    basis = forms.CharField(
        label=_("Occasion"),
        max_length=200,
        help_text=_("The inspection or the letter that the order follows from; it is printed in the document."),
    )
