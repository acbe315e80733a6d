"""Pages of internal inspections: the list, one record, and a school's recording, correcting and removing."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.forms.fields import ReasonForm
from core import calendar, files
from core.access import GET, POST, allow, visible_or_404
from core.errors import Refused
from core.htmx import refuse, render_list, render_page, take_step
from core.keyset import keyset_page
from supervision.internal import permissions, services
from supervision.internal.forms import InternalFilter, InternalForm
from supervision.internal.services import editable_until
from supervision.models import InternalInspection


@allow(GET)
def internal_inspections(request: HttpRequest) -> HttpResponse:
    """The internal inspections that the person sees, newest first."""
    permissions.check_can_see_internal(request.user)
    user: Any = request.user
    form = InternalFilter(request.GET)
    records = form.narrow(InternalInspection.objects.visible_to(user)).select_related("unit__zone")
    page = keyset_page(request, records, order=("-held_on", "-id"))
    may_record = bool(user.organisation_ids) and permissions.own_campuses(user).exists()
    context = {"page": page, "filter": form, "may_record": may_record}
    return render_list(request, "supervision/internal/internal_inspections.html", context)


@allow(GET)
def internal_inspection(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One record."""
    record = visible_or_404(request, InternalInspection.objects.whole(), pk)
    own = record.unit_id in request.user.organisation_ids and record.removed_at is None
    until = editable_until(record).on
    context = {
        "record": record,
        "files": list(files.files_of(record)),
        "may_remove": own,
        "may_edit": own and calendar.today() <= until,
        "editable_until": until,
    }
    return render_page(request, "supervision/internal/internal_inspection.html", context)


@allow(GET, POST)
def record_internal_inspection(request: HttpRequest) -> HttpResponse:
    """A school records an inspection of itself."""
    permissions.check_can_record_internal(request.user)
    posted = request.method == "POST"
    form = InternalForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        units=permissions.own_campuses(request.user),
    )
    if form.is_bound and form.is_valid():
        try:
            record = services.record_internal_inspection(by=request.user, **form.cleaned_data)
        except Refused as exc:
            refuse(form, exc)
        else:
            return redirect(record)
    return render_page(request, "supervision/internal/record_internal_inspection.html", {"form": form}, part="form")


@allow(GET, POST)
def edit_internal_inspection(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The school corrects its record."""
    record = visible_or_404(request, InternalInspection.objects.whole(), pk)
    permissions.check_can_edit_internal(request.user, record)
    return take_step(
        request,
        record,
        services.edit_internal_inspection,
        title=_("Correct the record"),
        submit=_("Save the changes"),
        form=partial(InternalForm, files=request.FILES or None, initial=InternalForm.of(record)),
    )


@allow(GET, POST)
def remove_internal_inspection(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The school removes its record."""
    record = visible_or_404(request, InternalInspection.objects.whole(), pk)
    permissions.check_can_edit_internal(request.user, record)
    return take_step(
        request,
        record,
        services.remove_internal_inspection,
        title=_("Remove the record"),
        form=ReasonForm,
        text=_("The record no longer counts; it stays in the history with your reason."),
        danger=True,
    )
