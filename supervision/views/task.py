"""Pages of inspection tasks: the list, the form with its search for units and inspectors, one task and its steps."""

from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import Organisation
from core import calendar
from core.access import GET, POST, allow
from core.errors import Refused
from core.htmx import refuse, render_page, take_step
from core.keyset import keyset_page
from core.transitions import check_step
from core.workflow import PARTY_LABELS
from inspectors.models import Inspector
from supervision import permissions, services
from supervision.forms.fields import ReasonForm
from supervision.forms.task import FOUND, MemberSearch, PostponeForm, TaskFilter, TaskForm, UnitSearch
from supervision.models import InspectionTask
from supervision.services import gate


def _task(request: HttpRequest, pk: UUID) -> InspectionTask:
    tasks = InspectionTask.objects.visible_to(request.user).select_related("framework_version__framework")
    return get_object_or_404(tasks, pk=pk)


@allow(GET)
def tasks(request: HttpRequest) -> HttpResponse:
    """The tasks that the person sees, newest first."""
    form = TaskFilter(request.GET)
    found = form.narrow(InspectionTask.objects.visible_to(request.user))
    page = keyset_page(request, found, order=("-starts_on", "-id"))
    units = InspectionTask.objects.filter(pk__in=[task.pk for task in page]).annotate(
        n=Count("inspections", filter=~Q(inspections__state="cancelled"))
    )
    counts = dict(units.order_by().values_list("pk", "n"))
    rows = [(task, counts.get(task.pk, 0)) for task in page]
    context = {"page": page, "rows": rows, "filter": form, "may_create": request.user.is_office}
    return render_page(request, "supervision/tasks.html", context, part="list", status=200)


