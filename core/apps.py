"""The core app."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Foundation shared by every app."""

    name = "core"
    default_auto_field = "django.db.models.BigAutoField"
