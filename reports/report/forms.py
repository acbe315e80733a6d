"""Forms of inspection reports: the words of a draft, the filing, the filter of the list."""

from functools import partial
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts import policy
from accounts.forms.fields import DayInput
from accounts.forms.filters import ListFilter, state_field
from core import calendar
from reports.models import InspectionReport
from reports.models.wording import PAIRS, titled
from reports.workflow.report import INSPECTION_REPORT


class InspectionReportForm(forms.ModelForm):
    """The words of a draft; every problem of the ledger has its own field and none can be left out."""

    class Meta:
        model = InspectionReport
        fields = ("title", "overview", "achievements", "advice")
        widgets = {name: forms.Textarea(attrs={"rows": 5}) for name in ("overview", "achievements", "advice")}
        help_texts = {"achievements": _("One paragraph a line."), "advice": _("One paragraph a line.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = list(self.instance.problems.select_related("problem"))
        for row in self.rows:
            self.fields[f"problem_{row.pk}"] = forms.CharField(
                label=row.problem.number, initial=row.text, widget=forms.Textarea(attrs={"rows": 2})
            )

    def words(self) -> dict[str, Any]:
        """The arguments of `edit_inspection_report`."""
        own = {name: self.cleaned_data[name] for name in self.Meta.fields}
        return own | {"problems": {str(row.pk): self.cleaned_data[f"problem_{row.pk}"] for row in self.rows}}


class FilingForm(forms.Form):
    """When and with which higher body the report was filed."""

    filed_on = forms.DateField(label=_("Filed on"), widget=DayInput(), initial=calendar.today)
    filed_with = forms.CharField(label=_("Filed with"), max_length=80, initial=partial(policy.text, "higher_body"))


class ReportFilter(ListFilter):
    """Filters of the reports in preparation and published."""

    q = forms.CharField(label=_("Title or number"), required=False)
    state = state_field(INSPECTION_REPORT)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [("", _("All")), *((s.code, _(s.label)) for s in INSPECTION_REPORT.states)]

    exact = ("state",)

    def narrow(self, reports: QuerySet[Any]) -> QuerySet[Any]:
        """The reports that match; words by the index of pairs of letters."""
        reports, asked = super().narrow(reports), self.given.get("q")
        return reports.alias(pairs=PAIRS).filter(titled(asked)) if asked else reports
