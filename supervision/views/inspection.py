"""Pages of one unit's inspection: the list, the whole procedure on one screen, and the steps up to the deliberation."""

from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from core import audit, files
from core.access import GET, POST, allow
from core.htmx import render_page, take_step
from core.keyset import keyset_page
from core.models import AuditEvent
from core.templatetags.house import event_label
from core.transitions import check_step
from core.workflow import PARTY_LABELS
from supervision import permissions, services
from supervision.forms.inspection import DeliberationForm, InspectionFilter, PublicOpinionForm, SelfEvaluationForm
from supervision.models import Defence, Deliberation, Finding, Inspection, Opinion, PublicOpinion, Rating, Visit
from supervision.services import gate

# What a unit reads of the history: the steps that it is told of.
TOLD = (
    "issue_notice",
    "open_self_evaluation",
    "submit_self_evaluation",
    "begin_visit",
    "feed_back",
    "state_defence",
    "waive_defence",
    "issue_opinion",
    "begin_rectifying",
    "verify_inspection",
    "report_inspection",
    "archive_inspection",
    "cancel_inspection",
)


def visible(request: HttpRequest, pk: UUID) -> Inspection:
    """The inspection `pk`, where the person may see it; else 404."""
    rows = Inspection.objects.visible_to(request.user)
    return get_object_or_404(
        rows.select_related("task__framework_version__framework", "team", "unit__zone", "unit__governing"), pk=pk
    )


@allow(GET)
def inspections(request: HttpRequest) -> HttpResponse:
    """The inspections that the person sees, newest first."""
    form = InspectionFilter(request.GET)
    found = form.narrow(Inspection.objects.visible_to(request.user))
    rows = found.select_related("task", "unit__zone").defer("self_evaluation")
    page = keyset_page(request, rows, order=("-created_at", "-id"))
    return render_page(request, "supervision/inspections.html", {"page": page, "filter": form}, part="list", status=200)


