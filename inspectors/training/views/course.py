"""Pages of courses and their sessions: planning, the QR code to sign in by, who was there, signing in."""

from functools import partial
from uuid import UUID

import segno
from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from core import calendar
from core.access import GET, POST, allow, visible_or_404
from core.errors import Refused
from core.htmx import refuse, render_list, render_page, take_step
from inspectors.models import Inspector, TrainingCourse, TrainingRecord, TrainingSession
from inspectors.roster import permissions as roster_permissions
from inspectors.training import permissions, services
from inspectors.training.forms import CourseForm, SessionForm

PAGE_SIZE = 50


@allow(GET)
def training_courses(request: HttpRequest) -> HttpResponse:
    """Every course, newest first."""
    permissions.check_can_see_training(request.user)
    rows = TrainingCourse.objects.visible_to(request.user)
    signed = Count("sessions__records", filter=Q(sessions__records__struck_at=None), distinct=True)
    rows = rows.annotate(session_count=Count("sessions", distinct=True), signed_count=signed)
    rows = rows.order_by("-created_at", "-id")
    context = {
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "may_keep": roster_permissions.may(permissions.check_can_keep_training, request.user),
    }
    return render_list(request, "inspectors/training/training_courses.html", context)


@allow(GET, POST)
def create_training_course(request: HttpRequest) -> HttpResponse:
    """Plan a course."""
    permissions.check_can_keep_training(request.user)
    form = CourseForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            return redirect(services.create_training_course(by=request.user, **form.cleaned_data))
        except Refused as exc:
            refuse(form, exc)
    return render_page(request, "inspectors/training/create_training_course.html", {"form": form}, part="form")


@allow(GET)
def training_course(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One course: its sessions, and how many were there."""
    found = visible_or_404(request, TrainingCourse.objects, pk)
    signed = Count("records", filter=Q(records__struck_at=None))
    context = {
        "course": found,
        "sessions": list(found.sessions.annotate(signed_count=signed).order_by("day", "created_at")),
        "may_keep": roster_permissions.may(permissions.check_can_keep_training, request.user),
    }
    return render_page(request, "inspectors/training/training_course.html", context)


@allow(GET, POST)
def create_training_session(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Set a day of the course."""
    found = visible_or_404(request, TrainingCourse.objects, pk)
    permissions.check_can_keep_training(request.user)
    initial = {"day": calendar.today(), "hours": found.hours}
    return take_step(
        request,
        found,
        services.create_training_session,
        title=_("Add a session"),
        submit=_("Add the session"),
        form=partial(SessionForm, initial=initial),
        text=_("On its day the session's page shows a QR code; whoever scans it and taps once is signed in."),
    )


@allow(GET)
def training_session(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One session: the code to show on the screen or print, and who has signed in."""
    found = visible_or_404(request, TrainingSession.objects.whole(), pk)
    url = f"{settings.SITE_URL}{found.sign_in_path}"
    context = {
        "session": found,
        "url": url,
        "qr": segno.make(url, error="m", micro=False).svg_data_uri(border=2, scale=6),
        "records": list(found.records.select_related("inspector__zone").order_by("created_at")),
        "is_past": found.day < calendar.today(),
        "may_keep": roster_permissions.may(permissions.check_can_keep_training, request.user),
    }
    return render_page(request, "inspectors/training/training_session.html", context)


@allow(GET, POST)
def close_training_session(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Close the sign-in before the day is over."""
    found = visible_or_404(request, TrainingSession.objects.whole(), pk)
    return take_step(
        request,
        found,
        services.close_training_session,
        text=_("Nobody can sign in any more. Whoever was there and did not sign in is recorded on their own page."),
    )


@allow(GET, POST)
def sign_in_training(request: HttpRequest, code: str) -> HttpResponse:
    """What an inspector's phone opens from the QR code: one tap signs in."""
    found = get_object_or_404(TrainingSession.objects.select_related("course"), code=code)
    own = Inspector.objects.filter(user=request.user).first()
    permissions.check_can_report_training(request.user, own)
    refusal = None
    if request.method == "POST":
        try:
            record = services.sign_in_training(found, by=request.user)
        except Refused as exc:
            refusal = exc
        else:
            messages.success(request, _("Signed in: %(title)s") % {"title": record.title})
            return redirect("my_training")
    known = TrainingRecord.objects.visible_to(request.user).filter(session=found, inspector=own).first()
    context = {"session": found, "inspector": own, "refusal": refusal, "known": known, "today": calendar.today()}
    return render_page(request, "inspectors/training/sign_in_training.html", context, status=422 if refusal else 200)
