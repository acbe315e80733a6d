"""Plaques: which inspector answers for which school or kindergarten (PLATE)."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from core import audit, calendar
from core.errors import Refused
from inspectors.models import CareerKind, Inspector, PlaqueAssignment
from inspectors.plaque import emails, permissions
from inspectors.plaque.services.fitness import check_fit
from inspectors.roster.services.career import record_career


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
    check_fit(unit, inspector, day)
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
        ended = _end(current, by=by, reason=_("succeeded by %(name)s") % {"name": inspector.name}, day=day)
        emails.plaque_ended(ended, unit_too=False)
    plaque = PlaqueAssignment.objects.create(unit=unit, inspector=inspector, began_on=day)
    audit.record("assign_plaque", by=by, obj=inspector, data={"unit": unit.name, "began_on": day.isoformat()})
    audit.record("assign_plaque", by=by, obj=unit, data={"inspector": inspector.name, "began_on": day.isoformat()})
    _note(plaque, by, day)
    emails.plaque_assigned(plaque)
    return plaque


def _note(plaque: PlaqueAssignment, by: User | None, day: dt.date) -> None:
    """A line in the career of the inspector, in the county's language."""
    with translation.override(settings.LANGUAGE_CODE):
        words = _("Answers for %(unit)s no longer") if plaque.ended_on else _("Answers for %(unit)s")
    text = words % {"unit": plaque.unit.name}
    record_career(plaque.inspector, by=by, kind=CareerKind.PLAQUE, text=text, on=day)


@transaction.atomic
def end_plaque(
    plaque: PlaqueAssignment, *, by: User | None, reason: str, on: dt.date | None = None, check: bool = True
) -> PlaqueAssignment:
    """End an assignment on the day `on` (default: today). Returns the fresh record.

    `check=False` is for an end that follows from something else the person was allowed to do. Raises NotAllowed, or
    Refused without a reason, for one that has ended, or for a day before it began.
    """
    if check and by is not None:
        permissions.check_can_assign_plaque(by, plaque.unit)
    plaque = _end(plaque, by=by, reason=reason, day=on or calendar.today())
    emails.plaque_ended(plaque)
    return plaque


def _end(plaque: PlaqueAssignment, *, by: User | None, reason: str, day: dt.date) -> PlaqueAssignment:
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
    _note(plaque, by, day)
    return plaque
