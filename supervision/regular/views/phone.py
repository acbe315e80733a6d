"""The record of a regular visit on the phone: matters, photographs, methods, what was told, the signature."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Organisation
from core import files
from core.access import GET, POST, allow
from core.audit import events_about
from core.errors import Refused, wants_fragment
from core.htmx import refuse, render_page
from supervision.models import RegularItem, RegularVisit
from supervision.regular import permissions, services
from supervision.regular.forms import MatterForm, MatterPhotosForm, MethodsForm, SignRegularVisitForm
from supervision.visit import permissions as visit_permissions

PAGE = "visit/open_regular_visit.html"


def visible(request: HttpRequest, pk: UUID) -> RegularVisit:
    """The visit `pk` of whoever reads its inner side (the phone is no page for the school); else 404."""
    rows = RegularVisit.objects.inside_for(request.user).select_related("unit", "inspector__user")
    return get_object_or_404(rows, pk=pk)


def _item(request: HttpRequest, pk: UUID, item_pk: UUID) -> RegularItem:
    found = visible(request, pk)
    permissions.check_can_write_regular_visit(request.user, found)
    item = get_object_or_404(RegularItem.objects.select_related("department"), pk=item_pk, visit=found)
    item.visit = found
    return item


@allow(GET)
def open_regular_visit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One school, one list of matters; only read once it is submitted."""
    return render_page(request, PAGE, _page(request, visible(request, pk)))


def _page(request: HttpRequest, found: RegularVisit, **given: Any) -> dict[str, Any]:
    may_write = found.is_party("author", request.user) and found.state in visit_permissions.OPEN_VISIT
    context = {
        "visit": found,
        "unit": found.unit,
        "may_write": may_write,
        "methods_form": MethodsForm(visit=found),
        **sheet(found),
        "urgent": list(found.urgent_reports.all()),
        "returned": events_about(found).filter(action="return_regular_visit").first(),
        "signature": files.files_of(found, purpose="signature").first(),
    }
    departments = departments_for_letters() if may_write else []
    for item in context["items"]:
        _with_forms(item, departments)
    return context | given


def _with_forms(item: Any, departments: list[Organisation]) -> None:
    item.form = MatterForm(item=item, departments=departments)
    item.photos_form = MatterPhotosForm(auto_id=f"photos-{item.pk.hex}-%s")


def sheet(found: RegularVisit) -> dict[str, Any]:
    """The matters with their photographs and follow-ups, and how far the record is."""
    items = list(found.items.select_related("department", "follow_up"))
    photos = files.files_of_many(items)
    for item in items:
        item.kept_photos = photos[str(item.pk)]
    return {
        "items": items,
        "findings": [item for item in items if item.is_problem],
        "rated": sum(1 for item in items if item.rating),
        "total": len(items),
    }


def departments_for_letters() -> list[Organisation]:
    """The departments to which a consultation letter may go."""
    return list(Organisation.objects.active().departments().order_by("code"))


def _at(item: RegularItem) -> str:
    return f"{reverse('open_regular_visit', args=[item.visit_id])}#matter-{item.pk.hex}"


def _saved(request: HttpRequest, item: RegularItem, part: str, **given: Any) -> HttpResponse:
    """The pieces that changed for htmx, the page at the matter for a plain browser."""
    form = given.get("form")
    if not (form is not None and form.errors) and not wants_fragment(request):
        return redirect(_at(item))
    context = _page(request, item.visit, **given)
    context["item"] = next(one for one in context["items"] if one.pk == item.pk)
    if form is not None and form.errors:
        name = "form" if isinstance(form, MatterForm) else "photos_form"
        setattr(context["item"], name, form)
    return render_page(request, PAGE, context, part=part)


@allow(POST)
def record_matter(request: HttpRequest, pk: UUID, item_pk: UUID) -> HttpResponse:
    """Save what there is to say to one matter."""
    item = _item(request, pk, item_pk)
    form = MatterForm(request.POST, item=item, departments=departments_for_letters())
    if form.is_valid():
        try:
            services.record_matter(item, by=request.user, **form.cleaned_data)
        except Refused as exc:
            if exc.status == 409:
                raise
            refuse(form, exc)
    return _saved(request, item, "saved", form=form)


@allow(POST)
def rate_rest(request: HttpRequest, pk: UUID) -> HttpResponse:
    """No remark on every matter to which nothing was said yet."""
    found = visible(request, pk)
    services.rate_rest(found, by=request.user)
    return redirect("open_regular_visit", found.pk)


@allow(POST)
def record_methods(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Save the six counts."""
    found = visible(request, pk)
    form = MethodsForm(request.POST, visit=found)
    if form.is_valid():
        found = services.record_methods(found, by=request.user, **form.cleaned_data)
        if not wants_fragment(request):
            return redirect(f"{reverse('open_regular_visit', args=[found.pk])}#methods")
    context = _page(request, found, form=form, methods_form=form)
    return render_page(request, PAGE, context, part="methods_saved")


@allow(POST)
def add_matter_photos(request: HttpRequest, pk: UUID, item_pk: UUID) -> HttpResponse:
    """Keep photographs at a matter."""
    item = _item(request, pk, item_pk)
    form = MatterPhotosForm(request.POST, request.FILES, auto_id=f"photos-{item.pk.hex}-%s")
    if form.is_valid():
        try:
            services.add_matter_photos(item, by=request.user, photos=form.cleaned_data["photos"])
        except Refused as exc:
            if exc.status == 409:
                raise
            refuse(form, exc, "photos")
    return _saved(request, item, "photos_saved", form=form)


@allow(POST)
def remove_matter_photo(request: HttpRequest, pk: UUID, item_pk: UUID, photo_pk: UUID) -> HttpResponse:
    """Take a photograph off a matter."""
    item = _item(request, pk, item_pk)
    photo = get_object_or_404(files.files_of(item), pk=photo_pk)
    services.remove_matter_photo(item, by=request.user, photo=photo)
    return redirect(_at(item))


@allow(GET, POST)
def submit_regular_visit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What was told on the spot and to whom, the signature, the button."""
    found = visible(request, pk)
    permissions.check_can_write_regular_visit(request.user, found)
    posted = request.method == "POST"
    initial = {name: getattr(found, name) for name in ("told", "told_to", "highlights", "note")}
    form = SignRegularVisitForm(request.POST if posted else None, request.FILES if posted else None, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            services.submit_regular_visit(found, by=request.user, **form.cleaned_data)
        except Refused as exc:
            if exc.status == 409:
                raise
            refuse(form, exc)
        else:
            messages.success(request, _("Signed and submitted. The office has the record, the school the result."))
            return redirect("open_regular_visit", found.pk)
    context = {"visit": found, "unit": found.unit, "form": form, **sheet(found)}
    return render_page(request, "visit/submit_regular_visit.html", context, part="form")
