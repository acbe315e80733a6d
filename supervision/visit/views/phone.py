"""The inspector's pages in a school: what to visit, one visit, its ratings and problems, the signature."""

from collections import Counter
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from core import calendar, files
from core.access import GET, POST, allow, visible_or_404
from core.audit import events_about
from core.errors import NotAllowed, Refused, wants_fragment
from core.htmx import refuse, render_page
from inspectors.models import Inspector
from supervision.evidence.services.desk_review import reviewed_of
from supervision.evidence.views.self_evaluation import leaf_of
from supervision.framework.views.framework import grouped
from supervision.models import Finding, Indicator, Inspection, Visit
from supervision.team.services import crew
from supervision.visit import permissions, services
from supervision.visit.forms import BeginVisitForm, FindingForm, RatingForm, SignForm
from supervision.visit.views.visit import sheet

TO_VISIT = ("notified", "self_evaluating", "self_evaluated", "on_site")


@allow(GET)
def my_visits(request: HttpRequest) -> HttpResponse:
    """The units that the inspector is to visit, and the records under way."""
    inspector = Inspector.objects.filter(user=request.user).first()
    if inspector is None:
        raise NotAllowed(_("This page is for inspectors."))
    visits = Visit.objects.filter(inspector=inspector).select_related("inspection__unit", "inspection__task")
    inspections = (
        Inspection.objects.filter(team__members__inspector=inspector, state__in=TO_VISIT)
        .select_related("unit__township", "task")
        .order_by("starts_on", "unit__code")
    )
    today = calendar.today()
    open_visits = list(visits.filter(state__in=permissions.OPEN_VISIT).order_by("-visited_on"))
    begun = {visit.inspection_id for visit in open_visits}
    closed = visits.exclude(state__in=permissions.OPEN_VISIT)
    submitted = Counter(closed.filter(inspection__in=inspections).values_list("inspection_id", flat=True))
    rows = [
        {
            "inspection": one,
            "may_begin": one.state in permissions.OPEN_TO_VISITS and one.starts_on <= today,
            "submitted": submitted[one.pk],
        }
        for one in inspections
        if one.pk not in begun
    ]
    done = list(closed[:20])
    context = {"open_visits": open_visits, "rows": rows, "done": done, "inspector": inspector}
    return render_page(request, "visit/my_visits.html", context)


@allow(GET, POST)
def begin_visit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The day on site, and the button that begins its record."""
    found = visible_or_404(request, Inspection.objects.whole(), pk)
    permissions.check_can_visit(request.user, found)
    form = BeginVisitForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            visit = services.begin_visit(found, by=request.user, **form.cleaned_data)
        except Refused as exc:
            refuse(form, exc)
        else:
            return redirect("open_visit", visit.pk)
    members = crew.members_of(found)
    context = {
        "inspection": found,
        "task": found.task,
        "form": form,
        "members": members,
        "unreviewed": found.items.unreviewed().count(),
    }
    return render_page(request, "visit/begin_visit.html", context, part="form")


@allow(GET)
def open_visit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One unit, one list: rate, note, raise problems; only read once it is submitted."""
    found = visible_or_404(request, Visit.objects.whole(), pk)
    return render_page(request, "visit/open_visit.html", _page(request, found))


def _page(request: HttpRequest, found: Visit) -> dict[str, Any]:
    may_write = found.is_party("author", request.user) and found.state in permissions.OPEN_VISIT
    context = {"visit": found, "inspection": found.inspection, "may_write": may_write, **sheet(found)}
    reviewed = reviewed_of(found.inspection)
    rows = [row for group in context["groups"] for row in group["rows"]]
    for row in rows:
        row["reviewed"] = reviewed.get(row["indicator"].pk)
        _with_forms(row)
    context |= _by_review(rows)
    context["finding_form"] = FindingForm(auto_id="other-%s")
    context["returned"] = events_about(found).filter(action="return_visit").first()
    context["signature"] = files.files_of(found, purpose="signature").first()
    return context


