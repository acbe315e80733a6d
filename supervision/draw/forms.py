"""Forms of draws: the filter of the list, the draft with its strata and named units, the seed."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.enums import OrganisationKind
from accounts.forms.fields import ANY, DayInput, long_text
from accounts.forms.filters import ListFilter, state_field
from accounts.models import Organisation, Zone
from inspectors.models import InspectorKind
from supervision.models import Draw, InspectionTask, Ownership, SeedKind, ZoneRule
from supervision.workflow.draw import DRAW

KINDS = [("", _("All schools and kindergartens")), ("schools", _("All schools")), *OrganisationKind.choices]
OWNERSHIP = [("", _("Public and private")), ("no", _("Public only")), ("yes", _("Private only"))]
SPARE_ROWS = 2
SEPARATORS = r"[\s,，、;；]+"


def _zones() -> list[tuple[str, str]]:
    return [(str(zone.number), zone.name) for zone in Zone.objects.all()]


def _townships() -> list[tuple[str, str]]:
    return list(Organisation.objects.active().filter(kind=OrganisationKind.TOWNSHIP).values_list("code", "name"))


class DrawFilter(ListFilter):
    """What the list of draws may be narrowed by."""

    q = forms.CharField(label=_("Number or purpose"), required=False, max_length=60)
    state = state_field(DRAW)

    searched = ("purpose", "number")
    exact = ("state",)


class DrawForm(forms.Form):
    """A draw, but for its strata and named units: what for, when, and which inspectors."""

    task = forms.ModelChoiceField(
        label=_("Task"),
        required=False,
        queryset=InspectionTask.objects.filter(state="draft"),
        empty_label=_("Without a task: only draw"),
        help_text=_("When the draw is confirmed, units and teams are put on this draft task; its days on site count."),
    )
    purpose = forms.CharField(
        label=_("What is drawn, and what for"), max_length=100, help_text=_("Published with the pools.")
    )
    first_on = forms.DateField(
        label=_("First day on site"), required=False, widget=DayInput(), help_text=_("Only without a task.")
    )
    last_on = forms.DateField(label=_("Last day on site"), required=False, widget=DayInput())
    result_public_on = forms.DateField(
        label=_("Publish seed and result only from"),
        required=False,
        widget=DayInput(),
        help_text=_("Empty: at once. For an unannounced task it is the day after the last day on site, or later."),
    )
    per_unit = forms.IntegerField(
        label=_("Inspectors for each unit"),
        min_value=0,
        max_value=20,
        initial=3,
        help_text=_("0: only units are drawn."),
    )
    zone_rule = forms.ChoiceField(label=_("Zone rule"), choices=ZoneRule.choices, initial=ZoneRule.ANY)
    inspector_kinds = forms.MultipleChoiceField(
        label=_("Kinds of inspector"),
        required=False,
        choices=InspectorKind.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: all kinds."),
    )
    inspector_zones = forms.TypedMultipleChoiceField(
        label=_("Zones of the inspectors"),
        required=False,
        choices=_zones,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: all zones."),
    )

    def clean(self) -> dict[str, Any]:
        """Without a task the days on site are asked for; with one they are the task's."""
        given = super().clean() or {}
        task = given.get("task")
        if task is not None:
            given |= {"first_on": task.starts_on, "last_on": task.ends_on}
        elif not given.get("first_on") or not given.get("last_on"):
            for name in ("first_on", "last_on"):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, _("Without a task, enter the days on site."))
        return given


