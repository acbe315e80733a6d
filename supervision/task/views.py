"""Pages of inspection tasks: the list, the form with its search, one task with its steps; consultations."""

from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import Count, Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts import permissions as accounts_permissions
from accounts.forms.fields import ReasonForm
from accounts.permissions import check_has_business
from accounts.phones import mask_phone
from accounts.roles import COUNTY_ROLES, Role
from core import calendar, files
from core.access import GET, POST, allow, visible_or_404
from core.errors import NotAllowed, Refused
from core.htmx import refuse, render_list, render_page, take_step
from core.keyset import keyset_page
from core.workflow import PARTY_LABELS
from inspectors.roster.permissions import check_can_see_corps, may
from supervision import law
from supervision.draw.services.on_task import draw_gate
from supervision.models import Consultation, Draw, InspectionTask, PlanItem, TeamMember
from supervision.task import permissions, services
from supervision.task.forms import ConsultationForm, PostponeForm, TaskFilter, TaskForm
from supervision.task.services.task import create_task_of_item, task_initial
from supervision.team import permissions as team_permissions
from supervision.team.services import crew as team_crew
from supervision.team.services.expert import experts_of
from supervision.team.services.expert_assessment import past_experts_of
from supervision.team.services.load import load_gate, loads_on
from supervision.team.services.team import units_gate
from supervision.team.views.picker import days_of, pick_members, pick_units


@allow(GET)
def tasks(request: HttpRequest) -> HttpResponse:
    """The tasks that the person sees, newest first."""
    check_has_business(request.user)
    form = TaskFilter(request.GET)
    found = form.narrow(InspectionTask.objects.visible_to(request.user))
    page = keyset_page(request, found, order=("-starts_on", "-id"))
    units = InspectionTask.objects.filter(pk__in=[task.pk for task in page]).annotate(
        n=Count("inspections", filter=~Q(inspections__state="cancelled"))
    )
    counts = dict(units.order_by().values_list("pk", "n"))
    rows = [(task, counts.get(task.pk, 0)) for task in page]
    context = {"page": page, "rows": rows, "filter": form, "may_create": request.user.is_office}
    return render_list(request, "supervision/task/tasks.html", context)


