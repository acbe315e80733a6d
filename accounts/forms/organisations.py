"""Forms about units: the filter of the list, and the facts of one unit."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.enums import OrganisationKind
from accounts.forms.filters import ListFilter, choice_field
from accounts.forms.users import check_phone
from accounts.models import Organisation, Zone
from accounts.services.organisations import FIELDS

CODE = RegexValidator(r"^[0-9A-Z]{6,20}$", _("6 to 20 digits and capital letters."))
SORTS = {"code", "name", "pupils"}
EITHER = [("", _("All")), ("yes", _("yes")), ("no", _("no"))]


class UnitFilter(ListFilter):
    """Narrowing the list of units."""

    q = forms.CharField(label=_("Name or code"), required=False, max_length=60)
    kind = choice_field(_("Kind"), OrganisationKind.choices)
    township = forms.ModelChoiceField(Organisation.objects.none(), label=_("Township"), required=False)
    zone = forms.ModelChoiceField(Zone.objects.none(), label=_("Zone"), required=False)
    private = forms.ChoiceField(label=_("Private"), required=False, choices=EITHER)
    large = forms.ChoiceField(label=_("Large"), required=False, choices=EITHER)
    state = forms.ChoiceField(
        label=_("Register"), required=False, choices=[("", _("On the register")), ("off", _("Off the register"))]
    )

    exact = ("kind", "township", "zone")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (
            ("township", Organisation.objects.filter(kind=OrganisationKind.TOWNSHIP)),
            ("zone", Zone.objects.open()),
        ):
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
            self.fields[name].empty_label = _("All")  # type: ignore[attr-defined]

    def narrow(self, units: QuerySet[Organisation], sort: str = "") -> QuerySet[Organisation]:
        """The units that match, in the order wanted."""
        units, given = super().narrow(units), self.given
        units = units.filter(is_active=given.get("state") != "off")
        if asked := given.get("q"):
            units = units.asked_for(asked)
        for name in ("private", "large"):
            if given.get(name):
                units = units.filter(**{f"is_{name}": given[name] == "yes"})
        return units.order_by(sort if sort.lstrip("-") in SORTS else "code", "pk")


class UnitForm(forms.ModelForm):
    """The facts of one unit; the service keeps the rules between them."""

    class Meta:
        model = Organisation
        fields = FIELDS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].validators.append(CODE)
        self.fields["contact_phone"].validators.append(check_phone)
        active = Organisation.objects.active()
        self.fields["township"].queryset = active.filter(kind=OrganisationKind.TOWNSHIP)  # type: ignore[attr-defined]
        self.fields["governing"].queryset = active.departments()  # type: ignore[attr-defined]
