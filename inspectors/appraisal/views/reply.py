"""Steps of an appraisal after the grade: told, accepted or replied to, answered, filed."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.forms.fields import ShortReasonForm
from core.access import GET, POST, allow, visible_or_404
from core.htmx import take_step
from inspectors.appraisal import services
from inspectors.appraisal.forms import AnswerForm, ReplyForm
from inspectors.appraisal.views.appraisal import JUDGE, appraisal_context
from inspectors.models import Appraisal


@allow(GET, POST)
def tell_appraisal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office tells the grade to the inspector and the employer."""
    found = visible_or_404(request, Appraisal.objects.whole(), pk)
    unit, words = services.employer_of(found.inspector), {"employer": found.inspector.employer}
    if unit is not None:
        text = _("%(employer)s gets the numbered notice in its inbox.") % words
    elif found.inspector.employer:
        text = _("%(employer)s has no account: print the notice and hand it over.") % words
    else:
        text = _("No employer is on record: only the inspector is told.")
    return take_step(
        request,
        found,
        services.tell_appraisal,
        submit=_("Tell the grade"),
        text=text,
        template=JUDGE,
        **appraisal_context(request, found),
    )


@allow(GET, POST)
def accept_appraisal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The inspector accepts the grade."""
    found = visible_or_404(request, Appraisal.objects.whole(), pk)
    return take_step(
        request,
        found,
        services.accept_appraisal,
        text=_("You have read the grade and have nothing to say against it. The office files the appraisal."),
        template=JUDGE,
        **appraisal_context(request, found),
    )


@allow(GET, POST)
def reply_appraisal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The inspector replies to the grade."""
    found = visible_or_404(request, Appraisal.objects.whole(), pk)
    return take_step(
        request,
        found,
        services.reply_appraisal,
        submit=_("Send the reply"),
        form=ReplyForm,
        text=_("The office answers in writing; it upholds the grade or gives it anew."),
        draft=f"reply-{pk}",
        template=JUDGE,
        **appraisal_context(request, found),
    )


@allow(GET, POST)
def lapse_reply(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office closes the time for a reply."""
    found = visible_or_404(request, Appraisal.objects.whole(), pk)
    return take_step(
        request,
        found,
        services.lapse_reply,
        form=ShortReasonForm,
        text=_("Once the time is over, or where an inspector without an account has answered on paper: say what."),
        template=JUDGE,
        **appraisal_context(request, found),
    )


@allow(GET, POST)
def answer_appraisal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office answers the reply and upholds the grade."""
    found = visible_or_404(request, Appraisal.objects.whole(), pk)
    return take_step(
        request,
        found,
        services.answer_appraisal,
        submit=_("Send the answer"),
        form=AnswerForm,
        text=_("If the reply is founded, grade anew instead."),
        template=JUDGE,
        **appraisal_context(request, found),
    )


@allow(GET, POST)
def regrade_appraisal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office takes the reply for founded."""
    found = visible_or_404(request, Appraisal.objects.whole(), pk)
    return take_step(
        request,
        found,
        services.regrade_appraisal,
        form=ShortReasonForm,
        text=_("The inspector reads the reason. The grade goes to the head again and is told anew."),
        template=JUDGE,
        **appraisal_context(request, found),
    )


@allow(GET, POST)
def file_appraisal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office files the appraisal."""
    found = visible_or_404(request, Appraisal.objects.whole(), pk)
    return take_step(
        request,
        found,
        services.file_appraisal,
        text=_("The form gets its number and goes into the register; the career gets a line."),
        template=JUDGE,
        **appraisal_context(request, found),
    )
