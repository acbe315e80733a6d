"""The form of one team of a task."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from inspectors.models import Inspector
from supervision.models import InspectionTask


class TeamForm(forms.Form):
    """A team: who is on it, who leads, and to which of the task's units it goes."""

    units = forms.ModelMultipleChoiceField(label=_("Units"), required=False, queryset=Organisation.objects.none())
    members = forms.ModelMultipleChoiceField(
        label=_("Team"), required=False, queryset=Inspector.objects.filter(removed_at=None)
    )
    leader = forms.ModelChoiceField(
        label=_("Leader of the team"), required=False, queryset=Inspector.objects.filter(removed_at=None)
    )

    def __init__(self, *args: Any, task: InspectionTask, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["units"]
        field.queryset = Organisation.objects.filter(inspections__task=task)

    @classmethod
    def again(cls, data: QueryDict, task: InspectionTask) -> "TeamForm":
        """The form as it was typed, not yet judged: while inspectors are searched."""
        typed = {name: data.getlist(name) for name in ("units", "members")}
        return cls(initial=typed | {"leader": data.get("leader", "")}, task=task)

    @classmethod
    def of(cls, task: InspectionTask, number: int) -> dict[str, Any]:
        """The initial values for team `number` of the task; a new team gets the units that nobody goes to yet."""
        team = task.teams.filter(number=number).first()
        members = list(team.members.all()) if team else []
        units = task.inspections.filter(team=team).values_list("unit_id", flat=True)
        return {
            "units": list(units),
            "members": [member.inspector_id for member in members],
            "leader": next((member.inspector_id for member in members if member.is_leader), None),
        }
