"""Every address of the platform."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from config import display, health

urlpatterns = [
    path("healthz/", health.healthz, name="healthz"),
    path("readyz/", health.readyz, name="readyz"),
    path("", include("reports.urls")),
    path("", include("rectification.urls")),
    path("", include("supervision.urls")),
    path("", include("inspectors.urls")),
    path("", include("accounts.urls")),
    path("api/", include("config.api")),
    path("language/", login_not_required(set_language), name="set_language"),
    path("display/", display.set_display, name="set_display"),
]
