"""The register of units: the list with its Excel, and what the office may do with a unit."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts import permissions, policy
from accounts.forms.fields import ReasonForm
from accounts.forms.organisations import UnitFilter, UnitForm
from accounts.models import Organisation
from accounts.phones import mask_phone
from accounts.services import organisations as services
from core import audit, calendar
from core.access import GET, POST, allow, visible_or_404
from core.errors import Refused
from core.excel.writing import SheetWriter, xlsx_response
from core.htmx import refuse, render_list, render_page, take_step

PAGE_SIZE = 50
WIDTHS = (14, 30, 14, 8, 8, 20, 20, 16, 8, 8, 8, 16, 16, 24)


def _shown(request: HttpRequest) -> tuple[UnitFilter, QuerySet[Organisation]]:
    """The filter and the units that the page shows; the export gives out exactly these."""
    permissions.check_has_business(request.user)
    form = UnitFilter(request.GET)
    units = Organisation.objects.visible_to(request.user).select_related("township", "governing", "zone")
    return form, form.narrow(units, request.GET.get("sort", ""))


def _unit(request: HttpRequest, pk: UUID) -> Organisation:
    permissions.check_can_edit_units(request.user)
    unit: Organisation = visible_or_404(request, Organisation.objects, pk)
    return unit


@allow(GET)
def units(request: HttpRequest) -> HttpResponse:
    """List the units that the person may open."""
    form, rows = _shown(request)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "filter": form, "may_edit": request.user.is_office}
    return render_list(request, "accounts/units.html", context)


@allow(POST)
def export_units(request: HttpRequest) -> HttpResponse:
    """Give out what the list shows as a workbook; telephones only to the office; the export is logged."""
    _form, rows = _shown(request)
    audit.record_export("export_units", request, rows.count())
    with_phone = request.user.is_office
    writer = SheetWriter(WIDTHS)
    writer.title(_("%(county)s: register of units") % {"county": policy.text("county_name")})
    names = ("code", "name", "kind", "is_private", "is_large", "township", "governing", "zone", "classes", "pupils")
    names += ("staff", "contact_name", "contact_phone", "note")
    writer.header([str(Organisation._meta.get_field(name).verbose_name) for name in names])
    for unit in rows.iterator(chunk_size=1000):
        writer.line([_cell(unit, name, with_phone=with_phone) for name in names])
    day = calendar.today()
    return xlsx_response(writer.bytes(), _("Register of units %(day)s.xlsx") % {"day": day.isoformat()})


def _cell(unit: Organisation, name: str, *, with_phone: bool) -> Any:
    value = unit.get_kind_display() if name == "kind" else getattr(unit, name)
    if name == "contact_phone" and value and not with_phone:
        return mask_phone(value)
    if isinstance(value, bool):
        return _("yes") if value else ""
    return value if value is None or isinstance(value, int) else str(value)


@allow(GET, POST)
def create_unit(request: HttpRequest) -> HttpResponse:
    """Enter a unit."""
    permissions.check_can_edit_units(request.user)
    form = UnitForm(request.POST if request.method == "POST" else None)
    return _edit(request, form, None)


@allow(GET, POST)
def edit_unit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change the facts of a unit."""
    unit = _unit(request, pk)
    return _edit(request, UnitForm(request.POST if request.method == "POST" else None, instance=unit), unit)


def _edit(request: HttpRequest, form: UnitForm, unit: Organisation | None) -> HttpResponse:
    if form.is_bound and form.is_valid():
        try:
            if unit is None:
                saved = services.create_unit(by=request.user, **form.cleaned_data)
            else:
                saved = services.edit_unit(unit, by=request.user, **form.cleaned_data)
        except Refused as exc:
            refuse(form, exc)
        else:
            return redirect(saved)
    name = Organisation.objects.get(pk=unit.pk).name if unit is not None else ""
    context = {"form": form, "unit": unit, "name": name}
    return render_page(request, "accounts/edit_unit.html", context, part="form")


@allow(GET, POST)
def deactivate_unit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a unit off the register, with the reason."""
    return take_step(
        request,
        _unit(request, pk),
        services.deactivate_unit,
        title=_("Take off the register"),
        form=ReasonForm,
        text=_("The unit was closed or merged: it is no longer inspected. Its records and problems stay."),
        danger=True,
    )


@allow(GET, POST)
def reactivate_unit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put a unit back on the register."""
    return take_step(request, _unit(request, pk), services.reactivate_unit, title=_("Put back on the register"))
