"""Follow-ups of regular visits: the list, one record, answering, accepting, returning, closing, the letter."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.forms.fields import ReasonForm
from accounts.permissions import check_has_business
from core import files
from core.access import GET, POST, allow
from core.htmx import render_list, render_page, take_step
from core.keyset import keyset_page
from core.transitions import check_step
from supervision.models import FollowUp, RegularVisit
from supervision.regular import services
from supervision.regular.forms import AcceptForm, AnswerForm, FollowUpFilter, LetterForm


def visible(request: HttpRequest, pk: UUID) -> FollowUp:
    """The follow-up `pk`, where the person may see it; else 404."""
    rows = FollowUp.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("unit", "inspector", "visit", "item", "department"), pk=pk)


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
    found = visible(request, pk)
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


def _step(request: HttpRequest, pk: UUID, action: str, title: str, **given: Any) -> HttpResponse:
    """The page of one step on a follow-up, after asking whether the person may take it now."""
    found = visible(request, pk)
    check_step(found, action, by=request.user)
    return take_step(
        request,
        found,
        title=title,
        submit=title,
        take=getattr(services, action),
        template="supervision/regular/follow_up_step.html",
        follow_up=found,
        **given,
    )


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


@allow(GET, POST)
def answer_follow_up(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The unit answers the advice, the department the letter."""
    form = AnswerForm(_posted(request), request.FILES if request.method == "POST" else None)
    return _step(request, pk, "answer_follow_up", _("Answer"), form=form, draft=f"answer_follow_up-{pk.hex}")


@allow(GET, POST)
def accept_follow_up(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The inspector is content with the answer."""
    return _step(request, pk, "accept_follow_up", _("Accept the answer"), form=AcceptForm(_posted(request)))


@allow(GET, POST)
def return_follow_up(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The inspector returns the answer, with a reason."""
    text = _("Whoever answered reads the reason and answers again; the time for it runs anew.")
    return _step(request, pk, "return_follow_up", _("Return the answer"), form=ReasonForm(_posted(request)), text=text)


@allow(GET, POST)
def close_follow_up(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office ends a follow-up, with a reason."""
    text = _("Everybody concerned is told the reason; nothing more is asked of anybody.")
    return _step(request, pk, "close_follow_up", _("Close the follow-up"), form=ReasonForm(_posted(request)), text=text)


@allow(GET, POST)
def issue_letter(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office issues the consultation letter to the department in charge."""
    found = visible(request, pk)
    initial = {"department": found.department_id, "found": found.found, "advice": found.advice}
    text = _("The letter gets its number now and goes to the department, which answers within the time that is set.")
    form = LetterForm(_posted(request), initial=initial)
    return _step(request, pk, "issue_letter", _("Issue the consultation letter"), form=form, text=text)
