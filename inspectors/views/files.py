"""Pages of the file of a person: the photograph, papers, lines of the career."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.forms.fields import ShortReasonForm
from core.access import GET, POST, allow
from core.htmx import take_step
from inspectors import permissions, services
from inspectors.forms.files import CareerForm, PaperForm, PhotoForm
from inspectors.models import InspectorFile
from inspectors.views.roster import get_inspector


@allow(GET, POST)
def set_photo(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give the face photograph of an inspector, or a newer one."""
    found = get_inspector(request, pk)
    permissions.check_can_set_photo(request.user, found)

    return take_step(
        request,
        found,
        title=_("Set the photograph"),
        submit=_("Set the photograph"),
        take=services.set_photo,
        stay=True,
        form=PhotoForm(*((request.POST, request.FILES) if request.method == "POST" else ())),
        text=_("It stands on this page and on the plaque at the school's gate. An earlier one is taken off."),
    )


@allow(GET, POST)
def add_inspector_file(request: HttpRequest, pk: UUID) -> HttpResponse:
    """File a paper of an inspector."""
    found = get_inspector(request, pk)
    permissions.check_can_keep_files(request.user, found)

    return take_step(
        request,
        found,
        title=_("Add a file"),
        submit=_("Add the file"),
        take=services.add_inspector_file,
        stay=True,
        form=PaperForm(*((request.POST, request.FILES) if request.method == "POST" else ())),
        text=_("Only the supervision office and the inspector see it."),
    )


@allow(GET, POST)
def remove_inspector_file(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a paper off the file of a person."""
    papers = InspectorFile.objects.visible_to(request.user).select_related("inspector")
    paper = get_object_or_404(papers, pk=pk)
    permissions.check_can_remove_file(request.user, paper)
    return take_step(
        request,
        paper,
        title=_("Remove the file"),
        submit=_("Remove the file"),
        take=services.remove_inspector_file,
        form=ShortReasonForm(request.POST if request.method == "POST" else None),
        text=_("%(kind)s: %(caption)s. The log keeps who removed it and why.")
        % {"kind": paper.get_kind_display(), "caption": paper.caption},
        danger=True,
    )


@allow(GET, POST)
def add_career_event(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Note what happened to an inspector before the platform, or outside it."""
    found = get_inspector(request, pk)
    permissions.check_can_keep_roster(request.user)

    return take_step(
        request,
        found,
        title=_("Add to the career"),
        submit=_("Add to the career"),
        take=services.add_career_event,
        stay=True,
        form=CareerForm(request.POST if request.method == "POST" else None),
        text=_("For what happened before the platform or outside it; a line is added, never changed."),
    )
