"""Pages of the roster: the list, one inspector, adding, editing, numbers, photograph, papers, career, Excel out."""

import datetime as dt
from functools import partial
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts import policy
from accounts.forms.fields import ShortReasonForm
from accounts.identity import mask_identity
from accounts.phones import mask_phone
from core import audit, calendar
from core.access import GET, POST, allow, visible_or_404
from core.excel.kinds import get_kind
from core.excel.writing import export, xlsx_response
from core.htmx import render_list, render_page, take_step
from inspectors.models import CareerEvent, Inspector, InspectorFile
from inspectors.roster import permissions, services
from inspectors.roster.forms import AccountForm, CareerForm, InspectorFilter, InspectorForm, PaperForm, PhotoForm

PAGE_SIZE = 50

SORTS = {"name", "certificate", "term_until", "plaque_count"}


def term_words(inspector: Inspector, today: dt.date) -> tuple[str, str]:
    """Where a term stands, in words and tone."""
    if inspector.removed_at is not None:
        return _("Left the roster"), "neutral"
    if inspector.term_from > today:
        return _("Not begun"), "waiting"
    if inspector.ends_on is None:
        return _("Term running"), "good"
    left = (inspector.ends_on - today).days
    if left <= 0:
        return _("Term over for %(days)s days") % {"days": -left}, "bad"
    return _("%(days)s days left") % {"days": left}, "waiting" if left <= services.ending_days() else "good"


def _narrowed(request: HttpRequest, form: InspectorFilter) -> QuerySet[Inspector]:
    found = form.narrow(Inspector.objects.visible_to(request.user))
    sort = request.GET.get("sort", "")
    plaques = Count("plaques", filter=Q(plaques__ended_on=None), distinct=True)
    order = sort if sort.removeprefix("-") in SORTS else "certificate"
    return found.annotate(plaque_count=plaques).order_by(order, "pk")


@allow(GET)
def inspectors(request: HttpRequest) -> HttpResponse:
    """The roster, narrowed by what the address says; telephone numbers are masked."""
    permissions.check_can_see_corps(request.user)
    form = InspectorFilter(request.GET)
    found = _narrowed(request, form).select_related("zone")
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    today = calendar.today()
    for inspector in page:
        inspector.term_word, inspector.term_tone = term_words(inspector, today)
        inspector.masked_phone = mask_phone(inspector.phone)
    context = {
        "page": page,
        "filter": form,
        "usual_plaques": policy.number("plaque_schools"),
        "may_keep": permissions.may(permissions.check_can_keep_roster, request.user),
    }
    return render_list(request, "inspectors/roster/inspectors.html", context)


