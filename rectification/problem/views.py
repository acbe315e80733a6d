"""The ledger, one problem with all that happened to it, and what the office does to many at once."""

import uuid
from collections.abc import Iterable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.forms.fields import ReasonForm
from accounts.models import Organisation
from accounts.permissions import check_has_business
from core import audit, calendar, files, notifications
from core.access import GET, POST, allow, visible_or_404
from core.excel.writing import xlsx_response
from core.htmx import render_list, render_page, take_step
from core.keyset import keyset_page
from core.models import AuditEvent
from core.templatetags.house import event_label
from rectification.models import (
    LedgerExport,
    Problem,
    Recheck,
    RecheckResult,
    RectificationPlan,
    RectificationReport,
    UrgingNotice,
)
from rectification.order import permissions as order_permissions
from rectification.problem import services
from rectification.problem.forms import LedgerFilter, RegisterFollowUpForm, RegisterProblemForm
from rectification.problem.services import DIRECT
from rectification.urging import services as urging_services
from supervision.models import FollowUp, Inspection

# Events of the problem's companions that its own log does not tell, and its own that a companion tells better.
TOLD_BY_COMPANIONS = ("submit_plan", "accept_plan", "return_plan", "submit_report", "return_report", "issue_urging")

TOLD_TO_THE_OFFICE = ("create_urging_notice", "dismiss_urging")

OWN_TWINS = ("accept_plan", "submit_report", "return_report")


@allow(GET)
def problem(request: HttpRequest, pk: Any) -> HttpResponse:
    """The problem's page."""
    related = ("unit__governing", "inspection__task", "indicator", "order", "found_by", "lead", "follow_up__item")
    found = visible_or_404(request, Problem.objects.select_related(*related), pk)
    user, today = request.user, calendar.today()
    companions = _companions(found, user)
    context = {
        "problem": found,
        **companions,
        "photos": list(files.files_of(found)),
        "events": _story(found, companions, user),
        "deliveries": list(notifications.deliveries_about(found)[:60]) if user.is_office else [],
        "next": _next(found, companions, user),
        "is_overdue": found.is_overdue(today),
        "failed_recheck": _last_failed(found, companions["rechecks"]),
        "may_urge": user.is_office and found.is_overdue(today) and urging_services.why_not_urged(found) is None,
        "may_open_follow_up": FollowUp.objects.visible_to(user).filter(pk=found.follow_up_id).exists(),
        "may_open_inspection": Inspection.objects.visible_to(user).filter(pk=found.inspection_id).exists(),
    }
    return render_page(request, "rectification/problem/problem.html", context)


@allow(GET, POST)
def register_problem(request: HttpRequest) -> HttpResponse:
    """Put a problem on the ledger that no opinion letter brought there."""
    order_permissions.check_can_keep_ledger(request.user)
    form = RegisterProblemForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        registered = services.register_problem(by=request.user, **form.cleaned_data)
        messages.success(request, _("%(number)s stands on the ledger.") % {"number": registered.number})
        return redirect(registered)
    units = Organisation.objects.active().values_list("name", flat=True)
    return render_page(
        request, "rectification/problem/register_problem.html", {"form": form, "units": units}, part="form"
    )


@allow(GET, POST)
def withdraw_problem(request: HttpRequest, pk: Any) -> HttpResponse:
    """Take a problem off the ledger that was never ordered."""
    found = visible_or_404(request, Problem.objects.whole(), pk)
    return take_step(
        request,
        found,
        services.withdraw_problem,
        text=_("It stays on the ledger as withdrawn, with your reason; its number is not given again."),
        form=ReasonForm,
        danger=True,
    )


def _companions(found: Problem, user: Any) -> dict[str, list[Any]]:
    """Plans, reports, rechecks and urging notices that the reader may see, each with its files."""
    plans = RectificationPlan.objects.visible_to(user).filter(items__problem=found).order_by("-round")
    items = {item.plan_id: item for item in found.plan_items.all()}
    plans = list(plans)
    for plan in plans:
        plan.own_item = items[plan.pk]
    reports = list(RectificationReport.objects.visible_to(user).filter(problem=found).order_by("-round"))
    rechecks = list(found.rechecks.select_related("inspector", "appointed_by").order_by("-created_at"))
    today = calendar.today()
    for recheck in rechecks:
        recheck.is_left = not recheck.recorded_at and not recheck.inspector.is_serving(today)
    for rows in (reports, rechecks):
        kept = files.files_of_many(rows)
        for row in rows:
            row.kept_files = kept[str(row.pk)]
    urgings = list(UrgingNotice.objects.visible_to(user).filter(problem=found).order_by("-created_at"))
    return {"plans": plans, "reports": reports, "rechecks": rechecks, "urgings": urgings}


def _last_failed(found: Problem, rechecks: list[Recheck]) -> Recheck | None:
    """The failed recheck that the unit has to answer now."""
    if not (found.owes and found.failed_rechecks):
        return None
    return next((recheck for recheck in rechecks if recheck.result == RecheckResult.FAILED), None)


