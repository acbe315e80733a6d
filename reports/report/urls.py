"""Addresses of the subject report."""

from django.urls import path

from reports.report import views

DESK = "desk/reports/"

urlpatterns = [
    path(
        "desk/supervision/inspections/<uuid:pk>/report/",
        views.draft_inspection_report,
        name="draft_inspection_report",
    ),
    path(DESK, views.inspection_reports, name="inspection_reports"),
    path(f"{DESK}<uuid:pk>/", views.inspection_report, name="inspection_report"),
    path(f"{DESK}<uuid:pk>/edit/", views.edit_inspection_report, name="edit_inspection_report"),
    path(f"{DESK}<uuid:pk>/review/", views.send_to_review, name="send_to_review"),
    path(f"{DESK}<uuid:pk>/approve/", views.approve_report, name="approve_report"),
    path(f"{DESK}<uuid:pk>/return/", views.return_draft, name="return_draft"),
    path(f"{DESK}<uuid:pk>/issue/", views.issue_inspection_report, name="issue_inspection_report"),
    path(f"{DESK}<uuid:pk>/file/", views.file_inspection_report, name="file_inspection_report"),
    path(f"{DESK}<uuid:pk>/publish/", views.publish_report, name="publish_report"),
    path(f"{DESK}<uuid:pk>/withdraw/", views.withdraw_report, name="withdraw_report"),
]
