"""Addresses of the subject portal."""

from django.urls import path

from reports.portal import views

urlpatterns = [
    path("", views.portal, name="portal"),
    path("reports/", views.public_reports, name="public_reports"),
    path("reports/<uuid:pk>/", views.public_report, name="public_report"),
    path("reports/<uuid:pk>/pdf/", views.public_document, name="public_document"),
    path("remedies/", views.public_remedies, name="public_remedies"),
    path("schools/", views.public_units, name="public_units"),
    path("schools/<slug:code>/", views.public_unit, name="public_unit"),
    path("search/", views.portal_search, name="portal_search"),
    path("check/", views.check_document, name="check_document"),
]
