"""Pages of appraisals in number: the list, the table of a year side by side, opening, Excel out, one's own."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import policy
from accounts.roles import Role
from core import audit, calendar
from core.access import GET, POST, allow
from core.errors import NotAllowed
from core.excel.writing import xlsx_response
from core.htmx import render_list, render_page
from core.keyset import keyset_page
from inspectors.appraisal import permissions, services
from inspectors.appraisal.forms import AdvanceForm, AppraisalFilter, OpenForm, TableFilter
from inspectors.appraisal.resources import appraisals_title, appraisals_workbook
from inspectors.models import Appraisal, AppraisalKind, Inspector
from inspectors.roster import permissions as roster_permissions
from inspectors.training.forms import YearForm
from inspectors.workflow.appraisal import APPRAISAL

RELATED = ("inspector__zone", "inspector__user")
PAGE_SIZE = 50


def _listed(request: HttpRequest, form: AppraisalFilter) -> QuerySet[Appraisal]:
    return form.narrow(Appraisal.objects.visible_to(request.user)).select_related(*RELATED)


@allow(GET)
def appraisals(request: HttpRequest) -> HttpResponse:
    """Every appraisal, newest first."""
    permissions.check_can_see_appraisals(request.user)
    form = AppraisalFilter(request.GET)
    context = {
        "page": keyset_page(request, _listed(request, form), order=("-created_at", "-id")),
        "filter": form,
        "tabs": _tabs(request, form),
        "may_open": roster_permissions.may(permissions.check_can_open_appraisals, request.user),
    }
    return render_list(request, "inspectors/appraisal/appraisals.html", context)


def _tabs(request: HttpRequest, form: AppraisalFilter) -> list[dict[str, Any]]:
    """What the filter shows, by the state that waits for somebody, and what is late, with how many; one statement."""
    late = Count("pk", filter=Q(due_on__lt=calendar.today()))
    rows = form.narrow(Appraisal.objects.visible_to(request.user), "state", "overdue").order_by()
    found = {row["state"]: row for row in rows.values("state").annotate(count=Count("pk"), late=late)}
    chosen, overdue = form.cleaned_data.get("state", ""), bool(form.cleaned_data.get("overdue"))

    def tab(label: str, state: str = "", count: int | None = None, late: bool = False) -> dict[str, Any]:
        query = request.GET.copy()
        for name in ("state", "overdue", "after", "before"):
            query.pop(name, None)
        query.update(({"state": state} if state else {}) | ({"overdue": "on"} if late else {}))
        active = (chosen, overdue) == (state, late)
        return {"label": label, "url": f"?{query.urlencode()}", "active": active, "count": count}

    sources = {source for step in APPRAISAL.steps for source in step.sources}
    waiting = [state for state in APPRAISAL.states if state.code in found and state.code in sources]
    overdue_count = sum(row["late"] for row in found.values())
    tabs = [tab(_("All")), *(tab(_(state.label), state.code, found[state.code]["count"]) for state in waiting)]
    return [*tabs, tab(_("Overdue"), count=overdue_count, late=True)] if overdue_count or overdue else tabs


@allow(POST)
def export_appraisals(request: HttpRequest) -> HttpResponse:
    """The appraisals as the list shows them, with their figures; the export is logged."""
    permissions.check_can_open_appraisals(request.user)
    rows = list(_listed(request, AppraisalFilter(request.GET)).order_by("-year", "kind", "inspector__certificate"))
    audit.record_export("export_appraisals", request, len(rows))
    data = appraisals_workbook(rows, services.figures_of(rows))
    return xlsx_response(data, f"{appraisals_title()}.xlsx")


@allow(GET)
def appraisal_table(request: HttpRequest) -> HttpResponse:
    """The appraisals of a year side by side, in the order of certificates: to grade fairly, for the county only."""
    permissions.check_can_see_appraisals(request.user)
    form = TableFilter(request.GET)
    rows = form.narrow(Appraisal.objects.visible_to(request.user).standing()).select_related(*RELATED)
    page = Paginator(rows.order_by("inspector__certificate", "pk"), PAGE_SIZE).get_page(request.GET.get("page"))
    shown = list(page)
    figures = services.figures_of(shown)
    keys = list(dict.fromkeys(figure.key for row in shown for figure in figures[row.pk]))
    for row in shown:
        held = {figure.key: figure for figure in figures[row.pk]}
        row.cells = [(key, held.get(key)) for key in keys]
    page.object_list = shown
    context = {
        "page": page,
        "filter": form,
        "labels": [services.label_of(key) for key in keys],
        "year": form.chosen(),
        "kind": form.chosen_kind,
        "steps": _steps_in_number(request, form.chosen_kind, form.chosen()),
        "quota": services.excellent_quota(form.chosen()) if form.chosen_kind == AppraisalKind.YEARLY else None,
    }
    return render_list(request, "inspectors/appraisal/appraisal_table.html", context)


@allow(GET, POST)
def open_appraisals(request: HttpRequest) -> HttpResponse:
    """Open the appraisals of a year, of the terms that end soon, and by name of those that are over."""
    permissions.check_can_open_appraisals(request.user)
    asked = OpenForm(request.POST if request.method == "POST" else None)
    if asked.is_bound and asked.is_valid():
        kind, year, over = (asked.cleaned_data[name] for name in ("kind", "year", "over"))
        done = services.open_appraisals(by=request.user, kind=kind, year=year, over=over)
        words = {"opened": done.opened, "skipped": done.skipped}
        messages.success(request, _("%(opened)s appraisals opened; %(skipped)s were open already.") % words)
        return redirect(f"{reverse('appraisals')}?kind={kind}")
    year = min(YearForm(request.GET).chosen(), calendar.today().year)
    offers = []
    for kind in AppraisalKind:
        people, known = services.to_open(kind, year)
        offers.append({"kind": kind, "people": people, "known": known})
    names = ("appraisal_summary_days", "appraisal_term_days", "appraisal_over_days")
    days = {name: policy.number(name) for name in names}
    context = {"offers": offers, "over": services.over_to_open(), "year": year, "form": asked, **days}
    return render_page(
        request, "inspectors/appraisal/open_appraisals.html", context, status=422 if request.method == "POST" else 200
    )


@allow(GET, POST)
def advance_appraisals(request: HttpRequest, step: str) -> HttpResponse:
    """Confirm, tell or file many appraisals of a year at once; each may be left out."""
    if step not in services.IN_NUMBER:
        raise Http404
    services.check_can_advance(request.user, step)
    asked = TableFilter(request.GET)
    which = {"kind": asked.chosen_kind, "year": asked.chosen()}
    rows = services.waiting_for_step(step, **which, by=request.user)
    form = AdvanceForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        done = services.advance_appraisals(step, by=request.user, **form.cleaned_data)
        messages.success(request, _("Done for %(count)s appraisals.") % {"count": done.done})
        for row, reason in done.refused:
            messages.warning(request, f"{row.inspector.name}：{reason}")
        return redirect(f"{reverse('appraisal_table')}?kind={which['kind']}&year={which['year']}")
    label = next(_(one.label) for one in APPRAISAL.steps if one.action == step)
    context = {"rows": rows, "form": form, "label": label, **which}
    return render_page(request, "inspectors/appraisal/advance_appraisals.html", context)


def _steps_in_number(request: HttpRequest, kind: str, year: int) -> list[dict[str, Any]]:
    """The steps that the reader may take on many of these appraisals now, with how many; one statement."""
    counts = Counter(
        Appraisal.objects.visible_to(request.user).filter(kind=kind, year=year).values_list("state", flat=True)
    )
    found = []
    for step in APPRAISAL.steps:
        count = sum(counts[source] for source in step.sources)
        may = step.action in services.IN_NUMBER and roster_permissions.may(
            services.check_can_advance, request.user, step.action
        )
        if may and count:
            found.append({"action": step.action, "label": _(step.label), "count": count})
    return found


@allow(GET)
def my_appraisals(request: HttpRequest) -> HttpResponse:
    """An inspector's own appraisals; a grade is shown once it was told."""
    if not request.user.has_role(Role.INSPECTOR):
        raise NotAllowed(_("Only inspectors have appraisals of their own."))
    own = Inspector.objects.filter(user=request.user).first()
    rows: list[Any] = []
    if own is not None:
        rows = list(Appraisal.objects.visible_to(request.user).standing().filter(inspector=own))
        for row in rows:
            row.shows_grade = row.shows_grade_to(request.user)
    return render_page(request, "inspectors/appraisal/my_appraisals.html", {"inspector": own, "rows": rows})
