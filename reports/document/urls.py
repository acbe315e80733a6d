"""Addresses of the subject document."""

from django.urls import path

from reports.document import views

DESK = "desk/reports/"
CORPS = "desk/inspectors/"

urlpatterns = [
    path(f"{CORPS}appointments/<uuid:pk>/letter/", views.letter_of_appointment, name="letter_of_appointment"),
    path(f"{CORPS}<uuid:pk>/certificate/", views.inspector_certificate, name="inspector_certificate"),
    path("desk/inspectors/<uuid:pk>/growth/print/", views.print_growth_file, name="print_growth_file"),
    path(f"{DESK}documents/", views.documents, name="documents"),
    path(f"{DESK}documents/<uuid:pk>/", views.document, name="document"),
    path(f"{DESK}documents/<uuid:pk>/progress/", views.document_progress, name="document_progress"),
    path(f"{DESK}documents/<uuid:pk>/acknowledge/", views.acknowledge_document, name="acknowledge_document"),
    path(f"{DESK}documents/<uuid:pk>/rebuild/", views.rebuild_document, name="rebuild_document"),
]
