"""Forms of inspection tasks: the filter of the list, the task itself, moving its dates, a consultation."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import DayInput, ManyFilesField, long_text
from accounts.forms.filters import ListFilter, choice_field, state_field
from accounts.models import Organisation
from core import calendar
from inspectors.models import Inspector
from supervision.models import FrameworkVersion, InspectionTask, Mode, VersionState
from supervision.workflow.task import TASK


class TaskFilter(ListFilter):
    """What the list of tasks may be narrowed by."""

    q = forms.CharField(label=_("Name"), required=False, max_length=60)
    mode = choice_field(_("Mode"), Mode.choices)
    state = state_field(TASK)

    searched = ("name", "matters")
    exact = ("mode", "state")


class TaskForm(forms.Form):
    """A task: what is inspected, when, where and by whom."""

    name = forms.CharField(label=_("Name of the task"), max_length=100)
    mode = forms.ChoiceField(label=_("Mode"), choices=[(m.value, m.label) for m in (Mode.COMPREHENSIVE, Mode.SPECIAL)])
    is_announced = forms.BooleanField(
        label=_("Announced beforehand"),
        required=False,
        initial=True,
        help_text=_("Only special inspections may be unannounced; the notice is then handed over on arrival."),
    )
    matters = long_text(_("Matters"), help_text=_("One matter a line."))
    framework_version = forms.ModelChoiceField(
        label=_("Framework"),
        required=False,
        queryset=FrameworkVersion.objects.filter(state=VersionState.IN_FORCE).select_related("framework"),
        empty_label=_("Without indicators"),
        help_text=_("The version in force is kept for this task, even when a newer one follows."),
    )
    needs_self_evaluation = forms.BooleanField(label=_("Units evaluate themselves first"), required=False, initial=True)
    self_evaluation_due_on = forms.DateField(label=_("Self-evaluation due"), required=False, widget=DayInput())
    starts_on = forms.DateField(label=_("First day on site"), widget=DayInput())
    ends_on = forms.DateField(label=_("Last day on site"), widget=DayInput())
    joint_with = forms.ModelMultipleChoiceField(
        label=_("Member units that inspect with the office"),
        required=False,
        queryset=Organisation.objects.active().filter(is_member_unit=True),
        widget=forms.CheckboxSelectMultiple,
    )
    targets_by_draw = forms.BooleanField(
        label=_("The units come from a double-random draw"),
        required=False,
        help_text=_("The draft then needs no units: they and the teams come from the draw once it is confirmed."),
    )
    units = forms.ModelMultipleChoiceField(label=_("Units"), required=False, queryset=Organisation.objects.active())
    members = forms.ModelMultipleChoiceField(
        label=_("Team"), required=False, queryset=Inspector.objects.filter(removed_at=None)
    )
    leader = forms.ModelChoiceField(
        label=_("Leader of the team"), required=False, queryset=Inspector.objects.filter(removed_at=None)
    )

    @classmethod
    def again(cls, data: QueryDict) -> "TaskForm":
        """The form as it was typed, not yet judged: while units and inspectors are searched."""
        typed: dict[str, Any] = {name: data.get(name, "") for name in cls.base_fields}
        return cls(initial=typed | {name: data.getlist(name) for name in ("units", "members", "joint_with")})

    def clean(self) -> dict[str, Any]:
        """A task needs a unit, unless its units are drawn."""
        given = super().clean() or {}
        if not given.get("units") and not given.get("targets_by_draw") and "units" not in self.errors:
            self.add_error("units", _("Choose at least one unit, or let the units come from a draw."))
        return given

    @classmethod
    def of(cls, task: InspectionTask) -> dict[str, Any]:
        """The initial values for the draft `task`; members and leader are those of its first team."""
        plain = (
            "name",
            "mode",
            "is_announced",
            "matters",
            "framework_version",
            "needs_self_evaluation",
            "targets_by_draw",
        )
        dates = ("self_evaluation_due_on", "starts_on", "ends_on")
        first = task.teams.order_by("number").first()
        members = list(first.members.all()) if first else []
        return {name: getattr(task, name) for name in (*plain, *dates)} | {
            "units": list(task.inspections.values_list("unit_id", flat=True)),
            "joint_with": list(task.joint_with.values_list("pk", flat=True)),
            "members": [member.inspector_id for member in members],
            "leader": next((member.inspector_id for member in members if member.is_leader), None),
        }


class PostponeForm(forms.Form):
    """New dates of an approved task, and why."""

    starts_on = forms.DateField(label=_("First day on site"), widget=DayInput())
    ends_on = forms.DateField(label=_("Last day on site"), widget=DayInput())
    self_evaluation_due_on = forms.DateField(label=_("Self-evaluation due"), required=False, widget=DayInput())
    reason = long_text(_("Reason"), rows=3)

    def __init__(self, *args: Any, task: InspectionTask, **kwargs: Any) -> None:
        names = ("starts_on", "ends_on", "self_evaluation_due_on")
        super().__init__(*args, initial={name: getattr(task, name) for name in names}, **kwargs)
        if not task.needs_self_evaluation:
            del self.fields["self_evaluation_due_on"]


class ConsultationForm(forms.Form):
    """When and where, who was present, what was discussed and agreed."""

    held_on = forms.DateField(label=_("Date"), widget=DayInput())
    place = forms.CharField(label=_("Place"), max_length=80)
    units = forms.ModelMultipleChoiceField(
        label=_("Member units present"),
        queryset=Organisation.objects.active().filter(is_member_unit=True),
        widget=forms.CheckboxSelectMultiple,
    )
    topics = long_text(_("What was discussed"), rows=4)
    agreed = long_text(_("What was agreed"), rows=4)
    files = ManyFilesField(label=_("Minutes and papers"))

    def __init__(self, *args: Any, task: InspectionTask, **kwargs: Any) -> None:
        initial = {"held_on": calendar.today(), "units": list(task.joint_with.values_list("pk", flat=True))}
        super().__init__(*args, initial=initial, **kwargs)
