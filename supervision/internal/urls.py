"""Addresses of the subject internal."""

from django.urls import path

from supervision.internal import views

INTERNAL = "desk/supervision/internal-inspections/"

urlpatterns = [
    path(INTERNAL, views.internal_inspections, name="internal_inspections"),
    path(f"{INTERNAL}record/", views.record_internal_inspection, name="record_internal_inspection"),
    path(f"{INTERNAL}<uuid:pk>/", views.internal_inspection, name="internal_inspection"),
    path(f"{INTERNAL}<uuid:pk>/edit/", views.edit_internal_inspection, name="edit_internal_inspection"),
    path(f"{INTERNAL}<uuid:pk>/remove/", views.remove_internal_inspection, name="remove_internal_inspection"),
]
