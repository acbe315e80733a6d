"""Forms of one unit's inspection: the filter of the list, self-evaluation, public opinion, deliberation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import DayInput, long_text
from accounts.forms.filters import ListFilter, choice_field, state_field, zone_field
from core import calendar
from supervision.models import Mode
from supervision.workflow.inspection import INSPECTION


class InspectionFilter(ListFilter):
    """What the list of inspections may be narrowed by; `unit` and `task` come from links."""

    q = forms.CharField(label=_("Unit or task"), required=False, max_length=60)
    state = state_field(INSPECTION)
    mode = choice_field(_("Mode"), Mode.choices)
    zone = zone_field()
    unit = forms.UUIDField(required=False, widget=forms.HiddenInput())
    task = forms.UUIDField(required=False, widget=forms.HiddenInput())

    searched = ("unit__name", "task__name")
    exact = ("state", "unit", "task")
    paths = {"mode": "task__mode", "zone": "unit__zone"}


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
