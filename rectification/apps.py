"""The rectification app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RectificationConfig(AppConfig):
    """The ledger of problems and everything that happens until each is struck off."""

    name = "rectification"
    verbose_name = _("Rectification")
    default_auto_field = "django.db.models.BigAutoField"
