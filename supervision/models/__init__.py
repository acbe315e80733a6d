"""The tables of supervision, one noun per file."""

from supervision.models.committee import CommitteePost
from supervision.models.frameworks import Framework, FrameworkVersion, Indicator
from supervision.models.inspections import Defence, Deliberation, Inspection, PublicOpinion
from supervision.models.opinions import Opinion, OpinionItem
from supervision.models.tasks import InspectionTask, TaskGrant, Team, TeamMember
from supervision.models.visits import Finding, Rating, Visit

__all__ = [
    "CommitteePost",
    "Defence",
    "Deliberation",
    "Finding",
    "Framework",
    "FrameworkVersion",
    "Indicator",
    "Inspection",
    "InspectionTask",
    "Opinion",
    "OpinionItem",
    "PublicOpinion",
    "Rating",
    "TaskGrant",
    "Team",
    "TeamMember",
    "Visit",
]
