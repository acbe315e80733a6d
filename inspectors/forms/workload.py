"""Filters of the workload: whose, of which week or month, and which rows."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import ANY, DayInput
from accounts.models import Zone
from core import calendar
from inspectors.enums import InspectorKind, WorkKind
from inspectors.models import Inspector
from inspectors.months import WEEK, month_after, month_of, month_words, week_of, week_words

SPANS = [("month", _("Month")), ("week", _("ISO week"))]


class SpanForm(forms.Form):
    """A month or an ISO week, by any of its days."""

    span = forms.ChoiceField(label=_("Period"), required=False, choices=SPANS)
    on = forms.DateField(label=_("A day in it"), required=False, widget=DayInput())

    def chosen(self, name: str) -> Any:
        """The value of the field `name`, None where it makes no sense."""
        self.is_valid()
        return self.cleaned_data.get(name) or None

    @property
    def is_week(self) -> bool:
        """Whether a week is looked at."""
        return self.chosen("span") == "week"

    @property
    def since(self) -> dt.date:
        """The first day of the period; of this month where none is asked for."""
        day = self.chosen("on") or calendar.today()
        return week_of(day) if self.is_week else month_of(day)

    @property
    def until(self) -> dt.date:
        """The day after the last."""
        return self.since + WEEK if self.is_week else month_after(self.since)

    @property
    def before(self) -> dt.date:
        """A day in the period before."""
        return self.since - WEEK if self.is_week else month_after(self.since, -1)

    @property
    def words(self) -> str:
        """What the period is called."""
        return week_words(self.since) if self.is_week else month_words(self.since)


class WorkloadFilter(SpanForm):
    """What the workload may be narrowed by."""

    q = forms.CharField(label=_("Name, certificate or employer"), required=False, max_length=40)
    zone = forms.ModelChoiceField(label=_("Zone"), required=False, queryset=Zone.objects.all(), empty_label=_("All"))
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[*ANY, *InspectorKind.choices])

    field_order = ("q", "zone", "kind", "span", "on")

    def narrow(self, inspectors: QuerySet[Inspector]) -> QuerySet[Inspector]:
        """The inspectors that match; a value that makes no sense narrows nothing."""
        if words := (self.chosen("q") or "").strip():
            inspectors = inspectors.filter(
                Q(name__icontains=words) | Q(certificate__icontains=words) | Q(employer__icontains=words)
            )
        return inspectors.filter(**{name: self.chosen(name) for name in ("zone", "kind") if self.chosen(name)})


class WorkloadRowsFilter(SpanForm):
    """Which rows of one inspector."""

    inspector = forms.ModelChoiceField(
        label=_("Inspector"), queryset=Inspector.objects.all(), widget=forms.HiddenInput()
    )
    work = forms.ChoiceField(label=_("Work"), required=False, choices=[*ANY, *WorkKind.choices])

    field_order = ("inspector", "work", "span", "on")
