"""The order of the procedure: a step taken too early is refused with the article that comes first (REG 16–23)."""

from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import TransitionRefused
from core.transitions import check_step
from core.workflow import Step
from supervision import law
from supervision.models import Inspection
from supervision.services import gate

# How many of the gates of `gate.gates_of` must be met before a step.
GATES_BEFORE = {
    "submit_self_evaluation": 3,
    "record_public_opinion": 3,
    "begin_visit": 4,
    "deliberate": 6,
    "draft_opinion": 7,
    "feed_back": 7,
    "state_defence": 8,
    "waive_defence": 8,
    "issue_opinion": 8,
    "archive_inspection": 11,
}
# From which state on the main road a use case that is no transition may be taken.
FROM_STATE = {"record_public_opinion": "notified", "state_defence": "defence_open", "waive_defence": "defence_open"}
PARTIES = {
    "record_public_opinion": ("office", "team"),
    "state_defence": ("unit",),
    "waive_defence": ("unit",),
}


def check_reached(inspection: Inspection, action: str, *, by: User) -> None:
    """Raise TransitionRefused, naming the first article that is not met, where `action` comes too early.

    Says nothing to whoever may not take the step at all, nor where its time has come or is past: the table decides
    that.
    """
    steps = [step for step in inspection.workflow.steps if step.action == action]
    if not _is_early(inspection, action, steps):
        return
    parties = PARTIES.get(action) or tuple(party for step in steps for party in step.by)
    if not any(inspection.is_party(party, by) for party in parties):
        return
    gates = gate.gates_of(inspection)[: GATES_BEFORE[action]]
    missing = next((one for one in gates if not one.met or _is_owed(one, inspection)), None)
    if missing is not None and missing.met:
        raise TransitionRefused(
            _("The written notice has not been issued yet."),
            rule=missing.rule,
            remedy=_("The supervision office issues the notice first."),
        )
    if missing is not None:
        words = {"gate": missing.label, "detail": missing.detail}
        raise TransitionRefused(_("%(gate)s: %(detail)s") % words, rule=missing.rule, remedy=missing.remedy)
    raise TransitionRefused(
        _("The opinion has not been drafted yet.") if action == "feed_back" else _("This comes later."),
        rule=gates[-1].rule,
        remedy=_("Open the inspection's page to see what comes first."),
    )


def check_turn(inspection: Inspection, action: str, *, by: User) -> Step:
    """The step `action` that `by` may take now; raises as `check_reached` and `core.transitions.check_step`."""
    check_reached(inspection, action, by=by)
    return check_step(inspection, action, by=by)


def _is_owed(one: law.Gate, inspection: Inspection) -> bool:
    """Whether this is the notice, which may be issued by now, but was not."""
    return inspection.notified_on is None and one.rule == _(law.ARTICLE_17)


def _is_early(inspection: Inspection, action: str, steps: list[Step]) -> bool:
    road = list(inspection.workflow.line)
    here = "notified" if inspection.state == "self_evaluating" else inspection.state
    if here not in road:
        return False
    sources = [source for step in steps for source in step.sources] or [FROM_STATE[action]]
    first = min(road.index("notified" if source == "self_evaluating" else source) for source in sources)
    return road.index(here) < first or (inspection.state == "self_evaluating" and action == "begin_visit")
