"""Addresses of inspectors, subject by subject."""

from django.urls import include, path

urlpatterns = [
    path("", include("inspectors.appraisal.urls")),
    path("", include("inspectors.allowance.urls")),
    path("", include("inspectors.zone.urls")),
    path("", include("inspectors.staffing.urls")),
    path("", include("inspectors.appointment.urls")),
    path("", include("inspectors.expert.urls")),
    path("", include("inspectors.conduct.urls")),
    path("", include("inspectors.training.urls")),
    path("", include("inspectors.term.urls")),
    path("", include("inspectors.recusal.urls")),
    path("", include("inspectors.plaque.urls")),
    path("", include("inspectors.roster.urls")),
]
