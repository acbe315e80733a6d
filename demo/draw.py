"""The demo's double-random draws: one in every state, one with its task, one voided and drawn again."""

import datetime as dt
import random
from typing import Any

from django.utils import timezone

from accounts.enums import OrganisationKind
from demo import people, texts
from demo.clock import as_of, workday
from demo.procedure import Team, in_force, team
from supervision.draw import services as draw_services
from supervision.models import Draw, InspectionTask, Mode, SeedKind, ZoneRule
from supervision.task import services as task_services

STRATA = (
    {"name": "小学", "kind": OrganisationKind.PRIMARY, "quota": 2},
    {"name": "初中", "kind": OrganisationKind.JUNIOR, "percent": 20},
    {"name": "民办幼儿园", "kind": OrganisationKind.KINDERGARTEN, "private": "yes", "quota": 2},
)
BLANK: dict[str, Any] = {"kind": "", "township": "", "zone": "", "private": "", "not_since": "", "codes": []}
SIZE = {"quota": None, "percent": None}
WITNESSES = (
    {"name": "示例见证人甲", "post": "县纪委监委派驻教体局纪检监察组"},
    {"name": "示例见证人乙", "post": "家长代表"},
)
DICE = random.Random(20261124)  # noqa: S311 (the demo throws no real dice; the same county comes out each time)


def build() -> None:
    """Draws in every state, oldest first."""
    crew = team()
    _voided_and_again(crew)
    _with_task(crew)
    _unannounced(crew)
    _seed(_commit(_draft(crew, "第四季度食堂食品安全抽查", days=6), crew, days=6), crew, days=5)
    _commit(_draft(crew, "冬季校园消防安全抽查", days=2), crew, days=2)
    _draft(crew, "下学期开学检查对象和督学抽取", days=1)


def _draft(crew: Team, purpose: str, *, days: int, task: InspectionTask | None = None, **changes: Any) -> Draw:
    """A draft of `days` ago."""
    content: dict[str, Any] = {
        "task": task,
        "purpose": purpose,
        "first_on": workday(-20),
        "last_on": workday(-24),
        "strata": [{**BLANK, **SIZE, **row} for row in STRATA],
        "included": [],
        "excluded": [{"code": people.schools()[2].code, "reason": "上月刚接受综合督导，减轻学校负担"}],
        "per_unit": 3,
        "zone_rule": ZoneRule.ANY,
        "inspector_kinds": [],
        "inspector_zones": [],
        "result_public_on": None,
    }
    with as_of(workday(days), 9):
        return draw_services.create_draw(by=crew.office, **content | changes)


def _commit(draw: Draw, crew: Team, *, days: int, hour: int = 10) -> Draw:
    with as_of(workday(days), hour):
        return draw_services.commit_draw(draw, by=crew.office)


def _seed(draw: Draw, crew: Team, *, days: int, throws: int = 30) -> Draw:
    digits = "".join(str(DICE.randint(1, 6)) for _throw in range(throws))
    thrown = dt.datetime.combine(workday(days), dt.time(14, 30), tzinfo=timezone.get_default_timezone())
    with as_of(workday(days), 15):
        return draw_services.seed_draw(
            draw,
            by=crew.office,
            kind=SeedKind.DICE,
            digits=digits,
            again=digits,
            source="县政府三楼会议室现场掷骰子",
            at=thrown,
            witnesses=WITNESSES,
        )


def _run(draw: Draw, crew: Team, *, days: int) -> Draw:
    with as_of(workday(days), 16):
        return draw_services.run_draw(draw, by=crew.office)


def _task(crew: Team, name: str, *, days: int, announced: bool) -> InspectionTask:
    """A draft task whose units are drawn."""
    with as_of(workday(days), 8):
        return task_services.create_task(
            by=crew.office,
            name=name,
            mode=Mode.SPECIAL,
            is_announced=announced,
            matters=texts.MATTERS,
            framework_version=in_force("义务教育"),
            needs_self_evaluation=False,
            self_evaluation_due_on=None,
            starts_on=workday(-16),
            ends_on=workday(-20),
            units=[],
            members=[],
            leader=None,
            targets_by_draw=True,
        )


def _with_task(crew: Team) -> None:
    """A confirmed draw; its units and teams stand on the task."""
    task = _task(crew, "规范办学行为专项督导", days=12, announced=True)
    only_schools = [{**BLANK, **SIZE, **row} for row in STRATA[:2]]
    purpose = "规范办学行为专项督导对象和督学抽取"
    draw = _commit(_draft(crew, purpose, days=12, task=task, strata=only_schools), crew, days=11)
    draw = _run(_seed(draw, crew, days=10), crew, days=10)
    with as_of(workday(9), 17):
        draw_services.confirm_draw(draw, by=crew.head)


def _unannounced(crew: Team) -> None:
    """A draw for an unannounced inspection: drawn, its result public only after the last day on site."""
    task = _task(crew, "食堂和校园安全四不两直督导", days=8, announced=False)
    draw = _draft(crew, "食堂和校园安全四不两直督导对象和督学抽取", days=8, task=task)
    _run(_seed(_commit(draw, crew, days=8), crew, days=7), crew, days=7)


def _voided_and_again(crew: Team) -> None:
    """A draw that was voided after its commit, and the one in its place, confirmed without a task."""
    first = _commit(_draft(crew, "秋季学期作业管理抽查", days=18), crew, days=18)
    with as_of(workday(17), 11):
        reason = "名录库公布后发现一所学校办学性质登记有误，更正后重新抽取"
        draw_services.void_draw(first, by=crew.head, reason=reason)
        again = draw_services.redraw(first, by=crew.office, reason=reason)
    again = _run(_seed(_commit(again, crew, days=16, hour=12), crew, days=15), crew, days=15)
    with as_of(workday(14), 17):
        draw_services.confirm_draw(again, by=crew.head)
