"""Pages of a task's teams: forming one, changing it, taking it off."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from core.access import GET, POST, allow, visible_or_404
from core.errors import Refused
from core.htmx import refuse, render_page, take_step
from supervision.models import InspectionTask, Team, TeamMember
from supervision.team import permissions, services
from supervision.team.forms import ReplaceForm, TeamForm
from supervision.team.views.picker import pick_members, uuids


@allow(GET, POST)
def set_team(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """The form of a team: the search for inspectors shows it again as it was typed."""
    found = visible_or_404(request, InspectionTask.objects, pk)
    permissions.check_can_set_team(request.user, found)
    number = min(number, _next(found))
    searching = bool(request.POST.get("pick"))
    if request.method == "POST" and not searching:
        form = TeamForm(request.POST, task=found)
        if form.is_valid():
            try:
                services.set_team(found, by=request.user, number=number, **form.cleaned_data)
            except Refused as exc:
                if exc.status == 409:
                    raise
                refuse(form, exc)
            else:
                return redirect(found)
    elif searching:
        form = TeamForm.again(request.POST, found)
    else:
        form = TeamForm(initial=TeamForm.of(found, number), task=found)
    context = {"form": form, **_choices(request, form, found, number)}
    return render_page(request, "supervision/team/set_team.html", context, part="members" if searching else "form")


def _choices(request: HttpRequest, form: TeamForm, found: InspectionTask, number: int) -> dict[str, Any]:
    """The task's units with the team that goes there now, and the inspectors to choose from."""
    chosen = set(uuids(form["units"].value()))
    rows = [
        (inspection.unit, inspection.unit_id in chosen, inspection.team)
        for inspection in found.inspections.select_related("unit__zone", "team").order_by("unit__code")
    ]
    units = [unit for unit, is_chosen, _team in rows if is_chosen]
    days = (found.starts_on, found.ends_on)
    return {
        "task": found,
        "number": number,
        "team": Team.objects.filter(task=found, number=number).first(),
        "rows": rows,
        "several": found.teams.exclude(number=number).exists(),
        **pick_members(request, form, units, days=days, task=found, number=number),
    }


def _next(found: InspectionTask) -> int:
    """The number that a new team of the task gets."""
    return max([0, *found.teams.values_list("number", flat=True)]) + 1


@allow(GET, POST)
def remove_team(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """Take a team without units off the task."""
    found = visible_or_404(request, InspectionTask.objects, pk)
    permissions.check_can_set_team(request.user, found)
    team = get_object_or_404(Team, task=found, number=number)
    take = partial(services.remove_team, number=number)
    title = _("Remove %(team)s") % {"team": team}
    text = _("Its members leave the task. Units that it goes to must have another team first.")
    return take_step(request, found, take, title=title, text=text, danger=True)


@allow(GET, POST)
def replace_member(request: HttpRequest, pk: UUID, inspector_pk: UUID) -> HttpResponse:
    """The head puts another inspector in a member's place after the notices."""
    found = visible_or_404(request, InspectionTask.objects, pk)
    permissions.check_can_replace_member(request.user, found)
    members = TeamMember.objects.select_related("inspector", "team")
    member = get_object_or_404(members, task=found, inspector=inspector_pk)
    return take_step(
        request,
        found,
        partial(services.replace_member, leaving=member.inspector),
        title=_("Replace %(inspector)s") % {"inspector": member.inspector},
        submit=_("Replace the inspector"),
        form=partial(ReplaceForm, task=found),
        text=_("%(team)s goes to units that have had their notice: they are told the new name at once.")
        % {"team": member.team},
    )
