"""The demo's annual plans in every state, inspections that collide, a joint visit, and schools' own inspections."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from accounts.enums import GOVERNMENT_KINDS, OrganisationKind
from accounts.models import Organisation, User
from core import calendar
from demo import people, pictures
from demo.clock import as_of, workday
from demo.finished import SCENES, term_of
from demo.procedure import Team, draft_task, in_force, inspection_of, team, unit_user
from supervision.internal import services as internal_services
from supervision.models import InspectionTask, Mode, Plan
from supervision.plan import services as plan_services

COMPULSORY = [OrganisationKind.PRIMARY, OrganisationKind.JUNIOR, OrganisationKind.NINE_YEAR]
PURPOSE = (
    "围绕立德树人根本任务，统筹综合督导、专项督导、经常性督导和学校内部督导，每年对每个被督导单位至少开展一次综合督导。\n"
    "坚持减轻基层负担：对同一学校的督导能合并的合并开展，已报送且仍然有效的材料不再重复要求。"
)
GAP_REASON = "普通高中、中职和特殊教育学校今年由市级统一组织综合督导，县级不重复安排，结果纳入县级台账。"
MATTERS = {
    "whole": "办学方向与党建\n规范办学行为\n课程实施与教学管理\n校园安全\n教师队伍建设",
    "safety": "校园安全责任落实\n食堂与食品安全\n学生欺凌防治",
    "homework": "作业管理\n课后服务\n手机与睡眠管理",
    "monthly": "挂牌督导八项事项",
    "own": "学校自定督导事项",
    "government": "教育投入\n控辍保学\n学前教育管理",
}
# title, matters, by whom, what was found, what is done about it, days ago
INTERNAL = (
    (
        "食堂与食品安全自查",
        "食堂管理\n食品留样",
        "副校长、总务主任、家长代表2人",
        "个别餐次留样登记缺签字。",
        "双人签字，总务处每周检查并公示。",
        62,
    ),
    (
        "作业管理专项自查",
        "作业总量\n作业公示",
        "教导主任、年级组长",
        "五年级周二作业总量偏多。",
        "年级组统筹，教导处每周抽查两个班。",
        40,
    ),
    (
        "课堂教学内部督导",
        "教学常规\n课程开设",
        "校级督导组5人",
        "3节课当堂反馈不足。",
        "组织一次课例研讨，两周后复听。",
        24,
    ),
    (
        "校园安全隐患排查",
        "消防\n门卫\n校舍",
        "安全办主任、保卫干事",
        "二楼东侧应急灯不亮。",
        "当日更换，列入每周巡查。",
        3,
    ),
)


def build() -> None:
    """Plans of four years in all states, collisions, a joint visit, internal inspections."""
    crew = team()
    leader = User.objects.get(username="leader")
    this = calendar.today().year
    _last_year(crew, leader, this - 1)
    _this_year(crew, leader, this)
    _coming(crew, leader, this)
    _collisions(crew)
    _internal()


def _item(plan: Plan, crew: Team, name: str, mode: Mode, months: tuple[int, int], **choice: Any) -> None:
    """Put an item on the plan, from the first of one month to the last of another."""
    framework = choice.pop("framework", "")
    last = dt.date(plan.year + months[1] // 12, months[1] % 12 + 1, 1) - calendar.ONE_DAY
    content: dict[str, Any] = {
        "mode": mode,
        "name": name,
        "starts_on": dt.date(plan.year, months[0], 1),
        "ends_on": last,
        "framework": in_force(framework).framework if framework else None,
        "note": "",
        "kinds": [],
        "zone": None,
        "township": None,
        "ownership": "",
        "named_units": [],
        "left_out_units": [],
    }
    plan_services.add_plan_item(plan, by=crew.office, **content | choice)


def _items(plan: Plan, crew: Team) -> None:
    """What every year has."""
    year, whole = plan.year, {"matters": MATTERS["whole"]}
    schools = {**whole, "kinds": COMPULSORY, "framework": "义务教育学校"}
    kindergartens = {**whole, "kinds": [OrganisationKind.KINDERGARTEN], "framework": "幼儿园"}
    governments = {"matters": MATTERS["government"], "kinds": sorted(GOVERNMENT_KINDS), "framework": "县级"}
    campuses = [*COMPULSORY, OrganisationKind.KINDERGARTEN]
    _item(plan, crew, f"{year}年义务教育学校综合督导", Mode.COMPREHENSIVE, (3, 12), **schools)
    _item(plan, crew, f"{year}年幼儿园办园行为督导评估", Mode.COMPREHENSIVE, (4, 12), **kindergartens)
    _item(plan, crew, f"{year}年乡镇和部门履行教育职责评价", Mode.COMPREHENSIVE, (9, 11), **governments)
    _item(plan, crew, "开学工作与校园安全专项督导", Mode.SPECIAL, (9, 9), matters=MATTERS["safety"], kinds=campuses)
    private = {"matters": MATTERS["homework"], "ownership": "private"}
    _item(plan, crew, "民办学校规范办学专项督导", Mode.SPECIAL, (12, 12), **private)
    _item(plan, crew, "责任督学挂牌督导", Mode.REGULAR, (1, 12), matters=MATTERS["monthly"], kinds=campuses)


def _begin(crew: Team, year: int) -> Plan:
    plan = plan_services.create_annual_plan(
        by=crew.office, year=year, title=f"{year}年度教育督导工作计划", purpose=PURPOSE
    )
    _items(plan, crew)
    return plan


def _decide(plan: Plan, crew: Team, leader: User, *, published: bool = True) -> Plan:
    plan = plan_services.submit_annual_plan(plan, by=crew.office, gap_reason=GAP_REASON)
    plan = plan_services.approve_annual_plan(plan, by=leader)
    return plan_services.publish_annual_plan(plan, by=crew.office) if published else plan


def _last_year(crew: Team, leader: User, year: int) -> None:
    """Published, then replaced in the summer by a second version."""
    with as_of(dt.date(year, 1, 13)):
        first = _decide(_begin(crew, year), crew, leader)
    with as_of(dt.date(year, 8, 20)):
        second = plan_services.revise_annual_plan(
            first, by=crew.office, reason="按照上级部署，秋季增加作业管理专项督导。"
        )
        extra = {"matters": MATTERS["homework"], "kinds": COMPULSORY}
        _item(second, crew, "作业管理专项督导", Mode.SPECIAL, (10, 11), **extra)
        _decide(second, crew, leader)


def _this_year(crew: Team, leader: User, year: int) -> None:
    """Published in January and carried out since; a new version is being drafted; the leaders sent it back once."""
    with as_of(dt.date(year, 1, 12)):
        plan = plan_services.submit_annual_plan(_begin(crew, year), by=crew.office, gap_reason=GAP_REASON)
    with as_of(dt.date(year, 1, 14)):
        plan = plan_services.return_annual_plan(
            plan, by=leader, reason="请与教体局核对开学时间，避免与期末考试冲突后再报。"
        )
    with as_of(dt.date(year, 1, 19)):
        plan = plan_services.submit_annual_plan(plan, by=crew.office, gap_reason=GAP_REASON)
        plan = plan_services.approve_annual_plan(plan, by=leader)
    with as_of(dt.date(year, 1, 20)):
        plan = plan_services.publish_annual_plan(plan, by=crew.office)
    _carry_out(plan, crew)
    plan_services.revise_annual_plan(plan, by=crew.office, reason="拟增加校外培训治理专项督导，报领导审定。")


def _carry_out(plan: Plan, crew: Team) -> None:
    """The tasks of this year come from its items."""
    words = {"综合督导": "义务教育学校综合", "幼儿园办园行为": "幼儿园办园"}
    for word, start in words.items():
        item = plan.items.filter(name__contains=start).with_units().select_related("plan").get()
        for task in InspectionTask.objects.filter(name__contains=word, mode=item.mode, starts_on__year=plan.year):
            plan_services.link_plan_item(task, item, by=crew.office)


def _coming(crew: Team, leader: User, this: int) -> None:
    """Next year's plan waits for the leaders; the year after next is approved in outline and not yet published."""
    with as_of(workday(6)):
        plan_services.submit_annual_plan(_begin(crew, this + 1), by=crew.office, gap_reason=GAP_REASON)
    with as_of(workday(4)):
        _decide(_begin(crew, this + 2), crew, leader, published=False)


