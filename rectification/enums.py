"""Where problems come from, and what rechecks and urging notices may say."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Source(TextChoices):
    """Where a problem comes from."""

    INSPECTION = "inspection", _("Inspection")
    REGULAR = "regular", _("Regular inspection")
    UPPER_LEVEL = "upper_level", _("Higher supervision body")


class RecheckResult(TextChoices):
    """What a recheck came to."""

    PASSED = "passed", _("Passed")
    FAILED = "failed", _("Not passed")


class UrgingGround(TextChoices):
    """Why an urging notice is proposed (domain §3, the ladder)."""

    OVERDUE = "overdue", _("Overdue")
    RECHECK_FAILED = "recheck_failed", _("Recheck not passed")