class StratumForm(forms.Form):
    """One stratum: a filter, and how many units of it are drawn. A row without anything is left out."""

    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=KINDS)
    township = forms.ChoiceField(label=_("Township"), required=False, choices=lambda: [*ANY, *_townships()])
    zone = forms.ChoiceField(label=_("Zone"), required=False, choices=lambda: [*ANY, *_zones()])
    private = forms.ChoiceField(label=_("Ownership"), required=False, choices=OWNERSHIP)
    not_since = forms.DateField(label=_("Not inspected since"), required=False, widget=DayInput())
    codes = forms.CharField(
        label=_("Only these unit codes (risk)"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 1}),
        help_text=_("For example the units with most open problems. The other filters then do not count."),
    )
    quota = forms.IntegerField(label=_("Draw so many"), required=False, min_value=1)
    percent = forms.IntegerField(label=_("or per cent"), required=False, min_value=1, max_value=100)
    name = forms.CharField(label=_("Name of the stratum"), required=False, max_length=60)

    @property
    def row(self) -> dict[str, Any]:
        """The stratum as the draft keeps it; empty for an empty row."""
        given = self.cleaned_data if self.is_valid() else {}
        if not given.get("quota") and not given.get("percent"):
            return {}
        row = {**given, "not_since": str(given["not_since"] or "")}
        return row | {"name": row["name"].strip() or self.words(row)}

    def clean_codes(self) -> list[str]:
        """Codes of units that exist."""
        codes = list(dict.fromkeys(filter(None, re.split(SEPARATORS, self.cleaned_data["codes"]))))
        known = set(Organisation.objects.active().filter(code__in=codes).values_list("code", flat=True))
        if strangers := [code for code in codes if code not in known]:
            raise ValidationError(gettext("There is no unit with the code %(code)s.") % {"code": strangers[0]})
        return codes

    def clean(self) -> dict[str, Any]:
        """A number or a percentage, not both; a filter without either is asked for it."""
        given = super().clean() or {}
        if given.get("quota") and given.get("percent"):
            self.add_error("percent", _("Either a number or a percentage."))
        if self.errors or given.get("quota") or given.get("percent"):
            return given
        if any(given.get(name) for name in self.fields):
            self.add_error("quota", _("How many are to be drawn?"))
        return given

    def words(self, row: dict[str, Any]) -> str:
        """A name made of the filter: kind, township, zone, ownership."""
        if row["codes"]:
            return gettext("Named units")
        parts = [str(dict(self.fields["kind"].choices)[row["kind"]])]
        parts += [str(dict(self.fields[name].choices)[row[name]]) for name in ("township", "zone") if row[name]]
        if row["private"]:
            parts.append(str(dict(OWNERSHIP)[row["private"]]))
        if row["not_since"]:
            parts.append(gettext("not inspected since %(date)s") % {"date": row["not_since"]})
        return gettext("、").join(parts)[:60]


class NamedForm(forms.Form):
    """A unit that is always included or left out, and why. A row without a unit is left out."""

    unit = forms.CharField(label=_("Unit: name or code"), required=False, max_length=80)
    side = forms.ChoiceField(
        label=_("What about it"), choices=[("exclude", _("Not drawn from")), ("include", _("Always included"))]
    )
    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=100, help_text=_("Published with the pools.")
    )

    def clean(self) -> dict[str, Any]:
        """The unit exists, and there is a reason."""
        given = super().clean() or {}
        if word := (given.get("unit") or "").strip():
            unit = Organisation.objects.active().filter(Q(code=word) | Q(name=word)).first()
            if unit is None:
                self.add_error("unit", _("There is no unit with this name or code."))
            elif not (given.get("reason") or "").strip():
                self.add_error("reason", _("Including or leaving out a unit needs a reason."))
            else:
                given["code"] = unit.code
        return given


StrataFormSet = forms.formset_factory(StratumForm, extra=SPARE_ROWS)
NamedFormSet = forms.formset_factory(NamedForm, extra=SPARE_ROWS)
FORMSETS = {"strata": StrataFormSet, "named": NamedFormSet}


