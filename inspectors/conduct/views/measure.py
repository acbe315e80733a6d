"""Pages of measures about inspectors: the list, one measure, each step of it, and what an inspector has on record."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.roles import Role
from core.access import GET, POST, allow
from core.errors import NotAllowed
from core.htmx import render_list, render_page, take_step
from core.keyset import keyset_page
from core.transitions import check_step
from inspectors.conduct import permissions, services
from inspectors.conduct.forms.measure import (
    CheckForm,
    CorrectionForm,
    MeasureFilter,
    OutcomeForm,
    ReplyForm,
    ReturnCorrectionForm,
)
from inspectors.conduct.forms.report import LongReasonForm
from inspectors.models import ConductMeasure, ConductReport, ConductStatement, Inspector, InspectorCommendation
from inspectors.roster import permissions as roster_permissions

RELATED = ("inspector", "decided_by")


def _visible(request: HttpRequest, pk: UUID) -> ConductMeasure:
    rows = ConductMeasure.objects.visible_to(request.user).select_related(*RELATED)
    found: ConductMeasure = get_object_or_404(rows, pk=pk)
    return found


@allow(GET)
def conduct_measures(request: HttpRequest) -> HttpResponse:
    """The measures, newest first."""
    permissions.check_can_see_measures(request.user)
    form = MeasureFilter(request.GET)
    found = form.narrow(ConductMeasure.objects.visible_to(request.user)).select_related(*RELATED)
    context = {"page": keyset_page(request, found, order=("-created_at", "-id")), "filter": form}
    return render_list(request, "inspectors/conduct/conduct_measures.html", context)


@allow(GET)
def my_conduct(request: HttpRequest) -> HttpResponse:
    """An inspector's own: statements asked for, measures, commendations."""
    if not request.user.has_role(Role.INSPECTOR):
        raise NotAllowed(_("Only inspectors have statements and measures of their own."))
    own = Inspector.objects.filter(user=request.user).first()
    context = {
        "inspector": own,
        "statements": list(ConductStatement.objects.visible_to(request.user).filter(inspector=own) if own else ()),
        "measures": list(ConductMeasure.objects.visible_to(request.user).filter(inspector=own) if own else ()),
        "praises": list(InspectorCommendation.objects.visible_to(request.user).filter(inspector=own) if own else ()),
    }
    return render_page(request, "inspectors/conduct/my_conduct.html", context)


@allow(GET)
def conduct_measure(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One measure: what was established, the reply, the correction; the report only for those who see it."""
    found = _visible(request, pk)
    context = {
        "measure": found,
        "report": ConductReport.objects.visible_to(request.user).filter(pk=found.report_id).first(),
        "sees_all": roster_permissions.may(permissions.check_can_see_measures, request.user),
        "may_end": found.is_removal and roster_permissions.may(roster_permissions.check_can_keep_roster, request.user),
    }
    return render_page(request, "inspectors/conduct/conduct_measure.html", context)


def _step(
    request: HttpRequest, pk: UUID, action: str, take: Callable[..., Any], text: str, form: Any = None
) -> HttpResponse:
    """The page of one step on a measure, called as in the table; `form` makes the form of the data."""
    found = _visible(request, pk)
    title = _(check_step(found, action, by=request.user).label)
    return take_step(
        request,
        found,
        title=title,
        submit=title,
        take=take,
        form=form(request.POST if request.method == "POST" else None) if form is not None else None,
        text=text,
        template="inspectors/conduct/measure_step.html",
        measure=found,
    )


@allow(GET, POST)
def accept_measure(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The inspector accepts the measure."""
    return _step(
        request,
        pk,
        "accept_measure",
        services.accept_measure,
        _("You accept the measure. You cannot reply to it any more."),
    )


@allow(GET, POST)
def reply_measure(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The inspector replies to the measure."""
    return _step(
        request,
        pk,
        "reply_measure",
        services.reply_measure,
        _("The head of the office answers: the measure is upheld or lifted."),
        ReplyForm,
    )


@allow(GET, POST)
def lapse_measure(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office ends the time for a reply."""
    return _step(
        request,
        pk,
        "lapse_measure",
        services.lapse_measure,
        _("No reply came in time; the measure is in force."),
        LongReasonForm,
    )


@allow(GET, POST)
def uphold_measure(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The head upholds the measure and answers the reply."""
    return _step(
        request,
        pk,
        "uphold_measure",
        services.uphold_measure,
        _("The inspector reads the reason as the answer to the reply."),
        LongReasonForm,
    )


@allow(GET, POST)
def lift_measure(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The head lifts the measure."""
    return _step(
        request,
        pk,
        "lift_measure",
        services.lift_measure,
        _("The measure no longer counts; the career says that it was lifted."),
        LongReasonForm,
    )


@allow(GET, POST)
def report_correction(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The inspector reports the correction."""
    return _step(
        request,
        pk,
        "report_correction",
        services.report_correction,
        _("The supervision office checks it."),
        CorrectionForm,
    )


@allow(GET, POST)
def record_correction(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office writes down the correction."""
    return _step(
        request,
        pk,
        "record_correction",
        services.record_correction,
        _("For an inspector who does not report it at the desk."),
        CorrectionForm,
    )


@allow(GET, POST)
def confirm_correction(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office has checked the correction."""
    return _step(
        request, pk, "confirm_correction", services.confirm_correction, _("The order is then closed."), CheckForm
    )


@allow(GET, POST)
def return_correction(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The correction is not enough."""
    return _step(
        request,
        pk,
        "return_correction",
        services.return_correction,
        _("The inspector reads the reason and corrects until the new day."),
        ReturnCorrectionForm,
    )


@allow(GET, POST)
def close_measure(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office closes a talk, a warning or a removal."""
    return _step(
        request,
        pk,
        "close_measure",
        services.close_measure,
        _("A talk was held, a warning is filed, an appointment has ended: say when and how."),
        OutcomeForm,
    )