@allow(GET)
def inspection(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The procedure on one screen; a unit sees what it is told, the office and the team see all."""
    found = visible(request, pk)
    inside = permissions.sees_inside(request.user, found)
    opinion = Opinion.objects.visible_to(request.user).filter(inspection=found).first()
    defence = Defence.objects.filter(inspection=found).first()
    context: dict[str, Any] = {
        "inspection": found,
        "task": found.task,
        "inside": inside,
        "members": gate.members_of(found),
        "waits_for": [_(PARTY_LABELS[party]) for party in found.waits_for],
        "evidence": list(files.files_of(found, purpose="self_evaluation")),
        "opinion": opinion,
        "items": list(opinion.items.all()) if opinion else [],
        "defence": defence,
        "defence_files": list(files.files_of(defence)) if defence else [],
        "skip": _not_yet(found),
        **_own_steps(request.user, found),
    }
    context |= _inner(found) if inside else {"events": _told_events(found)}
    context["events"].sort(key=lambda entry: entry["at"], reverse=True)
    return render_page(request, "supervision/inspection.html", context)


def _own_steps(user: Any, found: Inspection) -> dict[str, bool]:
    """The buttons of use cases that are no transition."""
    team = found.is_party("team", user)
    return {
        "may_hear": found.state in permissions.OPEN_TO_HEARING and (user.is_office or team),
        "may_visit": found.state == "on_site" and team,
        "may_edit_opinion": found.state in permissions.OPEN_OPINION and user.is_office,
        "may_defend": found.is_defence_open and found.is_party("unit", user),
    }


def _not_yet(found: Inspection) -> str:
    """Steps that the table knows, but whose time has not come: left out of the buttons."""
    if found.state == "planned" and found.task.state == "draft":
        return "issue_notice"
    return "issue_opinion" if found.is_defence_open else ""


def _inner(found: Inspection) -> dict[str, Any]:
    """What the office and the team see: the gates, the visits with what they hold, whom the team heard."""
    visits = list(found.visits.select_related("inspector").annotate(rated=Count("ratings", distinct=True)))
    gates = services.gates_of(found)
    return {
        "gates": gates,
        "next_gate": next((one for one in gates if not one.met), None),
        "visits": visits,
        "ratings": _ratings(found),
        "findings": list(
            Finding.objects.filter(visit__inspection=found).select_related("visit__inspector", "indicator")
        ),
        "hearings": list(PublicOpinion.objects.filter(inspection=found)),
        "deliberation": Deliberation.objects.filter(inspection=found).prefetch_related("agreeing__inspector").first(),
        "events": [*_events(found), *(_visit_event(visit) for visit in visits)],
    }


def _ratings(found: Inspection) -> dict[str, Any]:
    """How many indicators of how many are rated, and the points given of those possible."""
    rated: QuerySet[Rating] = Rating.objects.rated().filter(visit__inspection=found, visit__state__in=gate.DONE_VISITS)
    latest = {rating.indicator_id: rating for rating in rated.select_related("indicator").order_by("visit__visited_on")}
    scored = [rating for rating in latest.values() if rating.points is not None]
    return {
        "rated": len(latest),
        "points": sum(rating.points or 0 for rating in scored),
        "possible": sum(rating.indicator.points or 0 for rating in scored),
    }


def _events(found: Inspection) -> list[dict[str, Any]]:
    return [_entry(event, found) for event in audit.events_about(found)]


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


@allow(GET, POST)
def issue_notice(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What will go into the notice, its gates, and the button."""
    found = visible(request, pk)
    check_step(found, "issue_notice", by=request.user)
    gates = [gate.notice_gate(found), gate.team_gate_of(found), gate.recusal_gate_of(found)]
    return take_step(
        request,
        found,
        title=_("Issue the inspection notice"),
        submit=_("Issue the notice"),
        take=services.issue_notice,
        template="supervision/issue_notice.html",
        inspection=found,
        task=found.task,
        members=gate.members_of(found),
        gates=gates,
    )


@allow(GET, POST)
def submit_self_evaluation(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The unit writes and submits its self-evaluation."""
    found = visible(request, pk)
    check_step(found, "submit_self_evaluation", by=request.user)
    posted = request.method == "POST"
    return take_step(
        request,
        found,
        title=_("Submit the self-evaluation"),
        submit=_("Submit the self-evaluation"),
        take=services.submit_self_evaluation,
        form=SelfEvaluationForm(request.POST if posted else None, request.FILES if posted else None),
        template="supervision/submit_self_evaluation.html",
        inspection=found,
        draft=f"submit_self_evaluation-{found.pk.hex}",
    )


@allow(GET, POST)
def record_public_opinion(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The team or the office records whom it heard."""
    found = visible(request, pk)
    permissions.check_can_record_public_opinion(request.user, found)
    return take_step(
        request,
        found,
        title=_("Record public opinion"),
        submit=_("Record public opinion"),
        take=services.record_public_opinion,
        form=PublicOpinionForm(request.POST if request.method == "POST" else None),
        template="supervision/record_public_opinion.html",
        text=_("Public opinion is sought on every unit; in schools pupils, parents and teachers are heard each."),
        draft=f"record_public_opinion-{found.pk.hex}",
    )


@allow(GET, POST)
def deliberate(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The team's leader records the deliberation, with what the team has found beside it."""
    found = visible(request, pk)
    check_step(found, "deliberate", by=request.user)
    findings = Finding.objects.filter(visit__inspection=found, visit__state__in=gate.DONE_VISITS)
    return take_step(
        request,
        found,
        title=_("Record the deliberation"),
        submit=_("Record the deliberation"),
        take=services.deliberate,
        form=DeliberationForm(request.POST if request.method == "POST" else None, inspection=found),
        template="supervision/deliberate.html",
        inspection=found,
        gates=[gate.visit_gate(found), gate.public_opinion_gate(found)],
        findings=list(findings.select_related("visit__inspector", "indicator")),
        hearings=list(PublicOpinion.objects.filter(inspection=found)),
        draft=f"deliberate-{found.pk.hex}",
    )


@allow(GET, POST)
def archive_inspection(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office archives the inspection."""
    found = visible(request, pk)
    check_step(found, "archive_inspection", by=request.user)
    title = _("Archive the inspection")
    text = _("The report has been formed, filed and published; the procedure is over.")
    return take_step(request, found, title=title, submit=title, take=services.archive_inspection, text=text)
