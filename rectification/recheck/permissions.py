"""Who may recheck what: not the finder, not whoever must keep away, not beyond the load."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from accounts import policy
from core import calendar
from core.errors import Refused
from inspectors.models import Inspector, Recusal
from rectification.models import Problem, Recheck
from supervision.models import Visit


def check_can_recheck(inspector: Inspector, problem: Problem, *, on: dt.date | None = None) -> None:
    """Whether `inspector` may recheck `problem` on the day `on` (default: today); raises Refused with the reason.

    Clause: domain §3 (another inspector rechecks), §2 (recusal), §5 (term, training, load ceiling); PLAN 二（三）5.
    """
    (candidate,) = recheck_candidates(problem, [inspector], on=on)
    if candidate[1] is not None:
        raise candidate[1]


def check_can_go_on_rechecking(recheck: Recheck) -> None:
    """Whether the appointed inspector still may: raises Refused for one recused from the unit since the appointment."""
    recusals = Recusal.objects.in_force(on=calendar.today())
    if recusals.filter(inspector=recheck.inspector_id, unit=recheck.problem.unit_id).exists():
        raise Refused(
            _("%(name)s is recused from this unit.") % {"name": recheck.inspector.name},
            rule=_("A recused inspector does not inspect the unit."),
            remedy=_("Ask the office to appoint another inspector."),
        )


def recheck_candidates(
    problem: Problem, inspectors: Iterable[Inspector], *, on: dt.date | None = None
) -> list[tuple[Inspector, Refused | None, int]]:
    """For each of `inspectors` why he or she can't recheck `problem` (None: may), and with how many units the hands
    are full.

    Takes the problem, inspectors with their accounts, and the day (default: today). Three queries however many
    inspectors.
    """
    day = on or calendar.today()
    finders = finders_of(problem)
    recused = set(Recusal.objects.in_force(on=day).filter(unit=problem.unit_id).values_list("inspector_id", flat=True))
    units: dict[Any, set[Any]] = {}
    for inspector_id, unit_id in Recheck.objects.filter(recorded_at=None).values_list("inspector", "problem__unit"):
        units.setdefault(inspector_id, set()).add(unit_id)
    ceiling = policy.number("load_ceiling")
    return [
        (
            inspector,
            _why_not(
                inspector,
                day=day,
                found=inspector.pk in finders,
                recused=inspector.pk in recused,
                full=len(units.get(inspector.pk, set()) - {problem.unit_id}) >= ceiling,
            ),
            len(units.get(inspector.pk, ())),
        )
        for inspector in inspectors
    ]


def finders_of(problem: Problem) -> set[Any]:
    """The keys of who found `problem`: the inspector named, else all who recorded a visit of its inspection."""
    if problem.found_by_id is not None:
        return {problem.found_by_id}
    if problem.inspection_id is None:
        return set()
    return set(Visit.objects.filter(inspection=problem.inspection_id).values_list("inspector_id", flat=True))


def _why_not(inspector: Inspector, *, day: dt.date, found: bool, recused: bool, full: bool) -> Refused | None:
    words = {"name": inspector.name, "ceiling": policy.number("load_ceiling")}
    another = _("Appoint another inspector.")
    if found:
        return Refused(
            _("%(name)s found this problem.") % words,
            rule=_("Whoever found a problem does not recheck it."),
            remedy=another,
        )
    if recused:
        return Refused(
            _("%(name)s is recused from this unit.") % words,
            rule=_("A recused inspector does not inspect the unit."),
            remedy=another,
        )
    if not inspector.is_serving(day):
        return Refused(_("%(name)s is not serving: the term does not cover today.") % words, remedy=another)
    if not inspector.is_trained:
        return Refused(
            _("%(name)s has not done the pre-post training.") % words,
            rule=_("No assignment before the pre-post training."),
            remedy=another,
        )
    if inspector.user_id is None:
        return Refused(_("%(name)s has no account to record the recheck with.") % words, remedy=another)
    if full:
        return Refused(
            _("%(name)s is rechecking at %(ceiling)s other units already.") % words,
            rule=_("An inspector works on at most %(ceiling)s units at the same time.") % words,
            remedy=another,
        )
    return None
