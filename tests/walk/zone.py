"""Walks through zones and plaques: a second zone, a plaque that hangs, one whose years are full, a print file."""

import datetime as dt

from accounts.models import Zone
from core import calendar
from inspectors.models import Inspector, PlaqueAssignment
from inspectors.plaque import services as plaque_services
from inspectors.zone import services as zone_services
from reports.models import PlaquePrint
from reports.plaque.services import print_plaques
from tests.people import Cast

LONG_AGO = dt.date(2022, 9, 1)


def second_zone(cast: Cast, number: int = 2) -> Zone:
    """A zone without schools."""
    return zone_services.add_zone(by=cast.office, number=number, name=f"第{number}示例责任区")


def hanging(cast: Cast, since: dt.date | None = None) -> PlaqueAssignment:
    """The first inspector answers for the school."""
    inspector = Inspector.objects.get(user=cast.inspector)
    known = PlaqueAssignment.objects.current().filter(unit=cast.school).first()
    return known or plaque_services.assign_plaque(
        cast.school, by=cast.office, inspector=inspector, began_on=since or calendar.today()
    )


def due(cast: Cast) -> PlaqueAssignment:
    """The same, since so long that the years are full."""
    plaque = hanging(cast)
    Inspector.objects.filter(pk=plaque.inspector_id).update(term_from=LONG_AGO)
    PlaqueAssignment.objects.filter(pk=plaque.pk).update(began_on=LONG_AGO)
    plaque.refresh_from_db()
    return plaque


def printed(cast: Cast) -> PlaquePrint:
    """The county's plaques asked for as one file."""
    hanging(cast)
    return print_plaques(by=cast.office)
