"""Forms of plaques: the filter of the coverage, who answers for a unit, loads, the rotation."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts import policy
from accounts.enums import CAMPUS_KINDS, OrganisationKind
from accounts.forms.fields import ANY, DayInput
from accounts.forms.filters import ListFilter, choice_field, zone_field
from accounts.models import Organisation, Zone
from core import calendar
from inspectors.models import Inspector, PlaqueAssignment
from inspectors.plaque.services import Proposed, rotation_fingerprint

COVERED = [
    *ANY,
    ("no", _("Without an inspector")),
    ("yes", _("With an inspector")),
    ("unfit", _("Inspector may not serve")),
    ("due", _("Due for rotation")),
]


NONE = "none"  # the units that stand in no township


class PlaqueFilter(ListFilter):
    """What the coverage by plaques may be narrowed by."""

    q = forms.CharField(label=_("Unit or inspector"), required=False, max_length=40)
    kind = choice_field(_("Kind"), [(k.value, k.label) for k in OrganisationKind if k in CAMPUS_KINDS])
    zone = zone_field(Zone.objects.open())
    covered = forms.ChoiceField(label=_("Coverage"), required=False, choices=COVERED)
    inspector = forms.UUIDField(required=False, widget=forms.HiddenInput)
    township = forms.CharField(required=False, max_length=36, widget=forms.HiddenInput)

    exact = ("kind", "zone")

    def narrow(self, units: QuerySet[Organisation]) -> QuerySet[Organisation]:
        """The units that match, by their plaque and its inspector too."""
        units, given = super().narrow(units), self.given
        current = PlaqueAssignment.objects.current()
        if asked := given.get("q"):
            held = current.filter(inspector__name__icontains=asked).values("unit")
            units = units.filter(Q(name__icontains=asked) | Q(pk__in=held))
        if town := self._township(given.get("township", "")):
            units = units.filter(**town)
        if given.get("inspector"):
            units = units.filter(pk__in=current.filter(inspector=given["inspector"]).values("unit"))
        covered = given.get("covered")
        if covered == "no":
            units = units.exclude(pk__in=current.values("unit"))
        elif covered == "yes":
            units = units.filter(pk__in=current.values("unit"))
        elif covered == "unfit":
            units = units.filter(pk__in=PlaqueAssignment.objects.unfit(on=calendar.today()).values("unit"))
        elif covered == "due":
            units = units.filter(pk__in=PlaqueAssignment.objects.due(on=calendar.today()).values("unit"))
        return units

    @staticmethod
    def _township(value: str) -> dict[str, Any]:
        """The condition for a township's key, or for none; the map of townships leads here with it."""
        if value == NONE:
            return {"township": None}
        try:
            return {"township": UUID(value)}
        except ValueError:
            return {}


class PlaqueForm(forms.Form):
    """Who answers for a unit, and since when."""

    inspector = forms.ModelChoiceField(label=_("Inspector"), queryset=Inspector.objects.none())
    began_on = forms.DateField(label=_("Plaque since"), widget=DayInput())

    def __init__(self, *args: Any, choices: list[Inspector], **kwargs: Any) -> None:
        super().__init__(*args, initial={"began_on": calendar.today()}, **kwargs)
        field: Any = self.fields["inspector"]
        field.queryset = Inspector.objects.filter(removed_at=None)
        field.choices = [("", "---------"), *((i.pk, i.plaque_words) for i in choices)]  # type: ignore[attr-defined]


class LoadFilter(ListFilter):
    """What the list of loads may be narrowed by."""

    q = forms.CharField(label=_("Inspector"), required=False, max_length=40)
    zone = zone_field(Zone.objects.open())
    load = choice_field(
        _("Load"),
        [
            ("over", _("More than usual")),
            ("usual", _("As many as usual")),
            ("room", _("Room for more")),
            ("none", _("No plaque")),
        ],
    )

    searched = ("name",)
    exact = ("zone",)

    def narrow(self, inspectors: QuerySet[Inspector]) -> QuerySet[Inspector]:
        """The inspectors of `services.loads` that match, by their load too."""
        which = {
            "over": {"room__lt": 0},
            "usual": {"room": 0},
            "room": {"room__gt": 0, "held__gt": 0},
            "none": {"held": 0},
        }
        return super().narrow(inspectors).filter(**which.get(self.given.get("load", ""), {}))


class RotationScope(forms.Form):
    """Of which zone the rotation is looked at."""

    zone = zone_field(Zone.objects.open())


class RotationForm(forms.Form):
    """The day of the change, and for each due plaque the new inspector or nobody."""

    on = forms.DateField(label=_("Day of the change"), widget=DayInput())
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, rows: Sequence[Proposed], **kwargs: Any) -> None:
        self.seen_now = rotation_fingerprint(rows)
        super().__init__(*args, initial={"on": calendar.today(), "seen": self.seen_now}, **kwargs)
        usual = policy.number("plaque_schools")
        self.plaques = {row.plaque.pk: row for row in rows}
        for pk, row in self.plaques.items():
            field = forms.ModelChoiceField(
                label=_("New inspector of %(unit)s") % {"unit": row.plaque.unit.name},
                queryset=Inspector.objects.filter(removed_at=None),
                required=False,
                initial=row.inspector,
                widget=forms.Select(attrs={"class": "form-select"}),
            )
            chosen: Any = field
            chosen.choices = [
                ("", _("Leave as it is")),
                *((one.pk, self._words(one, usual)) for one in row.fit),
            ]
            self.fields[f"to_{pk}"] = field

    @staticmethod
    def _words(inspector: Any, usual: int) -> str:
        words = {"name": inspector.name, "kind": inspector.get_kind_display(), "count": inspector.then, "usual": usual}
        return _("%(name)s (%(kind)s, then %(count)s plaques)") % words

    def cells(self) -> list[tuple[Proposed, Any]]:
        """Each due plaque with its field."""
        return [(row, self[f"to_{pk}"]) for pk, row in self.plaques.items()]

    def chosen(self) -> list[tuple[PlaqueAssignment, Inspector]]:
        """The plaques of a valid form that change, each with the new inspector."""
        given = {pk: self.cleaned_data.get(f"to_{pk}") for pk in self.plaques}
        return [(self.plaques[pk].plaque, new) for pk, new in given.items() if new is not None]
