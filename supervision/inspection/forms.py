"""Forms of one unit's inspection: the filter of the list, self-evaluation, public opinion, deliberation."""

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import ANY, DayInput, long_text, state_choices
from accounts.models import Zone
from core import calendar
from supervision.models import Inspection, Mode
from supervision.workflow.inspection import INSPECTION


class InspectionFilter(forms.Form):
    """What the list of inspections may be narrowed by; `unit` and `task` come from links."""

    q = forms.CharField(label=_("Unit or task"), required=False, max_length=60)
    state = forms.ChoiceField(label=_("State"), required=False, choices=lambda: state_choices(INSPECTION))
    mode = forms.ChoiceField(label=_("Mode"), required=False, choices=[*ANY, *Mode.choices])
    zone = forms.ModelChoiceField(label=_("Zone"), required=False, queryset=Zone.objects.all(), empty_label=_("All"))
    unit = forms.UUIDField(required=False, widget=forms.HiddenInput())
    task = forms.UUIDField(required=False, widget=forms.HiddenInput())

    def narrow(self, inspections: QuerySet[Inspection]) -> QuerySet[Inspection]:
        """The inspections that match; a value that makes no sense narrows nothing."""
        given = self.cleaned_data if self.is_valid() else {}
        if given.get("q"):
            inspections = inspections.filter(Q(unit__name__icontains=given["q"]) | Q(task__name__icontains=given["q"]))
        names = {"state": "state", "mode": "task__mode", "zone": "unit__zone", "unit": "unit", "task": "task"}
        return inspections.filter(**{path: given[name] for name, path in names.items() if given.get(name)})


class PublicOpinionForm(forms.Form):
    """Whom the team heard, how they were picked, and what they said."""

    held_on = forms.DateField(label=_("Date"), widget=DayInput(), initial=calendar.today)
    method = forms.CharField(
        label=_("How they were heard"), max_length=80, help_text=_("Meeting, interviews, questionnaire …")
    )
    picked_how = forms.CharField(
        label=_("How they were picked"),
        max_length=200,
        help_text=_("By the team and at random; the unit names nobody."),
    )
    pupils = forms.IntegerField(label=_("Pupils heard"), min_value=0, max_value=9999, initial=0)
    parents = forms.IntegerField(label=_("Parents heard"), min_value=0, max_value=9999, initial=0)
    teachers = forms.IntegerField(label=_("Teachers heard"), min_value=0, max_value=9999, initial=0)
    summary = long_text(_("What they said"), rows=6, help_text=_("No names."))
