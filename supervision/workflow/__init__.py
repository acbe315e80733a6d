"""What may follow what in supervision, one table a module: pure data, without Django (domain §3)."""

from supervision.workflow.annual_plans import ANNUAL_PLAN
from supervision.workflow.desk_reviews import DESK_ASSIGNMENT, DESK_QUESTION
from supervision.workflow.draws import DRAW
from supervision.workflow.inspections import INSPECTION
from supervision.workflow.proposals import PROPOSAL
from supervision.workflow.regular import FOLLOW_UP, REGULAR_VISIT, URGENT_REPORT
from supervision.workflow.surveys import SURVEY
from supervision.workflow.tasks import TASK
from supervision.workflow.visits import VISIT

__all__ = [
    "ANNUAL_PLAN",
    "DESK_ASSIGNMENT",
    "DESK_QUESTION",
    "DRAW",
    "FOLLOW_UP",
    "INSPECTION",
    "PROPOSAL",
    "REGULAR_VISIT",
    "SURVEY",
    "TASK",
    "URGENT_REPORT",
    "VISIT",
]
