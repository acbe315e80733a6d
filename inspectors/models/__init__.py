"""The tables of the corps, one noun per file."""

from inspectors.models.allowance import AllowanceLine, AllowanceStatement, LineKind
from inspectors.models.allowance_rate import AllowanceRate, BudgetLine, RateBasis, WorkKind
from inspectors.models.appointment import Appointment, Objection, ObjectionFinding, VettingLine
from inspectors.models.appraisal import Appraisal, AppraisalGrade, AppraisalKind, ConductFigure, KeptKind
from inspectors.models.career import CareerEvent, CareerKind
from inspectors.models.commendation import CommendationKind, InspectorCommendation
from inspectors.models.conduct import ConductCategory, ConductFinding, ConductReport, ConductSource
from inspectors.models.conduct_measure import ConductMeasure, MeasureKind
from inspectors.models.conduct_statement import ConductStatement
from inspectors.models.expert import Expert, ExpertCategory, PartnerCounty
from inspectors.models.expert_file import ExpertExport, ExpertReceipt
from inspectors.models.inspector import DISMISSALS, FORESEEN, EndGround, Inspector
from inspectors.models.paper import InspectorFile, PaperKind
from inspectors.models.person import Education, InspectorKind
from inspectors.models.plaque import Bar, PlaqueAssignment
from inspectors.models.recusal import Recusal, RecusalGround, RecusalRequest, Side
from inspectors.models.term import TermEnd, TermWarning
from inspectors.models.tile import TownshipTile
from inspectors.models.training_courses import TrainingCourse, TrainingKind, TrainingMode, TrainingSession
from inspectors.models.training_record import TrainingRecord, TrainingSource
from inspectors.models.training_report import TrainingReport

__all__ = [
    "DISMISSALS",
    "FORESEEN",
    "AllowanceLine",
    "AllowanceRate",
    "AllowanceStatement",
    "Appointment",
    "Appraisal",
    "AppraisalGrade",
    "AppraisalKind",
    "Bar",
    "BudgetLine",
    "CareerEvent",
    "CareerKind",
    "CommendationKind",
    "ConductCategory",
    "ConductFigure",
    "ConductFinding",
    "ConductMeasure",
    "ConductReport",
    "ConductSource",
    "ConductStatement",
    "Education",
    "EndGround",
    "Expert",
    "ExpertCategory",
    "ExpertExport",
    "ExpertReceipt",
    "Inspector",
    "InspectorCommendation",
    "InspectorFile",
    "InspectorKind",
    "KeptKind",
    "LineKind",
    "MeasureKind",
    "Objection",
    "ObjectionFinding",
    "PaperKind",
    "PartnerCounty",
    "PlaqueAssignment",
    "RateBasis",
    "Recusal",
    "RecusalGround",
    "RecusalRequest",
    "Side",
    "TermEnd",
    "TermWarning",
    "TownshipTile",
    "TrainingCourse",
    "TrainingKind",
    "TrainingMode",
    "TrainingRecord",
    "TrainingReport",
    "TrainingSession",
    "TrainingSource",
    "VettingLine",
    "WorkKind",
]
