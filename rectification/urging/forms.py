"""Urging notices: what is said, and by when it is to be put right now."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import DayInput, long_text
from rectification.models import UrgingGround
from rectification.workflow.urging import URGING


class UrgingFilter(forms.Form):
    """What the list of urging notices can be narrowed by."""

    state = forms.ChoiceField(label=_("State"), required=False)
    ground = forms.ChoiceField(label=_("Ground"), required=False, choices=[("", _("Any")), *UrgingGround.choices])
    q = forms.CharField(label=_("Words"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = [(state.code, gettext(state.label)) for state in URGING.states]
        self.fields["state"].choices = [("", gettext("Any")), *states]


class IssueUrgingForm(forms.Form):
    """The facts as the document will state them, and the new deadline."""

    facts = long_text(_("Facts"), rows=4)
    new_deadline_on = forms.DateField(label=_("New deadline"), widget=DayInput)


class IssueUrgingsForm(forms.Form):
    """One new deadline for all that are urged together."""

    new_deadline_on = forms.DateField(label=_("New deadline for all of them"), widget=DayInput)
