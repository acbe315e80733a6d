"""The ledger's filters, and a problem that comes from elsewhere than an inspection."""

from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.enums import OrganisationKind
from accounts.forms.fields import DayInput, long_text
from accounts.models import Organisation, Zone
from core import calendar
from inspectors.models import Inspector
from rectification.models import Source
from rectification.workflow.problem import PROBLEM
from supervision.models import Severity

STANDINGS = (("open", _("Open")), ("overdue", _("Overdue")))
ANY = [("", _("Any"))]
# Filters that make sense only for somebody who sees more than one unit.
USUAL = ("q", "unit", "state", "standing", "severity")
OF_MANY_UNITS = ("unit", "kind", "zone", "township")


class QuickSelect(forms.Select):
    """A list of hundreds of options, drawn without a template for each."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The whole element."""
        chosen = str(value or "")
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((key, mark_safe(" selected") if key == chosen else "", word) for key, word in self.choices),
        )
        return format_html(
            '<select name="{}"{}>{}</select>', name, flatatt(self.build_attrs(self.attrs, attrs)), options
        )


class LedgerFilter(forms.Form):
    """What the ledger can be narrowed by; everything is kept in the address."""

    q = forms.CharField(label=_("Words"), required=False)
    unit = forms.CharField(label=_("Unit"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    standing = forms.ChoiceField(label=_("Open or overdue"), required=False, choices=[*ANY, *STANDINGS])
    severity = forms.ChoiceField(label=_("Severity"), required=False, choices=[*ANY, *Severity.choices])
    source = forms.ChoiceField(label=_("Source"), required=False, choices=[*ANY, *Source.choices])
    kind = forms.ChoiceField(label=_("Kind of unit"), required=False, choices=[*ANY, *OrganisationKind.choices])
    zone = forms.ChoiceField(label=_("Zone"), required=False, widget=QuickSelect)
    township = forms.ChoiceField(label=_("Township"), required=False, widget=QuickSelect)
    registered_from = forms.DateField(label=_("Registered from"), required=False, widget=DayInput)
    registered_to = forms.DateField(label=_("Registered until"), required=False, widget=DayInput)
    deadline_from = forms.DateField(label=_("Deadline from"), required=False, widget=DayInput)
    deadline_to = forms.DateField(label=_("Deadline until"), required=False, widget=DayInput)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = [(state.code, gettext(state.label)) for state in PROBLEM.states]
        self.fields["state"].choices = [("", gettext("Any")), *states]
        if user.is_office or user.zone_ids or len(user.organisation_ids) != 1:
            townships = Organisation.objects.filter(kind=OrganisationKind.TOWNSHIP)
            for name, rows in (("zone", Zone.objects.all()), ("township", townships)):
                pairs = [(str(pk), word) for pk, word in rows.values_list("pk", "name")]
                self.fields[name].choices = [("", gettext("Any")), *pairs]
        else:
            for name in OF_MANY_UNITS:
                del self.fields[name]

    def usual(self) -> list[forms.BoundField]:
        """The fields that are always in sight."""
        return [self[name] for name in USUAL if name in self.fields]

    def further(self) -> list[forms.BoundField]:
        """The fields behind one press."""
        return [field for field in self if field.name not in USUAL]

    def is_narrowed_further(self) -> bool:
        """Whether one of the further fields is in use."""
        return any(self.data.get(field.name) for field in self.further())

    def asked(self) -> dict[str, Any]:
        """The filters in use, as JSON would keep them; a value that makes no sense is left out."""
        if not self.is_valid():
            self.cleaned_data = {name: value for name, value in self.cleaned_data.items() if name not in self.errors}
        return {name: str(value) for name, value in self.cleaned_data.items() if value}


class UnitField(forms.CharField):
    """A unit by its name, with the known names offered while typing; cleans to the organisation."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs={"list": "unit-names", "autocomplete": "off"}), **kwargs)

    def clean(self, value: Any) -> Any:
        """The active organisation of that name or code; raises ValidationError where there is none."""
        name = super().clean(value)
        if not name:
            return None
        found = Organisation.objects.active().filter(name=name).first()
        found = found or Organisation.objects.active().filter(code=name).first()
        if found is None:
            raise forms.ValidationError(_("There is no unit of this name. Choose one of those offered."))
        return found


class RegisterProblemForm(forms.Form):
    """A problem from a regular inspection or from a higher body's letter."""

    unit = UnitField(label=_("Unit"))
    source = forms.ChoiceField(
        label=_("Source"),
        choices=[(Source.UPPER_LEVEL.value, Source.UPPER_LEVEL.label), (Source.REGULAR.value, Source.REGULAR.label)],
    )
    source_note = forms.CharField(
        label=_("Source, in words"),
        max_length=100,
        required=False,
        help_text=_("The letter's number and date, or the day of the visit."),
    )
    text = long_text(_("Problem"), rows=3)
    requirement = long_text(_("What is to be done"), rows=3)
    severity = forms.ChoiceField(label=_("Severity"), choices=Severity.choices, initial=Severity.GENERAL)
    deadline_on = forms.DateField(
        label=_("To be put right by"),
        required=False,
        widget=DayInput,
        help_text=_("Leave it blank and the deadline follows from the severity, in working days from today."),
    )
    lead = UnitField(label=_("Lead unit"), required=False, help_text=_("The department that leads, if one is named."))
    found_by = forms.ModelChoiceField(
        Inspector.objects.none(),
        label=_("Found by"),
        required=False,
        empty_label=_("None of our inspectors"),
        help_text=_("Whoever found it does not recheck it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["found_by"].queryset = Inspector.objects.serving(on=calendar.today())


class RegisterFollowUpForm(forms.Form):
    """A serious problem of a regular visit, in the ledger's words."""

    text = long_text(_("Problem"), rows=3)
    requirement = long_text(_("What is to be done"), rows=3)
    severity = forms.ChoiceField(label=_("Severity"), choices=Severity.choices, initial=Severity.SERIOUS)
    deadline_on = forms.DateField(
        label=_("To be put right by"),
        required=False,
        widget=DayInput,
        help_text=_("Leave it blank and the deadline follows from the severity, in working days from today."),
    )
