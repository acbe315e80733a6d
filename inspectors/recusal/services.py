"""Recusals: raised, decided by the head, recorded with ground and reason, lifted (REG 10)."""

import datetime as dt
import uuid
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import policy
from accounts.models import Organisation, User
from accounts.names import plain_name
from core import audit, calendar
from core.calendar import deadline
from core.errors import Refused
from core.transitions import apply_transition, check_step, create
from core.workflow import gettext_noop
from inspectors.models import Inspector, PlaqueAssignment, Recusal, RecusalGround, RecusalRequest
from inspectors.plaque.services.plaque import end_plaque
from inspectors.recusal import emails, permissions
from inspectors.roster import permissions as roster_permissions
from inspectors.signals import recusal_upheld


@transaction.atomic
def add_recusal(
    inspector: Inspector, *, by: User, unit: Organisation, ground: str, reason: str = "", until: dt.date | None = None
) -> Recusal:
    """The head records at once that `inspector` keeps away from `unit`; a plaque there ends. Returns the recusal.

    Raises NotAllowed, or Refused where the same recusal stands already, where "other" comes without a reason, or where
    it would end at once.
    """
    roster_permissions.check_can_add_recusal(by)
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
    roster_permissions.check_can_lift_recusal(by)
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


ARTICLE_10 = gettext_noop("Regulation on education supervision, article 10")


@transaction.atomic
def raise_recusal(
    inspector: Inspector, *, by: User, unit: Organisation, ground: str, reason: str, side: str
) -> RecusalRequest:
    """Ask that `inspector` keep away from `unit`; the head of the office decides within so many days (REG 10).

    `side` says for whom: the inspector, the unit or the office. Returns the request. Raises NotAllowed for anybody who
    does not stand on that side, Refused without a reason, where a recusal stands already or a request is open.
    """
    permissions.check_can_raise_recusal(by, inspector, unit, side)
    Inspector.objects.select_for_update().get(pk=inspector.pk)
    if not reason.strip():
        raise Refused(
            _("Please state the reason."), rule=_(ARTICLE_10), remedy=_("Write in a sentence what the ground rests on.")
        )
    if Recusal.objects.in_force(on=calendar.today()).filter(inspector=inspector, unit=unit).exists():
        raise Refused(_("%(inspector)s keeps away from %(unit)s already.") % _words(inspector, unit))
    if RecusalRequest.objects.open().filter(inspector=inspector, unit=unit).exists():
        raise Refused(
            _("A request about %(inspector)s and %(unit)s is open already.") % _words(inspector, unit),
            remedy=_("Wait for the decision of the head of the office."),
        )
    limit = deadline(calendar.today(), *policy.days("recusal_days"))
    request = create(
        RecusalRequest(
            inspector=inspector,
            unit=unit,
            ground=ground,
            reason=reason.strip(),
            raised_by=by,
            side=side,
            due_on=limit.on,
            due_basis=limit.basis("recusal_days"),
        ),
        by=by,
        reason=reason.strip(),
    )
    emails.recusal_raised(request)
    return request


@transaction.atomic
def uphold_recusal(request: RecusalRequest, *, by: User, reason: str = "") -> RecusalRequest:
    """The head upholds the request: from now on the inspector keeps away from the unit, and a plaque there ends.

    Returns the request. Raises NotYourTurn and TransitionRefused as the table says.
    """
    check_step(request, "uphold_recusal", by=by)
    known = Recusal.objects.in_force(on=calendar.today()).filter(
        inspector=request.inspector, unit=request.unit, ground=request.ground, request=None
    )
    recusal = known.first() or record_recusal(
        request.inspector, by=by, unit=request.unit, ground=request.ground, reason=request.reason
    )
    request = apply_transition(
        request, "uphold_recusal", by=by, reason=reason, decision=reason.strip(), recusal=recusal
    )
    emails.recusal_upheld(request)
    recusal_upheld.send(sender=RecusalRequest, request_id=request.pk, by_id=by.pk)
    return request


@transaction.atomic
def dismiss_recusal(request: RecusalRequest, *, by: User, reason: str) -> RecusalRequest:
    """The head dismisses the request, with the reason. Returns it; Refused without a reason."""
    request = apply_transition(request, "dismiss_recusal", by=by, reason=reason, decision=reason.strip())
    emails.recusal_dismissed(request)
    return request


@transaction.atomic
def withdraw_recusal(request: RecusalRequest, *, by: User) -> RecusalRequest:
    """Whoever raised the request takes it back before it is decided. Returns it."""
    request = apply_transition(request, "withdraw_recusal", by=by)
    emails.recusal_withdrawn(request)
    return request


def open_requests(inspectors: Iterable[Inspector], units: Iterable[Organisation]) -> list[RecusalRequest]:
    """The requests still to be decided between any of `inspectors` and any of `units`, in one statement."""
    found = RecusalRequest.objects.open().filter(inspector__in=list(inspectors), unit__in=list(units))
    return list(found.select_related("inspector", "unit").order_by("created_at"))


def suggested_recusals(inspectors: Iterable[Inspector] | None = None) -> list[tuple[Inspector, Organisation]]:
    """Pairs for which the roster itself shows a ground: the inspector's employer is the unit.

    Only suggestions: somebody raises them, the head decides. Leaves out pairs with a recusal in force or a request of
    any outcome.
    """
    people = Inspector.objects.serving(on=calendar.today()).exclude(employer="")
    if inspectors is not None:
        people = people.filter(pk__in=[inspector.pk for inspector in inspectors])
    employed = [(person, plain_name(person.employer)) for person in people]
    named = Organisation.objects.active().named(*{name for _person, name in employed})
    units = {plain_name(unit.name): unit for unit in named}
    pairs = [(person, units[name]) for person, name in employed if name in units]
    known = _known_pairs(person for person, _unit in pairs)
    return [(person, unit) for person, unit in pairs if (person.pk, unit.pk) not in known]


def _known_pairs(people: Iterable[Inspector]) -> set[tuple[uuid.UUID, uuid.UUID]]:
    keys = [person.pk for person in people]
    held = Recusal.objects.in_force(on=calendar.today()).filter(inspector__in=keys)
    asked = RecusalRequest.objects.filter(inspector__in=keys).exclude(state="withdrawn")
    columns = ("inspector_id", "unit_id")
    return set(held.values_list(*columns)) | set(asked.values_list(*columns))


def _words(inspector: Inspector, unit: Organisation) -> dict[str, str]:
    return {"inspector": inspector.name, "unit": unit.name}
