"""Addresses of the subject conclusion."""

from django.urls import path

from supervision.conclusion import views

RESULTS = "desk/supervision/results/"

urlpatterns = [
    path(RESULTS, views.results, name="results"),
    path(f"{RESULTS}export/", views.export_results, name="export_results"),
    path(f"{RESULTS}units/<uuid:pk>/", views.unit_results, name="unit_results"),
]
