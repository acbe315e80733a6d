"""How terms ended, with what followed from it, and the warnings before the end of a term."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import Record
from inspectors.models.inspector import EndGround, Inspector


class TermEnd(Record):
    """The end of an inspector's appointment: the ground, the reason, the day, and what was carried through."""

    inspector = models.ForeignKey(Inspector, models.CASCADE, related_name="term_ends", verbose_name=_("Inspector"))
    ground = models.CharField(_("Ground"), max_length=20, choices=EndGround.choices)
    reason = models.CharField(_("Reason"), max_length=300)
    on = models.DateField(_("Ended on"))
    term_until = models.DateField(_("Term until"), null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    consequences = models.JSONField(default=dict, editable=False)
    undone_at = models.DateTimeField(_("Undone"), null=True, blank=True)

    class Meta:
        verbose_name = _("end of a term")
        verbose_name_plural = _("ends of terms")
        ordering = ("-on", "-created_at")
        indexes = [models.Index(fields=["inspector", "-on"], name="term_ends_of")]

    def __str__(self) -> str:
        return f"{self.inspector} – {self.get_ground_display()}"


class TermWarning(Record):
    """A warning that went out some days before the end of a term: each goes out once."""

    inspector = models.ForeignKey(Inspector, models.CASCADE, related_name="term_warnings")
    term_until = models.DateField(_("Term until"))
    days = models.PositiveSmallIntegerField(_("Days before the end"))

    class Meta:
        verbose_name = _("warning of a term's end")
        verbose_name_plural = _("warnings of terms' ends")
        ordering = ("-created_at",)
        constraints = [
            models.UniqueConstraint(fields=["inspector", "term_until", "days"], name="term_warned_once"),
        ]

    def __str__(self) -> str:
        return f"{self.inspector} – {self.days}"
