"""The reports app."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    """Official documents, inspection reports, their publication and the public portal."""

    name = "reports"
    verbose_name = _("Reports")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect the receivers; they import models, which are only ready now."""
        import_module("reports.receivers")
        import_module("reports.services.work")
