"""Forms of training: courses, sessions, reports, records; the filters of hours, records and reports."""

from decimal import Decimal

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import ANY, DayInput, ManyFilesField, state_choices
from accounts.models import Zone
from core import calendar
from inspectors.models import (
    Inspector,
    InspectorKind,
    TrainingKind,
    TrainingMode,
    TrainingRecord,
    TrainingReport,
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


class HoursFilter(YearForm):
    """What the hours of the corps may be narrowed by."""

    q = forms.CharField(label=_("Name, certificate or employer"), required=False, max_length=40)
    zone = forms.ModelChoiceField(label=_("Zone"), required=False, queryset=Zone.objects.all(), empty_label=_("All"))
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[*ANY, *InspectorKind.choices])
    short = forms.BooleanField(label=_("Short of hours only"), required=False)

    field_order = ("q", "zone", "kind", "year", "short")

    def narrow(self, inspectors: QuerySet[Inspector]) -> QuerySet[Inspector]:
        """The inspectors that match; a value that makes no sense narrows nothing."""
        given = self.cleaned_data if self.is_valid() else {}
        if words := given.get("q", "").strip():
            inspectors = inspectors.filter(
                Q(name__icontains=words) | Q(certificate__icontains=words) | Q(employer__icontains=words)
            )
        return inspectors.filter(**{name: given[name] for name in ("zone", "kind") if given.get(name)})

    @property
    def short_only(self) -> bool:
        """Whether only those who are short are wanted."""
        return self.is_valid() and bool(self.cleaned_data.get("short"))


class RecordFilter(YearForm):
    """What the records of training may be narrowed by."""

    q = forms.CharField(label=_("Content of the training"), required=False, max_length=40)
    inspector = forms.ModelChoiceField(
        label=_("Inspector"), required=False, queryset=Inspector.objects.all(), empty_label=_("All")
    )
    mode = forms.ChoiceField(label=_("Mode of training"), required=False, choices=[*ANY, *TrainingMode.choices])
    source = forms.ChoiceField(label=_("Recorded from"), required=False, choices=[*ANY, *TrainingSource.choices])

    field_order = ("q", "inspector", "mode", "source", "year")

    def narrow(self, records: QuerySet[TrainingRecord]) -> QuerySet[TrainingRecord]:
        """The records that match; a value that makes no sense narrows nothing."""
        given = self.cleaned_data if self.is_valid() else {}
        records = records.filter(day__year=self.chosen())
        if words := given.get("q", "").strip():
            records = records.filter(title__icontains=words)
        return records.filter(**{name: given[name] for name in ("inspector", "mode", "source") if given.get(name)})


class ReportFilter(forms.Form):
    """What the reported training may be narrowed by."""

    q = forms.CharField(label=_("Inspector or content"), required=False, max_length=40)
    state = forms.ChoiceField(label=_("State"), required=False, choices=lambda: state_choices(TRAINING_REPORT))
    mode = forms.ChoiceField(label=_("Mode of training"), required=False, choices=[*ANY, *TrainingMode.choices])

    def narrow(self, reports: QuerySet[TrainingReport]) -> QuerySet[TrainingReport]:
        """The reports that match; a value that makes no sense narrows nothing."""
        given = self.cleaned_data if self.is_valid() else {}
        if words := given.get("q", "").strip():
            reports = reports.filter(Q(inspector__name__icontains=words) | Q(title__icontains=words))
        return reports.filter(**{name: given[name] for name in ("state", "mode") if given.get(name)})
