"""Questions on a unit's evidence: read, answered by the unit, asked again or closed by the reviewer."""

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.forms.fields import ReasonForm
from core import files
from core.access import GET, POST, allow, visible_or_404
from core.htmx import render_page, take_step
from supervision.evidence import services
from supervision.evidence.forms import AnswerForm, QuestionForm
from supervision.models import DeskQuestion


@allow(GET)
def desk_question(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The question, what was said to it, with files."""
    found = visible_or_404(request, DeskQuestion.objects.whole(), pk)
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
    found = visible_or_404(request, DeskQuestion.objects.whole(), pk)
    return take_step(
        request,
        found,
        services.answer_question,
        submit=_("Send the answer"),
        form=partial(AnswerForm, files=request.FILES or None),
        template="supervision/evidence/answer_question.html",
        question=found,
        entries=entries_of(found),
        draft=f"answer_question-{found.pk.hex}",
    )


@allow(GET, POST)
def ask_again(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The reviewer says what is still missing."""
    found = visible_or_404(request, DeskQuestion.objects.whole(), pk)
    text = _("The unit has the days of an answer anew.")
    return take_step(request, found, services.ask_again, form=QuestionForm, text=text)


@allow(GET, POST)
def close_question(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The reviewer is content."""
    found = visible_or_404(request, DeskQuestion.objects.whole(), pk)
    text = _("The answer is enough; the unit need do nothing more.")
    return take_step(request, found, services.close_question, text=text)


@allow(GET, POST)
def withdraw_question(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The reviewer takes an unanswered question back."""
    found = visible_or_404(request, DeskQuestion.objects.whole(), pk)
    return take_step(request, found, services.withdraw_question, form=ReasonForm)
