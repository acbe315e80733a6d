"""Forms of the annual plan and its items, and of the pages that look ahead: coverage, burden, collisions, calendar."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.enums import CAMPUS_KINDS, OrganisationKind
from accounts.forms.fields import ANY, DayInput, long_text
from accounts.forms.filters import zone_field
from accounts.models import Organisation
from accounts.terms import Term, term_from, term_of
from core import calendar
from supervision.models import Framework, Mode, Ownership, PlanItem

STAND_CHOICES = (
    ("gap", _("No comprehensive inspection")),
    ("planned", _("Arranged")),
    ("under_way", _("Under way")),
    ("done", _("Done")),
)


class UnitLines(forms.CharField):
    """Units by hand: one a line, by name or code. Cleans to the units; names those that nobody is."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, widget=forms.Textarea(attrs={"rows": 3}), **kwargs)

    def clean(self, value: Any) -> list[Organisation]:
        """The units in the order of the lines."""
        lines = list(dict.fromkeys(line.strip() for line in (super().clean(value) or "").splitlines() if line.strip()))
        known = Organisation.objects.active().filter(Q(name__in=lines) | Q(code__in=lines))
        by_word = {word: unit for unit in known for word in (unit.name, unit.code)}
        strange = [line for line in lines if line not in by_word]
        if strange:
            words = {"units": gettext("、").join(strange[:5])}
            raise forms.ValidationError(gettext("No unit has this name or code: %(units)s") % words)
        return list(dict.fromkeys(by_word[line] for line in lines))


class PlanForm(forms.Form):
    """Title and purpose of a plan; the year only when it is begun."""

    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
    title = forms.CharField(label=_("Title"), max_length=100)
    purpose = long_text(_("Purpose and principles"), rows=8)

    def __init__(self, *args: Any, fixed_year: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if fixed_year:
            del self.fields["year"]


class PlanItemForm(forms.Form):
    """One item: what, when, by which framework, at which units."""

    mode = forms.ChoiceField(label=_("Mode"), choices=Mode.choices)
    name = forms.CharField(label=_("Name"), max_length=100)
    starts_on = forms.DateField(label=_("Begins on"), widget=DayInput())
    ends_on = forms.DateField(label=_("Ends on"), widget=DayInput())
    framework = forms.ModelChoiceField(
        label=_("Framework"),
        required=False,
        queryset=Framework.objects.all(),
        empty_label=_("Without indicators"),
        help_text=_("A comprehensive inspection needs one."),
    )
    matters = long_text(_("Matters"), rows=4, help_text=_("One matter a line."))
    kinds = forms.MultipleChoiceField(
        label=_("Kinds"),
        required=False,
        choices=OrganisationKind.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: any kind."),
    )
    zone = zone_field()
    township = forms.ModelChoiceField(
        label=_("Township"),
        required=False,
        queryset=Organisation.objects.active().filter(kind=OrganisationKind.TOWNSHIP),
        empty_label=_("All"),
    )
    ownership = forms.ChoiceField(label=_("Public or private"), required=False, choices=Ownership.choices)
    named_units = UnitLines(
        label=_("Units by hand"), help_text=_("One unit a line, by name or code; added to the others.")
    )
    left_out_units = UnitLines(label=_("Units left out"), help_text=_("One unit a line, by name or code."))
    note = forms.CharField(label=_("Note"), max_length=200, required=False)

    WHAT = ("mode", "name", "starts_on", "ends_on", "framework", "matters")
    UNITS = ("kinds", "zone", "township", "ownership", "named_units", "left_out_units", "note")

    @classmethod
    def of(cls, item: PlanItem) -> dict[str, Any]:
        """The initial values for `item`."""
        plain = ("mode", "name", "starts_on", "ends_on", "matters", "kinds", "ownership", "note")
        found: dict[str, Any] = {name: getattr(item, name) for name in plain}
        found |= {name: getattr(item, f"{name}_id") for name in ("framework", "zone", "township")}
        hands = {"named_units": item.named_units, "left_out_units": item.left_out_units}
        return found | {name: "\n".join(hand.values_list("name", flat=True)) for name, hand in hands.items()}


class SubmitPlanForm(forms.Form):
    """Why units are left without a comprehensive inspection, where some are."""

    gap_reason = long_text(_("Why units are left without a comprehensive inspection"), rows=4, required=False)


class UnitFilter(forms.Form):
    """What the pages over units may be narrowed by; schools and kindergartens unless another kind is asked for."""

    q = forms.CharField(label=_("Name or code"), required=False, max_length=60)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[*ANY, *OrganisationKind.choices])
    zone = zone_field()
    township = forms.ModelChoiceField(
        label=_("Township"),
        required=False,
        queryset=Organisation.objects.filter(kind=OrganisationKind.TOWNSHIP),
        empty_label=_("All"),
    )

    # What stands in a field that the address does not name.
    DEFAULTS: dict[str, Callable[[], str]] = {}

    def __init__(self, data: QueryDict) -> None:
        data = data.copy()
        for name, value in self.DEFAULTS.items():
            data.setdefault(name, value())
        super().__init__(data)

    def given(self) -> dict[str, Any]:
        """What was asked for and makes sense."""
        self.is_valid()
        return self.cleaned_data

    def narrow(self, units: QuerySet[Organisation]) -> QuerySet[Organisation]:
        """The units that match, by code."""
        given = self.given()
        if word := given.get("q"):
            units = units.asked_for(word)
        names = ("kind", "zone", "township")
        units = units.filter(**{name: given[name] for name in names if given.get(name)})
        if not given.get("kind") and not word:
            units = units.filter(kind__in=CAMPUS_KINDS)
        return units.order_by("code")


