"""Kinds of inspector and grounds of recusal."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class InspectorKind(TextChoices):
    """How an inspector serves (domain §5)."""

    FULL_TIME = "full_time", _("Full-time")
    PART_TIME = "part_time", _("Part-time")
    PRESCHOOL = "preschool", _("Preschool")


class Education(TextChoices):
    """Highest degree."""

    COLLEGE = "college", _("Junior college")
    BACHELOR = "bachelor", _("Bachelor")
    GRADUATE = "graduate", _("Graduate")


class RecusalGround(TextChoices):
    """Why an inspector may not inspect a unit (domain §2)."""

    RELATIVE_OF_HEAD = "relative_of_head", _("Near relative of the unit's head")
    FAMILY_THERE = "family_there", _("Near relative employed or enrolled there")
    ON_STAFF = "on_staff", _("On its staff")
    LEFT_RECENTLY = "left_recently", _("Left it less than three years ago")
    OTHER = "other", _("Other reason")


class Side(TextChoices):
    """Who raised a recusal (domain §2)."""

    INSPECTOR = "inspector", _("The inspector")
    UNIT = "unit", _("The supervised unit")
    OFFICE = "office", _("The supervision office")


class CareerKind(TextChoices):
    """What a line of an inspector's career tells of (INSP)."""

    APPOINTED = "appointed", _("Appointed as inspector")
    RENEWED = "renewed", _("Term renewed")
    ENDED = "ended", _("Appointment ended")
    PLAQUE = "plaque", _("Plaque")
    TRAINING = "training", _("Training")
    APPRAISAL = "appraisal", _("Appraisal")
    COMMENDED = "commended", _("Commended")
    DISCIPLINED = "disciplined", _("Disciplined")
    OTHER = "other", _("Other event")


class PaperKind(TextChoices):
    """What a paper in the file of a person is."""

    DEGREE = "degree", _("Degree or diploma")
    QUALIFICATION = "qualification", _("Qualification certificate")
    APPOINTMENT = "appointment", _("Letter of appointment")
    TRAINING = "training", _("Training certificate")
    HONOUR = "honour", _("Honour or award")
    OTHER = "other", _("Other paper")


class WorkKind(TextChoices):
    """What an inspector's recorded work consists of (domain §5)."""

    VISIT = "visit", _("Visit of an inspection")
    REGULAR_VISIT = "regular_visit", _("Regular visit")
    RECHECK = "recheck", _("Recheck")
    DESK_REVIEW = "desk_review", _("Review at the desk")
    REPORT = "report", _("Report written")


class TrainingKind(TextChoices):
    """What a training is for (INSP)."""

    PRE_POST = "pre_post", _("Pre-post training")
    YEARLY = "yearly", _("Yearly training")


class TrainingMode(TextChoices):
    """How a training is held (INSP)."""

    CENTRALISED = "centralised", _("Centralised")
    ONLINE = "online", _("Online")
    SELF_STUDY = "self_study", _("Self-study")


class TrainingSource(TextChoices):
    """How a training came to be recorded."""

    SESSION = "session", _("Signed in at a session")
    REPORT = "report", _("Reported and approved")
    OFFICE = "office", _("Recorded by the office")
    IMPORT = "import", _("Taken from a table")