class DrawSheet:
    """The whole page: the form, the rows of strata and of named units, as one thing that is valid or not."""

    def __init__(self, data: QueryDict | None = None, draw: Draw | None = None, task: str = "") -> None:
        initial = self._of(draw) if draw is not None else {"task": task}
        self.form = DrawForm(data, initial=initial)
        rows = {"strata": [], "named": []} if draw is None else self._rows(draw)
        if task and draw is None:
            self._offer(task, rows)
        self.strata, self.named = (factory(data, prefix=name, initial=rows[name]) for name, factory in FORMSETS.items())

    @classmethod
    def again(cls, data: QueryDict) -> "DrawSheet":
        """As it was typed, not judged, with more empty rows."""
        sheet = cls()
        typed = {name: data.get(name, "") for name in DrawForm.base_fields}
        typed |= {name: data.getlist(name) for name in ("inspector_kinds", "inspector_zones")}
        sheet.form = DrawForm(initial=typed)
        for name, factory in FORMSETS.items():
            fields = factory.form.base_fields
            total = min(int(data.get(f"{name}-TOTAL_FORMS") or 0), 200)
            rows = [{field: data.get(f"{name}-{i}-{field}", "") for field in fields} for i in range(total)]
            setattr(sheet, name, factory(prefix=name, initial=rows))
        return sheet

    def _offer(self, task: str, rows: dict[str, list[dict[str, Any]]]) -> None:
        """What the task already says: its name, and the filter of its item of the annual plan, a stratum per kind."""
        try:
            found = self.form.fields["task"].clean(task)
        except ValidationError:
            return
        self.form.initial["purpose"] = found.name
        item = found.plan_item
        if item is None or not item.has_filter:
            return
        private = {Ownership.PRIVATE: "yes", Ownership.PUBLIC: "no"}.get(item.ownership, "")
        place = {
            "zone": str(item.zone.number) if item.zone else "",
            "township": item.township.code if item.township else "",
        }
        rows["strata"] = [{"kind": kind, "private": private, **place} for kind in item.kinds or [""]]

    @staticmethod
    def _of(draw: Draw) -> dict[str, Any]:
        return {name: getattr(draw, name) for name in DrawForm.base_fields}

    @staticmethod
    def _rows(draw: Draw) -> dict[str, list[dict[str, Any]]]:
        sides = (("include", draw.included), ("exclude", draw.excluded))
        named = [{"unit": row["code"], "side": side, "reason": row["reason"]} for side, rows in sides for row in rows]
        strata = [{**row, "codes": " ".join(row["codes"])} for row in draw.strata]
        return {"strata": strata, "named": named}

    def is_valid(self) -> bool:
        """Whether every part is."""
        return all([self.form.is_valid(), self.strata.is_valid(), self.named.is_valid()])

    @property
    def content(self) -> dict[str, Any]:
        """What the service takes; parts that are not valid are left out of a count while typing."""
        given = dict(self.form.cleaned_data) if self.form.is_bound and self.form.is_valid() else {}
        named = [form.cleaned_data for form in self.named if form.is_valid() and form.cleaned_data.get("code")]
        return given | {
            "strata": [row for form in self.strata if (row := form.row)],
            "included": self._side(named, "include"),
            "excluded": self._side(named, "exclude"),
        }

    @staticmethod
    def _side(named: list[dict[str, Any]], side: str) -> list[dict[str, str]]:
        return [{"code": row["code"], "reason": row["reason"].strip()} for row in named if row["side"] == side]


class SeedForm(forms.Form):
    """The seed, read out by each of two witnesses, and where it comes from."""

    kind = forms.ChoiceField(label=_("Kind of seed"), choices=SeedKind.choices, widget=forms.RadioSelect)
    source = forms.CharField(
        label=_("Source"),
        max_length=120,
        help_text=_("Dice: where and before whom. Lottery: which one, and its issue number."),
    )
    at = forms.DateTimeField(
        label=_("When it came into being"),
        widget=forms.DateTimeInput({"type": "datetime-local", "step": "1"}, format="%Y-%m-%dT%H:%M:%S"),
        help_text=_("The moment of the throw, or of the lottery's draw."),
    )
    first_name = forms.CharField(label=_("First witness"), max_length=40)
    first_post = forms.CharField(label=_("Organisation and post of the first witness"), max_length=80)
    digits = long_text(_("Seed, as the first witness reads it out"), rows=2, max_length=200)
    second_name = forms.CharField(label=_("Second witness"), max_length=40)
    second_post = forms.CharField(label=_("Organisation and post of the second witness"), max_length=80)
    again = long_text(_("Seed once more, as the second witness reads it out"), rows=2, max_length=200)

    def clean(self) -> dict[str, Any]:
        """The two witnesses as the service takes them."""
        given = super().clean() or {}
        names = (("first_name", "first_post"), ("second_name", "second_post"))
        given["witnesses"] = [{"name": given.pop(name, ""), "post": given.pop(post, "")} for name, post in names]
        return given
