"""Addresses of the subject inspection."""

from django.urls import path

from supervision.inspection import views

INSPECTIONS = "desk/supervision/inspections/"

urlpatterns = [
    path(INSPECTIONS, views.inspections, name="inspections"),
    path(f"{INSPECTIONS}<uuid:pk>/", views.inspection, name="inspection"),
    path(f"{INSPECTIONS}<uuid:pk>/notice/issue/", views.issue_notice, name="issue_notice"),
    path(
        f"{INSPECTIONS}<uuid:pk>/public-opinion/record/",
        views.record_public_opinion,
        name="record_public_opinion",
    ),
    path(f"{INSPECTIONS}<uuid:pk>/archive/", views.archive_inspection, name="archive_inspection"),
]