def _collisions(crew: Team) -> None:
    """Two inspections of one school eight days apart, and two of another that were merged."""
    first, second = people.schools()[len(SCENES) + 20 :][:2]
    with as_of(workday(2)):
        _pair(crew, first, merged=False)
        _pair(crew, second, merged=True)


def _pair(crew: Team, unit: Organisation, *, merged: bool) -> None:
    term, start = term_of(calendar.today()), workday(-28)
    tasks = []
    for name, days in (("心理健康教育专项督导", 0), ("实验教学专项督导", 9)):
        first = start + dt.timedelta(days=days)
        kind = {"mode": Mode.SPECIAL, "framework": in_force("义务教育学校"), "self_evaluation_due_on": first}
        words = f"{term}{name}（{unit.name}）"
        tasks.append(draft_task(crew, words, [unit], starts_on=first, ends_on=first + dt.timedelta(days=1), **kind))
    if merged:
        rows = [inspection_of(task, unit) for task in tasks]
        reason = "两项督导相隔不足两周，合并入校一次，材料只报一次，减轻学校负担。"
        days = {"starts_on": rows[1].starts_on, "ends_on": rows[1].ends_on}
        plan_services.merge_inspections(rows, by=crew.office, reason=reason, **days)


def _internal() -> None:
    """Schools inspect themselves; one record was entered twice and removed."""
    units: Sequence[Organisation] = [*people.schools()[:3], people.kindergartens()[0]]
    for place, unit in enumerate(units):
        by = unit_user(unit)
        for title, matters, who, findings, measures, days_ago in INTERNAL[place % 2 :: 2] if place else INTERNAL:
            with as_of(workday(days_ago)):
                record = internal_services.record_internal_inspection(
                    by=by,
                    unit=unit,
                    held_on=calendar.today(),
                    title=title,
                    matters=matters,
                    who=who,
                    findings=findings,
                    measures=measures,
                    files=[pictures.photograph("内部督导记录.jpg")],
                )
    with as_of(workday(2)):
        internal_services.remove_internal_inspection(record, by=by, reason="重复记录，以前一次为准。")
