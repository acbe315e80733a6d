"""Forms about the people of a task: a team, the search for units and inspectors, experts, recusals."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts.enums import OrganisationKind
from accounts.forms.fields import ANY, DayInput, long_text
from accounts.models import Organisation, User, Zone
from accounts.roles import Role
from core import calendar
from inspectors.models import Expert, ExpertCategory, Inspector, InspectorKind, RecusalGround
from supervision.models import ExpertGrade, Inspection, InspectionTask
from supervision.team.services import crew


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


FOUND = 200  # shown by name

ALL = 2000  # chosen at once


class UnitSearch(forms.Form):
    """Finds units inside the task's form."""

    unit_q = forms.CharField(label=_("Name or code"), required=False, max_length=60)
    unit_kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[*ANY, *OrganisationKind.choices])
    unit_zone = forms.ModelChoiceField(
        label=_("Zone"), required=False, queryset=Zone.objects.all(), empty_label=_("All")
    )
    unit_township = forms.ModelChoiceField(
        label=_("Township"),
        required=False,
        queryset=Organisation.objects.filter(kind=OrganisationKind.TOWNSHIP),
        empty_label=_("All"),
    )

    def found(self) -> QuerySet[Organisation]:
        """The units that match; none before anything was asked for."""
        given = self.cleaned_data if self.is_bound and self.is_valid() else {}
        units = Organisation.objects.active().select_related("zone")
        if not any(given.values()):
            return units.none()
        if given["unit_q"]:
            units = units.asked_for(given["unit_q"])
        names = {"unit_kind": "kind", "unit_zone": "zone", "unit_township": "township"}
        return units.filter(**{path: given[name] for name, path in names.items() if given[name]})


class MemberSearch(forms.Form):
    """Finds inspectors inside the task's form."""

    member_q = forms.CharField(label=_("Name, employer or speciality"), required=False, max_length=60)
    member_kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[*ANY, *InspectorKind.choices])
    member_zone = forms.ModelChoiceField(
        label=_("Zone"), required=False, queryset=Zone.objects.all(), empty_label=_("All")
    )

    def found(self) -> QuerySet[Inspector]:
        """The serving inspectors that match; all of them before anything was asked for."""
        given = self.cleaned_data if self.is_bound and self.is_valid() else {}
        people = Inspector.objects.serving(on=calendar.today()).select_related("zone")
        if word := given.get("member_q"):
            people = people.filter(
                Q(name__icontains=word) | Q(employer__icontains=word) | Q(specialities__icontains=word)
            )
        names = {"member_kind": "kind", "member_zone": "zone"}
        return people.filter(**{path: given[name] for name, path in names.items() if given.get(name)})


if TYPE_CHECKING:
    from django.db.models import QuerySet


class ExpertForm(forms.Form):
    """Who of the pool of experts is invited, until when, and what for."""

    user = forms.ModelChoiceField(
        label=_("Expert"),
        queryset=User.objects.none(),
        help_text=_("Members of the pool with an account, by field; one with several fields stands under each."),
    )
    until = forms.DateField(label=_("Last day"), widget=DayInput())
    purpose = forms.CharField(label=_("What the expert is asked to do"), max_length=200)

    def __init__(self, *args: Any, task: InspectionTask, **kwargs: Any) -> None:
        super().__init__(*args, initial={"until": task.ends_on}, **kwargs)
        field: Any = self.fields["user"]
        today = calendar.today()
        members = Expert.objects.available(on=today).filter(user__isnull=False).select_related("user", "partner")
        accounts = User.objects.active().with_role(Role.EXPERT)
        field.queryset = accounts.filter(expert__in=members).order_by("name")
        field.choices = _by_field(members.filter(user__in=accounts).order_by("name", "id"))


def _by_field(members: "QuerySet[Expert]") -> list[tuple[Any, Any]]:
    """The choices of experts in groups, one for each field that somebody has."""
    groups: dict[str, list[tuple[Any, str]]] = {code: [] for code in ExpertCategory.values}
    for expert in members:
        where = f"{expert.employer}，{expert.partner.name}" if expert.partner is not None else expert.employer
        for code in expert.categories:
            groups[code].append((expert.user_id, f"{expert.name}（{where}，{date_format(expert.term_until)}）"))
    return [("", "---------"), *((ExpertCategory(code).label, rows) for code, rows in groups.items() if rows)]


class AssessExpertForm(forms.Form):
    """How the expert worked, and what came of it."""

    grade = forms.ChoiceField(label=_("Grade"), choices=ExpertGrade.choices, widget=forms.RadioSelect)
    assessment = forms.CharField(
        label=_("What the expert contributed"), max_length=200, widget=forms.Textarea(attrs={"rows": 3})
    )


class ReplaceForm(forms.Form):
    """Who takes a member's place, and why."""

    joining = forms.ModelChoiceField(label=_("Who takes the place"), queryset=Inspector.objects.none())
    reason = long_text(_("Reason"), rows=3)

    def __init__(self, *args: Any, task: InspectionTask, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["joining"]
        serving = Inspector.objects.serving(on=calendar.today()).filter(is_trained=True)
        field.queryset = serving.exclude(pk__in=task.members.values("inspector")).order_by("certificate")
        field.label_from_instance = lambda one: f"{one.name}（{one.get_kind_display()} · {one.employer or one.zone}）"


class UnitRecusalForm(forms.Form):
    """A member of the team, the ground, and what it rests on."""

    inspector = forms.ModelChoiceField(label=_("Member of the team"), queryset=Inspector.objects.none())
    ground = forms.ChoiceField(label=_("Ground"), choices=RecusalGround.choices)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("In a sentence: who is related to whom, or since when. The head of the office decides on it."),
    )

    def __init__(self, *args: Any, inspection: Inspection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["inspector"]
        field.queryset = Inspector.objects.filter(pk__in=[one.pk for one in crew.team_of(inspection)])
