"""Addresses of rectification."""

from django.urls import path

from rectification.views import follow_up, ledger, order, plan, problem, recheck, report, urging

PROBLEMS = "desk/rectification/problems/"
ORDERS = "desk/rectification/orders/"
PLANS = "desk/rectification/plans/"
REPORTS = "desk/rectification/reports/"
URGINGS = "desk/rectification/urgings/"

urlpatterns = [
    path(PROBLEMS, ledger.problems, name="problems"),
    path(f"{PROBLEMS}register/", problem.register_problem, name="register_problem"),
    path(f"{PROBLEMS}export/", ledger.export_problems, name="export_problems"),
    path(f"{PROBLEMS}exports/<uuid:pk>/", ledger.ledger_export, name="ledger_export"),
    path("desk/rectification/follow-ups/<uuid:pk>/register/", follow_up.register_follow_up, name="register_follow_up"),
    path(f"{PROBLEMS}<uuid:pk>/", problem.problem, name="problem"),
    path(f"{PROBLEMS}<uuid:pk>/withdraw/", problem.withdraw_problem, name="withdraw_problem"),
    path(f"{PROBLEMS}<uuid:pk>/report/write/", report.write_report, name="write_report"),
    path(f"{PROBLEMS}<uuid:pk>/recheck/assign/", recheck.assign_recheck, name="assign_recheck"),
    path(f"{PROBLEMS}<uuid:pk>/urging/propose/", urging.propose_urging, name="propose_urging"),
    path("visit/rechecks/<uuid:pk>/record/", recheck.record_recheck, name="record_recheck"),
    path(ORDERS, order.orders, name="orders"),
    path(f"{ORDERS}create/", order.create_order, name="create_order"),
    path(f"{ORDERS}<uuid:pk>/", order.order, name="order"),
    path(f"{ORDERS}<uuid:pk>/issue/", order.issue_order, name="issue_order"),
    path(f"{ORDERS}<uuid:pk>/cancel/", order.cancel_order, name="cancel_order"),
    path(f"{PLANS}<uuid:pk>/", plan.plan, name="plan"),
    path(f"{PLANS}<uuid:pk>/submit/", plan.submit_plan, name="submit_plan"),
    path(f"{PLANS}<uuid:pk>/accept/", plan.accept_plan, name="accept_plan"),
    path(f"{PLANS}<uuid:pk>/return/", plan.return_plan, name="return_plan"),
    path(f"{REPORTS}<uuid:pk>/", report.rectification_report, name="rectification_report"),
    path(f"{REPORTS}<uuid:pk>/submit/", report.submit_report, name="submit_report"),
    path(f"{REPORTS}<uuid:pk>/return/", report.return_report, name="return_report"),
    path(URGINGS, urging.urgings, name="urgings"),
    path(f"{URGINGS}issue/", urging.issue_urgings, name="issue_urgings"),
    path(f"{URGINGS}<uuid:pk>/", urging.urging, name="urging"),
    path(f"{URGINGS}<uuid:pk>/issue/", urging.issue_urging, name="issue_urging"),
    path(f"{URGINGS}<uuid:pk>/dismiss/", urging.dismiss_urging, name="dismiss_urging"),
]
