"""The use cases of the subject allowance, one noun per file."""

from inspectors.allowance.services.budget import Standing, add_budget, edit_budget, standing_of, standings
from inspectors.allowance.services.computation import Computed, compute_due_statements, compute_statements
from inspectors.allowance.services.rate import add_rate, end_rate, remove_rate
from inspectors.allowance.services.statement import (
    answer_statement,
    approve_statement,
    approve_statements,
    confirm_statement,
    correct_allowance,
    export_allowances,
    object_statement,
    pay_allowances,
    record_confirmation,
    return_statement,
)
from inspectors.allowance.services.workload import Workload, loads_now, weeks_in, workload_of

__all__ = [
    "Computed",
    "Standing",
    "Workload",
    "add_budget",
    "add_rate",
    "answer_statement",
    "approve_statement",
    "approve_statements",
    "compute_due_statements",
    "compute_statements",
    "confirm_statement",
    "correct_allowance",
    "edit_budget",
    "end_rate",
    "export_allowances",
    "loads_now",
    "object_statement",
    "pay_allowances",
    "record_confirmation",
    "remove_rate",
    "return_statement",
    "standing_of",
    "standings",
    "weeks_in",
    "workload_of",
]
