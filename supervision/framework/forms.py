"""Forms of frameworks: a version with its levels, a branch, an indicator, the value that its method takes."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from accounts.enums import OrganisationKind
from accounts.forms.fields import long_text
from core.excel.reasons import reason_of, reason_text
from supervision import thresholds
from supervision.framework.services.framework import LevelRow
from supervision.framework.services.indicator import Content
from supervision.models import Cap, FrameworkVersion, Grade, Indicator, Method, Rule

MOST_LEVELS = 6


def _points(label: Any, *, digits: int, required: bool = False, **kwargs: Any) -> forms.DecimalField:
    widget = forms.NumberInput({"inputmode": "decimal", "step": "0.1"})
    return forms.DecimalField(
        label=label, min_value=0, max_digits=digits, decimal_places=1, required=required, widget=widget, **kwargs
    )


class VersionForm(forms.Form):
    """How a version comes to its conclusion."""

    rule = forms.ChoiceField(
        label=_("Conclusion"),
        choices=Rule.choices,
        help_text=_("A veto or cap holds under each of them. A checklist without points takes the last."),
    )
    total_points = _points(
        _("Points in all"),
        digits=6,
        required=True,
        initial=Decimal(100),
        help_text=_("What the points of all indicators must add up to; 100 where the conclusion is by total."),
    )
    note = forms.CharField(label=_("Note"), max_length=200, required=False)

    @classmethod
    def of(cls, version: FrameworkVersion) -> dict[str, Any]:
        """The initial values for `version`."""
        return {"rule": version.conclusion_rule, "total_points": version.total_points, "note": version.note}


class FrameworkForm(VersionForm):
    """A new framework."""

    name = forms.CharField(label=_("Name of the framework"), max_length=80)
    field_order = ("name", "rule", "total_points", "note")


class CopyForm(forms.Form):
    """What the new draft is for."""

    note = forms.CharField(label=_("Note"), max_length=200, required=False, help_text=_("What is to change, and why."))


class LevelForm(forms.Form):
    """One level and what it asks for; a row without a name is left out."""

    name = forms.CharField(label=_("Name of the level"), max_length=20, required=False)
    least_percent = forms.DecimalField(
        label=_("Per cent of the points, at least"), min_value=0, max_value=100, decimal_places=1, required=False
    )
    least_a = forms.IntegerField(label=_("Per cent of grades A, at least"), min_value=0, max_value=100, required=False)
    least_b = forms.IntegerField(
        label=_("Per cent of grades A and B, at least"), min_value=0, max_value=100, required=False
    )
    most_d = forms.IntegerField(label=_("Grades D, at most"), min_value=0, max_value=500, required=False)


class BaseLevels(BaseFormSet):  # type: ignore[type-arg]
    """The levels of a version, best first."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix="levels", **kwargs)

    def rows(self) -> list[LevelRow]:
        """The levels that have a name, ready for the service."""
        given = [form.cleaned_data for form in self.forms]
        return [LevelRow(**row | {"name": row["name"].strip()}) for row in given if row.get("name", "").strip()]


Levels = formset_factory(
    LevelForm, formset=BaseLevels, extra=MOST_LEVELS, max_num=MOST_LEVELS, absolute_max=MOST_LEVELS, validate_max=True
)


class BranchForm(forms.Form):
    """A branch: its code and what it is about."""

    code = forms.CharField(label=_("Code"), max_length=10)
    text = forms.CharField(label=_("Text"), max_length=300)

    def content(self) -> Content:
        """What was written down, ready for the service."""
        return Content(**self.cleaned_data)


