"""Addresses of rectification, subject by subject."""

from django.urls import include, path

urlpatterns = [
    path("", include("rectification.problem.urls")),
    path("", include("rectification.recheck.urls")),
    path("", include("rectification.urging.urls")),
    path("", include("rectification.report.urls")),
    path("", include("rectification.order.urls")),
    path("", include("rectification.plan.urls")),
]
