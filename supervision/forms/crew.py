"""Forms about people around a task: experts, replaced members, recusals that a unit asks for, consultations."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import DayInput, ManyFilesField, long_text
from accounts.models import Organisation, User
from accounts.roles import Role
from core import calendar
from inspectors.enums import ExpertCategory, RecusalGround
from inspectors.models import Expert, Inspector
from supervision.enums import ExpertGrade
from supervision.models import Inspection, InspectionTask
from supervision.services import staffing

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
        field.queryset = Inspector.objects.filter(pk__in=[one.pk for one in staffing.team_of(inspection)])


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
