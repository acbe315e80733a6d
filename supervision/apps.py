"""The supervision app."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SupervisionConfig(AppConfig):
    """Frameworks, inspection tasks and the procedure of each inspection."""

    name = "supervision"
    verbose_name = _("Inspections")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to the corps' news, once all models are there."""
        import_module("supervision.receivers")
        import_module("supervision.services.missing")
        import_module("supervision.services.work")
        import_module("supervision.services.record")
