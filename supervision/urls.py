"""Addresses of supervision, subject by subject."""

from django.urls import include, path

urlpatterns = [
    path("", include("supervision.inspection.urls")),
    path("", include("supervision.task.urls")),
    path("", include("supervision.plan.urls")),
    path("", include("supervision.regular.urls")),
    path("", include("supervision.opinion.urls")),
    path("", include("supervision.draw.urls")),
    path("", include("supervision.visit.urls")),
    path("", include("supervision.evidence.urls")),
    path("", include("supervision.survey.urls")),
    path("", include("supervision.conclusion.urls")),
    path("", include("supervision.team.urls")),
    path("", include("supervision.internal.urls")),
    path("", include("supervision.balance.urls")),
    path("", include("supervision.committee.urls")),
    path("", include("supervision.framework.urls")),
]