def _next(found: Problem, companions: dict[str, list[Any]], user: Any) -> dict[str, str] | None:
    """The main button where the problem's own workflow has none: the step lies with its order or its plan."""
    if found.state == "registered" and user.is_office:
        if found.order is not None:
            return {"url": found.order.get_absolute_url(), "label": _("Open the drafted order")}
        return {"url": f"{reverse('create_order')}?problem={found.pk}", "label": _("Order it to be put right")}
    waiting = companions["plans"][0] if found.state == "ordered" and companions["plans"] else None
    if waiting is not None and waiting.state == "draft" and found.unit_id in user.organisation_ids:
        return {"url": reverse("submit_plan", args=[waiting.pk]), "label": _("Write the rectification plan")}
    if waiting is not None and waiting.state == "submitted" and user.is_office:
        return {"url": waiting.get_absolute_url(), "label": _("Review the rectification plan")}
    return None


def _story(found: Problem, companions: dict[str, list[Any]], user: Any) -> list[dict[str, Any]]:
    """Everything that happened, newest first: the problem's own log and its companions' in one query."""
    told = (*TOLD_BY_COMPANIONS, *(TOLD_TO_THE_OFFICE if user.is_office else ()))
    by_key = {str(row.pk): row for name in ("plans", "reports", "urgings") for row in companions[name]}
    about = Q(about_type=_type(Problem), about_id=str(found.pk)) & ~Q(action__in=OWN_TWINS)
    about |= Q(about_type__in=_types(by_key.values()), about_id__in=list(by_key), action__in=told)
    recorded = [row for row in reversed(companions["rechecks"]) if row.recorded_at]
    entries = []
    for event in AuditEvent.objects.filter(about).order_by("id"):
        row = by_key.get(event.about_id, found)
        entry = {
            "at": event.at,
            "what": _told(event.action) or event_label(event.action, row.workflow),
            "who": event.actor_name,
            "why": event.reason or event.data.get("inspector", ""),
            "tone": row.workflow.state(event.to_state).tone if event.to_state else "neutral",
            "url": row.get_absolute_url() if row is not found else "",
            "files": row.kept_files if event.action == "submit_report" else [],
        }
        if event.action in {"pass_recheck", "fail_recheck"} and recorded:
            entry["files"] = recorded.pop(0).kept_files
        entries.append(entry)
    return entries[::-1]


def _told(action: str) -> str:
    """What a first event is called beside many other things; empty for one that its workflow names well."""
    if action == "create_problem":
        return _("Put on the ledger")
    return _("Urging notice proposed") if action == "create_urging_notice" else ""


def _type(model: type[Model]) -> ContentType:
    return ContentType.objects.get_for_model(model)


def _types(rows: Iterable[Model]) -> list[ContentType]:
    return [_type(model) for model in {type(row) for row in rows}]


@allow(GET, POST)
def register_follow_up(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office puts what the inspector reported on the ledger."""
    found = visible_or_404(request, FollowUp.objects.whole(), pk)
    initial = {"text": found.found, "requirement": found.advice}
    return take_step(
        request,
        found,
        services.register_follow_up,
        text=_(
            "It stands on the ledger with its own number and deadline; the visit and the problem lead to each other."
        ),
        form=partial(RegisterFollowUpForm, initial=initial),
        template="supervision/regular/follow_up_step.html",
    )


@allow(GET)
def problems(request: HttpRequest) -> HttpResponse:
    """The ledger under the filters of the address, newest first."""
    check_has_business(request.user)
    form = LedgerFilter(_asked(request), user=request.user)
    rows = services.ledger(request.user, form.asked()).select_related("unit")
    page = keyset_page(request, rows, order=("-registered_on", "-id"))
    context = {"page": page, "filter": form, "today": calendar.today(), "asked": request.GET.urlencode()}
    return render_list(request, "rectification/problem/problems.html", context)


@allow(POST)
def export_problems(request: HttpRequest) -> HttpResponse:
    """The workbook of what the ledger shows, a long one written in the background; the export is logged."""
    check_has_business(request.user)
    asked = LedgerFilter(_asked(request), user=request.user).asked()
    rows = services.ledger(request.user, asked)
    count = rows.order_by()[: DIRECT + 1].count()
    if count > DIRECT:
        return redirect(services.export_problems(by=request.user, asked=asked))
    audit.record_export("export_problems", request, count)
    return xlsx_response(services.write_ledger(rows), f"{_('Problem ledger')}-{calendar.today():%Y%m%d}.xlsx")


@allow(GET)
def ledger_export(request: HttpRequest, pk: Any) -> HttpResponse:
    """How far a long export is, and the workbook when it is there."""
    export = visible_or_404(request, LedgerExport.objects, pk)
    words = {"done": export.done, "total": export.total}
    done = export.finished_at is not None
    job = {
        "percent": export.percent,
        "text": _("The workbook is ready.") if done else _("%(done)s of %(total)s rows written") % words,
        "done": done,
        "failed": False,
    }
    context = {"export": export, "job": job, "files": files.files_of(export) if done else []}
    return render_page(request, "rectification/problem/ledger_export.html", context, part="progress")


def _asked(request: HttpRequest) -> QueryDict:
    """The address's parameters; a unit given by its key (a link from its page) is shown by its name."""
    asked = request.GET.copy()
    try:
        unit = Organisation.objects.visible_to(request.user).filter(pk=uuid.UUID(asked.get("unit", ""))).first()
    except ValueError:
        return asked
    asked["unit"] = unit.name if unit is not None else ""
    return asked
