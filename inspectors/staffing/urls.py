"""Addresses of the subject staffing."""

from django.urls import path

from inspectors.staffing import views

ROSTER = "desk/inspectors/"
STAFFING = f"{ROSTER}staffing/"

urlpatterns = [
    path(STAFFING, views.staffing, name="staffing"),
    path(f"{STAFFING}rows/", views.staffing_rows, name="staffing_rows"),
    path(f"{STAFFING}change/", views.staffing_change, name="staffing_change"),
    path(f"{STAFFING}export/", views.export_staffing, name="export_staffing"),
]
