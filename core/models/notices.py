"""Notifications: what the platform tells a person, and a record of each way it tried."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models.base import Record


class Notification(Record):
    """One message to one person. `key` makes telling twice harmless."""

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications")
    kind = models.CharField(_("Kind"), max_length=40)
    title = models.CharField(_("Title"), max_length=200)
    body = models.TextField(_("Text"), blank=True)
    url = models.CharField(max_length=200, blank=True)
    about_type = models.ForeignKey(ContentType, models.PROTECT, null=True, related_name="+")
    about_id = models.CharField(max_length=40, blank=True)
    about = GenericForeignKey("about_type", "about_id")
    key = models.CharField(max_length=150, blank=True)
    read_at = models.DateTimeField(_("Read"), null=True)

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        ordering = ("-created_at", "-id")
        indexes = [
            models.Index(fields=["recipient", "-created_at", "-id"], name="notice_inbox"),
            models.Index(fields=["recipient"], name="notice_unread", condition=models.Q(read_at=None)),
            models.Index(fields=["about_type", "about_id"], name="notice_about"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "key"], name="told_once", condition=~models.Q(key=""), violation_error_code="told"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Delivery(models.Model):
    """One attempt record per channel: what became of telling the person."""

    class Channel(models.TextChoices):
        """The ways to reach a person."""

        INBOX = "inbox", _("Inbox")
        EMAIL = "email", _("E-mail")

    class State(models.TextChoices):
        """What became of the attempt."""

        PENDING = "pending", _("Waiting")
        SENT = "sent", _("Delivered")
        FAILED = "failed", _("Failed")

    notification = models.ForeignKey(Notification, models.CASCADE, related_name="deliveries")
    channel = models.CharField(_("Channel"), max_length=8, choices=Channel.choices)
    state = models.CharField(_("State"), max_length=8, choices=State.choices, default=State.PENDING)
    attempts = models.PositiveSmallIntegerField(_("Attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("Next attempt"), null=True)
    sent_at = models.DateTimeField(_("Delivered"), null=True)
    error = models.CharField(_("Error"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = [models.UniqueConstraint(fields=["notification", "channel"], name="delivery_once")]
        indexes = [
            models.Index(fields=["next_attempt_at"], name="delivery_due", condition=models.Q(state="pending")),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.state}"
