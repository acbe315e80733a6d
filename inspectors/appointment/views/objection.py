"""Objections: the public list of what is publicised, the page that takes an objection, the office's answer."""

from typing import Any
from uuid import UUID

from allauth.account.adapter import get_adapter
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from accounts import policy
from core import calendar, throttle
from core.access import GET, POST, allow, visible_or_404
from core.errors import Refused
from core.htmx import refuse, render_page, take_step
from inspectors.appointment import services
from inspectors.appointment.forms import AnswerForm, ObjectForm
from inspectors.models import Appointment, Objection

PAGE_SIZE = 20
HOUR = 3600


@allow(GET)
def objection(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One objection: what is said, and the answer."""
    found = visible_or_404(request, Objection.objects.whole(), pk)
    return render_page(request, "inspectors/appointment/objection.html", {"objection": found})


@allow(GET, POST)
def answer_objection(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Answer an objection."""
    found = visible_or_404(request, Objection.objects.whole(), pk)
    return take_step(
        request,
        found,
        services.answer_objection,
        form=AnswerForm,
        template="inspectors/appointment/answer_objection.html",
    )


@login_not_required
@allow(GET)
def public_appointments(request: HttpRequest) -> HttpResponse:
    """Whoever is to be appointed and may be objected to, the next end of publicity first; a receipt code leads on."""
    if code := request.GET.get("code", "").strip().upper():
        known = Objection.objects.filter(code=code).first()
        if known is not None:
            return redirect(known.get_public_url())
    rows = Appointment.objects.public().order_by("publicity_until", "created_at")
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    return render_page(request, "portal/appointments.html", {"page": page, "code": code})


@login_not_required
@allow(GET, POST)
def public_appointment(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One candidate on the portal, and the form by which anybody objects."""
    found = get_object_or_404(Appointment.objects.public().select_related("zone", "organisation"), pk=pk)
    if request.method == "POST":
        return _object(request, found)
    return _page(request, found, ObjectForm() if found.is_open_to_objections else None, 200)


def _object(request: HttpRequest, found: Appointment) -> HttpResponse:
    """Take the objection, or give the page back with everything that was typed and the reason."""
    form = ObjectForm(request.POST)
    where = get_adapter().get_client_ip(request)
    if not throttle.allowed("objection", where, limit=policy.number("objection_hourly"), seconds=HOUR):
        refusal = Refused(
            _("Too many objections came from this network within an hour."),
            remedy=_("What you typed is still on this page. Please send it again later, or by mobile data."),
        )
        return _page(request, found, form, 429, refusal=refusal)
    if not form.is_valid():
        return _page(request, found, form, 422)
    try:
        made = services.raise_objection(found, **form.cleaned_data)
    except Refused as exc:
        refuse(form, exc)
        return _page(request, found, form, 422)
    return redirect(made.get_public_url())


def _page(
    request: HttpRequest, found: Appointment, form: ObjectForm | None, status: int, *, refusal: Refused | None = None
) -> HttpResponse:
    context: dict[str, Any] = {
        "appointment": found,
        "form": form,
        "refusal": refusal,
        "reasons": calendar.explain(found.publicity_basis),
    }
    return render_page(request, "portal/appointment.html", context, status=status)


@login_not_required
@allow(GET)
def public_objection(request: HttpRequest, code: str) -> HttpResponse:
    """What became of an objection, for whoever holds its receipt code."""
    found = get_object_or_404(Objection.objects.select_related("appointment"), code=code)
    response = render_page(request, "portal/objection.html", {"objection": found})
    response["Cache-Control"] = "no-store"
    return response
