"""Pages of one unit's inspection: the list, the ten steps on one screen, the notice, who was heard, the archive."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.permissions import check_has_business
from core import audit, files
from core.access import GET, POST, allow, visible_or_404
from core.htmx import render_list, render_page, take_step
from core.keyset import keyset_page
from core.models import AuditEvent
from core.templatetags.house import event_label
from core.transitions import available_steps
from core.workflow import PARTY_LABELS
from supervision.conclusion.services.conclusion import conclusion_context
from supervision.evidence import permissions as evidence_permissions
from supervision.inspection import services
from supervision.inspection.forms import InspectionFilter, PublicOpinionForm
from supervision.inspection.services import ProcedureStep, steps_of
from supervision.models import Defence, DeskQuestion, Finding, Inspection, Opinion, Rating, SelfEvaluationItem, Visit
from supervision.models.visit import DONE_VISITS
from supervision.opinion import permissions as opinion_permissions
from supervision.procedure.services import gate
from supervision.procedure.services.order import check_reached
from supervision.procedure.services.table import USE_CASES
from supervision.survey import permissions as survey_permissions
from supervision.team import permissions as team_permissions
from supervision.team.services import crew


@allow(GET)
def inspections(request: HttpRequest) -> HttpResponse:
    """The inspections that the person sees, newest first."""
    check_has_business(request.user)
    form = InspectionFilter(request.GET)
    found = form.narrow(Inspection.objects.visible_to(request.user))
    rows = found.select_related("task", "unit__zone").defer("self_evaluation")
    page = keyset_page(request, rows, order=("-created_at", "-id"))
    return render_list(request, "supervision/inspection/inspections.html", {"page": page, "filter": form})


@allow(GET)
def inspection(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The procedure on one screen; a unit sees what it is told, the office and the team see all."""
    found = visible_or_404(request, Inspection.objects.whole(), pk)
    return render_page(request, "supervision/inspection/inspection.html", page_of(request, found))