@allow(GET)
def task(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One task: facts, team, units with where their inspections stand, what stands in the way."""
    found = _task(request, pk)
    members = list(found.members.select_related("inspector__zone", "inspector__user"))
    inspections = list(found.inspections.select_related("unit__zone").order_by("unit__code"))
    before_notice = found.state in {"draft", "approved"}
    context = {
        "task": found,
        "members": members,
        "inspections": inspections,
        "conflicts": gate.conflicts_of(found) if before_notice else [],
        "waits_for": _waits_for(found),
        "team_gate": gate.team_gate(found) if before_notice else None,
        "may_edit": request.user.is_office and found.state == "draft",
        "may_postpone": found.state == "approved" and found.is_party("office_head", request.user),
        "may_notify": request.user.is_office,
        "may_cancel": any(step.action == "cancel_task" for step in found.steps_for(request.user)),
    }
    return render_page(request, "supervision/task.html", context)


def _waits_for(found: InspectionTask) -> str:
    """Whose turn it is, in words; nobody's where the next step follows from others."""
    steps = [step for step in found.workflow.steps_from(found.state) if step.turn]
    return _("、").join(dict.fromkeys(_(PARTY_LABELS[party]) for step in steps for party in step.by))


@allow(GET, POST)
def create_task(request: HttpRequest) -> HttpResponse:
    """The form of a new task; searching units or inspectors shows it again as it was typed."""
    permissions.check_is_office(request.user)
    return _edit(request, None)


@allow(GET, POST)
def edit_task(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The form of a draft task."""
    found = _task(request, pk)
    permissions.check_can_edit_task(request.user, found)
    return _edit(request, found)


def _edit(request: HttpRequest, found: InspectionTask | None) -> HttpResponse:
    picking = request.POST.get("pick", "")
    if request.method == "POST" and not picking:
        form = TaskForm(request.POST)
        if form.is_valid():
            try:
                if found is None:
                    done = services.create_task(by=request.user, **form.cleaned_data)
                else:
                    done = services.edit_task(found, by=request.user, **form.cleaned_data)
            except Refused as exc:
                refuse(form, exc)
            else:
                return redirect(done)
    elif picking:
        form = TaskForm.again(request.POST)
    else:
        form = TaskForm(initial=TaskForm.of(found) if found else {"units": request.GET.getlist("unit")})
    context = {"form": form, "task": found, **_picker(request, form)}
    return render_page(request, "supervision/create_task.html", context, part=_part(picking))


def _part(picking: str) -> str:
    return {"units": "units", "all_units": "units", "members": "members"}.get(picking, "form")


def _picker(request: HttpRequest, form: TaskForm) -> dict[str, Any]:
    """What is chosen, what the search found, and which of the chosen must keep away from which."""
    data = request.POST if request.method == "POST" else None
    searches = {"unit_search": UnitSearch(data), "member_search": MemberSearch(data)}
    chosen = [_uuids(form[name].value()) for name in ("units", "members", "leader")]
    found = list(searches["unit_search"].found().exclude(pk__in=chosen[0])[: FOUND + 1])
    if request.POST.get("pick") == "all_units":
        chosen[0] += [unit.pk for unit in found[:FOUND]]
        found = []
    units = list(Organisation.objects.filter(pk__in=chosen[0]).select_related("zone"))
    team = set(chosen[1]) | set(chosen[2])
    people = Inspector.objects.filter(pk__in=team).select_related("zone")
    others = searches["member_search"].found().exclude(pk__in=team)[: FOUND + 1]
    members = [*people, *others]
    conflicts: dict[UUID, list[str]] = {}
    for inspector, unit, recusal in gate.check_recusals(members, units):
        conflicts.setdefault(inspector.pk, []).append(f"{unit}：{recusal.get_ground_display()} {recusal.reason}")
    return searches | {
        "chosen_units": units,
        "found_units": found[:FOUND],
        "more_units": len(found) > FOUND,
        "people": [(person, person.pk in team, conflicts.get(person.pk, [])) for person in members[:FOUND]],
        "leader": chosen[2][0] if chosen[2] else None,
        "today": calendar.today(),
    }


def _uuids(value: Any) -> list[UUID]:
    """Whatever a field holds, as the keys that make sense."""
    found = []
    for given in value if isinstance(value, list | tuple) else [value]:
        try:
            found.append(UUID(str(getattr(given, "pk", given))))
        except ValueError:
            continue
    return found


@allow(GET, POST)
def approve_task(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office head approves the task."""
    found = _task(request, pk)
    check_step(found, "approve_task", by=request.user)
    team = gate.inspectors_of(found)
    gates = [gate.team_gate(found), gate.recusal_gate(gate.conflicts_of(found))]
    return take_step(
        request,
        found,
        title=_("Approve the task"),
        submit=_("Approve the task"),
        take=services.approve_task,
        text=_("Once approved, matters, units and team are fixed, and the office may issue the notices."),
        template="supervision/approve_task.html",
        gates=gates,
        team=team,
    )


@allow(GET, POST)
def postpone_task(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office head moves the dates of an approved task."""
    found = _task(request, pk)
    permissions.check_can_postpone_task(request.user, found)
    earliest = gate.earliest_start(calendar.today())
    return take_step(
        request,
        found,
        title=_("Move the dates"),
        submit=_("Move the dates"),
        take=services.postpone_task,
        form=PostponeForm(request.POST if request.method == "POST" else None, task=found),
        text=_("With a notice given today, the earliest first day on site is %(date)s.")
        % {"date": date_format(earliest.on)},
    )


@allow(GET, POST)
def cancel_task(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office head cancels the task, with a reason."""
    found = _task(request, pk)
    check_step(found, "cancel_task", by=request.user)
    return take_step(
        request,
        found,
        title=_("Cancel the task"),
        submit=_("Cancel the task"),
        take=services.cancel_task,
        form=ReasonForm(request.POST if request.method == "POST" else None),
        danger=True,
        text=_("Inspections that have not been on site are cancelled with it; units that had notice are told why."),
    )


@allow(GET, POST)
def conclude_task(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office concludes the task."""
    found = _task(request, pk)
    check_step(found, "conclude_task", by=request.user)
    title = _("Conclude the task")
    text = _("Every unit needs its opinion letter first.")
    return take_step(request, found, title=title, submit=title, take=services.conclude_task, text=text)


@allow(GET, POST)
def archive_task(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office archives the task."""
    found = _task(request, pk)
    check_step(found, "archive_task", by=request.user)
    title = _("Archive the task")
    text = _("Every inspection of the task must be archived first.")
    return take_step(request, found, title=title, submit=title, take=services.archive_task, text=text)
