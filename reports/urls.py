"""Addresses of reports, subject by subject."""

from django.urls import include, path

urlpatterns = [
    path("", include("reports.unit.urls")),
    path("", include("reports.portal.urls")),
    path("", include("reports.report.urls")),
    path("", include("reports.plaque.urls")),
    path("", include("reports.document.urls")),
]
