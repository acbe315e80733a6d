"""Forms of plaques: the filter of the coverage, who answers for a unit."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.enums import CAMPUS_KINDS, OrganisationKind
from accounts.models import Organisation, Zone
from core import calendar
from inspectors.forms.fields import ANY, day_input
from inspectors.models import Inspector, PlaqueAssignment

COVERED = [
    *ANY,
    ("no", _("Without an inspector")),
    ("yes", _("With an inspector")),
    ("unfit", _("Inspector may not serve")),
]


class PlaqueFilter(forms.Form):
    """What the coverage by plaques may be narrowed by."""

    q = forms.CharField(label=_("Unit or inspector"), required=False, max_length=40)
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[*ANY, *((k.value, k.label) for k in OrganisationKind if k in CAMPUS_KINDS)],
    )
    zone = forms.ModelChoiceField(label=_("Zone"), required=False, queryset=Zone.objects.all(), empty_label=_("All"))
    covered = forms.ChoiceField(label=_("Coverage"), required=False, choices=COVERED)

    def narrow(self, units: QuerySet[Organisation]) -> QuerySet[Organisation]:
        """The units that match; a value that makes no sense narrows nothing."""
        given = self.cleaned_data if self.is_valid() else {}
        current = PlaqueAssignment.objects.current()
        if given.get("q"):
            words = given["q"].strip()
            held = current.filter(inspector__name__icontains=words).values("unit")
            units = units.filter(Q(name__icontains=words) | Q(pk__in=held))
        for name in ("kind", "zone"):
            if given.get(name):
                units = units.filter(**{name: given[name]})
        covered = given.get("covered")
        if covered == "no":
            units = units.exclude(pk__in=current.values("unit"))
        elif covered == "yes":
            units = units.filter(pk__in=current.values("unit"))
        elif covered == "unfit":
            fit = Inspector.objects.serving(on=calendar.today()).filter(is_trained=True)
            units = units.filter(pk__in=current.exclude(inspector__in=fit).values("unit"))
        return units


class PlaqueForm(forms.Form):
    """Who answers for a unit, and since when."""

    inspector = forms.ModelChoiceField(label=_("Inspector"), queryset=Inspector.objects.none())
    began_on = forms.DateField(label=_("Plaque since"), widget=day_input())

    def __init__(self, *args: Any, choices: list[Inspector], **kwargs: Any) -> None:
        super().__init__(*args, initial={"began_on": calendar.today()}, **kwargs)
        field: Any = self.fields["inspector"]
        field.queryset = Inspector.objects.filter(removed_at=None)
        field.choices = [("", "---------"), *((i.pk, i.plaque_words) for i in choices)]  # type: ignore[attr-defined]
