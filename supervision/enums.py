"""Modes of inspection, scoring methods, levels and severities."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Mode(TextChoices):
    """The four modes of inspection (PLAN 二（二）4)."""

    COMPREHENSIVE = "comprehensive", _("Comprehensive inspection")
    SPECIAL = "special", _("Special inspection")
    REGULAR = "regular", _("Regular inspection")
    INTERNAL = "internal", _("Internal inspection")


class Method(TextChoices):
    """How an indicator is scored (domain §6)."""

    POINTS = "points", _("Points")
    GRADE = "grade", _("Grade")
    YES_NO = "yes_no", _("Yes or no")
    MEASURED = "measured", _("Measured value")


class Cap(TextChoices):
    """What failing an indicator does to the conclusion."""

    NONE = "", _("None")
    CAP = "cap", _("Caps the conclusion")
    VETO = "veto", _("Veto")


class VersionState(TextChoices):
    """Where a version of a framework stands."""

    DRAFT = "draft", _("Draft")
    IN_FORCE = "in_force", _("In force")
    RETIRED = "retired", _("Retired")


class Severity(TextChoices):
    """How grave a problem is; the deadline follows from it."""

    MINOR = "minor", _("Minor")
    GENERAL = "general", _("General")
    SERIOUS = "serious", _("Serious")


class Grade(TextChoices):
    """The four grades of an indicator."""

    A = "A", "A"
    B = "B", "B"
    C = "C", "C"
    D = "D", "D"
