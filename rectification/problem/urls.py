"""Addresses of the subject problem."""

from django.urls import path

from rectification.problem import views

PROBLEMS = "desk/rectification/problems/"

urlpatterns = [
    path(PROBLEMS, views.problems, name="problems"),
    path(f"{PROBLEMS}register/", views.register_problem, name="register_problem"),
    path(f"{PROBLEMS}export/", views.export_problems, name="export_problems"),
    path(f"{PROBLEMS}exports/<uuid:pk>/", views.ledger_export, name="ledger_export"),
    path("desk/rectification/follow-ups/<uuid:pk>/register/", views.register_follow_up, name="register_follow_up"),
    path(f"{PROBLEMS}<uuid:pk>/", views.problem, name="problem"),
    path(f"{PROBLEMS}<uuid:pk>/withdraw/", views.withdraw_problem, name="withdraw_problem"),
]
