"""Forms of staffing: which rows stand behind a figure, and a change that is thought through."""

from collections import Counter
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Zone
from core import calendar
from inspectors.models import Appointment, Inspector, InspectorKind
from inspectors.staffing.services import COUNTY, KINDERGARTENS, LARGE, NO_ZONE, SCHOOLS, Change

WHAT = [
    (SCHOOLS, _("Schools")),
    (LARGE, _("Large schools")),
    (KINDERGARTENS, _("Kindergartens")),
    (InspectorKind.FULL_TIME.value, _("Full-time inspectors")),
    (InspectorKind.PART_TIME.value, _("Part-time inspectors")),
    (InspectorKind.PRESCHOOL.value, _("Preschool inspectors")),
]
LINES = 3  # of appointments in the form


def place_choices(first: Any) -> list[tuple[str, Any]]:
    """Every zone, what `first` says for no choice, and the place of those without zone."""
    zones = [(str(zone.pk), zone.name) for zone in Zone.objects.open().order_by("number")]
    return [(COUNTY, first), *zones, (NO_ZONE, _("In no zone"))]


class StaffingRowsFilter(forms.Form):
    """Which figure, of which place."""

    what = forms.ChoiceField(label=_("Figure"), choices=WHAT)
    place = forms.ChoiceField(label=_("Zone"), required=False)
    ending = forms.BooleanField(label=_("Only terms that end soon"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["place"]
        field.choices = place_choices(_("Whole county"))


def _candidate(one: Appointment) -> str:
    renewal = f" · {_('Renewal')}" if one.is_renewal else ""
    return f"{one.name} · {one.get_kind_display()} · {one.zone or '—'}{renewal}"


class ChangeForm(forms.Form):
    """Appointments by name, or by kind and zone, and who would leave; sent by GET, writes nothing."""

    candidates = forms.ModelMultipleChoiceField(
        label=_("These who are under way are appointed"),
        queryset=Appointment.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    leaving = forms.ModelMultipleChoiceField(
        label=_("These inspectors leave"),
        queryset=Inspector.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    without_ending = forms.BooleanField(label=_("All whose term ends soon leave and are not renewed"), required=False)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        candidates: Any = self.fields["candidates"]
        under_way = Appointment.objects.visible_to(user).under_way()
        candidates.queryset = under_way.select_related("zone").order_by("created_at")
        candidates.label_from_instance = _candidate
        leaving: Any = self.fields["leaving"]
        leaving.queryset = Inspector.objects.serving(on=calendar.today()).select_related("zone").order_by("certificate")
        leaving.label_from_instance = lambda one: f"{one.name} · {one.get_kind_display()} · {one.zone or '—'}"
        places = place_choices(_("In no zone"))[:-1]
        for number in range(1, LINES + 1):
            self.fields[f"count{number}"] = forms.IntegerField(
                label=_("How many"), required=False, min_value=0, max_value=500
            )
            self.fields[f"kind{number}"] = forms.ChoiceField(
                label=_("Kind"), required=False, choices=InspectorKind.choices
            )
            self.fields[f"place{number}"] = forms.ChoiceField(label=_("Zone"), required=False, choices=places)

    @property
    def appointments(self) -> list[tuple[int, list[forms.BoundField]]]:
        """The lines of appointments: number, and how many, which kind, which zone."""
        return [(n, [self[f"{name}{n}"] for name in ("count", "kind", "place")]) for n in range(1, LINES + 1)]

    def change(self) -> Change:
        """The change that a valid form describes."""
        given = self.cleaned_data
        appointed: Counter[tuple[UUID | None, str]] = Counter()
        for number in range(1, LINES + 1):
            count, kind = given.get(f"count{number}") or 0, given.get(f"kind{number}")
            if count:
                place = given.get(f"place{number}")
                appointed[(UUID(place) if place else None, kind or InspectorKind.FULL_TIME.value)] += count
        named = list(given["candidates"])
        appointed.update((one.zone_id, one.kind) for one in named if not one.is_renewal)
        leaving = frozenset(one.pk for one in given["leaving"])
        renewed = frozenset(one.inspector_id for one in named if one.is_renewal)
        return Change(appointed, leaving, given["without_ending"], renewed)
