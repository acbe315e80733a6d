"""The rectification app."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RectificationConfig(AppConfig):
    """The ledger of problems and everything that happens until each is struck off."""

    name = "rectification"
    verbose_name = _("Rectification")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to the news of supervision and of the corps, once all models are there."""
        import_module("rectification.receivers")
        import_module("rectification.services.work")
        import_module("rectification.services.record")
        import_module("rectification.services.leaving")