@allow(GET, POST)
def issue_notice(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What will go into the notice, its gates, and the button."""
    found = visible_or_404(request, Inspection.objects.whole(), pk)
    gates = [gate.notice_gate(found), crew.team_gate_of(found), crew.recusal_gate_of(found)]
    return take_step(
        request,
        found,
        services.issue_notice,
        title=_("Issue the inspection notice"),
        submit=_("Issue the notice"),
        template="supervision/inspection/issue_notice.html",
        inspection=found,
        task=found.task,
        members=crew.members_of(found),
        gates=gates,
    )


@allow(GET, POST)
def record_public_opinion(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The team or the office records whom it heard."""
    found = visible_or_404(request, Inspection.objects.whole(), pk)
    check_reached(found, "record_public_opinion", by=request.user)
    survey_permissions.check_can_record_public_opinion(request.user, found)
    return take_step(
        request,
        found,
        services.record_public_opinion,
        title=_("Record public opinion"),
        form=PublicOpinionForm,
        template="supervision/inspection/record_public_opinion.html",
        text=_("Public opinion is sought on every unit; in schools pupils, parents and teachers are heard each."),
        draft=f"record_public_opinion-{found.pk.hex}",
    )


@allow(GET, POST)
def archive_inspection(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office archives the inspection."""
    found = visible_or_404(request, Inspection.objects.whole(), pk)
    check_reached(found, "archive_inspection", by=request.user)
    text = _("The report has been formed, filed and published; the procedure is over.")
    return take_step(request, found, services.archive_inspection, text=text)


# What a unit reads of the history: the steps that it is told of.
TOLD = {one.name for one in USE_CASES.values() if one.told} | {"cancel_inspection"}


@dataclass(frozen=True)
class Button:
    """One thing that the reader may do now: its words, its page, and whether it is the main one."""

    label: str
    url: str
    main: bool = False


def page_of(request: HttpRequest, found: Inspection) -> dict[str, Any]:
    """Everything that `supervision/inspection/inspection.html` shows to this reader.

    The parts below the ten steps come from `PARTS`, each with a template of its own: a new noun adds its function there
    and its include to the page.
    """
    user = request.user
    inside = team_permissions.sees_inside(user, found)
    buttons = _buttons(user, found)
    context: dict[str, Any] = {
        "inspection": found,
        "task": found.task,
        "inside": inside,
        "members": crew.members_of(found),
        "steps": _with_buttons(steps_of(found, inside=inside), buttons),
        "main": next((button for button in buttons.values() if button.main), None),
        "may_defend": "state_defence" in buttons,
    }
    for part in PARTS:
        context |= part(user, found, inside)
    context["events"].sort(key=lambda entry: entry["at"], reverse=True)
    return context


def _with_buttons(steps: list[ProcedureStep], buttons: dict[str, Button]) -> list[dict[str, Any]]:
    return [{"step": step, "buttons": [buttons[name] for name in step.actions if name in buttons]} for step in steps]


def _buttons(user: Any, found: Inspection) -> dict[str, Button]:
    """What the reader may do now, by the name of the use case; the first step whose turn it is, is the main one."""
    buttons: dict[str, Button] = {}
    for step in available_steps(found, user):
        if step.page is None or step.action in _not_yet(found):
            continue
        main = step.turn and not any(button.main for button in buttons.values())
        url = reverse(step.page or step.action, args=[found.pk])
        buttons[step.action] = Button(_(step.button or step.label), url, main)
    return buttons | _other_buttons(user, found)


def _other_buttons(user: Any, found: Inspection) -> dict[str, Button]:
    """The use cases that are no transition of the inspection."""
    team = found.is_party("team", user)
    task, state = found.task, found.state
    handed_in = found.self_evaluated_on is not None
    draft = state == "planned" and task.state == "draft"
    wanted = {
        "edit_task": (draft and user.is_office, _("Edit the task"), task.pk),
        "approve_task": (draft and task.is_party("office_head", user), _("Approve the task"), task.pk),
        "desk_review": (
            handed_in and (team or user.is_office or evidence_permissions.own_assignments(user, found).exists()),
            _("Review the evidence")
            if team and state in evidence_permissions.OPEN_TO_REVIEW
            else _("Review of the evidence"),
            found.pk,
        ),
        "begin_visit": (state == "on_site" and team, _("Record a visit"), found.pk),
        "record_public_opinion": (
            state in team_permissions.OPEN_TO_HEARING and (user.is_office or team),
            _("Record public opinion"),
            found.pk,
        ),
        "edit_opinion": (state in opinion_permissions.OPEN_OPINION and user.is_office, _("Edit the opinion"), found.pk),
    }
    found_buttons = {name: Button(label, reverse(name, args=[pk])) for name, (may, label, pk) in wanted.items() if may}
    if found.is_defence_open and found.is_party("unit", user):
        found_buttons["state_defence"] = Button(
            _("State the defence"), reverse("state_defence", args=[found.pk]), main=True
        )
        found_buttons["waive_defence"] = Button(_("Waive the defence"), reverse("waive_defence", args=[found.pk]))
    return found_buttons


def _not_yet(found: Inspection) -> tuple[str, ...]:
    """Steps that the table knows, but whose time has not come."""
    if found.state == "planned" and found.task.state == "draft":
        return ("issue_notice",)
    return ("issue_opinion",) if found.is_defence_open else ()


def _self_evaluation(user: Any, found: Inspection, inside: bool) -> dict[str, Any]:
    """How far the self-evaluation is, as far as the reader may see it, and the questions on it that wait."""
    items = SelfEvaluationItem.objects.visible_to(user).filter(inspection=found)
    counts = items.filled().values("review").annotate(count=Count("pk")).values_list("review", "count")
    mine = found.is_party("unit", user)
    reads = found.self_evaluated_on is not None and inside
    questions = DeskQuestion.objects.visible_to(user).filter(inspection=found)
    return {
        "item_counts": dict(counts),
        "shows_self_evaluation": mine or reads,
        "evidence": list(files.files_of(found, purpose="self_evaluation")),
        "questions": list(questions.select_related("asked_by")[:50]),
    }


def _visits(user: Any, found: Inspection, inside: bool) -> dict[str, Any]:
    """The visits with what they hold, and what was raised on them."""
    if not inside:
        return {}
    visits = list(found.visits.select_related("inspector").annotate(rated=Count("ratings", distinct=True)))
    findings = Finding.objects.filter(visit__inspection=found).select_related("visit__inspector", "indicator")
    return {"visits": visits, "ratings": _ratings(found), "findings": list(findings)}


def _ratings(found: Inspection) -> dict[str, Any]:
    """How many indicators of how many are rated, and the points given of those possible."""
    rated: QuerySet[Rating] = Rating.objects.rated().filter(visit__inspection=found, visit__state__in=DONE_VISITS)
    latest = {rating.indicator_id: rating for rating in rated.select_related("indicator").order_by("visit__visited_on")}
    scored = [rating for rating in latest.values() if rating.points is not None]
    return {
        "rated": len(latest),
        "points": sum(rating.points or 0 for rating in scored),
        "possible": sum(rating.indicator.points or 0 for rating in scored),
    }


def _hearings(user: Any, found: Inspection, inside: bool) -> dict[str, Any]:
    """Whom the team heard."""
    return {"hearings": list(found.public_opinions.all())} if inside else {}


def _opinion(user: Any, found: Inspection, inside: bool) -> dict[str, Any]:
    """The opinion as far as the reader may read it, and the defence."""
    opinion = Opinion.objects.visible_to(user).filter(inspection=found).first()
    defence = Defence.objects.filter(inspection=found).first()
    return {
        "opinion": opinion,
        "items": list(opinion.items.all()) if opinion else [],
        "defence": defence,
        "defence_files": list(files.files_of(defence)) if defence else [],
    }


def _history(user: Any, found: Inspection, inside: bool) -> dict[str, Any]:
    """The timeline: all of it, or the steps that the unit was told of."""
    if not inside:
        return {"events": _told_events(found)}
    visits = [_visit_event(visit) for visit in found.visits.select_related("inspector")]
    return {"events": [*(_entry(event, found) for event in audit.events_about(found)), *visits]}


def _entry(event: AuditEvent, found: Inspection) -> dict[str, Any]:
    return {
        "at": event.at,
        "what": event_label(event.action, found.workflow),
        "who": event.actor_name,
        "why": event.reason,
        "tone": found.workflow.state(event.to_state).tone if event.to_state else "neutral",
    }


def _told_events(found: Inspection) -> list[dict[str, Any]]:
    """The history as the unit reads it: what it was told, and no names of the office's staff."""
    told = [event for event in audit.events_about(found) if event.action in TOLD]
    office = _(PARTY_LABELS["office"])
    return [_entry(event, found) | ({"who": office} if _is_office(event.actor) else {}) for event in told]


def _is_office(actor: Any) -> bool:
    return actor is not None and bool(actor.is_office)


def _visit_event(visit: Visit) -> dict[str, Any]:
    return {
        "at": visit.created_at,
        "what": _("Visit record begun"),
        "who": visit.inspector.name,
        "url": visit.get_absolute_url(),
        "tone": "neutral",
    }


# One function a noun: what its part of the page needs, for (reader, inspection, whether the reader sees the inside).
Part = Callable[[Any, Inspection, bool], dict[str, Any]]

PARTS: tuple[Part, ...] = (
    _self_evaluation,
    _visits,
    _hearings,
    conclusion_context,
    _opinion,
    _history,
)
