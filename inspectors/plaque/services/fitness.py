"""Who may answer for a unit: the rules of the plaque in one place, for the page, the proposal and the act itself."""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from accounts import policy
from accounts.models import Organisation
from core import calendar
from core.errors import Refused
from inspectors.models import Bar, Inspector, Recusal, RecusalGround

PLATE = "《中小学校责任督学挂牌督导办法》"
RECUSAL_RULE = "《教育督导条例》第十条"
TRAINING_RULE = "《督学管理暂行办法》"


def bar_of(inspector: Inspector, on: dt.date, recused: Mapping[UUID, str]) -> Bar | None:
    """What keeps `inspector` from answering for a unit on the day `on`; None where nothing does.

    `recused` are those who must keep away from the unit, with the ground.
    """
    if inspector.pk in recused:
        return Bar.RECUSED
    if not inspector.is_serving(on):
        return Bar.NOT_SERVING
    return None if inspector.is_trained else Bar.UNTRAINED


def check_fit(unit: Organisation, inspector: Inspector, on: dt.date) -> None:
    """Raise Refused, with the rule, where `inspector` may not answer for `unit` on the day `on`."""
    if not unit.is_campus or not unit.is_active:
        raise Refused(_("Only schools and kindergartens have a plaque inspector."), rule=PLATE)
    found = Recusal.objects.in_force(on=on).filter(inspector=inspector, unit=unit)
    recused = dict(found.values_list("inspector", "ground"))
    match bar_of(inspector, on, recused):
        case Bar.NOT_SERVING:
            raise Refused(
                _("%(inspector)s is not serving on %(day)s.") % {"inspector": inspector.name, "day": on},
                rule=TRAINING_RULE,
                remedy=_("Enter the new term first, or choose another inspector."),
            )
        case Bar.UNTRAINED:
            raise Refused(
                _("%(inspector)s has not done the training before the first post.") % {"inspector": inspector.name},
                rule=TRAINING_RULE,
                remedy=_("Record the training first, or choose another inspector."),
            )
        case Bar.RECUSED:
            ground = RecusalGround(recused[inspector.pk]).label
            raise Refused(
                _("%(inspector)s must keep away from %(unit)s: %(ground)s.")
                % {"inspector": inspector.name, "unit": unit.name, "ground": ground},
                rule=RECUSAL_RULE,
                remedy=_("Choose another inspector."),
            )


def candidates(unit: Organisation) -> tuple[list[Any], list[tuple[Inspector, Bar]]]:
    """Who may answer for `unit` today, each with `held` plaques, and who may not, each with the bar.

    Those of its zone come first, then those with fewer plaques.
    """
    today, usual = calendar.today(), policy.number("plaque_schools")
    recused = dict(Recusal.objects.in_force(on=today).filter(unit=unit).values_list("inspector", "ground"))
    offered: list[Any] = []
    barred: list[tuple[Inspector, Bar]] = []
    for inspector in with_load().select_related("zone"):
        bar = bar_of(inspector, today, recused)
        if bar is None:
            offered.append(inspector)
        else:
            barred.append((inspector, bar))
    offered.sort(key=lambda i: (i.zone_id != unit.zone_id, i.held >= usual, i.held, i.certificate))
    return offered, barred


def with_load() -> Any:
    """The inspectors on the roster, each with the number of plaques `held` now."""
    held = Count("plaques", filter=Q(plaques__ended_on=None))
    return Inspector.objects.filter(removed_at=None).annotate(held=held)
