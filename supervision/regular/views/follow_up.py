"""Follow-ups of regular visits: the list, one record, answering, accepting, returning, closing, the letter."""

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.forms.fields import ReasonForm
from accounts.permissions import check_has_business
from core import files
from core.access import GET, POST, allow, visible_or_404
from core.htmx import render_list, render_page, take_step
from core.keyset import keyset_page
from supervision.models import FollowUp, RegularVisit
from supervision.regular import services
from supervision.regular.forms import AcceptForm, AnswerForm, FollowUpFilter, LetterForm

STEP = "supervision/regular/follow_up_step.html"


@allow(GET)
def follow_ups(request: HttpRequest) -> HttpResponse:
    """The follow-ups that the person sees, newest first."""
    check_has_business(request.user)
    form = FollowUpFilter(request.GET)
    rows = form.narrow(FollowUp.objects.visible_to(request.user)).select_related("unit", "inspector", "item")
    page = keyset_page(request, rows.defer("found", "advice"), order=("-created_at", "-id"))
    return render_list(request, "supervision/regular/follow_ups.html", {"page": page, "filter": form})


@allow(GET)
def follow_up(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What was found, what was asked, every answer with its files, and what came of it."""
    found = visible_or_404(request, FollowUp.objects.whole(), pk)
    answers = list(found.answers.select_related("answered_by"))
    kept = files.files_of_many(answers)
    for answer in answers:
        answer.kept_files = kept[str(answer.pk)]
    context = {
        "follow_up": found,
        "answers": answers,
        "photos": list(files.files_of(found.item, purpose="photo")),
        "problem": getattr(found, "problem", None),
        "may_open_visit": RegularVisit.objects.visible_to(request.user).filter(pk=found.visit_id).exists(),
    }
    return render_page(request, "supervision/regular/follow_up.html", context)


@allow(GET, POST)
def answer_follow_up(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The unit answers the advice, the department the letter."""
    found = visible_or_404(request, FollowUp.objects.whole(), pk)
    form = partial(AnswerForm, files=request.FILES or None)
    return take_step(
        request, found, services.answer_follow_up, form=form, draft=f"answer_follow_up-{pk.hex}", template=STEP
    )


@allow(GET, POST)
def accept_follow_up(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The inspector is content with the answer."""
    found = visible_or_404(request, FollowUp.objects.whole(), pk)
    return take_step(request, found, services.accept_follow_up, form=AcceptForm, template=STEP)


@allow(GET, POST)
def return_follow_up(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The inspector returns the answer, with a reason."""
    found = visible_or_404(request, FollowUp.objects.whole(), pk)
    text = _("Whoever answered reads the reason and answers again; the time for it runs anew.")
    return take_step(request, found, services.return_follow_up, form=ReasonForm, text=text, template=STEP)


@allow(GET, POST)
def close_follow_up(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office ends a follow-up, with a reason."""
    found = visible_or_404(request, FollowUp.objects.whole(), pk)
    text = _("Everybody concerned is told the reason; nothing more is asked of anybody.")
    return take_step(request, found, services.close_follow_up, form=ReasonForm, text=text, template=STEP)


@allow(GET, POST)
def issue_letter(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office issues the consultation letter to the department in charge."""
    found = visible_or_404(request, FollowUp.objects.whole(), pk)
    initial = {"department": found.department_id, "found": found.found, "advice": found.advice}
    text = _("The letter gets its number now and goes to the department, which answers within the time that is set.")
    form = partial(LetterForm, initial=initial)
    return take_step(request, found, services.issue_letter, form=form, text=text, template=STEP)
