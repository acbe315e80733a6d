"""Modes of inspection, scoring methods, levels and severities."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Mode(TextChoices):
    """The four modes of inspection (PLAN 二（二）4)."""

    COMPREHENSIVE = "comprehensive", _("Comprehensive inspection")
    SPECIAL = "special", _("Special inspection")
    REGULAR = "regular", _("Regular inspection")
    INTERNAL = "internal", _("Internal inspection")


class Ownership(TextChoices):
    """Which units an item of the plan means by who runs them."""

    ANY = "", _("Public and private")
    PUBLIC = "public", _("Public only")
    PRIVATE = "private", _("Private only")


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


class Rule(TextChoices):
    """How a framework comes to its conclusion (domain §6); a veto or cap holds under each."""

    TOTAL = "total", _("By total")
    GRADES = "grades", _("By count of grades")
    NONE = "none", _("By veto and cap only")


class Better(TextChoices):
    """Which way a measured value is better."""

    HIGHER = "higher", _("Higher is better")
    LOWER = "lower", _("Lower is better")


class VersionState(TextChoices):
    """Where a version of a framework stands."""

    DRAFT = "draft", _("Draft")
    IN_FORCE = "in_force", _("In force")
    RETIRED = "retired", _("Retired")


class ItemReview(TextChoices):
    """What the team makes of one item of a self-evaluation."""

    OPEN = "open", _("Not reviewed yet")
    AGREED = "agreed", _("Agreed")
    DOUBTED = "doubted", _("To be verified")


class DeskVerdict(TextChoices):
    """What a review at the desk comes to."""

    SUFFICES = "suffices", _("The evidence suffices")
    ON_SITE = "on_site", _("Check on site")
    INSUFFICIENT = "insufficient", _("The evidence is insufficient")


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


class MatterRating(TextChoices):
    """What an inspector has to say to one matter of a regular visit; each problem has its own follow-up (PLATE)."""

    NONE = "none", _("No remark")
    SMALL = "small", _("Small problem")
    GENERAL = "general", _("General problem")
    SERIOUS = "serious", _("Serious problem")
    COMPLEX = "complex", _("Complex problem")


class UrgentKind(TextChoices):
    """What may not wait for the record of a visit (PLATE)."""

    DANGER = "danger", _("Danger to life")
    ILLEGAL = "illegal", _("Illegal running")


# The matters of a regular visit where no version of the monthly checklist is in force (PLATE).
SCHOOL_MATTERS = (
    ("M1", _("School affairs and rules")),
    ("M2", _("Enrolment, fees and school choice")),
    ("M3", _("Curriculum and classroom teaching")),
    ("M4", _("Study, exercise and workload of pupils")),
    ("M5", _("Teachers' ethics and growth")),
    ("M6", _("Safety on and around campus, pupil transport")),
    ("M7", _("Canteen, food, water and dormitories")),
    ("M8", _("Ethos of school, teaching and study")),
)
KINDERGARTEN_MATTERS = (
    ("K1", _("Safety management")),
    ("K2", _("Running by the rules")),
    ("K3", _("Teachers' ethics")),
)


class Audience(TextChoices):
    """Whom a questionnaire asks (REG 19)."""

    PARENTS = "parents", _("Parents")
    PUPILS = "pupils", _("Pupils of age")
    TEACHERS = "teachers", _("Teachers")


class QuestionKind(TextChoices):
    """How a question of a questionnaire is answered."""

    SCALE = "scale", _("Satisfaction, 1 to 5")
    YES_NO = "yes_no", _("Yes or no")
    TEXT = "text", _("In a few words, if wanted")


class SchoolGrade(TextChoices):
    """The grades of kindergartens and schools, in the order in which classes are listed."""

    K1 = "k1", _("Kindergarten, junior")
    K2 = "k2", _("Kindergarten, middle")
    K3 = "k3", _("Kindergarten, senior")
    G1 = "g1", _("Grade 1")
    G2 = "g2", _("Grade 2")
    G3 = "g3", _("Grade 3")
    G4 = "g4", _("Grade 4")
    G5 = "g5", _("Grade 5")
    G6 = "g6", _("Grade 6")
    G7 = "g7", _("Grade 7")
    G8 = "g8", _("Grade 8")
    G9 = "g9", _("Grade 9")
    G10 = "g10", _("Senior grade 1")
    G11 = "g11", _("Senior grade 2")
    G12 = "g12", _("Senior grade 3")


class Ballot(TextChoices):
    """What a member of the team votes on a preliminary opinion (REG 20)."""

    AGREES = "agrees", _("Agrees")
    DISAGREES = "disagrees", _("Disagrees")
    ABSTAINS = "abstains", _("Abstains")


class Outcome(TextChoices):
    """What became of one point of a unit's defence (REG 20)."""

    ACCEPTED = "accepted", _("Point accepted")
    PARTLY = "partly", _("Point partly accepted")
    REJECTED = "rejected", _("Point not accepted")


class SeedKind(TextChoices):
    """Where the public number of a draw comes from."""

    DICE = "dice", _("Dice thrown before witnesses")
    LOTTERY = "lottery", _("Published lottery numbers")


class ZoneRule(TextChoices):
    """Whether a draw sends inspectors into their own zone."""

    ANY = "any", _("Any zone")
    OWN = "own", _("Only the inspector's own zone")
    OTHER = "other", _("Never the inspector's own zone")


class ExpertGrade(TextChoices):
    """How an expert worked on a task, in the words of whoever worked with them."""

    EXCELLENT = "excellent", _("Did excellent work")
    GOOD = "good", _("Did good work")
    WEAK = "weak", _("Did weak work")
