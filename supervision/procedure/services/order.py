"""The order of the procedure: a step taken too early is refused with the article that comes first (REG 16–23)."""

from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import TransitionRefused
from core.transitions import check_step
from core.workflow import Step
from supervision.models import Inspection
from supervision.procedure.services.table import USE_CASES, gates_of


def check_reached(inspection: Inspection, action: str, *, by: User) -> None:
    """Raise TransitionRefused, naming the first article that is not met, where `action` comes too early.

    Says nothing to whoever may not take the step at all, nor where its time has come or is past: the table decides
    that.
    """
    use_case = USE_CASES[action]
    moves = [step for step in inspection.workflow.steps if step.action == action]
    sources = [source for move in moves for source in move.sources] or [use_case.since]
    if not _is_early(inspection, action, sources):
        return
    parties = use_case.by or tuple(party for move in moves for party in move.by)
    if not any(inspection.is_party(party, by) for party in parties):
        return
    gates = gates_of(inspection, until=use_case.after)
    for key, asked in gates.items():
        for gate in asked:
            if not gate.met:
                words = {"gate": gate.label, "detail": gate.detail}
                raise TransitionRefused(_("%(gate)s: %(detail)s") % words, rule=gate.rule, remedy=gate.remedy)
        if key == "notice" and inspection.notified_on is None:  # it may be issued by now, but was not
            raise TransitionRefused(
                _("The written notice has not been issued yet."),
                rule=asked[0].rule,
                remedy=_("The supervision office issues the notice first."),
            )
    raise TransitionRefused(
        _("The opinion has not been drafted yet.") if action == "feed_back" else _("This comes later."),
        rule=gates[use_case.after][0].rule,
        remedy=_("Open the inspection's page to see what comes first."),
    )


def check_turn(inspection: Inspection, action: str, *, by: User) -> Step:
    """The step `action` that `by` may take now; raises as `check_reached` and `core.transitions.check_step`."""
    check_reached(inspection, action, by=by)
    return check_step(inspection, action, by=by)


def _is_early(inspection: Inspection, action: str, sources: list[str]) -> bool:
    road = list(inspection.workflow.line)
    here = "notified" if inspection.state == "self_evaluating" else inspection.state
    if here not in road:
        return False
    first = min(road.index("notified" if source == "self_evaluating" else source) for source in sources)
    return road.index(here) < first or (inspection.state == "self_evaluating" and action == "begin_visit")
