"""The tables of supervision, one noun per file."""

from .committee import CommitteePost
from .frameworks import Framework, FrameworkVersion, Indicator
from .inspections import Defence, Deliberation, Inspection, PublicOpinion
from .opinions import Opinion, OpinionItem
from .tasks import InspectionTask, TaskGrant, TeamMember
from .visits import Finding, Rating, Visit

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
    "TeamMember",
    "Visit",
]
