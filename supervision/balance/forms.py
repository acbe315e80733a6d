"""The filter of the schools' seven figures."""

from collections.abc import Callable, Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import ANY
from accounts.forms.filters import zone_field
from supervision.balance.services import Row

STAGES = [*ANY, ("primary", _("Primary lines")), ("junior", _("Junior lines"))]
RESULTS = [
    *ANY,
    ("met", _("Meets the standard")),
    ("not_met", _("Does not meet it")),
    ("few", _("Too few figures met")),
    ("remaining", _("Remaining figure too low")),
    ("worse", _("Worse than the year before")),
]


class BalanceFilter(forms.Form):
    """What a year's schools may be narrowed by; they are judged in memory, so they are narrowed there."""

    q = forms.CharField(label=_("School"), required=False, max_length=60)
    stage = forms.ChoiceField(label=_("Stage"), required=False, choices=STAGES)
    zone = zone_field()
    result = forms.ChoiceField(label=_("Result"), required=False, choices=RESULTS)
    year = forms.CharField(required=False, max_length=4, widget=forms.HiddenInput)

    def narrow(self, rows: Sequence[Row], *, least: int) -> list[Row]:
        """The rows that match; a value that makes no sense narrows nothing."""
        given = self.cleaned_data if self.is_valid() else {}
        tests: list[Callable[[Row], bool]] = []
        if words := given.get("q", "").strip():
            tests.append(lambda row: words in row.figure.unit.name)
        if stage := given.get("stage"):
            tests.append(lambda row: row.judgement.stage == stage)
        if zone := given.get("zone"):
            tests.append(lambda row: row.figure.unit.zone_id == zone.pk)
        results: dict[str, Callable[[Row], bool]] = {
            "met": lambda row: row.judgement.is_met,
            "not_met": lambda row: not row.judgement.is_met,
            "few": lambda row: row.judgement.met < least,
            "remaining": lambda row: row.judgement.met >= least and not row.judgement.is_met,
            "worse": lambda row: row.is_worse,
        }
        if given.get("result"):
            tests.append(results[given["result"]])
        return [row for row in rows if all(test(row) for test in tests)]
