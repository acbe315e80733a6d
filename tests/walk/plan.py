"""Walks an annual plan, a joint visit and an internal inspection through the real services to a wanted state."""

import datetime as dt
from typing import Any

from accounts.enums import CAMPUS_KINDS
from core import calendar
from supervision.internal import services as internal_services
from supervision.models import Inspection, InternalInspection, JointVisit, Mode, Plan, PlanItem
from supervision.plan import services as plan_services
from tests.people import Cast
from tests.walk import inspection as walk


def this_year() -> int:
    """The year of today."""
    return calendar.today().year


def item_content(year: int | None = None, **changes: Any) -> dict[str, Any]:
    """A comprehensive inspection of every school and kindergarten, all year, ready for `add_plan_item`."""
    year = year or this_year()
    content: dict[str, Any] = {
        "mode": Mode.COMPREHENSIVE,
        "name": "学校综合督导",
        "starts_on": dt.date(year, 1, 1),
        "ends_on": dt.date(year, 12, 31),
        "framework": walk.make_framework().framework,
        "matters": "办学方向\n安全管理",
        "note": "",
        "kinds": sorted(CAMPUS_KINDS),
        "zone": None,
        "township": None,
        "ownership": "",
        "named_units": [],
        "left_out_units": [],
    }
    return content | changes


def begun(cast: Cast, year: int | None = None) -> Plan:
    """A draft without items."""
    year = year or this_year()
    return plan_services.create_annual_plan(
        by=cast.office, year=year, title=f"{year}年度督导计划", purpose="统筹督导工作。"
    )


def drafted(cast: Cast, year: int | None = None, **changes: Any) -> Plan:
    """A draft with one item that covers every school and kindergarten."""
    plan = begun(cast, year)
    plan_services.add_plan_item(plan, by=cast.office, **item_content(plan.year, **changes))
    return plan


def submitted(cast: Cast, year: int | None = None, **changes: Any) -> Plan:
    """Put before the leaders."""
    return plan_services.submit_annual_plan(
        drafted(cast, year, **changes), by=cast.office, gap_reason="分年度轮流覆盖。"
    )


def approved(cast: Cast, year: int | None = None, **changes: Any) -> Plan:
    """Approved by a leader."""
    return plan_services.approve_annual_plan(submitted(cast, year, **changes), by=cast.leader)


def published(cast: Cast, year: int | None = None, **changes: Any) -> Plan:
    """Published."""
    return plan_services.publish_annual_plan(approved(cast, year, **changes), by=cast.office)


def item_of(plan: Plan) -> PlanItem:
    """The plan's first item."""
    return plan.items.with_units().select_related("plan").first()


def colliding(cast: Cast, days: int = 3, **changes: Any) -> list[Inspection]:
    """Two special inspections of the school, `days` days from the end of the first to the beginning of the second."""
    special = {"announced": True, "mode": Mode.SPECIAL, "units": [cast.school], **changes}
    one = walk.make_task(cast, name="作业管理督导", **special)
    start = one.ends_on + calendar.ONE_DAY * days
    later = {"starts_on": start, "ends_on": start + calendar.ONE_DAY * 2, "self_evaluation_due_on": start}
    two = walk.make_task(cast, name="校园安全督导", **special | later)
    return [walk.inspection_of(task, cast.school) for task in (one, two)]


def merged(cast: Cast) -> JointVisit:
    """Two inspections of the school merged on the days of the second."""
    rows = colliding(cast)
    last = rows[-1]
    return plan_services.merge_inspections(
        rows, by=cast.office, starts_on=last.starts_on, ends_on=last.ends_on, reason="减轻学校负担"
    )


def internal(cast: Cast, **changes: Any) -> InternalInspection:
    """The school's record of an inspection of itself."""
    content: dict[str, Any] = {
        "unit": cast.school,
        "held_on": calendar.today(),
        "title": "食堂与食品安全自查",
        "matters": "食堂管理\n食品留样",
        "who": "副校长、总务主任、家长代表",
        "findings": "留样登记有缺漏。",
        "measures": "每餐双人签字，总务处周查。",
    }
    return internal_services.record_internal_inspection(by=cast.school_head, **content | changes)