class IndicatorForm(BranchForm):
    """An indicator: how it is scored, what is looked at, whom it holds for, its veto or cap."""

    points = _points(
        _("Points to be had"), digits=5, help_text=_("In steps of 0.1; blank on a checklist without points.")
    )
    method = forms.ChoiceField(label=_("Scoring method"), choices=Method.choices)
    standard = long_text(_("Scoring standard"), rows=2, required=False, max_length=300)
    measure = forms.CharField(
        label=_("What is measured, with its unit"),
        max_length=40,
        required=False,
        help_text=_("For measured indicators, such as: rate of completion, per cent."),
    )
    steps = long_text(
        _("Thresholds"),
        rows=4,
        required=False,
        help_text=_(
            "For measured indicators, one a line: ≥95得4分 where higher is better, ≤10得3分 where lower is better. "
            "The best threshold that the value reaches counts; nothing is given for what lies between two."
        ),
    )
    observation = long_text(_("Observation points"), rows=2, required=False, max_length=300)
    evidence = long_text(_("Evidence asked for"), rows=2, required=False, max_length=300)
    responsible = forms.CharField(label=_("Responsible department"), max_length=80, required=False)
    applies_to = forms.MultipleChoiceField(
        label=_("Applies to"),
        choices=OrganisationKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: it holds for every kind of unit."),
    )
    cap = forms.ChoiceField(
        label=_("Veto or cap"),
        choices=Cap.choices,
        required=False,
        help_text=_("A veto leaves the lowest level; a cap leaves at most the level chosen."),
    )
    caps_at: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("Level that it caps at"), required=False, queryset=None, empty_label="—"
    )
    cap_note = forms.CharField(
        label=_("Situation of the veto or cap"),
        max_length=100,
        required=False,
        help_text=_(
            "It holds where an inspector finds this situation. Left blank, it holds where the indicator fails: no "
            "points, not met or grade D."
        ),
    )

    def __init__(self, *args: Any, version: FrameworkVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["caps_at"].queryset = version.levels.all()  # type: ignore[attr-defined]

    @classmethod
    def of(cls, node: Indicator) -> dict[str, Any]:
        """The initial values for `node`."""
        names = ("code", "text", "points", "method", "standard", "measure", "observation", "evidence", "responsible")
        names += ("applies_to", "cap", "caps_at", "cap_note")
        steps = str(node.steps).replace("；", "\n") if node.steps is not None else ""
        return {name: getattr(node, name) for name in names} | {"steps": steps}

    def clean_steps(self) -> thresholds.Steps | None:
        """The thresholds that were typed."""
        try:
            return thresholds.read(self.cleaned_data["steps"])
        except ValidationError as exc:
            raise ValidationError(reason_text(reason_of(exc))) from exc

    def content(self) -> Content:
        """What was written down, ready for the service; what does not belong to the method or cap is dropped."""
        given = dict(self.cleaned_data)
        if given["method"] != Method.MEASURED:
            given |= {"steps": None, "measure": ""}
        return Content(**given)


class ValueForm(forms.Form):
    """One value of an indicator, by its method; `scored` is the record that carries it so far."""

    def __init__(self, *args: Any, indicator: Indicator, scored: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.indicator = indicator
        method = Method(indicator.method or Method.POINTS)
        self.value_name, field = _field(indicator, method)
        self.fields[self.value_name] = field
        self.initial = dict(self.initial)
        if scored is not None:
            value = getattr(scored, self.value_name)
            self.initial[self.value_name] = value
            if method is Method.MEASURED:
                self.initial["measured"] = scored.measured_text
            if method is Method.YES_NO:
                self.initial["is_met"] = {True: "yes", False: "no"}.get(value, "")

    @property
    def value(self) -> forms.BoundField:
        """The field of the indicator's method."""
        return self[self.value_name]

    def clean(self) -> dict[str, Any]:
        """Turn yes and no into true and false."""
        given = super().clean() or {}
        if "is_met" in given:
            given["is_met"] = {"yes": True, "no": False}.get(given["is_met"])
        return given


def _field(indicator: Indicator, method: Method) -> tuple[str, forms.Field]:
    if method is Method.GRADE:
        choices = forms.RadioSelect()
        return "grade", forms.ChoiceField(label=_("Grade"), choices=Grade.choices, required=False, widget=choices)
    if method is Method.YES_NO:
        answers = [("yes", _("Met")), ("no", _("Not met"))]
        choices = forms.RadioSelect()
        return "is_met", forms.ChoiceField(label=_("Is it met?"), choices=answers, required=False, widget=choices)
    keyboard = {"inputmode": "decimal"}
    if method is Method.MEASURED:
        widget = forms.NumberInput(keyboard | {"step": "any"})
        field = forms.DecimalField(
            label=_("Measured value"),
            min_value=None if indicator.may_be_negative else 0,
            max_digits=12,
            decimal_places=3,
            required=False,
            widget=widget,
        )
        return "measured", field
    widget = forms.NumberInput(keyboard | {"step": "0.1"})
    field = forms.DecimalField(
        label=_("Points"),
        min_value=0,
        max_value=indicator.points or 0,
        max_digits=5,
        decimal_places=1,
        required=False,
        widget=widget,
    )
    return "points", field
