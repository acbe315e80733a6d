"""Zones: what stands in each, who leads one, the register of them, the simple map of townships."""

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import translation
from django.utils.translation import gettext as _

from accounts import policy
from accounts.enums import OrganisationKind
from accounts.models import Organisation, User, Zone, ZoneGrant
from accounts.roles import Role
from core import audit, calendar
from core.errors import Refused, TransitionRefused
from inspectors.models import Appointment, Inspector, PlaqueAssignment, TownshipTile
from inspectors.plaque.services.fitness import PLATE
from inspectors.zone import permissions


def counted_zones(*, on: dt.date) -> QuerySet[Any]:
    """Every zone by number with `unit_count`, `covered_count` (of these with a plaque) and `inspector_count` on `on`.

    Each is counted by itself: joined, units and inspectors of a zone would multiply. One statement (PLATE).
    """
    units = Organisation.objects.active().campuses().filter(zone=OuterRef("pk"))
    covered = units.filter(pk__in=PlaqueAssignment.objects.current().values("unit"))
    people = Inspector.objects.serving(on=on).filter(zone=OuterRef("pk"))
    zones = Zone.objects.select_related("leader", "deputy").order_by("number")
    return zones.annotate(
        unit_count=_count_of(units), covered_count=_count_of(covered), inspector_count=_count_of(people)
    )


def _count_of(rows: QuerySet[Any]) -> Coalesce:
    numbers = rows.order_by().values("zone").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(numbers), 0)


@transaction.atomic
def appoint_zone_leader(zone: Zone, *, by: User, user: User | None, deputy: User | None = None) -> Zone:
    """Make `user` the leader of `zone` and `deputy` the deputy (None: nobody); both may then act for the zone.

    Returns the fresh zone. Raises NotAllowed, or Refused for an account without the role of a zone leader, for a closed
    one, or where leader and deputy are one person.
    """
    permissions.check_can_appoint_zone_leader(by)
    zone = Zone.objects.select_for_update(of=("self",)).select_related("leader", "deputy").get(pk=zone.pk)
    for person in (user, deputy):
        if person is not None and (not person.is_active or not person.has_role(Role.ZONE_LEADER)):
            raise Refused(
                _("The account of %(name)s has not the role of a zone leader, or is closed.") % {"name": person.name},
                remedy=_("Ask the security administrator to give it that role first."),
            )
    if user is not None and user == deputy:
        raise Refused(_("Leader and deputy are two people."))
    before = {"leader": zone.leader.name if zone.leader else "", "deputy": zone.deputy.name if zone.deputy else ""}
    stay = [person.pk for person in (user, deputy) if person is not None]
    left = [person.pk for person in (zone.leader, zone.deputy) if person is not None and person.pk not in stay]
    ZoneGrant.objects.filter(content_object=zone, user__in=left).delete()
    for person in (user, deputy):
        if person is not None:
            grant = ZoneGrant.objects.assign_perm("lead_zone", person, zone)
            ZoneGrant.objects.filter(pk=grant.pk).update(expires_at=None, granted_by=by)
    Zone.objects.filter(pk=zone.pk).update(leader=user, deputy=deputy)
    zone.refresh_from_db()
    audit.record(
        "appoint_zone_leader",
        by=by,
        obj=zone,
        data={"before": before, "leader": user.name if user else "", "deputy": deputy.name if deputy else ""},
    )
    return zone


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


ROWS, COLUMNS = 12, 4  # as many columns as a phone shows

LOOKS = 8  # colours with patterns; further zones begin anew, their number tells them apart


@dataclass(frozen=True)
class Band:
    """The schools and kindergartens of one zone in a township, and how many of them have no inspector."""

    zone: Zone | None
    look: int
    count: int
    gaps: int


@dataclass
class Tile:
    """A township (None: the units that stand in none) at its place."""

    township: Organisation | None
    name: str
    bands: list[Band]
    row: int = 0
    column: int = 0

    @property
    def count(self) -> int:
        """How many schools and kindergartens stand in it."""
        return sum(band.count for band in self.bands)

    @property
    def gaps(self) -> int:
        """How many of them have no inspector."""
        return sum(band.gaps for band in self.bands)


