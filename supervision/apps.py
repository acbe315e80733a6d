"""The supervision app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SupervisionConfig(AppConfig):
    """Frameworks, inspection tasks and the procedure of each inspection."""

    name = "supervision"
    verbose_name = _("Inspections")
    default_auto_field = "django.db.models.BigAutoField"
