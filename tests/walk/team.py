"""Walks around a task with several teams: more inspectors, a second team, recusals raised, experts, consultations."""

import datetime as dt
from typing import Any

from core import calendar
from inspectors.models import Inspector, RecusalGround, RecusalRequest, Side
from inspectors.recusal import services as recusal_services
from supervision.models import Consultation, InspectionTask, TaskGrant, Team
from supervision.task import services as task_services
from supervision.team import services as team_services
from tests.people import Cast, make_inspector
from tests.walk import expert as experts
from tests.walk import inspection as walk


def others(cast: Cast, count: int = 3) -> list[Inspector]:
    """More trained inspectors without accounts; the same on every call."""
    known = list(Inspector.objects.filter(certificate__startswith="川米督〔2025〕95").order_by("certificate"))
    made = [make_inspector(None, f"督学{'丁戊己庚辛'[n]}", 50 + n, zone=cast.zone) for n in range(len(known), count)]
    return [*known, *made][:count]


def second_team(task: InspectionTask, cast: Cast, **changes: Any) -> Team:
    """Team 2 of the draft `task`, which goes to the other school."""
    crew = others(cast)
    content: dict[str, Any] = {"number": 2, "members": crew, "leader": crew[0], "units": [cast.other_school]}
    return team_services.set_team(task, by=changes.pop("by", cast.office), **(content | changes))


def two_teams(cast: Cast, **overrides: Any) -> InspectionTask:
    """A draft task: team 1 goes to the school, team 2 to the other school."""
    task = walk.make_task(cast, **overrides)
    second_team(task, cast)
    return InspectionTask.objects.get(pk=task.pk)


def raised(cast: Cast, **changes: Any) -> RecusalRequest:
    """The second inspector raises a recusal from the school."""
    content: dict[str, Any] = {
        "by": cast.other_inspector,
        "unit": cast.school,
        "ground": RecusalGround.FAMILY_THERE,
        "reason": "配偶在该校任教",
        "side": Side.INSPECTOR,
    }
    inspector = changes.pop("inspector", None) or Inspector.objects.get(user=cast.other_inspector)
    return recusal_services.raise_recusal(inspector, **(content | changes))


def invited(cast: Cast, task: InspectionTask, days: int = 10) -> TaskGrant:
    """The expert, a member of the pool, is on the task for so many days."""
    experts.member(cast)
    until = calendar.today() + dt.timedelta(days=days)
    return team_services.invite_expert(task, by=cast.office, user=cast.expert, until=until, purpose="评审食品安全")


def consulted(cast: Cast, task: InspectionTask, **changes: Any) -> Consultation:
    """A consultation with the education bureau is on record."""
    content: dict[str, Any] = {
        "held_on": calendar.today(),
        "place": "县政府二楼会议室",
        "units": [cast.education_bureau],
        "topics": "食品安全、校园周边治理",
        "agreed": "市场监管部门派员参加食堂检查。",
    }
    return task_services.record_consultation(task, by=changes.pop("by", cast.office), **(content | changes))
