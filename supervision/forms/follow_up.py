"""Forms of follow-ups: the filter of the list, the answer, accepting it, the consultation letter."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import ANY, ManyFilesField, long_text, state_choices
from accounts.models import Organisation, Zone
from core import calendar
from supervision import workflow
from supervision.enums import MatterRating
from supervision.models import FollowUp

KINDS = [choice for choice in MatterRating.choices if choice[0] != MatterRating.NONE]
STANDINGS = (("open", _("Open")), ("overdue", _("Overdue")))


class FollowUpFilter(forms.Form):
    """What the list of follow-ups may be narrowed by; `unit` comes from links."""

    q = forms.CharField(label=_("Unit"), required=False, max_length=60)
    kind = forms.ChoiceField(label=_("Gravity"), required=False, choices=[*ANY, *KINDS])
    standing = forms.ChoiceField(label=_("Open or overdue"), required=False, choices=[*ANY, *STANDINGS])
    state = forms.ChoiceField(label=_("State"), required=False, choices=lambda: state_choices(workflow.FOLLOW_UP))
    zone = forms.ModelChoiceField(label=_("Zone"), required=False, queryset=Zone.objects.all(), empty_label=_("All"))
    unit = forms.UUIDField(required=False, widget=forms.HiddenInput())

    def narrow(self, rows: QuerySet[FollowUp]) -> QuerySet[FollowUp]:
        """The follow-ups that match; a value that makes no sense narrows nothing."""
        self.is_valid()
        given: dict[str, Any] = self.cleaned_data
        if given.get("q"):
            rows = rows.filter(unit__name__icontains=given["q"])
        if given.get("standing") == "overdue":
            rows = rows.filter(pk__in=FollowUp.objects.overdue(at=calendar.today()).values("pk"))
        elif given.get("standing") == "open":
            rows = rows.exclude(state__in=("registered", "closed"))
        names = {"kind": "kind", "state": "state", "zone": "unit__zone", "unit": "unit"}
        return rows.filter(**{path: given[name] for name, path in names.items() if given.get(name)})


class AnswerForm(forms.Form):
    """What was done, with files."""

    text = long_text(_("What was done"), rows=6)
    evidence = ManyFilesField(label=_("Files"), help_text=_("PDF, Word, Excel, pictures or video; several at once."))


class AcceptForm(forms.Form):
    """A word on how it ended."""

    outcome = long_text(_("How it ended"), rows=3, required=False)


class LetterForm(forms.Form):
    """The consultation letter: to whom, what was found, what is asked for."""

    department = forms.ModelChoiceField(
        label=_("Department in charge"), queryset=Organisation.objects.none(), empty_label=_("Choose a department")
    )
    found = long_text(_("What was found"), rows=5, help_text=_("These words stand in the official letter."))
    advice = long_text(_("What is asked of the department"), rows=4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        departments: Any = self.fields["department"]
        departments.queryset = Organisation.objects.active().departments().order_by("code")
