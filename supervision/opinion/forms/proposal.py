"""Forms of the deliberation: the wording, a vote, the day; and of the answer to a defence."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import DayInput, long_text
from core import calendar
from supervision.models import Ballot, Defence, Outcome

VOTES = [(Ballot.AGREES, _("I agree")), (Ballot.DISAGREES, _("I disagree")), (Ballot.ABSTAINS, _("I abstain"))]


class ProposalForm(forms.Form):
    """The wording of the preliminary opinion."""

    text = long_text(_("Preliminary opinion of the team"), rows=8)


class VoteForm(forms.Form):
    """One member's vote."""

    choice = forms.ChoiceField(label=_("Your vote"), choices=VOTES, widget=forms.RadioSelect())
    opinion = long_text(
        _("Your opinion"),
        rows=4,
        required=False,
        help_text=_("Needed where you do not agree: a dissenting opinion goes on record."),
    )


class DeliberationForm(forms.Form):
    """The day on which the team deliberated."""

    held_on = forms.DateField(label=_("Date"), widget=DayInput(), initial=calendar.today)


class AnswerForm(forms.Form):
    """What became of each point of the defence, and why."""

    def __init__(self, *args: Any, defence: Defence, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.points = list(defence.points.all())
        for point in self.points:
            self.fields[f"outcome_{point.order}"] = forms.ChoiceField(
                label=_("What became of it"),
                choices=[("", _("Choose")), *Outcome.choices],
                initial=point.outcome,
                required=False,
            )
            self.fields[f"answer_{point.order}"] = long_text(_("Reason"), rows=3, required=False, initial=point.answer)

    def rows(self) -> list[dict[str, Any]]:
        """Each point with its two fields."""
        return [
            {"point": point, "outcome": self[f"outcome_{point.order}"], "answer": self[f"answer_{point.order}"]}
            for point in self.points
        ]

    def answers(self) -> list[tuple[str, str]]:
        """Outcome and reason of each point, in its order."""
        given = self.cleaned_data
        return [(given[f"outcome_{one.order}"], given[f"answer_{one.order}"]) for one in self.points]
