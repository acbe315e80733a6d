"""Addresses of the subject allowance."""

from django.urls import path

from inspectors.allowance.views import rate, statement, workload

ROSTER = "desk/inspectors/"
ALLOWANCES = f"{ROSTER}allowances/"
RATES = f"{ALLOWANCES}rates/"
BUDGETS = f"{ALLOWANCES}budgets/"
WORKLOAD = f"{ROSTER}workload/"

urlpatterns = [
    path(WORKLOAD, workload.workload, name="workload"),
    path(f"{WORKLOAD}rows/", workload.workload_rows, name="workload_rows"),
    path(f"{WORKLOAD}export/", workload.export_workload, name="export_workload"),
    path(ALLOWANCES, statement.allowances, name="allowances"),
    path(f"{ALLOWANCES}mine/", statement.my_allowance, name="my_allowance"),
    path(f"{ALLOWANCES}compute/", statement.compute_statements, name="compute_statements"),
    path(f"{ALLOWANCES}approve/", statement.approve_statements, name="approve_statements"),
    path(f"{ALLOWANCES}export/", statement.export_allowances, name="export_allowances"),
    path(f"{ALLOWANCES}pay/", statement.pay_allowances, name="pay_allowances"),
    path(f"{ALLOWANCES}<uuid:pk>/", statement.allowance, name="allowance"),
    path(f"{ALLOWANCES}<uuid:pk>/confirm/", statement.confirm_statement, name="confirm_statement"),
    path(f"{ALLOWANCES}<uuid:pk>/object/", statement.object_statement, name="object_statement"),
    path(f"{ALLOWANCES}<uuid:pk>/confirmation/record/", statement.record_confirmation, name="record_confirmation"),
    path(f"{ALLOWANCES}<uuid:pk>/objection/answer/", statement.answer_statement, name="answer_statement"),
    path(f"{ALLOWANCES}<uuid:pk>/approve/", statement.approve_statement, name="approve_statement"),
    path(f"{ALLOWANCES}<uuid:pk>/return/", statement.return_statement, name="return_statement"),
    path(f"{ALLOWANCES}lines/<uuid:pk>/correct/", statement.correct_allowance, name="correct_allowance"),
    path(RATES, rate.allowance_rates, name="allowance_rates"),
    path(f"{RATES}add/", rate.add_rate, name="add_rate"),
    path(f"{RATES}<uuid:pk>/end/", rate.end_rate, name="end_rate"),
    path(f"{RATES}<uuid:pk>/remove/", rate.remove_rate, name="remove_rate"),
    path(BUDGETS, rate.budgets, name="budgets"),
    path(f"{BUDGETS}add/", rate.add_budget, name="add_budget"),
    path(f"{BUDGETS}<uuid:pk>/edit/", rate.edit_budget, name="edit_budget"),
]