def _by_review(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """What is to be checked on site, and what paper has settled; without desk review all is to be checked."""
    settled = [row for row in rows if row["reviewed"] is not None and row["reviewed"].is_settled]
    is_reviewed = any(row["reviewed"] is not None and row["reviewed"].reviews for row in rows)
    return {
        "is_reviewed": is_reviewed,
        "to_check": grouped([row for row in rows if row not in settled]),
        "settled": grouped(settled),
        "settled_count": len(settled),
        "accepted_count": sum(1 for row in settled if row["rating"] is not None and row["rating"].is_rated),
    }


def _with_forms(row: dict[str, Any], **forms: Any) -> dict[str, Any]:
    """Give the row of an indicator its two forms, unless it was given what was typed."""
    indicator = row["indicator"]
    row["form"] = forms.get("form") or RatingForm(
        indicator=indicator, rating=row["rating"], auto_id=f"rate-{indicator.pk.hex}-%s"
    )
    row["finding_form"] = forms.get("finding_form") or FindingForm(auto_id=f"find-{indicator.pk.hex}-%s")
    return row


def _row(context: dict[str, Any], indicator: Indicator, **forms: Any) -> dict[str, Any]:
    rows = [row for group in context["groups"] for row in group["rows"] if row["indicator"].pk == indicator.pk]
    return _with_forms(rows[0], **forms)


@allow(POST)
def rate_indicator(request: HttpRequest, pk: UUID, indicator_pk: UUID) -> HttpResponse:
    """Save one rating; htmx gets the chip and the bar, a plain browser goes back to the indicator."""
    found = visible_or_404(request, Visit.objects.whole(), pk)
    indicator = leaf_of(found.inspection, indicator_pk)
    form = RatingForm(request.POST, indicator=indicator, auto_id=f"rate-{indicator.pk.hex}-%s")
    if form.is_valid():
        services.rate_indicator(found, by=request.user, indicator=indicator, **form.cleaned_data)
    context = _page(request, found)
    if form.errors:
        context |= {"form": form, "row": _row(context, indicator, form=form)}
    elif wants_fragment(request):
        context["row"] = _row(context, indicator)
    else:
        return redirect(f"{reverse('open_visit', args=[found.pk])}#indicator-{indicator.pk.hex}")
    return render_page(request, "visit/open_visit.html", context, part="saved")


@allow(POST)
def accept_desk_rating(request: HttpRequest, pk: UUID, indicator_pk: UUID) -> HttpResponse:
    """Take the rating proposed in desk review over, with one tap."""
    found = visible_or_404(request, Visit.objects.whole(), pk)
    indicator = leaf_of(found.inspection, indicator_pk)
    services.accept_desk_rating(found, by=request.user, indicator=indicator)
    if not wants_fragment(request):
        return redirect(f"{reverse('open_visit', args=[found.pk])}#indicator-{indicator.pk.hex}")
    context = _page(request, found)
    context["row"] = _row(context, indicator)
    return render_page(request, "visit/open_visit.html", context, part="accepted")


@allow(POST)
def add_finding(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Raise a problem, at an indicator or by itself."""
    found = visible_or_404(request, Visit.objects.whole(), pk)
    permissions.check_can_write_visit(request.user, found)
    indicator = leaf_of(found.inspection, request.POST["indicator"]) if request.POST.get("indicator") else None
    prefix = f"find-{indicator.pk.hex}" if indicator else "other"
    form = FindingForm(request.POST, request.FILES, auto_id=f"{prefix}-%s")
    if form.is_valid():
        try:
            services.add_finding(found, by=request.user, indicator=indicator, **form.cleaned_data)
        except Refused as exc:
            if exc.status == 409:
                raise
            refuse(form, exc)
    return _problems(request, found, indicator, form)


def _problems(request: HttpRequest, found: Visit, indicator: Indicator | None, form: FindingForm) -> HttpResponse:
    """The problems of one indicator (or those of none) after a change; the whole page without htmx."""
    context = _page(request, found)
    if not form.errors and not wants_fragment(request):
        place = f"#indicator-{indicator.pk.hex}" if indicator else "#other"
        return redirect(f"{reverse('open_visit', args=[found.pk])}{place}")
    given = {"finding_form": form} if form.errors else {}
    if form.errors:
        context["form"] = form
    if indicator is not None:
        context["row"] = _row(context, indicator, **given)
    else:
        context |= given
    return render_page(request, "visit/open_visit.html", context, part="problems" if indicator else "other")


def _finding(request: HttpRequest, pk: UUID) -> Finding:
    rows = Finding.objects.filter(visit__in=Visit.objects.visible_to(request.user))
    return get_object_or_404(
        rows.select_related(
            "visit__inspection__task__framework_version__framework",
            "visit__inspection__unit",
            "visit__inspector",
            "indicator",
        ),
        pk=pk,
    )


@allow(GET, POST)
def edit_finding(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change a problem, add photographs or take them off."""
    finding = _finding(request, pk)
    permissions.check_can_write_visit(request.user, finding.visit)
    initial = {name: getattr(finding, name) for name in ("text", "requirement", "severity")}
    posted = request.method == "POST"
    form = FindingForm(request.POST if posted else None, request.FILES if posted else None, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            services.edit_finding(finding, by=request.user, **form.cleaned_data)
        except Refused as exc:
            refuse(form, exc)
        else:
            return redirect(_place(finding))
    context = {"finding": finding, "visit": finding.visit, "form": form, "photos": files.files_of(finding)}
    return render_page(request, "visit/edit_finding.html", context, part="form")


@allow(POST)
def remove_finding(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a problem back."""
    finding = _finding(request, pk)
    place = _place(finding)
    services.remove_finding(finding, by=request.user)
    messages.success(request, _("The problem was taken back."))
    return redirect(place)


@allow(POST)
def remove_photo(request: HttpRequest, pk: UUID, photo_pk: UUID) -> HttpResponse:
    """Take a photograph off a problem."""
    finding = _finding(request, pk)
    photo = get_object_or_404(files.files_of(finding), pk=photo_pk)
    services.remove_photo(finding, by=request.user, photo=photo)
    return redirect("edit_finding", finding.pk)


def _place(finding: Finding) -> str:
    anchor = f"indicator-{finding.indicator_id.hex}" if finding.indicator_id else "other"
    return f"{reverse('open_visit', args=[finding.visit_id])}#{anchor}"


@allow(GET, POST)
def submit_visit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the record holds, the general note, the signature, the button."""
    found = visible_or_404(request, Visit.objects.whole(), pk)
    permissions.check_can_write_visit(request.user, found)
    posted = request.method == "POST"
    form = SignForm(request.POST if posted else None, request.FILES if posted else None, initial={"note": found.note})
    if form.is_bound and form.is_valid():
        try:
            services.submit_visit(found, by=request.user, **form.cleaned_data)
        except Refused as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("Signed and submitted. The office has the record."))
            return redirect("open_visit", found.pk)
    context = {"visit": found, "inspection": found.inspection, "form": form, **sheet(found)}
    return render_page(request, "visit/submit_visit.html", context, part="form")