class CoverageFilter(UnitFilter):
    """The year, and where a unit stands in it."""

    year = forms.IntegerField(label=_("Year"), required=False, min_value=2000, max_value=2100)
    stand = forms.ChoiceField(label=_("Coverage"), required=False, choices=[*ANY, *STAND_CHOICES])
    plan = forms.UUIDField(required=False, widget=forms.HiddenInput)

    field_order = ("year", "stand", "q", "kind", "zone", "township")
    DEFAULTS = {"year": lambda: str(calendar.today().year)}

    @property
    def asked_year(self) -> int:
        """The year asked for, or this one."""
        return int(self.given().get("year") or calendar.today().year)


def term_choices() -> list[tuple[str, str]]:
    """The coming term, the present one and four before it, newest first."""
    term = term_of(calendar.today()).after
    found = []
    for _n in range(6):
        found.append((term.code, str(term)))
        term = term.before
    return found


class TermFilter(UnitFilter):
    """The term, the present one unless another is asked for."""

    term = forms.ChoiceField(label=_("School term"), required=False, choices=term_choices)

    field_order = ("term", "q", "kind", "zone", "township")
    DEFAULTS = {"term": lambda: term_of(calendar.today()).code}

    @property
    def asked_term(self) -> Term:
        """The term asked for, or the present one."""
        return term_from(self.given().get("term") or "") or term_of(calendar.today())


class BurdenFilter(TermFilter):
    """Only units over the ceiling, or all."""

    over = forms.BooleanField(label=_("Over the ceiling only"), required=False)


class CalendarFilter(TermFilter):
    """By month or by week."""

    by = forms.ChoiceField(label=_("Columns"), required=False, choices=[("", _("Months")), ("weeks", _("Weeks"))])


class MergeForm(forms.Form):
    """Which inspections become one visit, on which days, and why."""

    inspections: Any = forms.ModelMultipleChoiceField(
        label=_("Inspections"),
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least two.")},
    )
    starts_on = forms.DateField(label=_("First day on site"), widget=DayInput())
    ends_on = forms.DateField(label=_("Last day on site"), widget=DayInput())
    reason = long_text(_("Reason"), rows=3)

    def __init__(self, *args: Any, offered: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["inspections"]
        field.queryset = offered
        field.label_from_instance = _words


def _words(inspection: Any) -> str:
    words = {
        "task": inspection.task.name,
        "state": inspection.get_state_display(),
        "first": f"{inspection.starts_on:%Y-%m-%d}",
        "last": f"{inspection.ends_on:%Y-%m-%d}",
    }
    return gettext("%(task)s (%(state)s, %(first)s to %(last)s)") % words
