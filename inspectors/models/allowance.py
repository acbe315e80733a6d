"""What an inspector is paid for a month, line by line from filed work (PLAN 二（五）2)."""

import datetime as dt
from decimal import Decimal
from typing import Any, ClassVar, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q, TextChoices
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts import parties
from accounts.models import Organisation
from accounts.roles import COUNTY_ROLES
from core.models import Record, Workflowed, WorkflowedQuerySet
from inspectors.models.allowance_rate import AllowanceRate, WorkKind
from inspectors.models.inspector import Inspector
from inspectors.months import month_words
from inspectors.workflow.allowance import ALLOWANCE_STATEMENT, APPROVED, OPEN


class LineKind(TextChoices):
    """What a line of an allowance statement is."""

    WORK = "work", _("Work")
    TRAVEL = "travel", _("Travel")
    CORRECTION = "correction", _("Correction")


FROZEN = """
IF OLD.approved_at IS NOT NULL
    AND (NEW.inspector_id, NEW.month, NEW.total, NEW.approved_at, NEW.approved_by_id)
        IS DISTINCT FROM (OLD.inspector_id, OLD.month, OLD.total, OLD.approved_at, OLD.approved_by_id) THEN
    RAISE EXCEPTION 'an approved statement is frozen: correct it by a new line of the next one';
END IF;
RETURN NEW;
"""

LINES_FROZEN = """
IF EXISTS (
    SELECT FROM inspectors_allowancestatement s
    WHERE s.id = CASE WHEN TG_OP = 'DELETE' THEN OLD.statement_id ELSE NEW.statement_id END
    AND s.approved_at IS NOT NULL
) THEN
    RAISE EXCEPTION 'the lines of an approved statement are frozen';
END IF;
RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
"""


class StatementQuerySet(WorkflowedQuerySet):
    """Words for lists of statements."""

    def whole(self) -> Self:
        """With all that a page about one statement shows of its inspector and approval."""
        return self.select_related("inspector__user", "approved_by")

    def visible_to(self, user: Any) -> Self:
        """All for the county; an inspector's own."""
        if user.has_role(*COUNTY_ROLES):
            return self
        return self.filter(inspector__user=user)

    def open(self) -> Self:
        """Those whose lines may still come and go."""
        return self.filter(state__in=OPEN)

    def approved(self) -> Self:
        """Those that the budget pays."""
        return self.filter(state__in=APPROVED)


class AllowanceStatement(Workflowed):
    """The allowance of one inspector for one month."""

    workflow = ALLOWANCE_STATEMENT
    parties: ClassVar = {
        "office": parties.office,
        "office_head": parties.office_head,
        "payee": parties.person("inspector__user"),
    }
    turn_title = F("inspector__name")

    inspector = models.ForeignKey(Inspector, models.PROTECT, related_name="allowances", verbose_name=_("Inspector"))
    month = models.DateField(_("Month"))
    total = models.DecimalField(_("Total, yuan"), max_digits=10, decimal_places=2, default=Decimal(0))
    objection = models.TextField(_("Objection"), blank=True)
    answer = models.TextField(_("Answer to the objection"), blank=True)
    confirmed_at = models.DateTimeField(_("Confirmed"), null=True, blank=True)
    approved_at = models.DateTimeField(_("Approved"), null=True, blank=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    paid_on = models.DateField(_("Paid on"), null=True, blank=True)

    objects = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("allowance statement")
        verbose_name_plural = _("allowance statements")
        ordering = ("-month", "inspector__certificate")
        constraints = [
            models.UniqueConstraint(fields=["inspector", "month"], name="statement_once_a_month"),
            models.CheckConstraint(condition=Q(month__day=1), name="statement_month"),
        ]
        indexes = [models.Index(fields=["month", "state"], name="statement_month_state")]
        triggers = [
            pgtrigger.Protect(name="statement_kept", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="statement_frozen",
                level=pgtrigger.Row,
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=FROZEN,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.inspector} – {month_words(self.month)}"

    def get_absolute_url(self) -> str:
        """The statement's page on the desk."""
        return reverse("allowance", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Whether lines may still come and go."""
        return self.state in OPEN


class AllowanceLineQuerySet(models.QuerySet):
    """Words for lists of lines."""

    def visible_to(self, user: Any) -> Self:
        """Those of visible statements."""
        return self.filter(statement__in=AllowanceStatement.objects.visible_to(user))


class AllowanceLine(Record):
    """One thing that is paid, or the correction of an earlier line; it is never edited.

    `key` names what is paid for good, and stands on one line of all statements at most; `source` is the work's own.
    """

    statement = models.ForeignKey(AllowanceStatement, models.CASCADE, related_name="lines")
    kind = models.CharField(_("Kind"), max_length=10, choices=LineKind.choices)
    key = models.CharField(max_length=160, blank=True)
    source = models.CharField(max_length=80, blank=True)
    work = models.CharField(_("Work"), max_length=16, choices=WorkKind.choices, blank=True)
    on = models.DateField(_("Day"))
    filed_on = models.DateField(_("Put on file on"), null=True, blank=True)
    title = models.CharField(_("What is paid"), max_length=200)
    url = models.CharField(max_length=200, blank=True)
    unit = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Unit")
    )
    rate = models.ForeignKey(
        AllowanceRate, models.PROTECT, null=True, blank=True, related_name="lines", verbose_name=_("Rate")
    )
    quantity = models.DecimalField(_("Quantity"), max_digits=5, decimal_places=1, default=Decimal(1))
    amount = models.DecimalField(_("Amount, yuan"), max_digits=8, decimal_places=2)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="corrections")
    reason = models.CharField(_("Reason"), max_length=200, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = AllowanceLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("line of an allowance")
        verbose_name_plural = _("lines of allowances")
        ordering = ("on", "created_at", "id")
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=~Q(key=""), name="paid_once"),
            models.CheckConstraint(
                condition=Q(kind="correction", corrects__isnull=False, key="") & ~Q(reason="") & ~Q(amount=0)
                | ~Q(kind="correction") & Q(corrects=None, rate__isnull=False, amount__gt=0) & ~Q(key=""),
                name="line_or_correction",
            ),
        ]
        indexes = [models.Index(fields=["statement", "on"], name="allowance_line_day")]
        triggers = [
            pgtrigger.Protect(name="line_never_edited", operation=pgtrigger.Update),
            pgtrigger.Trigger(
                name="line_frozen",
                level=pgtrigger.Row,
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Delete,
                func=LINES_FROZEN,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.title} {self.amount}"

    def is_late(self, month: dt.date) -> bool:
        """Whether the work was done before the statement's `month`."""
        return self.on < month
