"""What may follow what for a questionnaire: drafted, open to answers, closed (REG 19)."""

from core.workflow import State, Step, Workflow
from core.workflow import gettext_noop as _

SURVEY = Workflow(
    name="survey",
    label=_("Questionnaire"),
    states=(
        State("drafted", _("Drafted")),
        State("open", _("Open to answers"), "waiting"),
        State("closed", _("Closed to answers"), "good"),
    ),
    line=("drafted", "open", "closed"),
    steps=(
        Step("open_survey", _("Open the questionnaire"), ("drafted",), "open", ("office", "team_leader")),
        Step(
            "close_survey",
            _("Close the questionnaire"),
            ("drafted", "open"),
            "closed",
            ("office", "team_leader", "system"),
            turn=False,
        ),
    ),
)
