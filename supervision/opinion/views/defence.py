"""The office's answer to a unit's defence, point by point."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from accounts import permissions
from core import errors, files
from core.access import GET, POST, allow, visible_or_404
from core.errors import Refused
from core.htmx import refuse, render_page
from supervision.models import Defence, Inspection
from supervision.opinion import services
from supervision.opinion.forms.proposal import AnswerForm


@allow(GET, POST)
def answer_defence(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Each point of the defence, what became of it, and why; then on to the letter."""
    found = visible_or_404(request, Inspection.objects.whole(), pk)
    permissions.check_is_office(request.user)
    if found.state != "defence_open":
        raise errors.moved_on(found)
    defence = get_object_or_404(Defence, inspection=found, is_waived=False)
    form = AnswerForm(request.POST if request.method == "POST" else None, defence=defence)
    if form.is_bound and form.is_valid():
        try:
            services.answer_defence(found, by=request.user, answers=form.answers())
        except Refused as exc:
            refuse(form, exc)
        else:
            return redirect("issue_opinion", found.pk)
    context = {"inspection": found, "defence": defence, "form": form, "defence_files": list(files.files_of(defence))}
    return render_page(request, "supervision/opinion/answer_defence.html", context)
