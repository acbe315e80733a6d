"""Forms of zones: leader and deputy, number and name, schools to move, places on the map of townships."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.enums import OrganisationKind
from accounts.models import Organisation, User, Zone
from accounts.roles import Role
from inspectors.models import TownshipTile
from inspectors.zone.services import COLUMNS, ROWS, short_name, zone_fingerprint

NO_ZONE = "none"


class ZoneForm(forms.Form):
    """Who leads a zone, and who stands in."""

    user = forms.ModelChoiceField(
        label=_("Leader"), queryset=User.objects.none(), required=False, empty_label=_("Nobody")
    )
    deputy = forms.ModelChoiceField(
        label=_("Deputy"), queryset=User.objects.none(), required=False, empty_label=_("Nobody")
    )

    def __init__(self, *args: Any, zone: Zone, **kwargs: Any) -> None:
        super().__init__(*args, initial={"user": zone.leader_id, "deputy": zone.deputy_id}, **kwargs)
        for name in ("user", "deputy"):
            field: Any = self.fields[name]
            field.queryset = User.objects.active().with_role(Role.ZONE_LEADER).order_by("name")
            field.label_from_instance = lambda user: f"{user.name}（{user.username}）"


class ZoneFactsForm(forms.Form):
    """A zone's place in the order and its name."""

    number = forms.IntegerField(
        label=_("Number of the zone"), min_value=1, max_value=999, help_text=_("Zones are listed by their number.")
    )
    name = forms.CharField(label=_("Name"), max_length=40)


class EditZoneForm(ZoneFactsForm):
    """The same for a zone that is there, with what the page showed."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, zone: Zone, **kwargs: Any) -> None:
        initial = {"number": zone.number, "name": zone.name, "seen": zone_fingerprint(zone)}
        super().__init__(*args, initial=initial, **kwargs)


class OriginForm(forms.Form):
    """From which zone schools are to be moved."""

    origin = forms.ChoiceField(label=_("Zone now"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["origin"]
        field.choices = [*((str(zone.pk), zone.name) for zone in Zone.objects.open()), (NO_ZONE, _("In no zone"))]


class MoveForm(forms.Form):
    """Which schools, to which zone, and why where it grows beyond the usual number."""

    units = forms.ModelMultipleChoiceField(
        label=_("Schools and kindergartens"), queryset=Organisation.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    zone = forms.ModelChoiceField(label=_("Move to zone"), queryset=Zone.objects.none())
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        required=False,
        help_text=_("Needed where the zone grows beyond the usual number."),
    )

    def __init__(self, *args: Any, units: Any, origin: Zone | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["units"]
        # Any school may come back: one that somebody moved meanwhile is refused by the step, not lost by the field.
        field.queryset = Organisation.objects.campuses()
        field.choices = [(unit.pk, f"{unit.name}（{unit.get_kind_display()}）") for unit in units]
        target: Any = self.fields["zone"]
        target.queryset = Zone.objects.open().exclude(pk=origin.pk if origin else None)


class TownshipMapForm(forms.Form):
    """A row and a column for each township; blank for none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.towns = list(Organisation.objects.active().filter(kind=OrganisationKind.TOWNSHIP).order_by("code"))
        places = {tile.township_id: tile for tile in TownshipTile.objects.all()}
        for town in self.towns:
            place = places.get(town.pk)
            for name, label, most in (("row", _("row"), ROWS), ("column", _("column"), COLUMNS)):
                self.fields[f"{name}_{town.pk}"] = forms.IntegerField(
                    label=_("%(town)s, %(what)s") % {"town": short_name(town.name), "what": label},
                    required=False,
                    min_value=1,
                    max_value=most,
                    widget=forms.NumberInput(attrs={"class": "form-control"}),
                    initial=getattr(place, name, None),
                )

    def rows(self) -> list[tuple[str, Any, Any]]:
        """Each township's name with its two fields."""
        return [(short_name(town.name), self[f"row_{town.pk}"], self[f"column_{town.pk}"]) for town in self.towns]

    def clean(self) -> dict[str, Any]:
        """Both numbers or none."""
        given = super().clean() or self.cleaned_data
        for town in self.towns:
            if (given.get(f"row_{town.pk}") is None) != (given.get(f"column_{town.pk}") is None):
                self.add_error(f"row_{town.pk}", _("Give both the row and the column, or neither."))
        return given

    def places(self) -> dict[Organisation, tuple[int, int] | None]:
        """Where each township of a valid form stands."""
        given = self.cleaned_data
        rows = {town: (given[f"row_{town.pk}"], given[f"column_{town.pk}"]) for town in self.towns}
        return {town: place if place[0] else None for town, place in rows.items()}
