"""What may follow what in supervision, one table a module: pure data, without Django (domain §3)."""

from supervision.workflow.annual_plans import ANNUAL_PLAN
from supervision.workflow.inspections import INSPECTION
from supervision.workflow.tasks import TASK
from supervision.workflow.visits import VISIT

__all__ = ["ANNUAL_PLAN", "INSPECTION", "TASK", "VISIT"]
