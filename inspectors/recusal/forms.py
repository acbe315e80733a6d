"""Forms of recusals: recorded at once, raised, decided; the filter of requests."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import DayInput
from accounts.forms.filters import ListFilter, choice_field, state_field
from accounts.models import Organisation
from inspectors.models import RecusalGround, Side
from inspectors.workflow.recusal import RECUSAL_REQUEST


class RecusalForm(forms.Form):
    """A recusal: unit, ground, reason, last day."""

    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Organisation.objects.active().order_by("kind", "code"))
    ground = forms.ChoiceField(label=_("Ground"), choices=RecusalGround.choices)
    reason = forms.CharField(label=_("Reason"), required=False, max_length=200)
    until = forms.DateField(
        label=_("Last day"), required=False, widget=DayInput(), help_text=_("Blank: until it is lifted.")
    )


class RaiseForm(forms.Form):
    """A recusal to be decided: unit, ground, reason; the unit may stand already."""

    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Organisation.objects.active().order_by("kind", "code"))
    ground = forms.ChoiceField(label=_("Ground"), choices=RecusalGround.choices)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("In a sentence: who is related to whom, or since when. The head of the office decides on it."),
    )


class DecisionForm(forms.Form):
    """What the head adds to upholding a request."""

    reason = forms.CharField(
        label=_("Note to the decision"), required=False, max_length=200, widget=forms.Textarea(attrs={"rows": 2})
    )


class RequestFilter(ListFilter):
    """What the list of requests for recusal may be narrowed by."""

    q = forms.CharField(label=_("Unit or inspector"), required=False, max_length=40)
    state = state_field(RECUSAL_REQUEST)
    side = choice_field(_("Raised for"), Side.choices)

    searched = ("inspector__name", "unit__name")
    exact = ("state", "side")
