"""Forms of measures and commendations of inspectors, and the filters of their lists."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import DayInput, ManyFilesField
from accounts.forms.filters import ListFilter, choice_field, state_field
from inspectors.conduct.forms.report import long_text
from inspectors.models import CommendationKind, Inspector, MeasureKind
from inspectors.workflow.commendation import INSPECTOR_COMMENDATION
from inspectors.workflow.conduct import CONDUCT_MEASURE


class ReplyForm(forms.Form):
    """What the inspector replies to a measure."""

    reply = forms.CharField(label=_("Reply of the inspector"), max_length=2000, widget=long_text(6))


class CorrectionForm(forms.Form):
    """What was corrected."""

    correction = forms.CharField(label=_("What was corrected"), max_length=2000, widget=long_text(6))


class OutcomeForm(forms.Form):
    """What came of a measure."""

    outcome = forms.CharField(label=_("What came of it"), max_length=1000, widget=long_text(3))


class CheckForm(forms.Form):
    """How the correction was checked."""

    outcome = forms.CharField(label=_("How it was checked"), max_length=1000, widget=long_text(3))


class ReturnCorrectionForm(forms.Form):
    """Why the correction is not enough, and the new day."""

    reason = forms.CharField(label=_("Reason"), max_length=200, widget=long_text(3))
    correct_by = forms.DateField(label=_("To be corrected by"), widget=DayInput())


class MeasureFilter(ListFilter):
    """What the list of measures may be narrowed by."""

    q = forms.CharField(label=_("Inspector"), required=False, max_length=40)
    state = state_field(CONDUCT_MEASURE)
    kind = choice_field(_("Kind of measure"), MeasureKind.choices)

    searched = ("inspector__name",)
    exact = ("state", "kind")


class CommendationForm(forms.Form):
    """A commendation with its document."""

    inspector = forms.ModelChoiceField(label=_("Inspector"), queryset=Inspector.objects.none())
    kind = forms.ChoiceField(label=_("Kind of commendation"), choices=CommendationKind.choices)
    given_by = forms.CharField(label=_("Commended by"), max_length=80, help_text=_("The body that commends."))
    number = forms.CharField(label=_("Number of the document"), required=False, max_length=40)
    given_on = forms.DateField(label=_("Commended on"), widget=DayInput())
    text = forms.CharField(label=_("Commended for"), max_length=1000, widget=long_text())
    evidence = ManyFilesField(label=_("The document"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["inspector"]
        field.queryset = Inspector.objects.filter(removed_at=None).order_by("certificate")


class CommendationFilter(ListFilter):
    """What the list of commendations may be narrowed by."""

    q = forms.CharField(label=_("Inspector or document"), required=False, max_length=40)
    state = state_field(INSPECTOR_COMMENDATION)
    kind = choice_field(_("Kind of commendation"), CommendationKind.choices)

    searched = ("inspector__name", "number")
    exact = ("state", "kind")