@dataclass(frozen=True)
class TownshipMap:
    """The tiles, the zones with their looks, and whether somebody gave the places."""

    tiles: list[Tile]
    legend: list[tuple[Zone, int]]
    is_placed: bool

    @property
    def columns(self) -> int:
        """How many columns are in use."""
        return max((tile.column for tile in self.tiles), default=1)


def township_map() -> TownshipMap:
    """The map as the registers stand now; four statements, however many schools there are.

    Townships without a place follow below, sorted by their largest zone: nothing claims a geography that is not kept.
    """
    zones = list(Zone.objects.open())
    looks = {zone.pk: place % LOOKS + 1 for place, zone in enumerate(zones)}
    by_pk = {zone.pk: zone for zone in zones}
    covered = PlaqueAssignment.objects.current().values("unit")
    rows: Any = Organisation.objects.active().campuses().order_by().values("township", "zone")
    bands: dict[UUID | None, list[Band]] = defaultdict(list)
    for row in rows.annotate(count=Count("pk"), gaps=Count("pk", filter=~Q(pk__in=covered))):
        zone = by_pk.get(row["zone"])
        bands[row["township"]].append(Band(zone, looks.get(row["zone"], 0), row["count"], row["gaps"]))
    for found in bands.values():
        found.sort(key=lambda band: (-band.count, band.zone.number if band.zone else 1 << 15))
    towns = list(Organisation.objects.active().filter(kind=OrganisationKind.TOWNSHIP).order_by("code"))
    tiles = [Tile(town, short_name(town.name), bands.get(town.pk, [])) for town in towns]
    if None in bands:
        tiles.append(Tile(None, _("No township"), bands[None]))
    return TownshipMap(_placed(tiles), list(looks_of(zones, looks)), TownshipTile.objects.exists())


def looks_of(zones: list[Zone], looks: Mapping[UUID, int]) -> list[tuple[Zone, int]]:
    """Each zone with its look, in order."""
    return [(zone, looks[zone.pk]) for zone in zones]


def short_name(name: str) -> str:
    """A township's name without the words for its government."""
    with translation.override(settings.LANGUAGE_CODE):
        return name.removesuffix(_("People's Government"))


def _placed(tiles: list[Tile]) -> list[Tile]:
    """The tiles that have a place, by row; the others below, those of one zone together."""
    places = {tile.township_id: tile for tile in TownshipTile.objects.all()}
    kept: list[Tile] = []
    rest: list[Tile] = []
    for tile in tiles:
        place = places.get(tile.township.pk) if tile.township else None
        if place is not None:
            tile.row, tile.column = place.row, place.column
        (kept if place else rest).append(tile)
    rest.sort(key=lambda t: (t.township is None, _first_zone(t), t.township.code if t.township else ""))
    below = max((tile.row for tile in kept), default=0)
    for place_in_rest, tile in enumerate(rest):
        tile.row, tile.column = below + 1 + place_in_rest // COLUMNS, 1 + place_in_rest % COLUMNS
    return sorted([*kept, *rest], key=lambda tile: (tile.row, tile.column))


def _first_zone(tile: Tile) -> int:
    return next((band.zone.number for band in tile.bands if band.zone), 1 << 15)


@transaction.atomic
def edit_township_map(*, by: User, places: Mapping[Organisation, tuple[int, int] | None]) -> None:
    """Put the townships at `places` (row, column); None takes one off.

    Raises NotAllowed; Refused where two stand at one place, or one outside the grid.
    """
    permissions.check_can_keep_zones(by)
    taken: dict[tuple[int, int], Organisation] = {}
    for town, place in places.items():
        if place is None:
            continue
        if not (1 <= place[0] <= ROWS and 1 <= place[1] <= COLUMNS):
            raise Refused(
                _("%(town)s stands outside the %(rows)s rows and %(columns)s columns.")
                % {"town": town.name, "rows": ROWS, "columns": COLUMNS}
            )
        if place in taken:
            words = {"one": taken[place].name, "other": town.name, "row": place[0], "column": place[1]}
            raise Refused(_("%(one)s and %(other)s both stand in row %(row)s, column %(column)s.") % words)
        taken[place] = town
    TownshipTile.objects.filter(township__in=list(places)).delete()
    TownshipTile.objects.bulk_create(
        [TownshipTile(township=town, row=row, column=column) for (row, column), town in taken.items()]
    )
    audit.record("edit_township_map", by=by, data={"rows": len(taken)})
