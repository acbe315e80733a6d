"""Urging notices: what is said, and by when it is to be put right now."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import DayInput, long_text, state_choices
from accounts.forms.filters import ListFilter
from rectification.models import Problem, UrgingGround
from rectification.workflow.urging import URGING


class UrgingFilter(ListFilter):
    """What the list of urging notices can be narrowed by."""

    state = forms.ChoiceField(
        label=_("State"), required=False, choices=lambda: [("", _("Any")), *state_choices(URGING)[1:]]
    )
    ground = forms.ChoiceField(label=_("Ground"), required=False, choices=[("", _("Any")), *UrgingGround.choices])
    q = forms.CharField(label=_("Words"), required=False)

    exact = ("state", "ground")

    def narrow(self, urgings: QuerySet[Any]) -> QuerySet[Any]:
        """The notices that match; words as the ledger of problems looks for them."""
        urgings, asked = super().narrow(urgings), self.given.get("q")
        return urgings.filter(problem__in=Problem.objects.saying(asked)) if asked else urgings


class IssueUrgingForm(forms.Form):
    """The facts as the document will state them, and the new deadline."""

    facts = long_text(_("Facts"), rows=4)
    new_deadline_on = forms.DateField(label=_("New deadline"), widget=DayInput)


class IssueUrgingsForm(forms.Form):
    """One new deadline for all that are urged together."""

    new_deadline_on = forms.DateField(label=_("New deadline for all of them"), widget=DayInput)
