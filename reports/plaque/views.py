"""The plaque: its PDF, print files of many, and the public page behind its QR code."""

from typing import Any
from urllib.parse import quote

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from accounts.models import Organisation
from core import calendar
from core.access import GET, POST, allow, visible_or_404
from core.errors import Refused
from core.files import file_response
from core.htmx import refuse, render_page
from inspectors.models import PlaqueAssignment
from inspectors.plaque.services import plaque_contact
from inspectors.roster.permissions import check_can_see_corps
from inspectors.roster.services import photo_of
from reports.builders.plaque import render_plaques
from reports.models import BuildState, PlaquePrint
from reports.plaque import services
from reports.plaque.forms import PrintPlaquesForm
from reports.plaque.permissions import check_can_print_plaques
from supervision.regular.services.regular import matters_of

SHOWN = 20
RELATED = ("unit__zone", "unit__township", "inspector")


@allow(GET)
def plaque_pdf(request: HttpRequest, pk: Any) -> HttpResponse:
    """The plaque ready for the printer; only one that hangs is printed."""
    plaque = visible_or_404(request, PlaqueAssignment.objects.current().select_related(*RELATED), pk)
    sheets = services.plaque_sheets([plaque])
    response = HttpResponse(render_plaques(sheets), content_type="application/pdf")
    response["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(f'{sheets[0].title}.pdf')}"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@allow(GET, POST)
def print_plaques(request: HttpRequest) -> HttpResponse:
    """Ask for the plaques of a zone or the county as one file; those made before."""
    check_can_see_corps(request.user)
    check_can_print_plaques(request.user)
    initial = {"zone": request.GET.get("zone")}
    form = PrintPlaquesForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            return redirect(services.print_plaques(by=request.user, **form.cleaned_data))
        except Refused as exc:
            refuse(form, exc)
    made = PlaquePrint.objects.visible_to(request.user).select_related("zone", "made_by", "pdf")[:SHOWN]
    return render_page(request, "reports/plaque/print_plaques.html", {"form": form, "made": made}, part="form")


def _job(made: PlaquePrint) -> dict[str, Any]:
    """The building of the file in the words of `components/progress.html`."""
    failed, done = made.build_state == BuildState.FAILED, made.build_state == BuildState.BUILT
    text = _("%(done)s of %(total)s plaques are laid out.") % {"done": made.done, "total": made.total}
    if failed:
        text = _("The file could not be built. Ask for it again.")
    return {"percent": made.done * 100 // max(made.total, 1), "text": text, "done": done, "failed": failed}


def _print(request: HttpRequest, pk: Any, template: str, part: str | None = None) -> HttpResponse:
    made = visible_or_404(request, PlaquePrint.objects.select_related("zone", "made_by", "pdf"), pk)
    return render_page(request, template, {"made": made, "job": _job(made)}, part=part)


@allow(GET)
def plaque_print(request: HttpRequest, pk: Any) -> HttpResponse:
    """One print file: how far it is, and the PDF once it is there."""
    return _print(request, pk, "reports/plaque/plaque_print.html")


@allow(GET)
def plaque_print_progress(request: HttpRequest, pk: Any) -> HttpResponse:
    """How far it is; the page asks again every two seconds."""
    return _print(request, pk, "reports/plaque/plaque_print_progress.html", "pdf")


@login_not_required
@allow(GET)
def public_plaque(request: HttpRequest, pk: Any) -> HttpResponse:
    """What the plaque says, for whoever scans it; one that has ended leads to the present one (PLAN 二（四）5)."""
    plaque = get_object_or_404(PlaqueAssignment.objects.select_related(*RELATED), pk=pk)
    unit: Organisation = plaque.unit
    context: dict[str, Any] = {"unit": unit, "plaque": plaque, "is_current": plaque.ended_on is None and unit.is_active}
    if context["is_current"]:
        context |= {
            "contact": plaque_contact(plaque.inspector),
            "has_photo": photo_of(plaque.inspector) is not None,
            "matters": matters_of(unit),
            "is_serving": plaque.inspector.is_serving(calendar.today()),
        }
    else:
        context["present"] = PlaqueAssignment.objects.current().filter(unit=unit, unit__is_active=True).first()
    return render_page(request, "portal/plaque.html", context)


@login_not_required
@allow(GET)
def public_plaque_photo(request: HttpRequest, pk: Any) -> Any:
    """The photograph of an inspector whose plaque hangs now; of nobody else."""
    plaques = PlaqueAssignment.objects.current().filter(unit__is_active=True).select_related("inspector")
    photo = photo_of(get_object_or_404(plaques, pk=pk).inspector)
    if photo is None:
        raise Http404
    return file_response(photo)
