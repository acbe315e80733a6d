"""Recusals: recorded with ground and reason, lifted by the head of the office (REG 10)."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from core import audit, calendar
from core.errors import Refused
from inspectors import permissions
from inspectors.enums import RecusalGround
from inspectors.models import Inspector, PlaqueAssignment, Recusal
from inspectors.services.plaque import end_plaque


@transaction.atomic
def add_recusal(
    inspector: Inspector, *, by: User, unit: Organisation, ground: str, reason: str = "", until: dt.date | None = None
) -> Recusal:
    """The head records at once that `inspector` keeps away from `unit`; a plaque there ends. Returns the recusal.

    Raises NotAllowed, or Refused where the same recusal stands already, where "other" comes without a reason, or where
    it would end at once.
    """
    permissions.check_can_add_recusal(by)
    return record_recusal(inspector, by=by, unit=unit, ground=ground, reason=reason, until=until)


def record_recusal(
    inspector: Inspector, *, by: User, unit: Organisation, ground: str, reason: str = "", until: dt.date | None = None
) -> Recusal:
    """Write the recusal that was decided, in the caller's transaction. Returns it; raises Refused as `add_recusal`."""
    Inspector.objects.select_for_update().get(pk=inspector.pk)
    if Recusal.objects.filter(inspector=inspector, unit=unit, ground=ground, lifted_at=None).exists():
        raise Refused(_("This recusal stands already."))
    if ground == RecusalGround.OTHER and not reason.strip():
        raise Refused(_("Please state the reason."))
    if until is not None and until <= calendar.today():
        raise Refused(_("The last day of a recusal lies in the future."))
    recusal = Recusal.objects.create(
        inspector=inspector, unit=unit, ground=ground, reason=reason, until=until, recorded_by=by
    )
    audit.record("add_recusal", by=by, obj=inspector, reason=reason, data={"unit": unit.name, "ground": ground})
    plaque = PlaqueAssignment.objects.current().filter(inspector=inspector, unit=unit).first()
    if plaque is not None:
        end_plaque(plaque, by=by, reason=_("recused"), check=False)
    return recusal


@transaction.atomic
def lift_recusal(recusal: Recusal, *, by: User, reason: str) -> Recusal:
    """Say that a recusal no longer holds. Returns the fresh record.

    Raises NotAllowed, or Refused without a reason or for one that was lifted before.
    """
    permissions.check_can_lift_recusal(by)
    if not reason.strip():
        raise Refused(_("Please state the reason."))
    if not Recusal.objects.filter(pk=recusal.pk, lifted_at=None).update(lifted_at=timezone.now()):
        raise Refused(_("This recusal was lifted before."))
    recusal.refresh_from_db()
    audit.record(
        "lift_recusal",
        by=by,
        obj=recusal.inspector,
        reason=reason,
        data={"unit": recusal.unit.name, "ground": recusal.ground},
    )
    return recusal
