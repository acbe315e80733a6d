"""The tables of supervision, one noun per file."""

from supervision.models.balance import BalanceFigure
from supervision.models.committee import CommitteePost
from supervision.models.consultation import Consultation
from supervision.models.defence import DefencePoint, Outcome
from supervision.models.desk_assignment import DeskAssignment
from supervision.models.desk_review import DeskQuestion, DeskReview, DeskVerdict, QuestionEntry
from supervision.models.draw import Draw, SeedKind, ZoneRule
from supervision.models.expert import ExpertGrade, ExpertInvitation
from supervision.models.follow_up import FollowUp, FollowUpAnswer
from supervision.models.framework import (
    Cap,
    ConclusionLevel,
    Framework,
    FrameworkVersion,
    Indicator,
    Method,
    Rule,
    Threshold,
    VersionState,
)
from supervision.models.inspection import Defence, Deliberation, Inspection, PublicOpinion
from supervision.models.internal import InternalInspection
from supervision.models.joint import JointVisit
from supervision.models.opinion import Opinion, OpinionItem
from supervision.models.plan import Mode, Ownership, Plan, PlanItem
from supervision.models.proposal import Ballot, Proposal, Vote
from supervision.models.regular import KINDERGARTEN_MATTERS, SCHOOL_MATTERS, MatterRating, RegularItem, RegularVisit
from supervision.models.result import InspectionResult
from supervision.models.score import Grade
from supervision.models.self_evaluation import Evidence, EvidenceUse, ItemReview, SelfEvaluationItem
from supervision.models.survey import (
    Audience,
    QuestionKind,
    SchoolGrade,
    Survey,
    SurveyAnswer,
    SurveyDevice,
    SurveyGroup,
    SurveyQuestion,
    SurveyTemplate,
)
from supervision.models.task import InspectionTask, TaskGrant, Team, TeamMember
from supervision.models.urgent import UrgentKind, UrgentReport
from supervision.models.visit import Finding, Rating, Severity, Visit

__all__ = [
    "KINDERGARTEN_MATTERS",
    "SCHOOL_MATTERS",
    "Audience",
    "BalanceFigure",
    "Ballot",
    "Cap",
    "CommitteePost",
    "ConclusionLevel",
    "Consultation",
    "Defence",
    "DefencePoint",
    "Deliberation",
    "DeskAssignment",
    "DeskQuestion",
    "DeskReview",
    "DeskVerdict",
    "Draw",
    "Evidence",
    "EvidenceUse",
    "ExpertGrade",
    "ExpertInvitation",
    "Finding",
    "FollowUp",
    "FollowUpAnswer",
    "Framework",
    "FrameworkVersion",
    "Grade",
    "Indicator",
    "Inspection",
    "InspectionResult",
    "InspectionTask",
    "InternalInspection",
    "ItemReview",
    "JointVisit",
    "MatterRating",
    "Method",
    "Mode",
    "Opinion",
    "OpinionItem",
    "Outcome",
    "Ownership",
    "Plan",
    "PlanItem",
    "Proposal",
    "PublicOpinion",
    "QuestionEntry",
    "QuestionKind",
    "Rating",
    "RegularItem",
    "RegularVisit",
    "Rule",
    "SchoolGrade",
    "SeedKind",
    "SelfEvaluationItem",
    "Severity",
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
    "UrgentKind",
    "UrgentReport",
    "VersionState",
    "Visit",
    "Vote",
    "ZoneRule",
]
