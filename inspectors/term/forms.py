"""Forms of the end of a term, and of leaving the roster or coming back."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import DayInput, ShortReasonForm
from accounts.models import User
from accounts.roles import Role
from core import calendar
from inspectors.models import DISMISSALS, EndGround


class EndTermForm(ShortReasonForm):
    """The end of an appointment: ground, day, reason; `seen` carries what the person had on the screen."""

    ground = forms.ChoiceField(label=_("Ground"), choices=lambda: _grounds())
    on = forms.DateField(
        label=_("Ended on"),
        widget=DayInput(),
        help_text=_("A resignation, a transfer or another reason without fault may be entered before its day."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    field_order = ("ground", "on", "reason", "seen")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = calendar.today()
        if not user.has_role(Role.OFFICE_HEAD):
            ground: Any = self.fields["ground"]
            ground.choices = _plain_grounds()
            ground.help_text = gettext("A dismissal is decided by the head of the supervision office.")


def _plain_grounds() -> list[tuple[str, Any]]:
    return [(g.value, g.label) for g in EndGround if g not in DISMISSALS and g is not EndGround.CORRECTION]


def _grounds() -> list[tuple[Any, Any]]:
    dismissals = [(ground.value, ground.label) for ground in EndGround if ground in DISMISSALS]
    return [(gettext("End without fault"), _plain_grounds()), (gettext("Dismissal"), dismissals)]


class RosterReasonForm(ShortReasonForm):
    """Why an inspector leaves the roster or comes back; `seen` carries what the person had on the screen."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
