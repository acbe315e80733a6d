"""What may follow what in a double-random draw: commit, then the seed, then the result (domain §3)."""

from core.workflow import State, Step, Workflow
from core.workflow import gettext_noop as _

DRAW = Workflow(
    name="draw",
    label=_("Double-random draw"),
    states=(
        State("drafted", _("Being prepared")),
        State("committed", _("Pools committed"), "waiting"),
        State("seeded", _("Seed entered"), "active"),
        State("drawn", _("Drawn"), "active"),
        State("confirmed", _("Result confirmed"), "good"),
        State("voided", _("Made void"), "bad"),
    ),
    line=("drafted", "committed", "seeded", "drawn", "confirmed"),
    steps=(
        Step("commit_draw", _("Commit the pools"), ("drafted",), "committed", ("office",)),
        Step("seed_draw", _("Enter the seed"), ("committed",), "seeded", ("office",)),
        Step("run_draw", _("Draw"), ("seeded",), "drawn", ("office",)),
        Step("confirm_draw", _("Confirm the result"), ("drawn",), "confirmed", ("office_head",)),
        Step(
            "void_draw",
            _("Void the draw"),
            ("drafted", "committed", "seeded", "drawn", "confirmed"),
            "voided",
            ("office_head",),
            turn=False,
            needs_reason=True,
        ),
    ),
)
