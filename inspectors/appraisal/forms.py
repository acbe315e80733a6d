"""Forms of appraisals: opening, self-summary, grade, reply, answer; the filters of the list and of the table."""

from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.forms.filters import choice_field, state_field, zone_field
from core import calendar
from inspectors.models import Appraisal, AppraisalGrade, AppraisalKind
from inspectors.models.appraisal import AppraisalQuerySet
from inspectors.training.forms import FIRST_YEAR, YearForm
from inspectors.workflow.appraisal import APPRAISAL

LONG = 4000


def _words(label: Any, rows: int, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, max_length=LONG, widget=forms.Textarea(attrs={"rows": rows}), help_text=help_text
    )


class SummaryForm(forms.Form):
    """The self-summary."""

    summary = _words(
        _("Self-summary"), 12, _("What you did, what came of it, what you lack and what you want to do about it.")
    )


class GradeForm(forms.Form):
    """The grade and its reasons."""

    grade = forms.ChoiceField(label=_("Appraisal grade"), choices=AppraisalGrade.choices, widget=forms.RadioSelect())
    reasons = _words(_("Reasons of the grade"), 5, _("The inspector and the employer read them."))


class ReplyForm(forms.Form):
    """What the inspector has to say to the grade."""

    reply = _words(_("Reply"), 6)


class AnswerForm(forms.Form):
    """What the office answers."""

    answer = _words(_("Answer of the office"), 5)


class KeysField(forms.TypedMultipleChoiceField):
    """Keys of records; one that has meanwhile moved on is for the service to leave out."""

    def valid_value(self, value: Any) -> bool:
        """Every key is taken for now."""
        return True


class OpenForm(forms.Form):
    """For whom appraisals are opened: all of a kind, or by name those whose term is over."""

    kind = forms.ChoiceField(choices=AppraisalKind.choices)
    year = forms.IntegerField(min_value=FIRST_YEAR, max_value=9998)
    by_name = forms.BooleanField(required=False)
    over = KeysField(coerce=UUID, required=False)

    def clean_over(self) -> list[UUID] | None:
        """The people chosen by name, at least one; None where nobody was to be chosen."""
        if not self.cleaned_data.get("by_name"):
            return None
        if not self.cleaned_data["over"]:
            raise forms.ValidationError(_("Choose at least one."))
        return list(self.cleaned_data["over"])


class AdvanceForm(forms.Form):
    """Which appraisals take a step together."""

    kind = forms.ChoiceField(choices=AppraisalKind.choices)
    year = forms.IntegerField(min_value=FIRST_YEAR, max_value=9998)
    keys = KeysField(coerce=UUID, error_messages={"required": _("Choose at least one.")})


class AppraisalFilter(forms.Form):
    """What the list of appraisals may be narrowed by."""

    q = forms.CharField(label=_("Name, certificate or employer"), required=False, max_length=40)
    year = forms.IntegerField(label=_("Year"), required=False, min_value=FIRST_YEAR, max_value=9998)
    kind = choice_field(_("Kind"), AppraisalKind.choices)
    state = state_field(APPRAISAL)
    grade = choice_field(_("Appraisal grade"), AppraisalGrade.choices)
    zone = zone_field()
    overdue = forms.BooleanField(label=_("Overdue only"), required=False)

    def narrow(self, appraisals: AppraisalQuerySet, *besides: str) -> AppraisalQuerySet:
        """The appraisals that match, whatever the fields `besides` say; a value that makes no sense narrows nothing."""
        self.is_valid()
        given = self.cleaned_data
        if words := given.get("q", "").strip():
            appraisals = appraisals.filter(
                Q(inspector__name__icontains=words)
                | Q(inspector__certificate__icontains=words)
                | Q(inspector__employer__icontains=words)
            )
        names = {"year": "year", "kind": "kind", "state": "state", "grade": "grade", "zone": "inspector__zone"}
        if given.get("overdue") and "overdue" not in besides:
            appraisals = appraisals.overdue(at=calendar.today())
        asked = {path: given[name] for name, path in names.items() if given.get(name) and name not in besides}
        return appraisals.filter(**asked)


class TableFilter(YearForm):
    """Which appraisals stand side by side: a year, one kind, a zone."""

    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=AppraisalKind.choices)
    zone = zone_field()

    field_order = ("year", "kind", "zone")

    @property
    def chosen_kind(self) -> str:
        """The kind asked for; yearly where none, or one that makes no sense, is."""
        self.is_valid()
        return self.cleaned_data.get("kind") or AppraisalKind.YEARLY

    def narrow(self, appraisals: QuerySet[Appraisal]) -> QuerySet[Appraisal]:
        """The appraisals of the year and kind, and of the zone if any."""
        found = appraisals.filter(year=self.chosen(), kind=self.chosen_kind)
        zone = self.cleaned_data.get("zone")
        return found.filter(inspector__zone=zone) if zone else found
