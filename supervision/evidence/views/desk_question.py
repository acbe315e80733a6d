"""Questions on a unit's evidence: read, answered by the unit, asked again or closed by the reviewer."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.forms.fields import ReasonForm
from core import files
from core.access import GET, POST, allow
from core.htmx import render_page, take_step
from core.transitions import check_step
from supervision.evidence import services
from supervision.evidence.forms import AnswerForm, QuestionForm
from supervision.models import DeskQuestion


def _visible(request: HttpRequest, pk: UUID) -> DeskQuestion:
    rows = DeskQuestion.objects.visible_to(request.user).select_related(
        "inspection__unit", "inspection__task", "item__indicator", "asked_by"
    )
    question: DeskQuestion = get_object_or_404(rows, pk=pk)
    return question


@allow(GET)
def desk_question(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The question, what was said to it, with files."""
    found = _visible(request, pk)
    unit = found.is_party("unit", request.user)
    context = {"question": found, "inspection": found.inspection, "entries": entries_of(found), "is_unit": unit}
    return render_page(request, "supervision/evidence/desk_question.html", context)


def entries_of(question: DeskQuestion) -> list[object]:
    """What was said so far, each with its files."""
    entries = list(question.entries.select_related("by"))
    held = files.files_of_many(entries)
    for entry in entries:
        entry.files = held[str(entry.pk)]
    return entries


@allow(GET, POST)
def answer_question(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The unit answers."""
    found = _visible(request, pk)
    check_step(found, "answer_question", by=request.user)
    posted = request.method == "POST"
    title = _("Answer the question")
    return take_step(
        request,
        found,
        title=title,
        submit=_("Send the answer"),
        take=services.answer_question,
        form=AnswerForm(request.POST if posted else None, request.FILES if posted else None),
        template="supervision/evidence/answer_question.html",
        question=found,
        entries=entries_of(found),
        draft=f"answer_question-{found.pk.hex}",
    )


@allow(GET, POST)
def ask_again(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The reviewer says what is still missing."""
    found = _visible(request, pk)
    check_step(found, "ask_again", by=request.user)
    title = _("Ask again")
    form = QuestionForm(request.POST if request.method == "POST" else None)
    text = _("The unit has the days of an answer anew.")
    return take_step(request, found, title=title, submit=title, take=services.ask_again, form=form, text=text)


@allow(GET, POST)
def close_question(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The reviewer is content."""
    found = _visible(request, pk)
    check_step(found, "close_question", by=request.user)
    title = _("Close the question")
    text = _("The answer is enough; the unit need do nothing more.")
    return take_step(request, found, title=title, submit=title, take=services.close_question, text=text)


@allow(GET, POST)
def withdraw_question(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The reviewer takes an unanswered question back."""
    found = _visible(request, pk)
    check_step(found, "withdraw_question", by=request.user)
    title = _("Take the question back")
    form = ReasonForm(request.POST if request.method == "POST" else None)
    return take_step(request, found, title=title, submit=title, take=services.withdraw_question, form=form)
