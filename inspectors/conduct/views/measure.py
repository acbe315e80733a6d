"""Pages of measures about inspectors: the list, one measure, each step of it, and what an inspector has on record."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.roles import Role
from core.access import GET, POST, allow, visible_or_404
from core.errors import NotAllowed
from core.htmx import render_list, render_page, take_step
from core.keyset import keyset_page
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

STEP = "inspectors/conduct/measure_step.html"


@allow(GET)
def conduct_measures(request: HttpRequest) -> HttpResponse:
    """The measures, newest first."""
    permissions.check_can_see_measures(request.user)
    form = MeasureFilter(request.GET)
    found = form.narrow(ConductMeasure.objects.whole().visible_to(request.user))
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
    found = visible_or_404(request, ConductMeasure.objects.whole(), pk)
    context = {
        "measure": found,
        "report": ConductReport.objects.visible_to(request.user).filter(pk=found.report_id).first(),
        "sees_all": roster_permissions.may(permissions.check_can_see_measures, request.user),
        "may_end": found.is_removal and roster_permissions.may(roster_permissions.check_can_keep_roster, request.user),
    }
    return render_page(request, "inspectors/conduct/conduct_measure.html", context)


@allow(GET, POST)
def accept_measure(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The inspector accepts the measure."""
    found = visible_or_404(request, ConductMeasure.objects.whole(), pk)
    text = _("You accept the measure. You cannot reply to it any more.")
    return take_step(request, found, services.accept_measure, text=text, template=STEP)


@allow(GET, POST)
def reply_measure(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The inspector replies to the measure."""
    found = visible_or_404(request, ConductMeasure.objects.whole(), pk)
    text = _("The head of the office answers: the measure is upheld or lifted.")
    return take_step(request, found, services.reply_measure, form=ReplyForm, text=text, template=STEP)


@allow(GET, POST)
def lapse_measure(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office ends the time for a reply."""
    found = visible_or_404(request, ConductMeasure.objects.whole(), pk)
    text = _("No reply came in time; the measure is in force.")
    return take_step(request, found, services.lapse_measure, form=LongReasonForm, text=text, template=STEP)


@allow(GET, POST)
def uphold_measure(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The head upholds the measure and answers the reply."""
    found = visible_or_404(request, ConductMeasure.objects.whole(), pk)
    text = _("The inspector reads the reason as the answer to the reply.")
    return take_step(request, found, services.uphold_measure, form=LongReasonForm, text=text, template=STEP)


@allow(GET, POST)
def lift_measure(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The head lifts the measure."""
    found = visible_or_404(request, ConductMeasure.objects.whole(), pk)
    text = _("The measure no longer counts; the career says that it was lifted.")
    return take_step(request, found, services.lift_measure, form=LongReasonForm, text=text, template=STEP)


@allow(GET, POST)
def report_correction(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The inspector reports the correction."""
    found = visible_or_404(request, ConductMeasure.objects.whole(), pk)
    text = _("The supervision office checks it.")
    return take_step(request, found, services.report_correction, form=CorrectionForm, text=text, template=STEP)


@allow(GET, POST)
def record_correction(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office writes down the correction."""
    found = visible_or_404(request, ConductMeasure.objects.whole(), pk)
    text = _("For an inspector who does not report it at the desk.")
    return take_step(request, found, services.record_correction, form=CorrectionForm, text=text, template=STEP)


@allow(GET, POST)
def confirm_correction(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office has checked the correction."""
    found = visible_or_404(request, ConductMeasure.objects.whole(), pk)
    text = _("The order is then closed.")
    return take_step(request, found, services.confirm_correction, form=CheckForm, text=text, template=STEP)


@allow(GET, POST)
def return_correction(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The correction is not enough."""
    found = visible_or_404(request, ConductMeasure.objects.whole(), pk)
    text = _("The inspector reads the reason and corrects until the new day.")
    return take_step(request, found, services.return_correction, form=ReturnCorrectionForm, text=text, template=STEP)


@allow(GET, POST)
def close_measure(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office closes a talk, a warning or a removal."""
    found = visible_or_404(request, ConductMeasure.objects.whole(), pk)
    text = _("A talk was held, a warning is filed, an appointment has ended: say when and how.")
    return take_step(request, found, services.close_measure, form=OutcomeForm, text=text, template=STEP)
