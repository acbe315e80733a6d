"""Collisions at the edge of the window, merging that keeps the gates, splitting, and their pages."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core import audit, calendar
from core.errors import NotAllowed, Refused, TransitionRefused
from core.models import Notification
from reports.facts.inspection import notice_content
from supervision import law
from supervision.inspection import services as inspection_services
from supervision.models import Inspection, JointVisit, Mode
from supervision.plan import services as plan_services
from supervision.plan.services import collision
from supervision.task import services as task_services
from supervision.visit import services as visit_services
from tests.people import Cast, make_unit
from tests.walk import inspection as walk
from tests.walk import plan as planning
from tests.walk.clock import on

Browser = Callable[[str], Client]
PAGE = "/desk/supervision/collisions/"
MERGE = "/desk/supervision/joint-visits/merge/"


def found() -> list[collision.Clash]:
    """All collisions."""
    return collision.clashes_of(collision.pairs(Inspection.objects.all()).select_related("task", "unit"))


@pytest.mark.parametrize(("days", "collides"), [(0, True), (13, True), (14, False), (40, False)])
def test_at_the_edge_of_the_window(cast: Cast, days: int, collides: bool) -> None:
    """Thirteen days between the end of one and the beginning of the next collide, fourteen do not."""
    rows = planning.colliding(cast, days=days)
    clashes = found()
    assert bool(clashes) is collides
    assert (collision.colliding(rows) == {row.pk for row in rows}) is collides
    if collides:
        assert [(clash.first, clash.second, clash.gap) for clash in clashes] == [(*rows, days)]


def test_on_the_very_same_days_once(cast: Cast) -> None:
    walk.make_task(cast, name="甲", units=[cast.school])
    walk.make_task(cast, name="乙", units=[cast.school, cast.other_school])
    (clash,) = found()
    assert clash.unit == cast.school
    assert clash.gap < 0
    assert clash.mergeable


def test_what_does_not_collide(cast: Cast) -> None:
    """Other units, cancelled ones, one joint visit, and two that are both past the site visit."""
    rows = planning.colliding(cast)
    task_services.cancel_task(rows[0].task, by=cast.office_head, reason="取消")
    assert found() == []
    walk.visited(cast, units=[cast.kindergarten, cast.school])
    again = Inspection.objects.exclude(state="cancelled").filter(unit=cast.school)
    assert len(found()) == 1
    Inspection.objects.filter(pk__in=again).update(state="deliberated")
    assert found() == []
    assert collision.colliding(list(again)) == set()


def test_merged_ones_no_longer_collide(cast: Cast) -> None:
    joint = planning.merged(cast)
    assert found() == []
    rows = list(joint.inspections.all())
    assert collision.colliding(rows) == set()
    assert {(row.starts_on, row.ends_on) for row in rows} == {(joint.starts_on, joint.ends_on)}


def test_merging_is_logged_and_told(cast: Cast) -> None:
    """Both inspections carry the event; the teams are told, the unit only where it had notice."""
    rows = planning.colliding(cast)
    task = task_services.approve_task(rows[0].task, by=cast.office_head)
    inspection_services.issue_notice(walk.inspection_of(task, cast.school), by=cast.office)
    last = rows[-1]
    joint = plan_services.merge_inspections(
        rows, by=cast.office, starts_on=last.starts_on, ends_on=last.ends_on, reason="减轻学校负担"
    )
    for row in joint.inspections.all():
        event = audit.events_about(row).filter(action="merge_inspections").get()
        assert event.reason == "减轻学校负担"
        assert event.data["to"] == [str(last.starts_on), str(last.ends_on)]
    told = Notification.objects.filter(kind="merge_inspections")
    assert told.filter(recipient=cast.school_head).count() == 1
    assert told.filter(recipient=cast.inspector).count() == 2


def test_deadlines_follow_the_days(cast: Cast) -> None:
    joint = planning.merged(cast)
    for row in joint.inspections.all():
        assert row.due_on == law.latest_notice(joint.starts_on)


def merge(cast: Cast, rows: list[Inspection], first: dt.date, **changes: Any) -> JointVisit:
    """Merge on two days from `first`."""
    content = {"starts_on": first, "ends_on": first + calendar.ONE_DAY, "reason": "减负", "by": cast.office}
    return plan_services.merge_inspections(rows, **content | changes)


def test_a_notice_that_went_out_stays_early_enough(cast: Cast) -> None:
    """REG 17: the joint days may not lie nearer to the notice than five working days, whoever had it."""
    rows = []
    for row in planning.colliding(cast):
        task = task_services.approve_task(row.task, by=cast.office_head)
        rows.append(inspection_services.issue_notice(walk.inspection_of(task, cast.school), by=cast.office))
    too_early = law.earliest_start(rows[0].notified_on).on - calendar.ONE_DAY
    with pytest.raises(Refused, match="已发出") as refusal:
        merge(cast, rows, too_early)
    assert refusal.value.rule
    assert not JointVisit.objects.exists()
    assert Inspection.objects.get(pk=rows[0].pk).starts_on == rows[0].starts_on


def test_a_notice_that_is_still_to_go_out_can(cast: Cast) -> None:
    rows = planning.colliding(cast)
    with pytest.raises(Refused, match="尚未发出"):
        merge(cast, rows, law.earliest_start(calendar.today()).on - calendar.ONE_DAY)


def test_not_before_a_self_evaluation_is_due(cast: Cast) -> None:
    """REG 18: the second asks for a self-evaluation by its own first day."""
    rows = planning.colliding(cast)
    with pytest.raises(Refused, match="自评截止"):
        merge(cast, rows, rows[0].starts_on)
    assert merge(cast, rows, rows[1].starts_on).inspections.count() == 2


def test_refusals(cast: Cast) -> None:
    rows = planning.colliding(cast)
    first = rows[1].starts_on
    with pytest.raises(NotAllowed, match="此操作由督导办办理"):
        merge(cast, rows, first, by=cast.leader)
    with pytest.raises(Refused, match="至少需要两项"):
        merge(cast, rows[:1], first)
    with pytest.raises(Refused, match="理由"):
        merge(cast, rows, first, reason=" ")
    with pytest.raises(Refused, match="末日"):
        merge(cast, rows, first, ends_on=first - calendar.ONE_DAY)
    with pytest.raises(Refused, match="首日已过"):
        merge(cast, rows, calendar.today() - calendar.ONE_DAY)
    other = walk.inspection_of(walk.make_task(cast, announced=True, units=[cast.other_school]), cast.other_school)
    with pytest.raises(Refused, match="不属于同一单位"):
        merge(cast, [rows[0], other], first)
    merge(cast, rows, first)
    third = walk.inspection_of(walk.make_task(cast, announced=True, name="丙", units=[cast.school]), cast.school)
    with pytest.raises(Refused, match="已经属于"):
        merge(cast, [rows[0], third], first)


def test_not_once_somebody_is_on_site(cast: Cast) -> None:
    visit = walk.begun(cast, units=[cast.school])
    other = walk.inspection_of(walk.make_task(cast, name="乙", units=[cast.school]), cast.school)
    with pytest.raises(Refused, match="尚未入校"):
        merge(cast, [visit.inspection, other], calendar.today())


def test_an_unannounced_one_is_not_given_away(cast: Cast) -> None:
    """四不两直: merged with an announced one, its notice would be no surprise; two unannounced ones may be merged."""
    open_one = walk.inspection_of(walk.make_task(cast, announced=True, units=[cast.school]), cast.school)
    hidden = [walk.inspection_of(walk.make_task(cast, name=n, units=[cast.school]), cast.school) for n in ("甲", "乙")]
    with pytest.raises(Refused, match="不预先告知"):
        merge(cast, [open_one, hidden[0]], open_one.starts_on)
    joint = merge(cast, hidden, calendar.today())
    assert [row.due_on for row in joint.inspections.all()] == [calendar.today()] * 2


def test_split_before_anybody_is_on_site(cast: Cast, browser: Browser) -> None:
    joint = planning.merged(cast)
    with pytest.raises(NotAllowed, match="此操作由督导办办理"):
        plan_services.split_joint(joint, by=cast.leader, reason="x")
    with pytest.raises(Refused, match="理由"):
        plan_services.split_joint(joint, by=cast.office, reason=" ")
    office, url = browser("office"), reverse("split_joint", args=[joint.pk])
    row = joint.inspections.first()
    assert url in office.get(row.get_absolute_url()).content.decode()
    assert office.post(url, {"reason": ""}).status_code == 422
    assert office.post(url, {"reason": "时间冲突"}).status_code == 302
    joint.refresh_from_db()
    assert joint.split_reason == "时间冲突"
    assert not joint.inspections.exists()
    assert audit.events_about(row).filter(action="split_joint").get().reason == "时间冲突"
    with pytest.raises(TransitionRefused, match="合并督导已经开始或者已经拆分"):
        plan_services.split_joint(joint, by=cast.office, reason="再拆")
    assert len(found()) == 1


def test_not_split_once_somebody_is_on_site(cast: Cast) -> None:
    hidden = []
    for name in ("甲", "乙"):
        task = walk.approved(cast, name=name, units=[cast.school])
        hidden.append(walk.inspection_of(task, cast.school))
    joint = merge(cast, hidden, calendar.today())
    noticed = inspection_services.issue_notice(walk.inspection_of(hidden[0].task, cast.school), by=cast.office)
    visit_services.begin_visit(noticed, by=cast.inspector, visited_on=calendar.today())
    with pytest.raises(TransitionRefused, match="合并督导已经开始或者已经拆分"):
        plan_services.split_joint(joint, by=cast.office, reason="x")


def test_both_pages_say_so(cast: Cast, browser: Browser) -> None:
    joint = planning.merged(cast)
    one, two = joint.inspections.order_by("created_at")
    page = browser("office").get(one.get_absolute_url()).content.decode()
    assert "合并督导" in page
    assert two.task.name in page
    task_services.approve_task(one.task, by=cast.office_head)
    notice = browser("office").get(reverse("issue_notice", args=[one.pk])).content.decode()
    assert two.task.name in notice
    noticed = inspection_services.issue_notice(walk.inspection_of(one.task, cast.school), by=cast.office)
    unit = browser("school_head").get(noticed.get_absolute_url()).content.decode()
    assert "合并督导" in unit
    assert two.task.name not in unit  # the unit has no notice of it yet
    assert joint.get_absolute_url() == one.get_absolute_url()


def test_shown_before_a_task_is_approved(cast: Cast, browser: Browser) -> None:
    rows = planning.colliding(cast)
    head = browser("office_head")
    for address in (rows[1].task.get_absolute_url(), reverse("approve_task", args=[rows[1].task_id])):
        text = head.get(address).content.decode()
        assert "1处冲突" in text
        assert rows[0].task.name in text
    assert task_services.approve_task(rows[1].task, by=cast.office_head).state == "approved"
    assert collision.clashes_of_task(rows[0].task)[0].first == rows[0]


def test_the_page_and_the_merge_by_browser(cast: Cast, browser: Browser) -> None:
    rows = planning.colliding(cast)
    office = browser("office")
    page = office.get(PAGE)
    assert [clash.unit for clash in page.context["clashes"]] == [cast.school]
    address = f"{MERGE}?inspection={rows[0].pk}&inspection={rows[1].pk}"
    assert address.replace("&", "&amp;") in page.content.decode()
    form = office.get(address).context["form"]
    assert form["starts_on"].value() == rows[1].starts_on
    typed = {
        "inspections": [row.pk for row in rows],
        "starts_on": rows[0].starts_on,
        "ends_on": rows[0].ends_on,
        "reason": "减轻负担",
    }
    refused = office.post(address, typed)
    assert refused.status_code == 422
    assert "减轻负担" in refused.content.decode()
    done = office.post(address, typed | {"starts_on": rows[1].starts_on, "ends_on": rows[1].ends_on}, follow=True)
    assert "只入校一次" in done.content.decode()
    assert done.context["clashes"] == []
    assert [joint.unit for joint in done.context["joints"]] == [cast.school]
    assert office.post(address, typed).status_code == 422  # a second press
    assert "请先选择一项冲突" in office.get(f"{MERGE}?inspection=nonsense").content.decode()
    assert browser("leader").get(MERGE).status_code == 403
    assert browser("school_head").get(PAGE).status_code == 403
    assert "合并</a>" not in browser("zone_leader").get(PAGE).content.decode()


def test_an_item_that_cannot_keep_clear(cast: Cast, browser: Browser) -> None:
    """An item whose whole period lies near an inspection of the unit collides; one with room does not."""
    with on(dt.date(2026, 9, 7)):
        plan = planning.begun(cast)
        near = {"starts_on": dt.date(2026, 10, 12), "ends_on": dt.date(2026, 10, 20), "kinds": ["junior"]}
        for name, days in (("近", near), ("宽", near | {"ends_on": dt.date(2026, 12, 20)})):
            plan_services.add_plan_item(plan, by=cast.office, **planning.item_content(name=name, **days))
        plan = plan_services.submit_annual_plan(plan, by=cast.office, gap_reason="轮换")
        plan_services.approve_annual_plan(plan, by=cast.leader)
        day = dt.date(2026, 10, 8)
        row = {"starts_on": day, "ends_on": day, "self_evaluation_due_on": day, "units": [cast.school]}
        task = walk.make_task(cast, announced=True, mode=Mode.COMPREHENSIVE, **row)
        planned = browser("office").get(PAGE).context["planned"]
        assert [(clash.item.name, clash.unit) for clash in planned] == [("近", cast.school)]
        plan_services.link_plan_item(task, planned[0].item, by=cast.office)
        assert browser("office").get(PAGE).context["planned"] == []


@pytest.mark.parametrize(
    ("first", "last", "crowded"),
    [
        (dt.date(2026, 10, 1), dt.date(2026, 10, 5), True),
        (dt.date(2026, 9, 25), dt.date(2026, 9, 25), False),  # the item's last day lies fourteen days after it
        (dt.date(2026, 9, 26), dt.date(2026, 9, 26), True),
        (dt.date(2026, 10, 20), dt.date(2026, 10, 25), True),
        (dt.date(2026, 10, 19), dt.date(2026, 10, 25), True),
        (dt.date(2026, 10, 22), dt.date(2026, 10, 25), False),  # its first day lies fourteen days before it
    ],
)
def test_room_in_a_period(cast: Cast, first: dt.date, last: dt.date, crowded: bool) -> None:
    """An item from 8 to 9 October."""
    days = {"starts_on": dt.date(2026, 10, 8), "ends_on": dt.date(2026, 10, 9)}
    item = planning.item_of(planning.drafted(cast, 2026, **days))
    assert collision.is_crowded(item, first, last, apart=dt.timedelta(days=14)) is crowded


def test_statements_do_not_grow(cast: Cast, browser: Browser, statements: Callable[[Client, str], int]) -> None:
    planning.published(cast)
    planning.colliding(cast)
    planning.merged(cast)
    office = browser("office")
    few = statements(office, PAGE)
    units = [make_unit(f"51042199{n:02}", f"增设{n}小学", "primary", zone=cast.zone) for n in range(50)]
    for name in ("甲", "乙"):
        walk.make_task(cast, name=name, units=units)
    assert statements(office, PAGE) == few <= 14


def test_a_joint_visit_keeps_its_days_when_the_task_moves(cast: Cast) -> None:
    """Editing the draft or moving the approved task does not pull one of two inspections away."""
    joint = planning.merged(cast)
    row = joint.inspections.select_related("task").order_by("created_at").first()
    content = walk.task_content(cast, announced=True, name="改名", mode=Mode.SPECIAL, units=[cast.school])
    task_services.edit_task(row.task, by=cast.office, **content)
    task = task_services.approve_task(Inspection.objects.get(pk=row.pk).task, by=cast.office_head)
    later = task.starts_on + dt.timedelta(days=60)
    days = {"starts_on": later, "ends_on": later, "self_evaluation_due_on": task.self_evaluation_due_on}
    task_services.postpone_task(task, by=cast.office_head, reason="暴雨", **days)
    moved = Inspection.objects.get(pk=row.pk)
    assert (moved.starts_on, moved.ends_on) == (joint.starts_on, joint.ends_on)


def test_what_is_left_of_a_joint_visit_may_be_merged_anew(cast: Cast, browser: Browser) -> None:
    """Once the other task is cancelled the inspection stands alone and says nothing of a joint visit."""
    joint = planning.merged(cast)
    one, two = joint.inspections.select_related("task").order_by("created_at")
    task_services.cancel_task(two.task, by=cast.office_head, reason="取消")
    assert (
        "合并督导" not in browser("zone_leader").get(one.get_absolute_url()).context["inspection"].get_state_display()
    )
    assert not Inspection.objects.joined().exists()
    third = walk.inspection_of(walk.make_task(cast, announced=True, name="丙", units=[cast.school]), cast.school)
    again = merge(cast, [one, third], one.starts_on)
    assert set(again.inspections.all()) == {one, third}


def test_the_notice_says_that_it_is_merged(cast: Cast) -> None:
    """The official document tells the unit, without naming an inspection that it has no notice of."""
    joint = planning.merged(cast)
    one, two = joint.inspections.select_related("task", "unit").order_by("created_at")
    text = str(notice_content(one, issued_on=calendar.today()))
    assert "合并进行" in text
    assert two.task.name not in text
    alone = walk.inspection_of(walk.make_task(cast, announced=True, units=[cast.kindergarten]), cast.kindergarten)
    assert "合并进行" not in str(notice_content(alone, issued_on=calendar.today()))


def test_a_notified_one_is_due_on_the_joint_day(cast: Cast) -> None:
    """Two unannounced inspections, one of them with its notice: both wait for the first joint day."""
    noticed = walk.notified(cast, units=[cast.school])
    other = walk.inspection_of(walk.approved(cast, name="乙", units=[cast.school]), cast.school)
    joint = merge(cast, [noticed, other], calendar.today() + calendar.ONE_DAY)
    assert {row.due_on for row in joint.inspections.all()} == {joint.starts_on}


def test_a_joint_visit_of_one_says_nothing(cast: Cast, browser: Browser) -> None:
    joint = planning.merged(cast)
    one, two = joint.inspections.select_related("task").order_by("created_at")
    assert "佐证材料只要求一次" in browser("office").get(one.get_absolute_url()).content.decode()
    task_services.cancel_task(two.task, by=cast.office_head, reason="取消")
    assert "佐证材料只要求一次" not in browser("office").get(one.get_absolute_url()).content.decode()
    plan_services.split_joint(joint, by=cast.office, reason="只剩一项")
    assert joint.get_absolute_url() == PAGE
