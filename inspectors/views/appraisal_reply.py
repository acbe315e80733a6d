"""Steps of an appraisal after the grade: told, accepted or replied to, answered, filed."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from core.access import GET, POST, allow
from core.htmx import take_step
from core.transitions import check_step
from inspectors import services
from inspectors.forms.appraisals import AnswerForm, ReplyForm
from inspectors.forms.fields import ReasonForm
from inspectors.views.appraisal import appraisal_context, bound, get_appraisal

JUDGE = "inspectors/judge_appraisal.html"


@allow(GET, POST)
def tell_appraisal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office tells the grade to the inspector and the employer."""
    found = get_appraisal(request, pk)
    check_step(found, "tell_appraisal", by=request.user)
    unit = services.employer_of(found.inspector)
    words = {"employer": found.inspector.employer}
    if unit is not None:
        text = _("%(employer)s gets the numbered notice in its inbox.") % words
    elif found.inspector.employer:
        text = _("%(employer)s has no account: print the notice and hand it over.") % words
    else:
        text = _("No employer is on record: only the inspector is told.")
    return take_step(
        request,
        found,
        title=_("Tell the inspector and the employer"),
        submit=_("Tell the grade"),
        take=services.tell_appraisal,
        text=text,
        template=JUDGE,
        **appraisal_context(request, found),
    )


@allow(GET, POST)
def accept_appraisal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The inspector accepts the grade."""
    found = get_appraisal(request, pk)
    check_step(found, "accept_appraisal", by=request.user)
    return take_step(
        request,
        found,
        title=_("Accept the grade"),
        submit=_("Accept the grade"),
        take=services.accept_appraisal,
        text=_("You have read the grade and have nothing to say against it. The office files the appraisal."),
        template=JUDGE,
        **appraisal_context(request, found),
    )


@allow(GET, POST)
def reply_appraisal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The inspector replies to the grade."""
    found = get_appraisal(request, pk)
    check_step(found, "reply_appraisal", by=request.user)
    return take_step(
        request,
        found,
        title=_("Reply to the grade"),
        submit=_("Send the reply"),
        take=services.reply_appraisal,
        form=bound(request, ReplyForm),
        text=_("The office answers in writing; it upholds the grade or gives it anew."),
        template=JUDGE,
        draft=f"reply-{found.pk}",
        **appraisal_context(request, found),
    )


@allow(GET, POST)
def lapse_reply(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office closes the time for a reply."""
    found = get_appraisal(request, pk)
    check_step(found, "lapse_reply", by=request.user)
    return take_step(
        request,
        found,
        title=_("Close the time for a reply"),
        submit=_("Close the time for a reply"),
        take=services.lapse_reply,
        form=bound(request, ReasonForm),
        text=_("Once the time is over, or where an inspector without an account has answered on paper: say what."),
    )


@allow(GET, POST)
def answer_appraisal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office answers the reply and upholds the grade."""
    found = get_appraisal(request, pk)
    check_step(found, "answer_appraisal", by=request.user)
    return take_step(
        request,
        found,
        title=_("Uphold the grade and answer"),
        submit=_("Send the answer"),
        take=services.answer_appraisal,
        form=bound(request, AnswerForm),
        text=_("If the reply is founded, grade anew instead."),
        template=JUDGE,
        **appraisal_context(request, found),
    )


@allow(GET, POST)
def regrade_appraisal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office takes the reply for founded."""
    found = get_appraisal(request, pk)
    check_step(found, "regrade_appraisal", by=request.user)
    return take_step(
        request,
        found,
        title=_("Grade anew"),
        submit=_("Grade anew"),
        take=services.regrade_appraisal,
        form=bound(request, ReasonForm),
        text=_("The inspector reads the reason. The grade goes to the head again and is told anew."),
        template=JUDGE,
        **appraisal_context(request, found),
    )


@allow(GET, POST)
def file_appraisal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office files the appraisal."""
    found = get_appraisal(request, pk)
    check_step(found, "file_appraisal", by=request.user)
    return take_step(
        request,
        found,
        title=_("File the appraisal"),
        submit=_("File the appraisal"),
        take=services.file_appraisal,
        text=_("The form gets its number and goes into the register; the career gets a line."),
        template=JUDGE,
        **appraisal_context(request, found),
    )
