"""The tables of the corps, one noun per file."""

from inspectors.models.allowance_rates import AllowanceRate, BudgetLine
from inspectors.models.allowances import AllowanceLine, AllowanceStatement
from inspectors.models.appointments import Appointment, Objection, VettingLine
from inspectors.models.appraisals import Appraisal
from inspectors.models.career import CareerEvent
from inspectors.models.commendations import InspectorCommendation
from inspectors.models.conduct import ConductReport
from inspectors.models.conduct_measures import ConductMeasure
from inspectors.models.conduct_statements import ConductStatement
from inspectors.models.expert_files import ExpertExport, ExpertReceipt
from inspectors.models.experts import Expert, PartnerCounty
from inspectors.models.files import InspectorFile
from inspectors.models.inspectors import Inspector
from inspectors.models.plaques import PlaqueAssignment
from inspectors.models.recusals import Recusal, RecusalRequest
from inspectors.models.terms import TermEnd, TermWarning
from inspectors.models.tiles import TownshipTile
from inspectors.models.training_courses import TrainingCourse, TrainingSession
from inspectors.models.training_records import TrainingRecord
from inspectors.models.training_reports import TrainingReport

__all__ = [
    "AllowanceLine",
    "AllowanceRate",
    "AllowanceStatement",
    "Appointment",
    "Appraisal",
    "BudgetLine",
    "CareerEvent",
    "ConductMeasure",
    "ConductReport",
    "ConductStatement",
    "Expert",
    "ExpertExport",
    "ExpertReceipt",
    "Inspector",
    "InspectorCommendation",
    "InspectorFile",
    "Objection",
    "PartnerCounty",
    "PlaqueAssignment",
    "Recusal",
    "RecusalRequest",
    "TermEnd",
    "TermWarning",
    "TownshipTile",
    "TrainingCourse",
    "TrainingRecord",
    "TrainingReport",
    "TrainingSession",
    "VettingLine",
]
