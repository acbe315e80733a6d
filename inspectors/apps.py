"""The inspectors app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InspectorsConfig(AppConfig):
    """The roster of inspectors, their zones, plaques and recusals."""

    name = "inspectors"
    verbose_name = _("The inspector corps")
    default_auto_field = "django.db.models.BigAutoField"
