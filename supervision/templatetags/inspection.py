"""Pieces of an inspection's page: its questionnaires, and the team's vote."""

from typing import Any

from django import template

from supervision.models import Deliberation, Inspection, Proposal, Survey
from supervision.opinion.services.opinion import opinion_limit
from supervision.opinion.views.proposal import vote_context
from supervision.survey.views import results_for_page
from supervision.team import permissions as team_permissions

register = template.Library()


@register.inclusion_tag("supervision/survey/surveys.html", takes_context=True)
def surveys_of(context: Any, inspection: Inspection) -> dict[str, Any]:
    """The questionnaires of `inspection` with what they came to, and the button to prepare one."""
    user = context["request"].user
    rows = list(Survey.objects.filter(inspection=inspection).order_by("created_at"))
    running = any(row.state != "closed" for row in rows)
    may = user.is_office or inspection.is_party("team_leader", user)
    return {
        "surveys": [{"survey": row, "results": results_for_page(row)} for row in rows],
        "inspection": inspection,
        "may_prepare": may and not running and inspection.state in team_permissions.OPEN_TO_HEARING,
        "is_campus": inspection.unit.is_campus,
        "request": context["request"],
    }


@register.inclusion_tag("supervision/opinion/deliberation.html", takes_context=True)
def deliberation_of(context: Any, inspection: Inspection) -> dict[str, Any]:
    """The vote on the preliminary opinion and what the team came to, dissent included."""
    user = context["request"].user
    live = (
        Proposal.objects.live().filter(inspection=inspection).select_related("inspection__unit", "proposed_by").first()
    )
    return {
        "inspection": inspection,
        "deliberation": Deliberation.objects.filter(inspection=inspection).first(),
        "may_propose": inspection.state == "on_site" and inspection.is_party("team_leader", user),
        "may_vote": live is not None and live.state == "voting" and live.is_party("team", user),
        "limit": opinion_limit(inspection),
        "is_issued": inspection.state not in {"deliberated", "opinion_drafted", "defence_open"},
        "request": context["request"],
        **vote_context(live),
    }
