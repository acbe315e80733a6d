"""Pages of the pool of experts: the list, one expert, proposing, editing, notes, the account, numbers, Excel out."""

from functools import partial
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts import policy
from accounts.phones import mask_phone
from core import audit, calendar
from core.access import GET, POST, allow, visible_or_404
from core.excel.writing import export, xlsx_response
from core.htmx import render_list, render_page, take_step
from inspectors.expert import permissions, services
from inspectors.expert.forms import ExpertAccountForm, ExpertFilter, NoteForm, PoolExpertForm
from inspectors.expert.resources.register import PoolResource
from inspectors.models import Expert
from inspectors.questions import invitations_of, tallies_of
from inspectors.roster import permissions as roster_permissions

PAGE_SIZE = 50
SORTS = {"name", "employer", "term_until"}


def _narrowed(request: HttpRequest, form: ExpertFilter) -> QuerySet[Expert]:
    sort = request.GET.get("sort", "")
    order = sort if sort.removeprefix("-") in SORTS else "name"
    found: QuerySet[Expert] = form.narrow(Expert.objects.visible_to(request.user)).order_by(order, "pk")
    return found


def term_words(expert: Expert) -> tuple[str, str]:
    """Where a term stands, in words and tone; empty for an expert who is not in the pool."""
    if expert.state != "selected":
        return "", "neutral"
    today = calendar.today()
    if expert.first_day > today:
        return _("Not begun"), "waiting"
    left = (expert.last_day - today).days
    if left < 0:
        return _("Term over"), "bad"
    return _("%(days)s days left") % {"days": left}, "waiting" if left <= policy.number(
        "expert_ending_days"
    ) else "good"


@allow(GET)
def experts(request: HttpRequest) -> HttpResponse:
    """The pool, narrowed by what the address says."""
    permissions.check_can_see_pool(request.user)
    form = ExpertFilter(request.GET)
    page = Paginator(_narrowed(request, form).select_related("partner"), PAGE_SIZE).get_page(request.GET.get("page"))
    tallies = tallies_of([row.pk for row in page])
    for row in page:
        row.term_word, row.term_tone = term_words(row)
        row.tally = tallies.get(row.pk)
    context = {
        "page": page,
        "filter": form,
        "own_county": policy.text("county_name"),
        "may_keep": roster_permissions.may(permissions.check_can_keep_pool, request.user),
        "may_select": roster_permissions.may(permissions.check_can_select_experts, request.user),
    }
    return render_list(request, "inspectors/expert/experts.html", context)


@allow(POST)
def export_experts(request: HttpRequest) -> HttpResponse:
    """The pool as the list shows it, fit to be imported again; the export is logged."""
    permissions.check_can_keep_pool(request.user)
    found = _narrowed(request, ExpertFilter(request.GET))
    audit.record_export("export_experts", request, found.count())
    title = f"{policy.text('county_name')}{PoolResource.sheet_title}"
    return xlsx_response(export(PoolResource(), found, title=title), f"{title}.xlsx")


@allow(GET)
def expert(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One expert: facts, term, origin, invitations, what happened."""
    found = visible_or_404(request, Expert.objects.whole(), pk)
    return render_page(request, "inspectors/expert/expert.html", _facts(request, found))


def _facts(request: HttpRequest, found: Expert, *, phone: str = "") -> dict[str, Any]:
    user: Any = request.user
    today = calendar.today()
    word, tone = term_words(found)
    invitations = invitations_of(found.pk)
    return {
        "expert": found,
        "term_word": word,
        "term_tone": tone,
        "own_county": policy.text("county_name"),
        "masked_phone": mask_phone(found.phone),
        "phone": phone,
        "may_read_phone": roster_permissions.may(permissions.check_can_read_expert_phone, user, found),
        "may_keep": roster_permissions.may(permissions.check_can_keep_pool, user),
        "may_edit": roster_permissions.may(permissions.check_can_edit_expert, user, found),
        "sees_pool": roster_permissions.may(permissions.check_can_see_pool, user),
        "invitations": [(item, item.is_open(today)) for item in invitations],
        "files": list(found.exports.select_related("partner").order_by("-created_at")[:10]),
    }


@allow(GET, POST)
def propose_expert(request: HttpRequest) -> HttpResponse:
    """Propose an expert for the pool."""
    permissions.check_can_keep_pool(request.user)
    form = PoolExpertForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            return redirect(services.propose_expert(by=request.user, **form.cleaned_data))
        except ValidationError as exc:
            form.add_error(None, exc)
    return render_page(request, "inspectors/expert/propose_expert.html", {"form": form}, part="form")


@allow(GET, POST)
def edit_expert(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Mend the facts of one of the county's own experts."""
    found = visible_or_404(request, Expert.objects.whole(), pk)
    permissions.check_can_edit_expert(request.user, found)
    form = PoolExpertForm(request.POST if request.method == "POST" else None, expert=found)
    if form.is_bound and form.is_valid():
        try:
            return redirect(services.edit_expert(found, by=request.user, **form.cleaned_data))
        except ValidationError as exc:
            form.add_error(None, exc)
    return render_page(request, "inspectors/expert/edit_expert.html", {"expert": found, "form": form}, part="form")


@allow(GET, POST)
def note_expert(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write the county's own note."""
    found = visible_or_404(request, Expert.objects.whole(), pk)
    permissions.check_can_keep_pool(request.user)
    return take_step(
        request,
        found,
        services.note_expert,
        title=_("Local note"),
        submit=_("Save the note"),
        form=partial(NoteForm, initial={"note": found.note}),
        text=_("Only the supervision office and the leaders read it; it is in no file for partner counties."),
    )


@allow(GET, POST)
def link_expert_account(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say which account is the expert's."""
    found = visible_or_404(request, Expert.objects.whole(), pk)
    permissions.check_can_keep_pool(request.user)
    return take_step(
        request,
        found,
        services.link_expert_account,
        title=_("Link the account"),
        form=partial(ExpertAccountForm, expert=found),
        text=_("With this account the expert works on tasks. Taken off, its work on all tasks ends at once."),
    )


@allow(POST)
def unmask_expert_phone(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the full telephone number; the reading is logged."""
    found = visible_or_404(request, Expert.objects.whole(), pk)
    phone = services.unmask_expert_phone(found, by=request.user)
    return render_page(request, "inspectors/expert/expert.html", _facts(request, found, phone=phone), part="phone")
