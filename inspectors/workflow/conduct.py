"""What may follow what with a report about an inspector, the inspector's statement and a measure (PLAN 二（四）5)."""

from core.workflow import State, Step, Workflow
from core.workflow import gettext_noop as _

CONDUCT_REPORT = Workflow(
    name="conduct_report",
    label=_("Report about an inspector"),
    states=(
        State("received", _("Conduct report received"), "waiting"),
        State("not_accepted", _("Conduct report not accepted"), "neutral"),
        State("accepted", _("Conduct report accepted"), "active"),
        State("inquiry", _("Under inquiry"), "active"),
        State("found", _("Facts established"), "waiting"),
        State("decided", _("Decided on the facts"), "active"),
        State("answered", _("Reporter answered"), "active"),
        State("closed", _("Conduct report closed"), "good"),
    ),
    line=("received", "accepted", "inquiry", "found", "decided", "answered", "closed"),
    steps=(
        Step("accept_conduct", _("Accept the report"), ("received",), "accepted", ("conduct_office",)),
        Step(
            "refuse_conduct",
            _("Do not accept the report"),
            ("received",),
            "not_accepted",
            ("conduct_office",),
            needs_reason=True,
        ),
        Step(
            "name_investigator", _("Name who inquires"), ("accepted",), "inquiry", ("conduct_handler", "conduct_head")
        ),
        Step(
            "change_investigator",
            _("Name another to inquire"),
            ("inquiry",),
            "inquiry",
            ("conduct_handler", "conduct_head"),
            turn=False,
            needs_reason=True,
        ),
        Step("find_conduct", _("Establish the facts"), ("inquiry",), "found", ("investigator",)),
        Step("decide_conduct", _("Decide on the facts"), ("found",), "decided", ("conduct_head",)),
        Step(
            "reopen_conduct", _("Send back to the inquiry"), ("found",), "inquiry", ("conduct_head",), needs_reason=True
        ),
        Step("answer_conduct", _("Answer the reporter"), ("decided",), "answered", ("conduct_answerer",)),
        Step("file_conduct", _("Close what the office found"), ("decided",), "closed", ("conduct_filer",)),
        Step("close_conduct", _("Close the report"), ("answered",), "closed", ("conduct_handler", "conduct_head")),
    ),
)

# What was decided counts; what is still open is nobody's record.
DECIDED = ("decided", "answered", "closed")

CONDUCT_STATEMENT = Workflow(
    name="conduct_statement",
    label=_("Statement on a matter"),
    states=(
        State("asked", _("Statement asked for"), "waiting"),
        State("given", _("Statement given"), "good"),
        State("recorded", _("Statement taken down"), "good"),
    ),
    line=("asked", "given"),
    steps=(
        Step("give_statement", _("Give the statement"), ("asked",), "given", ("reported",)),
        Step("record_statement", _("Take the statement down"), ("asked",), "recorded", ("investigator",), turn=False),
    ),
)

CONDUCT_MEASURE = Workflow(
    name="conduct_measure",
    label=_("Measure about an inspector"),
    states=(
        State("told", _("Measure told"), "waiting"),
        State("replied", _("Replied to the measure"), "waiting"),
        State("in_force", _("Measure in force"), "active"),
        State("corrected", _("Correction reported"), "waiting"),
        State("closed", _("Measure closed"), "good"),
        State("lifted", _("Measure lifted"), "neutral"),
    ),
    line=("told", "in_force", "closed"),
    steps=(
        Step("accept_measure", _("Accept the measure"), ("told",), "in_force", ("reported",)),
        Step("reply_measure", _("Reply to the measure"), ("told",), "replied", ("reported",)),
        Step(
            "lapse_measure",
            _("End the time for a reply"),
            ("told",),
            "in_force",
            ("conduct_office",),
            turn=False,
            needs_reason=True,
        ),
        Step("uphold_measure", _("Uphold the measure"), ("replied",), "in_force", ("conduct_head",), needs_reason=True),
        Step("report_correction", _("Report the correction"), ("in_force",), "corrected", ("corrector",)),
        Step(
            "record_correction",
            _("Record the correction"),
            ("in_force",),
            "corrected",
            ("correction_office",),
            turn=False,
        ),
        Step("confirm_correction", _("Confirm the correction"), ("corrected",), "closed", ("conduct_office",)),
        Step(
            "return_correction",
            _("Return the correction"),
            ("corrected",),
            "in_force",
            ("conduct_office",),
            needs_reason=True,
        ),
        Step("close_measure", _("Close the measure"), ("in_force",), "closed", ("measure_office",)),
        Step(
            "lift_measure",
            _("Lift the measure"),
            ("told", "replied", "in_force", "corrected"),
            "lifted",
            ("conduct_head",),
            turn=False,
            needs_reason=True,
        ),
    ),
)
