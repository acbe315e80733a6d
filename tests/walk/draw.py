"""Walks a double-random draw through the real services to a wanted state.

The pools are committed yesterday at ten, the dice thrown at two and entered at three; the rest happens now.
"""

import datetime as dt
from typing import Any

from django.utils import timezone

from accounts.enums import OrganisationKind
from core import calendar
from inspectors.models import Inspector
from supervision.draw import services as draw_services
from supervision.models import Draw, InspectionTask, Mode, SeedKind, ZoneRule
from supervision.task import services as task_services
from tests.people import Cast, make_inspector, make_unit
from tests.walk import clock
from tests.walk import inspection as walk

DIGITS = "612443251361412253646112345621"
BLANK = {"kind": "", "township": "", "zone": "", "private": "", "not_since": "", "codes": [], "quota": None}
WITNESSES = [{"name": "见证人甲", "post": "纪检监察组"}, {"name": "见证人乙", "post": "家长代表"}]


def yesterday() -> dt.date:
    """The day before today."""
    return calendar.today() - calendar.ONE_DAY


def stratum(name: str = "学校", **changes: Any) -> dict[str, Any]:
    """One stratum: one of the schools."""
    return {**BLANK, "name": name, "kind": "schools", "quota": 1, "percent": None} | changes


def content(**overrides: Any) -> dict[str, Any]:
    """What the office decides about a draw, ready for `create_draw`."""
    today = calendar.today()
    given: dict[str, Any] = {
        "task": None,
        "purpose": "食堂食品安全抽查",
        "first_on": today + calendar.ONE_DAY * 7,
        "last_on": today + calendar.ONE_DAY * 9,
        "strata": [stratum()],
        "included": [],
        "excluded": [],
        "per_unit": 3,
        "zone_rule": ZoneRule.ANY,
        "inspector_kinds": [],
        "inspector_zones": [],
        "result_public_on": None,
    }
    return given | overrides


def more(cast: Cast, *, units: int = 0, inspectors: int = 0) -> list[Inspector]:
    """More primary schools and more full-time inspectors; returns the inspectors."""
    place = {"township": cast.town, "governing": cast.education_bureau, "zone": cast.zone}
    for number in range(units):
        make_unit(f"51042177{number:02}", f"新{number}示例小学", OrganisationKind.PRIMARY, **place)
    return [make_inspector(None, f"新督学{n}", 20 + n, zone=cast.zone) for n in range(inspectors)]


def draft_task(cast: Cast, **overrides: Any) -> InspectionTask:
    """A draft task whose units come from a draw."""
    given = walk.task_content(cast, units=[], targets_by_draw=True, mode=Mode.SPECIAL, announced=True)
    return task_services.create_task(by=cast.office, **given | {"members": [], "leader": None} | overrides)


def drafted(cast: Cast, **overrides: Any) -> Draw:
    """A draw that is being prepared."""
    return draw_services.create_draw(by=cast.office, **content(**overrides))


def committed(cast: Cast, **overrides: Any) -> Draw:
    """A draw whose pools are published."""
    draw = drafted(cast, **overrides)
    with clock.on(yesterday(), 10):
        return draw_services.commit_draw(draw, by=cast.office)


def seed(**overrides: Any) -> dict[str, Any]:
    """What is entered for a seed, ready for `seed_draw`."""
    thrown = dt.datetime.combine(yesterday(), dt.time(14), tzinfo=timezone.get_default_timezone())
    given: dict[str, Any] = {"kind": SeedKind.DICE, "digits": DIGITS, "source": "会议室现场", "at": thrown}
    given |= {"witnesses": WITNESSES} | overrides
    return {"again": given["digits"]} | given


def enter(draw: Draw, cast: Cast, **overrides: Any) -> Draw:
    """Enter the seed of a committed draw."""
    given = seed(**overrides)
    with clock.on(yesterday(), 15):
        return draw_services.seed_draw(draw, by=cast.office, **given)


def seeded(cast: Cast, **overrides: Any) -> Draw:
    """A draw with its seed."""
    draw = committed(cast, **overrides)
    return enter(draw, cast, digits=DIGITS + _own(draw))


def drawn(cast: Cast, **overrides: Any) -> Draw:
    """A draw with its result."""
    return draw_services.run_draw(seeded(cast, **overrides), by=cast.office)


def confirmed(cast: Cast, **overrides: Any) -> Draw:
    """A confirmed draw."""
    return draw_services.confirm_draw(drawn(cast, **overrides), by=cast.office_head)


def voided(cast: Cast, **overrides: Any) -> Draw:
    """A draw that was voided after its commit."""
    return draw_services.void_draw(committed(cast, **overrides), by=cast.office_head, reason="名录库有误")


def _own(draw: Draw) -> str:
    """Throws of the draw's own, so that no two seeds are alike: its number in base six."""
    number, throws = int(draw.code.split("-")[1]), ""
    while number:
        number, rest = divmod(number, 6)
        throws += str(rest + 1)
    return throws
