"""Pages of the supervision committee: posts in order, current and past; giving, correcting, ending one."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.permissions import check_is_office
from accounts.roles import COUNTY_ROLES, Role
from core.access import GET, POST, allow, visible_or_404
from core.errors import NotAllowed, Refused
from core.htmx import refuse, render_page, take_step
from supervision.committee import services
from supervision.committee.forms import EndPostForm, PostForm
from supervision.models import CommitteePost


@allow(GET)
def committee(request: HttpRequest) -> HttpResponse:
    """The committee: current posts in order, past ones below."""
    user: Any = request.user
    if not user.has_role(*COUNTY_ROLES, Role.LIAISON, Role.INSPECTOR, Role.ZONE_LEADER):
        raise NotAllowed(_("The committee's posts are open to the office, its leaders, member units and inspectors."))
    posts = list(CommitteePost.objects.visible_to(user).select_related("user"))
    context = {
        "current": [post for post in posts if post.ended_on is None],
        "past": sorted((post for post in posts if post.ended_on), key=lambda post: post.ended_on, reverse=True),
        "may_edit": user.is_office,
    }
    return render_page(request, "supervision/committee/committee.html", context)


@allow(GET, POST)
def add_post(request: HttpRequest) -> HttpResponse:
    """Give a post."""
    check_is_office(request.user)
    return _edit(request, None)


@allow(GET, POST)
def edit_post(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Correct a post."""
    found = visible_or_404(request, CommitteePost.objects, pk)
    check_is_office(request.user)
    return _edit(request, found)


def _edit(request: HttpRequest, found: CommitteePost | None) -> HttpResponse:
    form = PostForm(request.POST if request.method == "POST" else None, instance=found)
    if form.is_bound and form.is_valid():
        try:
            if found is None:
                services.add_post(by=request.user, **form.cleaned_data)
            else:
                order = form.cleaned_data["order"]
                fields = form.cleaned_data | {"order": found.order if order is None else order}
                services.edit_post(found, by=request.user, **fields)
        except Refused as exc:
            if exc.status == 409:
                raise
            refuse(form, exc)
        else:
            return redirect("committee")
    return render_page(request, "supervision/committee/edit_post.html", {"post": found, "form": form}, part="form")


@allow(GET, POST)
def end_post(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say when a post was left."""
    found = visible_or_404(request, CommitteePost.objects, pk)
    check_is_office(request.user)
    return take_step(
        request,
        found,
        services.end_post,
        title=_("End the post"),
        form=EndPostForm,
        text=_("%(post)s %(person)s: the post stays on record among the past ones.")
        % {"post": found.post, "person": found.person},
    )
