"""The county's own values for the settings that `accounts.policy` defines."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class PolicySetting(models.Model):
    """A setting that differs from its default; without a row the default holds."""

    key = models.CharField(_("Setting"), max_length=60, primary_key=True)
    value = models.JSONField(_("Value"))
    changed_at = models.DateTimeField(_("Changed"), auto_now=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("setting")
        verbose_name_plural = _("settings")
        ordering = ("key",)

    def __str__(self) -> str:
        return self.key
