"""What follows when an inspector serves no more: shown first, then carried through; one way for every kind of end."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import User, Zone
from accounts.roles import Role
from accounts.services.leaving import Leaving, leave_post, leaving_of
from core import audit
from inspectors.models import CareerKind, Inspector, PlaqueAssignment, TermEnd
from inspectors.plaque.services.plaque import end_plaque
from inspectors.questions import Duty, duties_of
from inspectors.roster.services.career import record_career
from inspectors.signals import term_ended, term_resumed
from inspectors.term import emails

NO_LEAVING = {"leaves_on": None, "leaving_ground": "", "leaving_reason": "", "leaving_by": None}
POST_ROLES = (Role.INSPECTOR, Role.ZONE_LEADER)  # held as an inspector


@dataclass(frozen=True)
class Consequences:
    """What ends with the term: plaques, posts in zones, the account's rights, and what somebody else takes over."""

    plaques: list[PlaqueAssignment]
    zones: list[Zone]
    account: Leaving | None
    duties: list[Duty]


def consequences_of(inspector: Inspector) -> Consequences:
    """What would follow if `inspector` served no more from now on; reads only."""
    plaques = PlaqueAssignment.objects.current().filter(inspector=inspector).select_related("unit__zone", "inspector")
    user = inspector.user
    return Consequences(
        plaques=list(plaques.order_by("unit__code")),
        zones=list(_led_by(user).order_by("number")) if user is not None else [],
        account=leaving_of(user, POST_ROLES) if user is not None else None,
        duties=duties_of(inspector.pk),
    )


def _led_by(user: User) -> Any:
    return Zone.objects.filter(Q(leader=user) | Q(deputy=user))


@transaction.atomic
def close_service(
    inspector: Inspector, *, by: User | None, ground: str, reason: str, on: dt.date, words: str
) -> TermEnd:
    """Record that `inspector` serves no more from the day `on`, and carry through what follows (INSP).

    Plaques end and the units stand without; posts in zones end; the account loses what it held as an inspector and is
    no longer the inspector's; the apps above hear `term_ended` and say which running task lacks somebody. `words` go
    into the career; an end that was entered ahead stands no more. `by` is None for the platform. Checks no right.
    Returns the record of the end.
    """
    found = consequences_of(inspector)
    data: dict[str, Any] = {"plaques_ended": [plaque.unit.name for plaque in found.plaques]}
    for plaque in found.plaques:
        end_plaque(plaque, by=by, reason=reason, on=max(on, plaque.began_on), check=False)
    if found.zones:
        data["zones_left"] = [zone.name for zone in found.zones]
        _leave_zones(found.zones, inspector, by=by, reason=reason)
    if found.account is not None:
        data |= _leave_account(inspector, found.account, by=by, reason=reason)
    if found.duties:
        data["duties"] = [duty.title for duty in found.duties]
    end = TermEnd.objects.create(
        inspector=inspector,
        ground=ground,
        reason=reason[:300],
        on=on,
        term_until=inspector.term_until,
        ended_by=by,
        consequences=data,
    )
    Inspector.objects.filter(pk=inspector.pk).update(**NO_LEAVING)
    record_career(inspector, by=by, kind=CareerKind.ENDED, text=words, on=on)
    emails.term_ended(inspector, end, account=found.account)
    term_ended.send(sender=Inspector, inspector_id=inspector.pk, by_id=by.pk if by is not None else None)
    return end


def _leave_zones(zones: list[Zone], inspector: Inspector, *, by: User | None, reason: str) -> None:
    user = inspector.user
    Zone.objects.filter(leader=user).update(leader=None)
    Zone.objects.filter(deputy=user).update(deputy=None)
    for zone in zones:
        audit.record("leave_zone", by=by, obj=zone, reason=reason, data={"inspector": inspector.name})


def _leave_account(inspector: Inspector, account: Leaving, *, by: User | None, reason: str) -> dict[str, Any]:
    """Unlink the account, which then may do nothing in the inspector's name, and take the roles of the post."""
    Inspector.objects.filter(pk=inspector.pk).update(user=None)
    leave_post(account.user, by=by, roles=POST_ROLES, reason=reason)
    return {"account": account.user.username, "roles_left": list(account.roles), "account_closed": account.closes}


def undo_end(inspector: Inspector, *, by: User | None) -> None:
    """Mark the last end as undone where `inspector` serves again; the administrators give the rights back (INSP).

    Plaques and posts are given anew; the apps above hear `term_resumed`.
    """
    end = TermEnd.objects.filter(inspector=inspector, undone_at=None).first()
    if end is not None:
        TermEnd.objects.filter(inspector=inspector, undone_at=None).update(undone_at=timezone.now())
        emails.rights_to_give_back(inspector, end)
    term_resumed.send(sender=Inspector, inspector_id=inspector.pk, by_id=by.pk if by is not None else None)


def career_words(words: str, **values: object) -> str:
    """A line of the career in the county's language."""
    with translation.override(settings.LANGUAGE_CODE):
        return _(words) % values
