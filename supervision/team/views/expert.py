"""Pages of experts on a task: inviting one, ending the work of one."""

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts import permissions as accounts_permissions
from accounts.models import User
from core.access import GET, POST, allow, visible_or_404
from core.htmx import take_step
from supervision.models import InspectionTask
from supervision.team import permissions, services
from supervision.team.forms import AssessExpertForm, ExpertForm


@allow(GET, POST)
def invite_expert(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office lets an expert or a third party into the task until a day."""
    found = visible_or_404(request, InspectionTask.objects, pk)
    permissions.check_can_invite_expert(request.user, found)
    return take_step(
        request,
        found,
        services.invite_expert,
        title=_("Invite an expert"),
        submit=_("Invite the expert"),
        stay=True,
        form=partial(ExpertForm, task=found),
        text=_(
            "The expert sees this task and its inspections, nothing else, and never counts to the team. "
            "The access ends by itself after the last day."
        ),
    )


@allow(GET, POST)
def end_expert(request: HttpRequest, pk: UUID, user_pk: UUID) -> HttpResponse:
    """The office ends the work of an expert before its last day."""
    found = visible_or_404(request, InspectionTask.objects, pk)
    accounts_permissions.check_is_office(request.user)
    user = get_object_or_404(User, pk=user_pk, pk__in=found.grants.values("user"))
    take = partial(services.end_expert, user=user)
    title = _("End the work of %(user)s") % {"user": user.name}
    text = _("From now on the expert no longer sees the task and its inspections.")
    return take_step(request, found, take, title=title, text=text, danger=True)


@allow(GET, POST)
def assess_expert(request: HttpRequest, pk: UUID, invitation_pk: UUID) -> HttpResponse:
    """The office or a team's leader says how an expert worked on the task."""
    found = visible_or_404(request, InspectionTask.objects, pk)
    permissions.check_can_assess_experts(request.user, found)
    invitation = get_object_or_404(found.expert_invitations.select_related("expert"), pk=invitation_pk)
    initial = {"grade": invitation.grade, "assessment": invitation.assessment}
    return take_step(
        request,
        found,
        lambda _task, **fields: services.assess_expert(invitation, **fields),
        title=_("Assess the work of %(name)s") % {"name": invitation.expert.name},
        submit=_("Save the assessment"),
        stay=True,
        form=partial(AssessExpertForm, initial=initial),
        text=_("Seen by the office, the leaders of the committee and of the team; not by the expert."),
    )
