"""The demo's zones and plaques: places on the map, a closed zone, plaques due for rotation, ended and missing."""

import datetime as dt

from accounts.enums import OrganisationKind
from accounts.models import Organisation, User, Zone
from core import calendar
from demo import people, regular
from inspectors.models import Inspector, InspectorKind, PlaqueAssignment
from inspectors.plaque import services as plaque_services
from inspectors.roster import services as roster_services
from inspectors.zone import services as zone_services
from reports.plaque.services import build_plaque_print, print_plaques

USUAL = 5
LEADING = ("inspector", "inspector2", "inspector3")  # whose work the rest of the demo shows
DUE = 3  # plaques that hang so long that they are to rotate
# Row and column of each township by the end of its code; a sketch, not a survey.
PLACES = {
    "010": (1, 1),
    "008": (1, 3),
    "006": (2, 1),
    "007": (2, 2),
    "004": (2, 3),
    "005": (3, 1),
    "001": (3, 2),
    "009": (3, 3),
    "003": (4, 1),
    "002": (4, 2),
    "011": (4, 3),
}


def hang_plaques(office: User) -> None:
    """Give each unit that stands in a zone an inspector of that zone who need not keep away; a few stay vacant."""
    today = calendar.today()
    serving = list(Inspector.objects.serving(on=today).filter(is_trained=True).prefetch_related("recusals"))
    load = dict.fromkeys((inspector.pk for inspector in serving), 0)
    old = _hang_long_ago(office, serving)
    for plaque in old:
        load[plaque.inspector_id] += 1
    covered = {plaque.unit_id for plaque in old}
    for unit in people.campuses():
        if unit.pk in covered:
            continue
        free = [
            inspector
            for inspector in serving
            if load[inspector.pk] < USUAL and unit.pk not in {row.unit_id for row in inspector.recusals.all()}
        ]
        near = [inspector for inspector in free if inspector.zone_id == unit.zone_id] or free
        if near:
            inspector = min(near, key=lambda one: (load[one.pk], one.certificate))
            since = max(inspector.term_from, regular.begun_on())
            plaque_services.assign_plaque(unit, by=office, inspector=inspector, began_on=since)
            load[inspector.pk] += 1


def _hang_long_ago(office: User, serving: list[Inspector]) -> list[PlaqueAssignment]:
    """One full-time inspector has had three schools of the zone since the term before: they are due for rotation."""
    kind = InspectorKind.FULL_TIME
    free = [one for one in serving if one.kind == kind and not one.user_id and not one.recusals.all()]
    zones = [one.zone_id for one in serving if one.kind == kind]
    inspector = next((one for one in free if zones.count(one.zone_id) > 1), None)
    if inspector is None:
        return []
    now, before = inspector.term_from, calendar.today().replace(day=1) - dt.timedelta(days=3 * 366 + 30)
    roster_services.edit_inspector(inspector, by=office, term_from=before)
    inspector.refresh_from_db()
    schools = Organisation.objects.active().campuses().filter(zone=inspector.zone).order_by("code")[:DUE]
    made = [plaque_services.assign_plaque(unit, by=office, inspector=inspector, began_on=before) for unit in schools]
    roster_services.edit_inspector(inspector, by=office, term_from=now)  # renewed since
    return made


def build(office: User) -> None:
    """Places on the map; a zone that was closed; a plaque that a successor took over; a print file."""
    towns = Organisation.objects.active().filter(kind=OrganisationKind.TOWNSHIP)
    zone_services.edit_township_map(by=office, places={town: PLACES.get(town.code[-3:]) for town in towns})
    closed = zone_services.add_zone(by=office, number=90, name="第七责任区（示例）")
    zone_services.close_zone(closed, by=office, reason="学校布局调整后并入第六责任区（示例）")
    _succeed(office)
    _leave_gap_and_overload(office)
    made = print_plaques(by=office, zone=Zone.objects.open().earliest("number"))
    build_plaque_print(made.pk)


def _succeed(office: User) -> None:
    """A kindergarten's plaque passes to another of the zone; its old QR code leads to the new one."""
    current = PlaqueAssignment.objects.current().filter(unit__kind=OrganisationKind.KINDERGARTEN)
    for plaque in current.select_related("unit", "inspector").order_by("-unit__code"):
        offered, _barred = plaque_services.candidates(plaque.unit)
        others = [one for one in offered if one.pk != plaque.inspector_id and one.zone_id == plaque.unit.zone_id]
        if others and plaque.began_on < calendar.today():
            plaque_services.assign_plaque(plaque.unit, by=office, inspector=others[0])
            return


def _leave_gap_and_overload(office: User) -> None:
    """An inspector gives a school back, which then has nobody; another has more than usual for the time being."""
    held = PlaqueAssignment.objects.current().exclude(inspector__user__username__in=LEADING)
    held = held.select_related("unit", "inspector").order_by("-unit__code")
    plaque = held.filter(unit__kind=OrganisationKind.PRIMARY).first()
    if plaque is not None:
        plaque_services.end_plaque(plaque, by=office, reason="本人申请调整督导学校（示例）")
    people_of_plaques = Inspector.objects.exclude(user__username__in=LEADING)
    fullest = plaque_services.loads(people_of_plaques, on=calendar.today()).order_by("-held", "certificate").first()
    if fullest is None:
        return
    for other in held.exclude(inspector=fullest).filter(unit__zone=fullest.zone, ended_on=None):
        if any(one.pk == fullest.pk for one in plaque_services.candidates(other.unit)[0]):
            plaque_services.assign_plaque(other.unit, by=office, inspector=fullest)
            return