@allow(GET)
def task(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One task: facts, teams, units with where their inspections stand, what stands in the way."""
    found = visible_or_404(request, InspectionTask.objects.whole(), pk)
    before_notice = found.state in {"draft", "approved"}
    may_set_team = may(team_permissions.check_can_set_team, request.user, found)
    context = {
        "task": found,
        "inspections": list(found.inspections.select_related("unit__zone", "team").order_by("unit__code")),
        "conflicts": team_crew.conflicts_of(found) if before_notice else [],
        "waits_for": _waits_for(found),
        "gates": _gates(found) if before_notice else [],
        "partners": list(found.joint_with.all()),
        "may_edit": request.user.is_office and found.state == "draft",
        "may_set_team": may_set_team,
        "may_postpone": found.state == "approved" and found.is_party("office_head", request.user),
        "may_notify": request.user.is_office,
        "may_cancel": any(step.action == "cancel_task" for step in found.steps_for(request.user)),
        **_teams(request.user, found),
        **_others(request.user, found),
    }
    return render_page(request, "supervision/task/task.html", context)


def _others(user: Any, found: InspectionTask) -> dict[str, Any]:
    """Who else is on the task: experts, and the member units that were consulted."""
    consulted = Consultation.objects.visible_to(user).filter(task=found).prefetch_related("units")
    return {
        "experts": experts_of(found),
        "past_experts": past_experts_of(found) if may(team_permissions.check_can_assess_experts, user, found) else [],
        "draws": list(Draw.objects.visible_to(user).filter(task=found)),
        "may_draw": user.is_office and found.state == "draft",
        "consultations": list(consulted),
        "may_invite": may(team_permissions.check_can_invite_expert, user, found),
        "may_end": user.is_office,
        "may_consult": may(permissions.check_can_record_consultation, user, found),
        "may_replace": may(team_permissions.check_can_replace_member, user, found),
    }


def _teams(user: Any, found: InspectionTask) -> dict[str, Any]:
    """The teams with their members and how many units each goes to; the number that a new one gets."""
    loads = {load.inspector.pk: load for load in loads_on(found)}
    units = Count("inspections", filter=~Q(inspections__state="cancelled"))
    members = Prefetch("members", TeamMember.objects.select_related("inspector__zone"))
    teams = list(found.teams.annotate(unit_count=units).prefetch_related(members).order_by("number"))
    rows = [(team, [(member, loads.get(member.inspector_id)) for member in team.members.all()]) for team in teams]
    reads = user.is_office or found.is_party("team", user)
    for _team, crew in rows:
        for member, _load in crew:
            member.telephone = member.inspector.phone if reads else mask_phone(member.inspector.phone)
    return {
        "sees_corps": may(check_can_see_corps, user),
        "teams": rows,
        "next_number": max([0, *(team.number for team in teams)]) + 1,
    }


def _gates(found: InspectionTask) -> list[law.Gate]:
    """What the approval asks for and is not met yet."""
    asked = (units_gate(found), team_crew.team_gate(found), load_gate(found), draw_gate(found))
    return [one for one in asked if not one.met]


def _waits_for(found: InspectionTask) -> str:
    """Whose turn it is, in words; nobody's where the next step follows from others."""
    steps = [step for step in found.workflow.steps_from(found.state) if step.turn]
    return _("、").join(dict.fromkeys(_(PARTY_LABELS[party]) for step in steps for party in step.by))


@allow(GET, POST)
def create_task(request: HttpRequest) -> HttpResponse:
    """The form of a new task; searching units or inspectors shows it again as it was typed."""
    accounts_permissions.check_is_office(request.user)
    return _edit(request, None)


@allow(GET, POST)
def edit_task(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The form of a draft task."""
    found = visible_or_404(request, InspectionTask.objects.whole(), pk)
    permissions.check_can_edit_task(request.user, found)
    return _edit(request, found)


def _edit(request: HttpRequest, found: InspectionTask | None) -> HttpResponse:
    picking = request.POST.get("pick", "")
    item = asked_item(request) if found is None else None
    if request.method == "POST" and not picking:
        form = TaskForm(request.POST)
        if form.is_valid():
            try:
                if found is None:
                    done = create_task_of_item(item, by=request.user, **form.cleaned_data)
                else:
                    done = services.edit_task(found, by=request.user, **form.cleaned_data)
            except Refused as exc:
                refuse(form, exc)
            else:
                return redirect(done)
    elif picking:
        form = TaskForm.again(request.POST)
    else:
        blank = task_initial(item) if item is not None else {"units": request.GET.getlist("unit")}
        form = TaskForm(initial=TaskForm.of(found) if found else blank)
    context = {"form": form, "task": found, "plan_item": item, **_picker(request, form, found)}
    return render_page(request, "supervision/task/create_task.html", context, part=_part(picking))


def _part(picking: str) -> str:
    return {"units": "units", "all_units": "units", "members": "members"}.get(picking, "form")


def _picker(request: HttpRequest, form: TaskForm, found: InspectionTask | None) -> dict[str, Any]:
    """What is chosen, what the search found, and which of the chosen must keep away from which."""
    picked = pick_units(request, form)
    elsewhere: set[UUID] = set()
    if found is not None:
        first = found.teams.order_by("number").first()
        others = found.inspections.exclude(team=None).exclude(team=first)
        elsewhere = set(others.values_list("unit_id", flat=True))
    units = [unit for unit in picked["chosen_units"] if unit.pk not in elsewhere]
    return picked | pick_members(request, form, units, days=days_of(form), task=found)


@allow(GET, POST)
def approve_task(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office head approves the task."""
    found = visible_or_404(request, InspectionTask.objects.whole(), pk)
    gates = [units_gate(found), team_crew.team_gate(found), team_crew.task_recusal_gate(found), load_gate(found)]
    return take_step(
        request,
        found,
        services.approve_task,
        text=_("Once approved, matters and units are fixed, and the office may issue the notices."),
        template="supervision/task/approve_task.html",
        gates=gates,
        consulted=found.consultations.exists(),
        **_teams(request.user, found),
    )


@allow(GET, POST)
def postpone_task(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office head moves the dates of an approved task."""
    found = visible_or_404(request, InspectionTask.objects.whole(), pk)
    permissions.check_can_postpone_task(request.user, found)
    earliest = law.earliest_start(calendar.today())
    return take_step(
        request,
        found,
        services.postpone_task,
        title=_("Move the dates"),
        form=partial(PostponeForm, task=found),
        text=_("With a notice given today, the earliest first day on site is %(date)s.")
        % {"date": date_format(earliest.on)},
    )


@allow(GET, POST)
def cancel_task(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office head cancels the task, with a reason."""
    found = visible_or_404(request, InspectionTask.objects.whole(), pk)
    return take_step(
        request,
        found,
        services.cancel_task,
        form=ReasonForm,
        danger=True,
        text=_("Inspections that have not been on site are cancelled with it; units that had notice are told why."),
    )


@allow(GET, POST)
def conclude_task(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office concludes the task."""
    found = visible_or_404(request, InspectionTask.objects.whole(), pk)
    text = _("Every unit needs its opinion letter first.")
    return take_step(request, found, services.conclude_task, text=text)


@allow(GET, POST)
def archive_task(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office archives the task."""
    found = visible_or_404(request, InspectionTask.objects.whole(), pk)
    text = _("Every inspection of the task must be archived first.")
    return take_step(request, found, services.archive_task, text=text)


def asked_item(request: HttpRequest) -> PlanItem | None:
    """The item of an approved plan that the address of a new task names, or None."""
    try:
        pk = UUID(request.GET.get("item", ""))
    except ValueError:
        return None
    items = PlanItem.objects.visible_to(request.user).with_units().select_related("plan")
    return items.filter(pk=pk, plan__state__in=("approved", "published")).first()


@allow(GET)
def consultations(request: HttpRequest) -> HttpResponse:
    """The consultations that the person sees: all for the county, its own for a member unit."""
    if not request.user.has_role(*COUNTY_ROLES, Role.LIAISON):
        raise NotAllowed(_("Consultations are open to the office, the leaders and the member units' liaisons."))
    found = Consultation.objects.visible_to(request.user).select_related("task").prefetch_related("units")
    page = keyset_page(request, found, order=("-held_on", "-id"))
    return render_list(request, "supervision/task/consultations.html", {"page": page})


@allow(GET)
def consultation(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One consultation: who was present, what was discussed and agreed."""
    rows = Consultation.objects.select_related("task", "recorded_by").prefetch_related("units")
    found = visible_or_404(request, rows, pk)
    sees_task = InspectionTask.objects.visible_to(request.user).filter(pk=found.task_id).exists()
    context = {"consultation": found, "files": list(files.files_of(found)), "sees_task": sees_task}
    return render_page(request, "supervision/task/consultation.html", context)


@allow(GET, POST)
def record_consultation(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office puts a consultation about the task on record."""
    found = visible_or_404(request, InspectionTask.objects, pk)
    permissions.check_can_record_consultation(request.user, found)
    return take_step(
        request,
        found,
        services.record_consultation,
        title=_("Record a consultation"),
        submit=_("Record the consultation"),
        form=partial(ConsultationForm, files=request.FILES or None, task=found),
        text=_("The liaisons of the member units present read what is written here."),
        draft=f"record_consultation-{found.pk.hex}",
    )
