"""Regular visits in the office: the list, one record, filing, returning, Excel out."""

from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.forms.fields import ReasonForm
from accounts.permissions import check_has_business
from core import audit, files
from core.access import GET, POST, allow, visible_or_404
from core.excel.writing import SheetWriter, xlsx_response
from core.htmx import render_list, render_page, take_step
from core.keyset import keyset_page
from supervision.models import FollowUp, MatterRating, RegularItem, RegularVisit, UrgentReport
from supervision.regular import services
from supervision.regular.forms import GRAVE, RegularVisitFilter
from supervision.regular.views.phone import sheet
from supervision.visit import permissions as visit_permissions


def _counted(rows: QuerySet[RegularVisit]) -> QuerySet[RegularVisit]:
    """With how many problems each has, and how many of them are grave; counted for the rows that are shown only."""
    items = RegularItem.objects.filter(visit=OuterRef("pk")).order_by().values("visit")
    problems = items.exclude(rating__in=("", MatterRating.NONE)).values(n=Count("pk"))
    grave = items.filter(rating__in=GRAVE).values(n=Count("pk"))
    return rows.select_related("unit__zone", "inspector").annotate(
        problems=Coalesce(Subquery(problems), 0), grave=Coalesce(Subquery(grave), 0)
    )


@allow(GET)
def regular_visits(request: HttpRequest) -> HttpResponse:
    """The regular visits that the person sees, newest first."""
    check_has_business(request.user)
    form = RegularVisitFilter(request.GET)
    found = form.narrow(RegularVisit.objects.visible_to(request.user))
    page = keyset_page(request, _counted(found).defer("note"), order=("-visited_on", "-id"))
    context = {"page": page, "filter": form, "export_url": reverse("export_regular_visits")}
    return render_list(request, "supervision/regular/regular_visits.html", context)


@allow(POST)
def export_regular_visits(request: HttpRequest) -> HttpResponse:
    """Excel of exactly what the list shows; the export is logged."""
    check_has_business(request.user)
    found = RegularVisitFilter(request.GET).narrow(RegularVisit.objects.visible_to(request.user))
    audit.record_export("export_regular_visits", request, found.count())
    methods = [RegularVisit._meta.get_field(name).verbose_name for name in RegularVisit.METHODS]
    writer = SheetWriter([26, 16, 12, 14, 10, *[9] * len(methods), 9, 9, 40])
    writer.title(_("Regular visits"))
    heads = (_("Unit"), _("Zone"), _("Inspector"), _("Day of the visit"), _("State"))
    tail = (_("Problems"), _("Serious or complex"), _("Result told on the spot"))
    writer.header([*heads, *map(str, methods), *tail])
    for visit in _counted(found).order_by("-visited_on", "-id"):
        counts = [getattr(visit, name) for name in RegularVisit.METHODS]
        zone = visit.unit.zone.name if visit.unit.zone else ""
        day, state = date_format(visit.visited_on), visit.get_state_display()
        start = [visit.unit.name, zone, visit.inspector.name, day, state]
        writer.line([*start, *counts, visit.problems, visit.grave, visit.told])
    return xlsx_response(writer.bytes(), f"{_('Regular visits')}.xlsx")


@allow(GET)
def regular_visit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The whole record; the school reads what it was told, the office its note too."""
    found = visible_or_404(request, RegularVisit.objects.whole(), pk)
    inside = RegularVisit.objects.inside_for(request.user).filter(pk=found.pk).exists()
    context: dict[str, Any] = {
        "visit": found,
        "unit": found.unit,
        "inside": inside,
        "may_write": found.is_party("author", request.user) and found.state in visit_permissions.OPEN_VISIT,
        "signature": files.files_of(found, purpose="signature").first(),
        **sheet(found),
        "urgent": list(UrgentReport.objects.visible_to(request.user).filter(visit=found)),
        "readable": set(FollowUp.objects.visible_to(request.user).filter(visit=found).values_list("pk", flat=True)),
        "events": [] if inside else _told(found),
    }
    return render_page(request, "supervision/regular/regular_visit.html", context)


def _told(found: RegularVisit) -> list[dict[str, Any]]:
    """What the school reads of the history: that the visit was recorded."""
    signed = audit.events_about(found).filter(action="submit_regular_visit").order_by("id").first()
    if signed is None:
        return []
    return [{"at": signed.at, "what": _("Result told and recorded"), "who": signed.actor_name, "tone": "good"}]


@allow(GET, POST)
def file_regular_visit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office puts the record on file."""
    found = visible_or_404(request, RegularVisit.objects.whole(), pk)
    text = _("The record is complete and goes into the file; it can no longer be returned.")
    return take_step(request, found, services.file_regular_visit, text=text)


@allow(GET, POST)
def return_regular_visit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office returns the record, with its reason."""
    found = visible_or_404(request, RegularVisit.objects.whole(), pk)
    text = _("The inspector reads the reason, mends the record and signs it again. Follow-ups that have begun go on.")
    return take_step(request, found, services.return_regular_visit, form=ReasonForm, text=text)
