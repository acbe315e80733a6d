"""Rotation of the plaques whose years are full: a proposal that nobody has to follow, and the change as a whole."""

import datetime as dt
import hashlib
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, F
from django.utils.translation import gettext as _

from accounts import policy
from accounts.models import Organisation, User
from core import audit, calendar
from core.errors import Refused, TransitionRefused
from inspectors.models import Bar, Inspector, InspectorKind, PlaqueAssignment, Recusal
from inspectors.plaque import permissions
from inspectors.plaque.services.fitness import PLATE, bar_of, with_load
from inspectors.plaque.services.matching import spread
from inspectors.plaque.services.plaque import assign_plaque


@dataclass
class Proposed:
    """A plaque that is due, who is proposed for it, and who else of the zone may have it.

    `load` is what the proposed one then holds; `bars` counts, where nobody fits, what stops the inspectors of the zone.
    """

    plaque: PlaqueAssignment
    inspector: Inspector | None = None
    load: int = 0
    fit: list[Any] = field(default_factory=list)
    bars: Counter[Bar] = field(default_factory=Counter)

    @property
    def is_same_kind(self) -> bool:
        """Whether the proposed one serves in the same way as the present one."""
        return self.inspector is not None and self.inspector.kind == self.plaque.inspector.kind

    @property
    def stops(self) -> list[tuple[str, int]]:
        """What stops the inspectors of the zone, in words, each with how many."""
        return [(str(bar.label), count) for bar, count in self.bars.items() if count]


def due_by_zone() -> list[dict[str, Any]]:
    """How many plaques are due for rotation today in each zone that has any: `zone` (key or None), `name`, `count`."""
    due = PlaqueAssignment.objects.due(on=calendar.today()).filter(unit__is_active=True)
    counted = due.values(zone=F("unit__zone"), name=F("unit__zone__name")).annotate(count=Count("pk"))
    return [dict(row) for row in counted.order_by("unit__zone__number")]


def propose_rotation(*, by: User, zone: UUID | None = None) -> list[Proposed]:
    """A new inspector for each plaque that is due today: of the unit's zone, fit, not the present one, loads even.

    Those who serve in the same way come first; nobody is proposed beyond the usual number of plaques. Where a whole
    matching exists it is found. Sorted by zone and unit; nothing is written. Raises NotAllowed.
    """
    permissions.check_can_rotate_plaques(by)
    today, usual = calendar.today(), policy.number("plaque_schools")
    due = PlaqueAssignment.objects.due(on=today).filter(unit__is_active=True)
    if zone is not None:
        due = due.filter(unit__zone=zone)
    rows = [Proposed(p) for p in due.select_related("unit__zone", "inspector").order_by("unit__zone__number", "unit")]
    rows.sort(key=lambda row: (row.plaque.unit.zone.number if row.plaque.unit.zone else 1 << 15, row.plaque.unit.code))
    leaving = Counter(row.plaque.inspector_id for row in rows)
    people: dict[UUID | None, list[Any]] = defaultdict(list)
    zones = {row.plaque.unit.zone_id for row in rows}
    for inspector in with_load().filter(zone__in=zones).order_by("certificate"):
        people[inspector.zone_id].append(inspector)
    recused: dict[UUID, dict[UUID, str]] = defaultdict(dict)
    for unit, inspector, ground in Recusal.objects.in_force(on=today).values_list("unit", "inspector", "ground"):
        recused[unit][inspector] = ground
    for row in rows:
        for inspector in people[row.plaque.unit.zone_id]:
            bar = _bar(row.plaque, inspector, today, recused[row.plaque.unit_id])
            if bar is None:
                row.fit.append(inspector)
            else:
                row.bars[bar] += 1
    _fill(rows, {one.pk: one.held - leaving[one.pk] for group in people.values() for one in group}, usual)
    return rows


def _bar(plaque: PlaqueAssignment, inspector: Inspector, on: dt.date, recused: dict[UUID, str]) -> Bar | None:
    if inspector.pk == plaque.inspector_id:
        return Bar.PRESENT
    if bar := bar_of(inspector, on, recused):
        return bar
    preschool = InspectorKind.PRESCHOOL
    wrong = inspector.kind == preschool and plaque.inspector.kind != preschool and not plaque.unit.is_kindergarten
    return Bar.OTHER_KIND if wrong else None


def _fill(rows: Sequence[Proposed], held: dict[UUID, int], usual: int) -> None:
    from_kind = {row.plaque.pk: [i.pk for i in row.fit if i.kind == row.plaque.inspector.kind] for row in rows}
    from_any = {row.plaque.pk: [i.pk for i in row.fit] for row in rows}
    # Whoever finds no successor keeps the plaque: what stays counts before others are given to the same person.
    stays: Counter[UUID] = Counter()
    while True:
        given = spread([from_kind, from_any], {pk: count + stays[pk] for pk, count in held.items()}, usual)
        left = Counter(row.plaque.inspector_id for row in rows if row.plaque.pk not in given)
        if not left - stays:
            break
        stays |= left
    held = {pk: count + left[pk] for pk, count in held.items()}
    total = Counter(given.values())
    for row in rows:
        row.inspector = next((one for one in row.fit if one.pk == given.get(row.plaque.pk)), None)
        for one in row.fit:
            one.then = held[one.pk] + total[one.pk]
        if row.inspector is not None:
            row.load = held[row.inspector.pk] + total[row.inspector.pk]
        else:
            row.bars[Bar.FULL] += len(row.fit)


def rotation_fingerprint(rows: Sequence[Proposed]) -> str:
    """What the due plaques come to: changes whenever one is added, ended or given to somebody else."""
    facts = "\n".join(sorted(f"{row.plaque.pk} {row.plaque.inspector_id}" for row in rows))
    return hashlib.sha256(facts.encode()).hexdigest()[:16]


@transaction.atomic
def rotate_plaques(
    rows: Sequence[tuple[PlaqueAssignment, Inspector]], *, by: User, on: dt.date | None = None
) -> list[PlaqueAssignment]:
    """Give each plaque to its new inspector on the day `on` (default: today), all or none. Returns the new ones.

    Raises NotAllowed; TransitionRefused where a plaque has ended since the page was opened; Refused without rows, for
    a day to come, and as `assign_plaque` does, with the unit's name.
    """
    permissions.check_can_rotate_plaques(by)
    day = on or calendar.today()
    if not rows:
        raise Refused(_("Choose a new inspector for at least one school."))
    if day > calendar.today():
        raise Refused(_("The change is entered on its day or afterwards."), rule=PLATE)
    pks = [plaque.pk for plaque, _new in rows]
    units = Organisation.objects.filter(plaques__in=pks).order_by("pk").select_for_update(of=("self",))
    known = {unit.pk: unit for unit in units}
    open_now = set(PlaqueAssignment.objects.current().filter(pk__in=pks).values_list("pk", flat=True))
    for plaque, _new in rows:
        if plaque.pk not in open_now:
            raise TransitionRefused(
                _("The plaque of %(unit)s has been changed by somebody else in the meantime.")
                % {"unit": known[plaque.unit_id].name},
                remedy=_("Open the proposal again; nothing was written."),
            )
    made = []
    for plaque, new in rows:
        unit = known[plaque.unit_id]
        try:
            made.append(assign_plaque(unit, by=by, inspector=new, began_on=day))
        except Refused as exc:
            words = {"unit": unit.name, "why": exc.message}
            raise Refused(_("%(unit)s: %(why)s") % words, rule=exc.rule, remedy=exc.remedy) from exc
    audit.record("rotate_plaques", by=by, data={"count": len(made), "began_on": day.isoformat()})
    return made
