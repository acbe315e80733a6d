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


class Bar(TextChoices):
    """Why an inspector may not answer for a unit, or is not proposed for it (PLATE, REG 10, INSP)."""

    RECUSED = "recused", _("recused here")
    NOT_SERVING = "not_serving", _("term not running")
    UNTRAINED = "untrained", _("not trained")
    PRESENT = "present", _("answers for it now")
    OTHER_KIND = "other_kind", _("for kindergartens only")
    FULL = "full", _("has as many plaques as are usual")


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


class RateBasis(TextChoices):
    """By what an allowance is counted (PLAN 二（五）2)."""

    VISIT = "visit", _("Per visit")
    DAY = "day", _("Per day")
    REPORT = "report", _("Per report")
    TRAVEL = "travel", _("Travel")


class LineKind(TextChoices):
    """What a line of an allowance statement is."""

    WORK = "work", _("Work")
    TRAVEL = "travel", _("Travel")
    CORRECTION = "correction", _("Correction")


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


class AppraisalKind(TextChoices):
    """When an inspector is appraised (INSP)."""

    YEARLY = "yearly", _("Yearly appraisal")
    END_OF_TERM = "end_of_term", _("Appraisal at the end of the term")


class AppraisalGrade(TextChoices):
    """What an appraisal comes to (INSP)."""

    EXCELLENT = "excellent", _("Excellent")
    COMPETENT = "competent", _("Competent")
    BASIC = "basic", _("Basically competent")
    INCOMPETENT = "incompetent", _("Incompetent")


class RecordKind(TextChoices):
    """What is asked of an inspector again and again, and counted whether it was kept (PLATE, INSP)."""

    COVERAGE = "coverage", _("Monthly visits to one's own schools")
    VISIT_IN_TIME = "visit_in_time", _("Visit records handed in in time")
    RECHECK_IN_TIME = "recheck_in_time", _("Rechecks done in time")
    REPORT_IN_TIME = "report_in_time", _("Opinions written in time")


class ExpertCategory(TextChoices):
    """What an expert of the pool is asked about (PLAN 二（四）4); the codes are part of the exchange format."""

    PRESCHOOL = "preschool", _("Preschool education")
    COMPULSORY = "compulsory", _("Compulsory education")
    SENIOR_HIGH = "senior_high", _("Senior high school education")
    VOCATIONAL = "vocational", _("Vocational education")
    PRIVATE = "private", _("Private education")
    SPECIAL = "special", _("Special education")
    MONITORING = "monitoring", _("Monitoring and statistics")
    FINANCE = "finance", _("Finance and audit")
    SAFETY = "safety", _("Safety and health")
    LAW = "law", _("Law")
    OTHER = "other", _("Other field")


class ObjectionFinding(TextChoices):
    """What came of an objection to an appointment."""

    FOUNDED = "founded", _("Founded")
    PARTLY = "partly", _("Partly founded")
    UNFOUNDED = "unfounded", _("Unfounded")


class EndGround(TextChoices):
    """Why an appointment ended (REG 6, 25; INSP)."""

    RESIGNED = "resigned", _("Resigned")
    TERM_OVER = "term_over", _("Term over, not renewed")
    TRANSFERRED = "transferred", _("Transferred or retired")
    DIED = "died", _("Died")
    OTHER = "other", _("Other reason")
    ABSENT = "absent", _("Dismissed: took no part in inspections without good reason")
    FALSIFIED = "falsified", _("Dismissed: falsified or favoured, so that results were not fair")
    ABUSED = "abused", _("Dismissed: abused the office, retaliated, or disturbed a unit's work")
    NEGLECTED = "neglected", _("Dismissed: neglected the duties to the harm of inspections")
    PUNISHED = "punished", _("Dismissed: disciplinary sanction or criminal punishment")
    INCOMPETENT = "incompetent", _("Dismissed: appraised as incompetent")
    CORRECTION = "correction", _("Taken off the roster")  # a correction of the roster, not an end with a ground


DISMISSALS = frozenset(
    {
        EndGround.ABSENT,
        EndGround.FALSIFIED,
        EndGround.ABUSED,
        EndGround.NEGLECTED,
        EndGround.PUNISHED,
        EndGround.INCOMPETENT,
    }
)
FORESEEN = frozenset({EndGround.RESIGNED, EndGround.TRANSFERRED, EndGround.OTHER})  # may be entered before its day


class ConductCategory(TextChoices):
    """What a report about an inspector is about."""

    GIFTS = "gifts", _("Took gifts, meals or money")
    ABUSE = "abuse", _("Abused the office, retaliated or disturbed the school's work")
    RUDE = "rude", _("Rude or uncivil")
    ABSENT = "absent", _("Did not come, or did not do the work")
    LEAKED = "leaked", _("Gave away what was to be kept secret")
    FALSE_RECORD = "false_record", _("Wrote a false record or favoured somebody")
    CONFLICT = "conflict", _("Should have kept away: relative or own interest")
    OTHER = "other", _("Other conduct")


class ConductSource(TextChoices):
    """From whom a report about an inspector came."""

    UNIT = "unit", _("A school or unit")
    PUBLIC = "public", _("Somebody of the public")
    OFFICE = "office", _("Found by the office")


class ConductFinding(TextChoices):
    """What an inquiry into an inspector's conduct came to."""

    UPHELD = "upheld", _("Report confirmed")
    NOT_UPHELD = "not_upheld", _("Report not confirmed")
    UNDECIDED = "undecided", _("Cannot be decided")


class MeasureKind(TextChoices):
    """What follows for an inspector from conduct that was confirmed."""

    TALK = "talk", _("Warning talk")
    WARNING = "warning", _("Written warning")
    ORDER = "order", _("Order to correct")
    REMOVAL = "removal", _("Removal proposed")


class CommendationKind(TextChoices):
    """How an inspector is commended."""

    CIRCULAR = "circular", _("Commended in a circular")
    TITLE = "title", _("Honorary title")
    AWARD = "award", _("Prize")
    OTHER = "other", _("Other praise")


class ConductFigure(TextChoices):
    """What an appraisal counts of conduct, once it is decided (INSP)."""

    UPHELD = "upheld", _("Reports about conduct upheld")
    MEASURES = "measures", _("Measures because of conduct")
    COMMENDED = "commended", _("Commendations given")
