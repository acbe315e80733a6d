"""Forms of allowances and workload: the month, filters, rates, the budget, confirming, correcting, paying."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.enums import OrganisationKind
from accounts.forms.fields import ANY, DayInput
from accounts.forms.filters import ListFilter, choice_field, state_field, zone_field
from accounts.models import Organisation
from core import calendar
from inspectors.models import AllowanceStatement, Inspector, InspectorKind, RateBasis, WorkKind
from inspectors.months import WEEK, month_after, month_of, month_words, parse_month, week_of, week_words
from inspectors.workflow.allowance import ALLOWANCE_STATEMENT

FIRST_YEAR = 2000  # the platform's earliest year: a bound of the field, no rule


def amount_field(label: Any, **given: Any) -> forms.DecimalField:
    """An amount in yuan."""
    return forms.DecimalField(label=label, decimal_places=2, step_size=Decimal("0.01"), **given)


class MonthForm(forms.Form):
    """The month that a page of allowances looks at."""

    month = forms.CharField(label=_("Month"), required=False, widget=forms.TextInput(attrs={"type": "month"}))

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        given = data.dict() if hasattr(data, "dict") else {}
        self.month = parse_month(given.get("month", "")) or month_after(month_of(calendar.today()), -1)
        super().__init__({**given, "month": f"{self.month:%Y-%m}"}, **kwargs)

    def chosen(self) -> dt.date:
        """The month asked for; last month where none, or one that makes no sense, is."""
        return self.month


class StatementFilter(ListFilter, MonthForm):
    """What the statements of a month may be narrowed by."""

    q = forms.CharField(label=_("Name or certificate"), required=False, max_length=40)
    state = state_field(ALLOWANCE_STATEMENT)
    zone = zone_field()

    searched = ("inspector__name", "inspector__certificate")
    exact = ("state",)
    paths = {"zone": "inspector__zone"}

    def narrow(self, statements: QuerySet[AllowanceStatement]) -> QuerySet[AllowanceStatement]:
        """The statements of the month that match."""
        return super().narrow(statements.filter(month=self.chosen()))


class RateForm(forms.Form):
    """A rate and the period in which it holds."""

    basis = forms.ChoiceField(label=_("Paid"), choices=RateBasis.choices)
    work = forms.ChoiceField(
        label=_("Paid for"),
        required=False,
        choices=[("", _("Travel")), *WorkKind.choices],
        help_text=_("Visits and rechecks are paid per visit or per day, reviews at the desk and reports per report."),
    )
    amount = amount_field(_("Amount, yuan"), max_digits=8, min_value=Decimal("0.01"))
    for_kind = forms.ChoiceField(
        label=_("Kind of inspector"), choices=InspectorKind.choices, initial=InspectorKind.PART_TIME
    )
    valid_from = forms.DateField(label=_("Valid from"), widget=DayInput())
    valid_until = forms.DateField(label=_("Valid until"), required=False, widget=DayInput())
    band = forms.CharField(
        label=_("Distance band"), required=False, max_length=40, help_text=_("For travel only, such as “over 20 km”.")
    )
    townships = forms.ModelMultipleChoiceField(
        label=_("Townships of the band"),
        required=False,
        queryset=Organisation.objects.filter(kind=OrganisationKind.TOWNSHIP),
        widget=forms.CheckboxSelectMultiple(),
        help_text=_("For travel only. A rate without townships holds for all that no other band names."),
    )
    note = forms.CharField(label=_("Document that sets it"), required=False, max_length=200)


class EndRateForm(forms.Form):
    """The last day of a rate."""

    valid_until = forms.DateField(label=_("Valid until"), widget=DayInput())


class BudgetForm(forms.Form):
    """The budget line of a year."""

    year = forms.IntegerField(label=_("Year"), min_value=FIRST_YEAR, max_value=9998)
    name = forms.CharField(label=_("Budget item"), max_length=80)
    amount = amount_field(_("Amount, yuan"), max_digits=12, min_value=Decimal(0))
    note = forms.CharField(label=_("Document that sets it"), required=False, max_length=200)


class BudgetAmountForm(forms.Form):
    """A new amount of a budget line, and why."""

    amount = amount_field(_("Amount, yuan"), max_digits=12, min_value=Decimal(0))
    reason = forms.CharField(label=_("Reason"), max_length=200, widget=forms.Textarea(attrs={"rows": 3}))


class ConfirmForm(forms.Form):
    """What the page showed when the inspector confirmed it."""

    total = forms.DecimalField(required=False, max_digits=10, decimal_places=2, widget=forms.HiddenInput())


class CorrectForm(forms.Form):
    """How much more or less a line pays, and why."""

    amount = amount_field(_("More or less, yuan"), max_digits=8, help_text=_("With a minus where less is paid."))
    reason = forms.CharField(label=_("Reason"), max_length=200, widget=forms.Textarea(attrs={"rows": 3}))


class PayForm(forms.Form):
    """The day on which the finance bureau paid."""

    paid_on = forms.DateField(label=_("Paid on"), widget=DayInput())


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


class WorkloadFilter(ListFilter, SpanForm):
    """What the workload may be narrowed by."""

    q = forms.CharField(label=_("Name, certificate or employer"), required=False, max_length=40)
    zone = zone_field()
    kind = choice_field(_("Kind"), InspectorKind.choices)

    field_order = ("q", "zone", "kind", "span", "on")
    searched = ("name", "certificate", "employer")
    exact = ("zone", "kind")
    forgiving = True


class WorkloadRowsFilter(SpanForm):
    """Which rows of one inspector."""

    inspector = forms.ModelChoiceField(
        label=_("Inspector"), queryset=Inspector.objects.all(), widget=forms.HiddenInput()
    )
    work = forms.ChoiceField(label=_("Work"), required=False, choices=[*ANY, *WorkKind.choices])

    field_order = ("inspector", "work", "span", "on")
