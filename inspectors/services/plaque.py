"""Plaques: which inspector answers for which school or kindergarten (PLATE)."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import policy
from accounts.models import Organisation, User
from core import audit, calendar
from core.errors import Refused
from inspectors import permissions
from inspectors.models import Inspector, PlaqueAssignment, Recusal

PLATE = "《中小学校责任督学挂牌督导办法》"
RECUSAL_RULE = "《教育督导条例》第十条"
TRAINING_RULE = "《督学管理暂行办法》"


@dataclass(frozen=True)
class Load:
    """How many plaques an inspector has, and how many are usual; `is_over` where one more goes beyond."""

    held: int
    usual: int

    @property
    def is_over(self) -> bool:
        """Whether another plaque goes beyond the usual number."""
        return self.held >= self.usual


def load_of(inspector: Inspector) -> Load:
    """The plaques that `inspector` has now, against the setting `plaque_schools`."""
    held = PlaqueAssignment.objects.current().filter(inspector=inspector).count()
    return Load(held, policy.number("plaque_schools"))


@transaction.atomic
def assign_plaque(
    unit: Organisation, *, by: User, inspector: Inspector, began_on: dt.date | None = None
) -> PlaqueAssignment:
    """Make `inspector` answer for `unit` from `began_on` (default: today); whoever did before ends.

    Returns the assignment. More plaques than usual are allowed: the page warns. Raises NotAllowed, or Refused where
    the unit has no plaque, the inspector is recused there, is not serving, is not trained, or has it already.
    """
    permissions.check_can_assign_plaque(by, unit)
    day = began_on or calendar.today()
    unit = Organisation.objects.select_for_update(of=("self",)).get(pk=unit.pk)
    _check(unit, inspector, day)
    current = PlaqueAssignment.objects.current().filter(unit=unit).select_related("inspector").first()
    if current is not None:
        if current.inspector_id == inspector.pk:
            raise Refused(
                _("%(inspector)s already answers for %(unit)s.") % {"inspector": inspector.name, "unit": unit.name}
            )
        if day < current.began_on:
            raise Refused(
                _("%(inspector)s answers for this unit since %(day)s; the change cannot lie before that.")
                % {"inspector": current.inspector.name, "day": current.began_on}
            )
        end_plaque(current, by=by, reason=_("succeeded by %(name)s") % {"name": inspector.name}, on=day)
    plaque = PlaqueAssignment.objects.create(unit=unit, inspector=inspector, began_on=day)
    audit.record("assign_plaque", by=by, obj=inspector, data={"unit": unit.name, "began_on": day.isoformat()})
    audit.record("assign_plaque", by=by, obj=unit, data={"inspector": inspector.name, "began_on": day.isoformat()})
    return plaque


def _check(unit: Organisation, inspector: Inspector, day: dt.date) -> None:
    if not unit.is_campus or not unit.is_active:
        raise Refused(_("Only schools and kindergartens have a plaque inspector."), rule=PLATE)
    if not inspector.is_serving(day):
        raise Refused(
            _("%(inspector)s is not serving on %(day)s.") % {"inspector": inspector.name, "day": day},
            rule=TRAINING_RULE,
            remedy=_("Enter the new term first, or choose another inspector."),
        )
    if not inspector.is_trained:
        raise Refused(
            _("%(inspector)s has not done the training before the first post.") % {"inspector": inspector.name},
            rule=TRAINING_RULE,
            remedy=_("Record the training first, or choose another inspector."),
        )
    recusal = Recusal.objects.in_force(on=day).filter(inspector=inspector, unit=unit).first()
    if recusal is not None:
        raise Refused(
            _("%(inspector)s must keep away from %(unit)s: %(ground)s.")
            % {"inspector": inspector.name, "unit": unit.name, "ground": recusal.get_ground_display()},
            rule=RECUSAL_RULE,
            remedy=_("Choose another inspector."),
        )


@transaction.atomic
def end_plaque(
    plaque: PlaqueAssignment, *, by: User, reason: str, on: dt.date | None = None, check: bool = True
) -> PlaqueAssignment:
    """End an assignment on the day `on` (default: today). Returns the fresh record.

    `check=False` is for an end that follows from something else the person was allowed to do. Raises NotAllowed, or
    Refused without a reason, for one that has ended, or for a day before it began.
    """
    if check:
        permissions.check_can_assign_plaque(by, plaque.unit)
    day = on or calendar.today()
    if not reason.strip():
        raise Refused(_("Please state the reason."))
    if day < plaque.began_on:
        raise Refused(_("It cannot end before it began, on %(day)s.") % {"day": plaque.began_on})
    ended = PlaqueAssignment.objects.current().filter(pk=plaque.pk).update(ended_on=day, end_reason=reason[:200])
    if not ended:
        raise Refused(_("This assignment has ended already."))
    plaque.refresh_from_db()
    for obj, other in ((plaque.inspector, plaque.unit.name), (plaque.unit, plaque.inspector.name)):
        audit.record("end_plaque", by=by, obj=obj, reason=reason, data={"with": other, "ended_on": day.isoformat()})
    return plaque
