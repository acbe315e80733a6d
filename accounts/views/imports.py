"""Importing workbooks: kinds, upload, preview row by row, confirmation, result. One set of pages for every kind."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts import permissions
from accounts.forms.imports import ImportForm
from core import audit
from core.access import GET, POST, allow, visible_or_404
from core.errors import Refused
from core.excel.background import start_confirmation, start_import
from core.excel.kinds import ImportKind, check_can_import, get_kind, kinds_for
from core.excel.outcome import outcome_text
from core.excel.reasons import reason_text
from core.excel.runs import drop_import as drop
from core.excel.runs import rows_done, workbook_of
from core.excel.writing import refused_rows, template, xlsx_response
from core.htmx import refuse, render_page
from core.keyset import keyset_page
from core.models import ImportRow, ImportRun

TONES = {"new": "good", "changed": "active", "unchanged": "neutral", "refused": "bad"}
STATUS_TONES = {
    "reading": "waiting",
    "previewed": "active",
    "writing": "waiting",
    "confirmed": "good",
    "failed": "bad",
    "dropped": "neutral",
}
PAGE_SIZE = 50


def _kind(token: str) -> ImportKind:
    try:
        return get_kind(token)
    except KeyError:
        raise Http404 from None


@allow(GET)
def imports(request: HttpRequest) -> HttpResponse:
    """What may be imported, with a template each, and the imports so far."""
    permissions.check_can_import(request.user)
    page = keyset_page(
        request,
        ImportRun.objects.visible_to(request.user).select_related("by"),
        order=("-created_at", "-id"),
        size=20,
    )
    kinds = [(kind, [get_kind(token) for token in kind.after]) for kind in kinds_for(request.user)]
    for run in page:
        run.kind_label = _(get_kind(run.kind).label)
        run.tone = STATUS_TONES[run.status]
    return render_page(request, "accounts/imports.html", {"kinds": kinds, "page": page}, part="list")


@allow(GET)
def import_template(request: HttpRequest, token: str) -> HttpResponse:
    """An empty workbook of the kind."""
    kind = _kind(token)
    check_can_import(request.user, kind)
    return xlsx_response(template(kind.resource), f"{kind.resource.sheet_title}（模板）.xlsx")


@allow(GET, POST)
def import_workbook(request: HttpRequest, token: str) -> HttpResponse:
    """Upload a workbook; its preview follows."""
    kind = _kind(token)
    check_can_import(request.user, kind)
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    if form.is_bound and form.is_valid():
        try:
            return redirect(start_import(token, form.cleaned_data["file"], by=request.user))
        except Refused as exc:
            refuse(form, exc, "file")
    context = {
        "kind": kind,
        "form": form,
        "columns": kind.resource.columns(),
        "after": [get_kind(t) for t in kind.after],
    }
    return render_page(request, "accounts/import_workbook.html", context, part="form")


@allow(GET)
def import_run(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One import: the preview before it is confirmed, the result after; while the background works, its progress."""
    run = visible_or_404(request, ImportRun.objects.whole(), pk)
    context: dict[str, Any] = {
        "run": run,
        "kind": get_kind(run.kind),
        "tone": STATUS_TONES[run.status],
        "job": _job(run),
        "refusals": [reason_text(reason) for reason in run.refusals],
        "remarks": [reason_text(reason) for reason in run.remarks],
        "may_confirm": run.status == ImportRun.Status.PREVIEWED and get_kind(run.kind).may(request.user),
    }
    if run.is_waiting:
        return render_page(request, "accounts/import_run.html", context, part="progress")
    if request.GET.get("poll"):  # the work has ended while the page was watching it
        response = HttpResponse(status=204)
        response["HX-Refresh"] = "true"
        return response
    outcome = request.GET.get("outcome", "")
    rows = run.rows.filter(outcome=outcome) if outcome in TONES else run.rows.all()
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    words = _words(run)
    for row in page:
        row.tone, row.word = TONES[row.outcome], words[row.outcome]
        row.why = [reason_text(reason) for reason in row.reasons]
    context |= {"page": page, "outcome": outcome, "tabs": _tabs(run, outcome), "workbook": workbook_of(run)}
    return render_page(request, "accounts/import_run.html", context, part="list")


def _words(run: ImportRun) -> dict[str, str]:
    done = run.status == ImportRun.Status.CONFIRMED
    return {
        "new": _("Added") if done else _("To be added"),
        "changed": _("Changed") if done else _("To be changed"),
        "unchanged": _("Unchanged"),
        "refused": _("Refused"),
    }


def _tabs(run: ImportRun, outcome: str) -> list[dict[str, Any]]:
    words = _words(run)
    tabs = [{"label": _("All rows"), "url": "?", "active": not outcome, "count": run.total}]
    for code in ImportRow.Outcome.values:
        count = run.counts.get(code, 0)
        tabs.append({"label": words[code], "url": f"?outcome={code}", "active": outcome == code, "count": count})
    return tabs


def _job(run: ImportRun) -> dict[str, Any]:
    done = rows_done(run) if run.is_waiting else 0
    reading = run.status == ImportRun.Status.READING
    text = _("Checking the rows: %(done)s so far.") if reading else _("Importing: %(done)s of %(total)s rows.")
    return {
        "percent": None if reading else min(99, done * 100 // max(run.total, 1)),
        "text": text % {"done": done, "total": run.total},
    }


@allow(POST)
def confirm_import(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write the good rows of a previewed import."""
    run = start_confirmation(visible_or_404(request, ImportRun.objects.whole(), pk), by=request.user)
    if run.status == ImportRun.Status.CONFIRMED:
        messages.success(request, outcome_text(run))
    elif not run.is_waiting:
        messages.warning(request, outcome_text(run))
    return redirect(run)


@allow(POST)
def drop_import(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give a previewed import up."""
    drop(visible_or_404(request, ImportRun.objects.whole(), pk), by=request.user)
    messages.success(request, _("The import was dropped; nothing of it was written."))
    return redirect("imports")


@allow(POST)
def export_refused_rows(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The refused rows as a workbook, each with its reason; the export is logged."""
    run = visible_or_404(request, ImportRun.objects.whole(), pk)
    if not run.counts.get("refused"):
        raise Http404
    audit.record_export("export_refused_rows", request, run.counts["refused"], obj=run)
    name = run.file_name.removesuffix(".xlsx")
    return xlsx_response(refused_rows(run), f"{name}（{_('not imported')}）.xlsx")
