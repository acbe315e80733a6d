"""The simple map of townships: one tile each, with the schools of every zone in it and those without an inspector."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Q
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.enums import OrganisationKind
from accounts.models import Organisation, User, Zone
from core import audit
from core.errors import Refused
from inspectors import permissions
from inspectors.models import PlaqueAssignment, TownshipTile

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
