"""Forms of the opinion: its words, its problems one by one, the unit's defence, the office's answer."""

from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import ManyFilesField, long_text
from supervision.models import Finding, Inspection, Severity

SEVERITIES = [("", _("Choose")), *Severity.choices]


class OpinionForm(forms.Form):
    """The words around the problems."""

    evaluation = long_text(_("Overall evaluation"), rows=6)
    facts = long_text(_("Facts and reasons"), rows=8)
    advice = long_text(_("Advice"), rows=5, required=False)


class ItemForm(forms.Form):
    """One problem of the opinion; an empty row is left out."""

    text = long_text(_("Problem"), rows=3, required=False)
    requirement = long_text(_("What is to be done"), rows=3, required=False)
    severity = forms.ChoiceField(label=_("Severity"), choices=SEVERITIES, required=False)
    finding = forms.UUIDField(required=False, widget=forms.HiddenInput())
    removed = forms.BooleanField(label=_("Take this problem out"), required=False)

    def clean(self) -> dict[str, Any]:
        """A row that says anything says everything."""
        given = super().clean() or {}
        if self.is_left_out:
            return given
        for name in ("text", "requirement", "severity"):
            if not given.get(name):
                self.add_error(name, _("This field is required."))
        return given

    @property
    def is_left_out(self) -> bool:
        """Whether the row was taken out or never filled in."""
        given = self.cleaned_data
        return bool(given.get("removed")) or not any(given.get(name) for name in ("text", "requirement"))


class BaseItems(BaseFormSet):  # type: ignore[type-arg]
    """The problems of an opinion."""

    def __init__(self, *args: Any, inspection: Inspection, **kwargs: Any) -> None:
        super().__init__(*args, prefix="items", **kwargs)
        self.inspection = inspection

    def items(self) -> list[dict[str, Any]]:
        """The problems that are left, ready for the service; a finding of another inspection is not taken."""
        rows = [form.cleaned_data for form in self.forms if form.cleaned_data and not form.is_left_out]
        own = Finding.objects.filter(visit__inspection=self.inspection).in_bulk([row["finding"] for row in rows])
        return [
            {name: row[name] for name in ("text", "requirement", "severity")} | {"finding": own.get(row["finding"])}
            for row in rows
        ]


Items = formset_factory(ItemForm, formset=BaseItems, extra=0, max_num=200, absolute_max=200)


class DefenceForm(forms.Form):
    """What the unit says to the preliminary opinion."""

    text = long_text(_("Defence"), rows=10, help_text=_("Point by point: which fact or reason you contest, and why."))
    files = ManyFilesField(label=_("Evidence"), help_text=_("PDF, Word, Excel, pictures or video; several at once."))


class AnswerForm(forms.Form):
    """What became of each point of the defence."""

    answer = long_text(_("Office's answer"), rows=6, help_text=_("What was accepted, what was not, and why."))
