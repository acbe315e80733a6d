"""Every use case of rectification, one noun per file."""

from rectification.services.due import due
from rectification.services.export import build_export, export_problems, ledger, write_ledger
from rectification.services.follow_up import register_follow_up
from rectification.services.opinion import register_opinion
from rectification.services.order import cancel_order, create_order, issue_order
from rectification.services.plan import accept_plan, return_plan, save_plan, submit_plan
from rectification.services.problem import register_problem, register_problems, withdraw_problem
from rectification.services.recheck import assign_recheck, open_recheck, reassign_recheck, record_recheck
from rectification.services.reminder import remind
from rectification.services.report import return_report, submit_report, submitted_report, write_report
from rectification.services.urging import (
    dismiss_urging,
    issue_urging,
    issue_urgings,
    overdue_facts,
    propose_urging,
    why_not_urged,
)

__all__ = [
    "accept_plan",
    "assign_recheck",
    "build_export",
    "cancel_order",
    "create_order",
    "dismiss_urging",
    "due",
    "export_problems",
    "issue_order",
    "issue_urging",
    "issue_urgings",
    "ledger",
    "open_recheck",
    "overdue_facts",
    "propose_urging",
    "reassign_recheck",
    "record_recheck",
    "register_follow_up",
    "register_opinion",
    "register_problem",
    "register_problems",
    "remind",
    "return_plan",
    "return_report",
    "save_plan",
    "submit_plan",
    "submit_report",
    "submitted_report",
    "why_not_urged",
    "withdraw_problem",
    "write_ledger",
    "write_report",
]