@allow(GET)
def inspector(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One inspector: facts, term, photograph, recusals, plaques, career, papers, what happened."""
    found = visible_or_404(request, Inspector.objects.whole(), pk)
    return render_page(request, "inspectors/roster/inspector.html", inspector_context(request, found))


def inspector_context(request: HttpRequest, found: Inspector, *, phone: str = "", identity: str = "") -> dict[str, Any]:
    """What the inspector's page shows; `phone` or `identity` where the full number was asked for."""
    user: Any = request.user
    word, tone = term_words(found, calendar.today())
    recusals = list(found.recusals.select_related("unit", "recorded_by"))
    sees_recusals = user.is_office or user.has_role("leader") or permissions.is_own(user, found)
    today = calendar.today()
    for recusal in recusals:
        recusal.holds = recusal.lifted_at is None and (recusal.until is None or recusal.until > today)
    return {
        "inspector": found,
        "term_word": word,
        "term_tone": tone,
        "recusals": recusals if sees_recusals else [],
        "sees_recusals": sees_recusals,
        "plaques": list(found.plaques.select_related("unit__zone")),
        "load": services.load_of(found),
        "masked_phone": mask_phone(found.phone),
        "phone": phone,
        "masked_identity": mask_identity(found.identity),
        "identity": identity,
        **_file_of_person(user, found),
        "may_keep": permissions.may(permissions.check_can_keep_roster, user),
        "may_read_phone": permissions.may(permissions.check_can_read_phone, user, found),
        "may_read_identity": permissions.may(permissions.check_can_read_identity, user, found),
        "requests": list(found.recusal_requests.open().select_related("unit")) if sees_recusals else [],
        "may_add": permissions.may(permissions.check_can_add_recusal, user),
        "may_raise": user.is_office or permissions.is_own(user, found),
        "may_lift": permissions.may(permissions.check_can_lift_recusal, user),
    }


def _file_of_person(user: Any, found: Inspector) -> dict[str, Any]:
    """Photograph, papers and career, as far as `user` sees them."""
    keeps = permissions.may(permissions.check_can_keep_files, user, found)
    papers = services.papers_of(found) if keeps else []
    for paper in papers:
        paper.inspector = found
        paper.may_remove = permissions.may(permissions.check_can_remove_file, user, paper)
    return {
        "photo": services.photo_of(found),
        "may_set_photo": permissions.may(permissions.check_can_set_photo, user, found),
        "papers": papers,
        "keeps_papers": keeps,
        "career": list(CareerEvent.objects.visible_to(user).filter(inspector=found)),
    }


@allow(GET, POST)
def add_inspector(request: HttpRequest) -> HttpResponse:
    """Put a new inspector on the roster; each rule of appointment is said beside its field."""
    permissions.check_can_keep_roster(request.user)
    form = InspectorForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            return redirect(services.add_inspector(by=request.user, **form.cleaned_data))
        except ValidationError as exc:
            form.add_error(None, exc)
    return render_page(request, "inspectors/roster/add_inspector.html", {"form": form}, part="form")


@allow(GET, POST)
def edit_inspector(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change the facts of an inspector."""
    found = visible_or_404(request, Inspector.objects.whole(), pk)
    permissions.check_can_keep_roster(request.user)
    form = InspectorForm(
        request.POST if request.method == "POST" else None,
        instance=found,
        initial={"seen": services.fingerprint(found)},
    )
    if form.is_bound and form.is_valid():
        try:
            return redirect(services.edit_inspector(found, by=request.user, **form.cleaned_data))
        except ValidationError as exc:
            form.add_error(None, exc)
    return render_page(
        request, "inspectors/roster/edit_inspector.html", {"inspector": found, "form": form}, part="form"
    )


@allow(GET, POST)
def link_account(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say which account is the inspector's."""
    found = visible_or_404(request, Inspector.objects.whole(), pk)
    permissions.check_can_keep_roster(request.user)
    return take_step(
        request,
        found,
        services.link_account,
        title=_("Link the account"),
        form=partial(AccountForm, inspector=found),
        text=_("With this account the inspector signs in, opens visits and signs records."),
    )


@allow(POST)
def unmask_phone(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the full telephone number; the reading is logged."""
    found = visible_or_404(request, Inspector.objects.whole(), pk)
    phone = services.unmask_phone(found, by=request.user)
    context = inspector_context(request, found, phone=phone)
    return render_page(request, "inspectors/roster/inspector.html", context, part="phone")


@allow(POST)
def unmask_identity(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the full identity number; the reading is logged."""
    found = visible_or_404(request, Inspector.objects.whole(), pk)
    identity = services.unmask_identity(found, by=request.user)
    context = inspector_context(request, found, identity=identity)
    return render_page(request, "inspectors/roster/inspector.html", context, part="identity")


@allow(POST)
def export_inspectors(request: HttpRequest) -> HttpResponse:
    """The roster as the list shows it, in the county's layout and fit to be imported again; the export is logged."""
    permissions.check_can_keep_roster(request.user)
    found = _narrowed(request, InspectorFilter(request.GET))
    audit.record_export("export_inspectors", request, found.count())
    resource = get_kind("inspectors").resource()
    title = f"{policy.text('county_name')}{resource.sheet_title}"
    return xlsx_response(export(resource, found, title=title), f"{title}.xlsx")


@allow(GET, POST)
def set_photo(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give the face photograph of an inspector, or a newer one."""
    found = visible_or_404(request, Inspector.objects.whole(), pk)
    permissions.check_can_set_photo(request.user, found)
    return take_step(
        request,
        found,
        services.set_photo,
        title=_("Set the photograph"),
        stay=True,
        form=PhotoForm(*((request.POST, request.FILES) if request.method == "POST" else ())),
        text=_("It stands on this page and on the plaque at the school's gate. An earlier one is taken off."),
    )


@allow(GET, POST)
def add_inspector_file(request: HttpRequest, pk: UUID) -> HttpResponse:
    """File a paper of an inspector."""
    found = visible_or_404(request, Inspector.objects.whole(), pk)
    permissions.check_can_keep_files(request.user, found)
    return take_step(
        request,
        found,
        services.add_inspector_file,
        title=_("Add a file"),
        submit=_("Add the file"),
        stay=True,
        form=PaperForm(*((request.POST, request.FILES) if request.method == "POST" else ())),
        text=_("Only the supervision office and the inspector see it."),
    )


@allow(GET, POST)
def remove_inspector_file(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a paper off the file of a person."""
    paper = visible_or_404(request, InspectorFile.objects.select_related("inspector"), pk)
    permissions.check_can_remove_file(request.user, paper)
    return take_step(
        request,
        paper,
        services.remove_inspector_file,
        title=_("Remove the file"),
        form=ShortReasonForm,
        text=_("%(kind)s: %(caption)s. The log keeps who removed it and why.")
        % {"kind": paper.get_kind_display(), "caption": paper.caption},
        danger=True,
    )


@allow(GET, POST)
def add_career_event(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Note what happened to an inspector before the platform, or outside it."""
    found = visible_or_404(request, Inspector.objects.whole(), pk)
    permissions.check_can_keep_roster(request.user)
    return take_step(
        request,
        found,
        services.add_career_event,
        title=_("Add to the career"),
        stay=True,
        form=CareerForm,
        text=_("For what happened before the platform or outside it; a line is added, never changed."),
    )
