"""The register of zones: adding, changing and closing one, moving schools from one to another (PLATE)."""

import hashlib
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import policy
from accounts.models import Organisation, User, Zone, ZoneGrant
from core import audit, calendar
from core.errors import Refused, TransitionRefused
from inspectors import permissions
from inspectors.models import Appointment, Inspector
from inspectors.services.fitness import PLATE

EDITABLE = ("number", "name")


def zone_fingerprint(zone: Zone) -> str:
    """What the facts of a zone come to: changes whenever one of them does."""
    facts = "\n".join(str(getattr(zone, name)) for name in (*EDITABLE, "closed_on"))
    return hashlib.sha256(facts.encode()).hexdigest()[:16]


@transaction.atomic
def add_zone(*, by: User, number: int, name: str) -> Zone:
    """A new zone without schools, `number` its place in the order. Returns it.

    Raises NotAllowed, Refused for a number or a name that another zone bears.
    """
    permissions.check_can_keep_zones(by)
    zone = Zone(number=number, name=name.strip())
    _check_unlike(zone)
    zone.save(force_insert=True)
    audit.record("add_zone", by=by, obj=zone, data={"number": number})
    return zone


@transaction.atomic
def edit_zone(zone: Zone, *, by: User, number: int, name: str, seen: str = "") -> Zone:
    """Give a zone another place in the order or another name; `seen` is its `zone_fingerprint` on the page.

    Returns the fresh zone; nothing is logged where nothing changed. Raises NotAllowed, TransitionRefused where somebody
    changed it meanwhile, Refused for a closed zone and for a number or a name that another zone bears.
    """
    permissions.check_can_keep_zones(by)
    zone = _lock(zone)
    if seen and seen != zone_fingerprint(zone):
        raise TransitionRefused(
            _("Somebody else changed %(name)s in the meantime.") % {"name": zone.name},
            remedy=_("Open the page again to see what they wrote, and enter your change anew."),
        )
    _check_open(zone)
    changed = {}
    for field, value in (("number", number), ("name", name.strip())):
        if getattr(zone, field) != value:
            changed[field] = [str(getattr(zone, field)), str(value)]
            setattr(zone, field, value)
    if changed:
        _check_unlike(zone)
        zone.save(update_fields=list(changed))
        audit.record("edit_zone", by=by, obj=zone, data={"changed": changed})
    return zone


@transaction.atomic
def close_zone(zone: Zone, *, by: User, reason: str) -> Zone:
    """Close a zone in which nobody stands any more; it stays on record, its leaders' rights end. Returns it.

    Raises NotAllowed; Refused without a reason, for a closed zone, and while schools, inspectors or candidates
    are in it.
    """
    permissions.check_can_keep_zones(by)
    zone = _lock(zone)
    _check_open(zone)
    if not reason.strip():
        raise Refused(_("Please state the reason."))
    left = [
        *zone.units.filter(is_active=True).order_by("code").values_list("name", flat=True)[:4],
        *Inspector.objects.filter(zone=zone, removed_at=None).values_list("name", flat=True)[:4],
        *Appointment.objects.under_way().filter(zone=zone).values_list("name", flat=True)[:4],
    ]
    if left:
        raise Refused(
            _("Schools, inspectors or candidates are still in the zone: %(names)s …")
            % {"names": _("、").join(left[:4])},
            remedy=_("Move them to another zone first."),
        )
    ZoneGrant.objects.filter(content_object=zone).delete()
    zone.leader = zone.deputy = None
    zone.closed_on, zone.close_reason = calendar.today(), reason.strip()[:200]
    zone.save(update_fields=["leader", "deputy", "closed_on", "close_reason"])
    audit.record("close_zone", by=by, obj=zone, reason=reason)
    return zone


@transaction.atomic
def move_schools(
    units: Sequence[Organisation], *, by: User, origin: Zone | None, zone: Zone, reason: str = ""
) -> list[Organisation]:
    """Move `units` from `origin` (None: no zone) to `zone`; whoever answers for them stays. Returns them.

    More than the setting `zone_schools` in one zone is allowed with a stated `reason` only: the measures say how many
    are usual, and the log keeps why the county deviates. Raises NotAllowed; TransitionRefused where a school no longer
    stands in `origin`; Refused without schools, for a closed zone, the same zone, and beyond the number without reason.
    """
    permissions.check_can_keep_zones(by)
    zone = _lock(zone)
    _check_open(zone)
    if not units:
        raise Refused(_("Choose at least one school or kindergarten."))
    if origin == zone:
        raise Refused(_("They stand in %(zone)s already.") % {"zone": zone.name})
    found = Organisation.objects.active().campuses().filter(pk__in=[unit.pk for unit in units])
    moved = list(found.select_for_update(of=("self",)).order_by("code"))
    if len(moved) != len(units) or any(unit.zone_id != (origin.pk if origin else None) for unit in moved):
        raise TransitionRefused(
            _("Somebody else moved or closed some of these schools in the meantime."),
            remedy=_("Open the page again; nothing was moved."),
        )
    most, then = policy.number("zone_schools"), zone.units.active().campuses().count() + len(moved)
    if then > most and not reason.strip():
        raise Refused(
            _("%(zone)s would then have %(count)s schools and kindergartens; a zone should have at most %(most)s.")
            % {"zone": zone.name, "count": then, "most": most},
            rule=PLATE,
            remedy=_("Move fewer, or state the reason for a larger zone."),
        )
    Organisation.objects.filter(pk__in=[unit.pk for unit in moved]).update(zone=zone)
    change: dict[str, Any] = {"changed": {"zone": [origin.name if origin else "", zone.name]}}
    audit.record_many("move_schools", by=by, about=[(unit, change) for unit in moved], reason=reason)
    names = {"schools": [unit.name for unit in moved], "from": origin.name if origin else "", "to": zone.name}
    for one in (origin, zone):
        if one is not None:
            audit.record("move_schools", by=by, obj=one, reason=reason, data=names)
    return moved


def _lock(zone: Zone) -> Zone:
    return Zone.objects.select_for_update(of=("self",)).get(pk=zone.pk)


def _check_open(zone: Zone) -> None:
    if zone.closed_on is not None:
        raise Refused(_("%(zone)s has been closed.") % {"zone": zone.name})


def _check_unlike(zone: Zone) -> None:
    others = Zone.objects.exclude(pk=zone.pk)
    if not zone.name:
        raise Refused(_("The zone needs a name."))
    if others.filter(number=zone.number).exists():
        raise Refused(_("Another zone has the number %(number)s.") % {"number": zone.number})
    if others.filter(name=zone.name).exists():
        raise Refused(_("Another zone is called %(name)s.") % {"name": zone.name})
