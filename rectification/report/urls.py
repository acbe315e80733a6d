"""Addresses of the subject report."""

from django.urls import path

from rectification.report import views

PROBLEMS = "desk/rectification/problems/"
REPORTS = "desk/rectification/reports/"

urlpatterns = [
    path(f"{PROBLEMS}<uuid:pk>/report/write/", views.write_report, name="write_report"),
    path(f"{REPORTS}<uuid:pk>/", views.rectification_report, name="rectification_report"),
    path(f"{REPORTS}<uuid:pk>/submit/", views.submit_report, name="submit_report"),
    path(f"{REPORTS}<uuid:pk>/return/", views.return_report, name="return_report"),
]
