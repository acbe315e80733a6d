"""The tables of supervision, one noun per file."""

from supervision.models.balance import BalanceFigure
from supervision.models.committee import CommitteePost
from supervision.models.consultations import Consultation
from supervision.models.defences import DefencePoint
from supervision.models.desk_assignments import DeskAssignment
from supervision.models.desk_reviews import DeskQuestion, DeskReview, QuestionEntry
from supervision.models.draws import Draw
from supervision.models.experts import ExpertInvitation
from supervision.models.follow_ups import FollowUp, FollowUpAnswer
from supervision.models.frameworks import ConclusionLevel, Framework, FrameworkVersion, Indicator, Threshold
from supervision.models.inspections import Defence, Deliberation, Inspection, PublicOpinion
from supervision.models.internal import InternalInspection
from supervision.models.joint import JointVisit
from supervision.models.opinions import Opinion, OpinionItem
from supervision.models.plan import Plan, PlanItem
from supervision.models.proposals import Proposal, Vote
from supervision.models.regular import RegularItem, RegularVisit
from supervision.models.results import InspectionResult
from supervision.models.self_evaluations import Evidence, EvidenceUse, SelfEvaluationItem
from supervision.models.surveys import (
    Survey,
    SurveyAnswer,
    SurveyDevice,
    SurveyGroup,
    SurveyQuestion,
    SurveyTemplate,
)
from supervision.models.tasks import InspectionTask, TaskGrant, Team, TeamMember
from supervision.models.urgent import UrgentReport
from supervision.models.visits import Finding, Rating, Visit

__all__ = [
    "BalanceFigure",
    "CommitteePost",
    "ConclusionLevel",
    "Consultation",
    "Defence",
    "DefencePoint",
    "Deliberation",
    "DeskAssignment",
    "DeskQuestion",
    "DeskReview",
    "Draw",
    "Evidence",
    "EvidenceUse",
    "ExpertInvitation",
    "Finding",
    "FollowUp",
    "FollowUpAnswer",
    "Framework",
    "FrameworkVersion",
    "Indicator",
    "Inspection",
    "InspectionResult",
    "InspectionTask",
    "InternalInspection",
    "JointVisit",
    "Opinion",
    "OpinionItem",
    "Plan",
    "PlanItem",
    "Proposal",
    "PublicOpinion",
    "QuestionEntry",
    "Rating",
    "RegularItem",
    "RegularVisit",
    "SelfEvaluationItem",
    "Survey",
    "SurveyAnswer",
    "SurveyDevice",
    "SurveyGroup",
    "SurveyQuestion",
    "SurveyTemplate",
    "TaskGrant",
    "Team",
    "TeamMember",
    "Threshold",
    "UrgentReport",
    "Visit",
    "Vote",
]
