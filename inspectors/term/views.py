"""Pages of terms: those that end, the end of one with what follows, leaving and coming back, the public check."""

from functools import partial
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts import policy
from core import calendar
from core.access import GET, POST, allow, visible_or_404
from core.htmx import render_page, take_step
from inspectors.models import Appointment, Inspector
from inspectors.models.inspector import ENDS_ON, ends_by
from inspectors.roster import permissions as roster_permissions
from inspectors.roster import services as roster_services
from inspectors.term import permissions, services
from inspectors.term.forms import EndTermForm, RosterReasonForm

PAGE_SIZE = 50


@allow(GET)
def terms_ending(request: HttpRequest) -> HttpResponse:
    """Whose term ends soon, the next first, each with a way to renew it; those that are over stand below."""
    roster_permissions.check_can_keep_roster(request.user)
    today, warnings = calendar.today(), policy.numbers("term_warning_days")
    within = request.GET.get("within", "")
    days = int(within) if within in {str(number) for number in warnings} else warnings[0]
    rows = services.ending_terms(today, days=days).select_related("zone")
    over = Inspector.objects.filter(ends_by(today), removed_at=None).select_related("zone")
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    late = list(over.order_by(ENDS_ON.desc(), "certificate")[:PAGE_SIZE])
    shown = [*page, *late]
    going = Appointment.objects.filter(inspector__in=shown)
    under_way = dict((going.under_way() | going.to_begin()).values_list("inspector_id", "pk"))
    for row in shown:
        assert row.ends_on is not None  # noqa: S101 - found by it
        row.days_left = (row.ends_on - today).days
        row.days_over = -row.days_left
        row.renewal = under_way.get(row.pk)
    context = {"page": page, "late": late, "late_count": over.count(), "warnings": warnings, "within": days}
    return render_page(request, "inspectors/term/terms_ending.html", context, status=200)


@allow(GET, POST)
def end_term(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What would follow if the term ended now, and the form that ends it or enters its end ahead."""
    found = visible_or_404(request, Inspector.objects.whole(), pk)
    permissions.check_can_end_term(request.user)
    initial = {"seen": roster_services.standing(found), "ground": request.GET.get("ground", "")}
    return take_step(
        request,
        found,
        services.end_term,
        title=_("End the term"),
        form=partial(EndTermForm, user=request.user, initial=initial),
        text=_("The inspector leaves the roster; the record and its history stay. This is what follows on that day:"),
        danger=True,
        template="inspectors/term/end_term.html",
        found=services.consequences_of(found),
    )


@allow(GET, POST)
def take_back_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take back an end that was entered ahead."""
    found = visible_or_404(request, Inspector.objects.whole(), pk)
    permissions.check_can_end_term(request.user)
    text = _("The inspector stays in office as if the end had never been entered; the inspector is told.")
    if found.leaves_on is not None:
        end = {"day": date_format(found.leaves_on), "ground": found.get_leaving_ground_display()}
        text = _("Leaves office on %(day)s (%(ground)s)") % end + _("; ") + text
    return take_step(
        request,
        found,
        services.take_back_end,
        title=_("Take the end of the term back"),
        form=partial(RosterReasonForm, initial={"seen": roster_services.standing(found)}),
        text=text,
    )


@login_not_required
@allow(GET)
def public_certificate(request: HttpRequest, code: UUID) -> HttpResponse:
    """Whether a certificate holds: whoever scans its QR code reads name, kind, number, employer and term."""
    found = get_object_or_404(Inspector.objects.select_related("zone"), certificate_code=code)
    today = calendar.today()
    context = {"inspector": found, "standing": services.certificate_standing(found, today), "today": today}
    return render_page(request, "portal/certificate.html", context)


@allow(GET, POST)
def remove_inspector(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take an inspector off the roster."""
    found = visible_or_404(request, Inspector.objects.whole(), pk)
    roster_permissions.check_can_keep_roster(request.user)
    return take_step(
        request,
        found,
        services.remove_inspector,
        title=_("Remove from the roster"),
        form=partial(RosterReasonForm, initial={"seen": roster_services.standing(found)}),
        text=_("The record and its history stay. This is what follows at once:"),
        danger=True,
        template="inspectors/term/end_term.html",
        found=services.consequences_of(found),
    )


@allow(GET, POST)
def restore_inspector(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put an inspector back on the roster."""
    found = visible_or_404(request, Inspector.objects.whole(), pk)
    roster_permissions.check_can_keep_roster(request.user)
    return take_step(
        request,
        found,
        services.restore_inspector,
        title=_("Restore to the roster"),
        form=partial(RosterReasonForm, initial={"seen": roster_services.standing(found)}),
        text=_("Plaques that ended with the removal are not given back; assign them anew."),
    )
