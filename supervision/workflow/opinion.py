"""What may follow what for a preliminary opinion that is put to the team's vote (REG 20)."""

from core.workflow import State, Step, Workflow
from core.workflow import gettext_noop as _

PROPOSAL = Workflow(
    name="proposal",
    label=_("Vote on the preliminary opinion"),
    states=(
        State("voting", _("Being voted on"), "waiting"),
        State("carried", _("Carried"), "good"),
        State("replaced", _("Replaced")),
    ),
    line=("voting", "carried"),
    steps=(
        Step("cast_vote", _("Cast your vote"), ("voting",), "voting", ("team",)),
        Step("carry_proposal", _("Carried"), ("voting",), "carried", ("team_leader",), turn=False, page=None),
        Step(
            "replace_proposal",
            _("Replaced by a new wording"),
            ("voting",),
            "replaced",
            ("team_leader",),
            turn=False,
            page=None,
        ),
    ),
)
