"""Forms of training: courses, sessions, reports, records; the filters of hours, records and reports."""

from decimal import Decimal

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import DayInput, ManyFilesField
from accounts.forms.filters import ListFilter, choice_field, state_field, zone_field
from core import calendar
from inspectors.models import (
    Inspector,
    InspectorKind,
    TrainingKind,
    TrainingMode,
    TrainingRecord,
    TrainingSource,
)
from inspectors.training.services.report import REPORTED_MODES
from inspectors.workflow.training import TRAINING_REPORT

FIRST_YEAR = 2000  # the platform's earliest year: a bound of the field, no rule


def hours_field() -> forms.DecimalField:
    """Class hours, in steps of 0.5."""
    return forms.DecimalField(
        label=_("Class hours"),
        min_value=Decimal("0.5"),
        max_digits=4,
        decimal_places=1,
        step_size=Decimal("0.5"),
        help_text=_("In steps of 0.5."),
    )


class CourseForm(forms.Form):
    """A course."""

    name = forms.CharField(label=_("Course"), max_length=80)
    kind = forms.ChoiceField(label=_("Kind"), choices=TrainingKind.choices, initial=TrainingKind.YEARLY)
    mode = forms.ChoiceField(label=_("Mode of training"), choices=TrainingMode.choices)
    hours = hours_field()
    organiser = forms.CharField(label=_("Organiser"), max_length=80)


class SessionForm(forms.Form):
    """A day of a course."""

    day = forms.DateField(label=_("Day"), widget=DayInput())
    place = forms.CharField(label=_("Place"), max_length=80)
    hours = hours_field()


class RecordForm(forms.Form):
    """A training that the office records."""

    kind = forms.ChoiceField(label=_("Kind"), choices=TrainingKind.choices)
    mode = forms.ChoiceField(label=_("Mode of training"), choices=TrainingMode.choices)
    title = forms.CharField(label=_("Content of the training"), max_length=80)
    day = forms.DateField(label=_("Day"), widget=DayInput())
    hours = hours_field()


class ReportForm(forms.Form):
    """A training that the inspector reports."""

    mode = forms.ChoiceField(
        label=_("Mode of training"),
        choices=[(mode.value, mode.label) for mode in REPORTED_MODES],
        widget=forms.RadioSelect(),
    )
    title = forms.CharField(label=_("Content of the training"), max_length=80)
    day = forms.DateField(label=_("Day"), widget=DayInput())
    hours = hours_field()
    kind = forms.ChoiceField(label=_("Kind"), choices=TrainingKind.choices, initial=TrainingKind.YEARLY)
    note = forms.CharField(label=_("Note"), required=False, max_length=200, widget=forms.Textarea(attrs={"rows": 2}))
    evidence = ManyFilesField(
        label=_("Evidence"), help_text=_("A certificate, a screenshot or your notes; several at once.")
    )


class YearForm(forms.Form):
    """The calendar year that a page of training looks at."""

    year = forms.IntegerField(label=_("Year"), required=False, min_value=FIRST_YEAR, max_value=9998)

    def chosen(self) -> int:
        """The year asked for; this year where none, or one that makes no sense, is."""
        given = self.cleaned_data.get("year") if self.is_valid() or hasattr(self, "cleaned_data") else None
        return given or calendar.today().year


class HoursFilter(ListFilter, YearForm):
    """What the hours of the corps may be narrowed by."""

    q = forms.CharField(label=_("Name, certificate or employer"), required=False, max_length=40)
    zone = zone_field()
    kind = choice_field(_("Kind"), InspectorKind.choices)
    short = forms.BooleanField(label=_("Short of hours only"), required=False)

    field_order = ("q", "zone", "kind", "year", "short")
    searched = ("name", "certificate", "employer")
    exact = ("zone", "kind")

    @property
    def short_only(self) -> bool:
        """Whether only those who are short are wanted."""
        return bool(self.given.get("short"))


class RecordFilter(ListFilter, YearForm):
    """What the records of training may be narrowed by."""

    q = forms.CharField(label=_("Content of the training"), required=False, max_length=40)
    inspector = forms.ModelChoiceField(
        label=_("Inspector"), required=False, queryset=Inspector.objects.all(), empty_label=_("All")
    )
    mode = choice_field(_("Mode of training"), TrainingMode.choices)
    source = choice_field(_("Recorded from"), TrainingSource.choices)

    field_order = ("q", "inspector", "mode", "source", "year")
    searched = ("title",)
    exact = ("inspector", "mode", "source")

    def narrow(self, records: QuerySet[TrainingRecord]) -> QuerySet[TrainingRecord]:
        """The records of the year that match."""
        return super().narrow(records.filter(day__year=self.chosen()))


class ReportFilter(ListFilter):
    """What the reported training may be narrowed by."""

    q = forms.CharField(label=_("Inspector or content"), required=False, max_length=40)
    state = state_field(TRAINING_REPORT)
    mode = choice_field(_("Mode of training"), TrainingMode.choices)

    searched = ("inspector__name", "title")
    exact = ("state", "mode")
