"""create_draw to confirm_draw, void_draw, redraw: the rules of a double-random draw, one by one."""

import datetime as dt
import json
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from accounts.services.policy import edit_policy
from core import calendar
from core.errors import NotAllowed, NotYourTurn, Refused, TransitionRefused
from core.models import AuditEvent, DocumentNumber, Notification
from inspectors.models import Inspector, InspectorKind, Recusal, RecusalGround
from supervision.draw import drawing
from supervision.draw import services as draw_services
from supervision.models import Draw, Inspection, ZoneRule
from supervision.task import services as task_services
from supervision.team import services as team_services
from tests.people import Cast
from tests.walk import draw as walk
from tests.walk import inspection as tasks


def keep_away(inspector: Inspector, unit: Any) -> Recusal:
    return Recusal.objects.create(inspector=inspector, unit=unit, ground=RecusalGround.ON_STAFF)


# --- draft -----------------------------------------------------------------------------------------------------------
def test_only_the_office_prepares_a_draw(cast: Cast) -> None:
    for name in ("leader", "inspector", "school_head"):
        with pytest.raises(NotAllowed, match="此操作由督导办办理"):
            draw_services.create_draw(by=getattr(cast, name), **walk.content())
    draw = walk.drafted(cast)
    edited = draw_services.edit_draw(draw, by=cast.office, **walk.content(purpose="作业管理抽查", per_unit=1))
    assert (edited.purpose, edited.per_unit, edited.number) == ("作业管理抽查", 1, "")
    assert set(AuditEvent.objects.get(action="edit_draw").data["changed"]) >= {"purpose", "per_unit"}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"excluded": [{"code": "5104210004", "reason": " "}]}, "理由"),
        ({"included": [{"code": "99", "reason": "重点"}]}, "没有代码为99的单位"),
        ({"strata": [walk.stratum(), walk.stratum()]}, "分组名称相同"),
        ({"last_on": dt.date(2020, 1, 1)}, "督导末日|早于|之前"),
    ],
)
def test_a_draft_that_contradicts_itself(cast: Cast, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(Refused, match=words):
        walk.drafted(cast, **changes)


def test_a_task_past_its_draft_is_not_drawn_for(cast: Cast) -> None:
    with pytest.raises(Refused, match="草稿"):
        walk.drafted(cast, task=tasks.approved(cast))


# --- commit ----------------------------------------------------------------------------------------------------------
def test_commit_freezes_numbers_and_hashes_both_pools(cast: Cast) -> None:
    keep_away(Inspector.objects.get(user=cast.inspector), cast.kindergarten)
    draw = walk.committed(cast, strata=[walk.stratum(kind="", quota=None, percent=34)], per_unit=2)
    year = walk.yesterday().year
    assert (draw.state, draw.number, draw.code) == ("committed", f"米教督抽〔{year}〕1号", f"{year}-1")
    pool = draw.content
    assert drawing.canonical(pool) == draw.pool
    assert drawing.digest(draw.pool) == draw.pool_sha256
    assert [unit["code"] for unit in pool["units"]] == ["5104210004", "5104210006", "5104210040"]
    assert [person["name"] for person in pool["inspectors"]] == ["督学甲", "督学乙", "督学丙"]
    assert pool["apart"] == [["川米督〔2025〕901", "5104210040"]]
    assert "138" not in draw.pool  # no telephone, no ground
    assert pool["strata"][0]["percent"] == 34
    assert AuditEvent.objects.get(action="commit_draw").data["sha256"] == draw.pool_sha256
    assert DocumentNumber.objects.get(text=draw.number).about_id == str(draw.pk)


def test_who_is_left_out_of_the_pool_of_inspectors(cast: Cast) -> None:
    untrained, retiring, gone, able = walk.more(cast, inspectors=4)
    Inspector.objects.filter(pk=untrained.pk).update(is_trained=False)
    Inspector.objects.filter(pk=retiring.pk).update(term_until=calendar.today() + calendar.ONE_DAY * 8)
    Inspector.objects.filter(pk=gone.pk).update(removed_at=timezone.now())
    Inspector.objects.filter(user=cast.inspector).update(kind=InspectorKind.PART_TIME)
    names = [person["name"] for person in walk.committed(cast).content["inspectors"]]
    assert names == ["督学甲", "督学乙", "督学丙", able.name]
    draw = walk.committed(cast, inspector_kinds=[InspectorKind.FULL_TIME], inspector_zones=[1])
    assert [person["name"] for person in draw.content["inspectors"]] == ["督学乙", "督学丙", able.name]
    with pytest.raises(Refused, match="名督学只能承担"):
        walk.committed(cast, inspector_zones=[7])


def test_the_load_of_running_tasks_counts(cast: Cast) -> None:
    tasks.approved(cast)
    today = calendar.today()
    draw = walk.committed(cast, first_on=today, last_on=today)
    assert {person["load"] for person in draw.content["inspectors"]} == {2}


def test_a_unit_stands_in_the_first_stratum_that_finds_it(cast: Cast) -> None:
    first = walk.stratum("风险", codes=[cast.school.code])
    draw = walk.committed(cast, strata=[first, walk.stratum("学校", township=cast.town.code, zone="1", private="no")])
    codes = [stratum["codes"] for stratum in draw.content["strata"]]
    assert codes == [[cast.school.code], [cast.other_school.code]]


def test_a_unit_inspected_lately_is_not_found(cast: Cast) -> None:
    tasks.approved(cast, units=[cast.school])
    draw = walk.committed(cast, strata=[walk.stratum(not_since=str(calendar.today()))])
    assert draw.content["strata"][0]["codes"] == [cast.other_school.code]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"strata": [walk.stratum(quota=5)]}, "要抽取5个单位，可抽取的只有2个，还差3个"),
        ({"strata": [walk.stratum(private="yes")]}, "要抽取1个单位，可抽取的只有0个"),
        ({"strata": [walk.stratum(private="yes", quota=None, percent=50)]}, "没有可抽取的单位"),
        ({"strata": []}, "没有要抽取的内容"),
        ({"per_unit": 4}, "可以前往的督学不足.*可去3名，需4名"),
        ({"per_unit": 20, "strata": [walk.stratum(quota=2)]}, "共需督学40人次，3名督学只能承担24人次，还差16人次"),
        ({"zone_rule": ZoneRule.OTHER}, "可去0名，需3名"),
        (
            {
                "included": [{"code": "5104210004", "reason": "举报"}],
                "excluded": [{"code": "5104210004", "reason": "停办"}],
            },
            "既列为必查，又列为不纳入抽取",
        ),
    ],
)
def test_a_pool_too_small_is_refused_with_by_how_many_and_why(cast: Cast, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(Refused, match=words), transaction.atomic():
        walk.committed(cast, **changes)
    assert not DocumentNumber.objects.exists()  # the number was given back
    assert walk.committed(cast).number.endswith("〕1号")


def test_a_comprehensive_task_needs_its_three_inspectors(cast: Cast) -> None:
    with pytest.raises(Refused, match="2名督学不足以组成督导小组，至少需要3名"):
        walk.committed(cast, task=walk.draft_task(cast), per_unit=2)


def test_units_on_the_task_already_are_not_drawn_again(cast: Cast) -> None:
    task = walk.draft_task(cast, units=[cast.school])
    draw = walk.committed(cast, task=task)
    assert draw.content["exclude"] == [{"code": cast.school.code, "reason": "已列入本次督导任务"}]
    assert drawing.candidates_of(draw.content, draw.content["strata"][0]) == [cast.other_school.code]


def test_after_the_commit_nothing_is_edited(cast: Cast) -> None:
    draw = walk.committed(cast)
    with pytest.raises(TransitionRefused, match="目前为“名录库已公布”"):
        draw_services.edit_draw(draw, by=cast.office, **walk.content())
    with pytest.raises(TransitionRefused, match="目前为“名录库已公布”"):
        draw_services.commit_draw(draw, by=cast.office)


@pytest.mark.parametrize(
    "change",
    [
        "pool = pool || ' '",
        "pool_sha256 = repeat('0', 64)",
        "number = 'x'",
        "committed_at = committed_at - interval '1 day'",
    ],
)
def test_the_database_itself_keeps_what_was_committed(cast: Cast, change: str) -> None:
    draw = walk.committed(cast)
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE supervision_draw SET {change} WHERE id = %s", [draw.pk])


def test_seed_and_result_are_kept_too_and_no_draw_is_deleted(cast: Cast) -> None:
    draw = walk.drawn(cast)
    for change in ("seed = '1'", "witnesses = '[]'", "result = '{}'"):
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE supervision_draw SET {change} WHERE id = %s", [draw.pk])
    with pytest.raises(DatabaseError, match="delete"), transaction.atomic():
        draw.delete()


# --- result ----------------------------------------------------------------------------------------------------------
def test_the_result_follows_from_pools_and_seed(cast: Cast) -> None:
    walk.more(cast, units=6, inspectors=6)
    draw = walk.drawn(cast, strata=[walk.stratum(quota=4)])
    expected = drawing.draw(json.loads(draw.pool), draw.seed)
    assert draw.result == drawing.canonical(expected)
    assert draw.result_sha256 == drawing.digest(draw.result)
    assert len(draw.drawn_units) == 4
    told = Notification.objects.filter(kind="run_draw")
    assert [str(message.recipient) for message in told] == ["督导办主任"]


def test_where_no_assignment_exists_it_says_by_how_many_and_for_whom(cast: Cast) -> None:
    """One place each: two of three must keep away from both schools, so that the third would have to go to both."""
    edit_policy("load_ceiling", by=cast.office_head, value=1)
    for user in (cast.other_inspector, cast.third_inspector):
        for unit in (cast.school, cast.other_school):
            keep_away(Inspector.objects.get(user=user), unit)
    draw = walk.seeded(cast, strata=[walk.stratum(quota=2)], per_unit=1)
    with pytest.raises(
        Refused, match=r"2个单位（.*）共需督学2人次，可以前往的1名督学只能承担1人次，还差1人次"
    ) as refusal:
        draw_services.run_draw(draw, by=cast.office)
    assert "第一示例中学" in str(refusal.value)
    assert "作废" in str(refusal.value.remedy)
    assert draw_services.void_draw(draw, by=cast.office_head, reason=str(refusal.value)).state == "voided"


# --- confirm ---------------------------------------------------------------------------------------------------------
def test_confirming_puts_units_and_teams_on_the_task(cast: Cast) -> None:
    walk.more(cast, units=6, inspectors=3)
    task = walk.draft_task(cast)
    draw = walk.confirmed(cast, task=task, strata=[walk.stratum(quota=5)])
    drawn = {row["code"]: row["team"] for row in draw.drawn_units}
    inspections = Inspection.objects.filter(task=task).select_related("unit", "team")
    assert {one.unit.code for one in inspections} == set(drawn)
    for one in inspections:
        members = list(one.team.members.select_related("inspector"))
        assert {member.inspector.certificate for member in members} == set(drawn[one.unit.code])
        assert members[0].inspector.certificate == drawn[one.unit.code][0]
        assert [member.is_leader for member in members] == [True, False, False]
        assert (one.state, one.due_on is not None) == ("planned", True)
    assert task.teams.count() == len({tuple(team) for team in drawn.values()})
    assert (draw.confirmed_by, draw.state) == (cast.office_head, "confirmed")
    assert task_services.approve_task(task, by=cast.office_head).state == "approved"


def test_a_team_changed_by_hand_is_seen_at_the_approval(cast: Cast) -> None:
    other = walk.more(cast, inspectors=1)[0]
    task = walk.draft_task(cast)
    draw = walk.confirmed(cast, task=task)
    out = draw.drawn_units[0]["team"][-1]
    swapped = [m.inspector for m in task.members.select_related("inspector") if m.inspector.certificate != out]
    others = [one for one in (other, *Inspector.objects.all()) if one not in swapped and one.certificate != out]
    unit = Inspection.objects.get(task=task).unit
    team_services.set_team(
        task, by=cast.office, number=1, members=[*swapped, others[0]], leader=swapped[0], units=[unit]
    )
    with pytest.raises(Refused, match=f"与抽取结果不一致：{unit.name}"):
        task_services.approve_task(task, by=cast.office_head)


@pytest.mark.parametrize("what", ["untrained", "term", "recusal", "closed", "load"])
def test_who_became_ineligible_meanwhile_stops_the_confirmation(cast: Cast, what: str) -> None:
    draw = walk.drawn(cast)
    inspector = Inspector.objects.get(certificate=draw.drawn_units[0]["team"][0])
    unit = cast.school if draw.drawn_units[0]["code"] == cast.school.code else cast.other_school
    match what:
        case "untrained":
            Inspector.objects.filter(pk=inspector.pk).update(is_trained=False)
        case "term":
            Inspector.objects.filter(pk=inspector.pk).update(term_until=draw.last_on)
        case "recusal":
            keep_away(inspector, unit)
        case "closed":
            type(unit).objects.filter(pk=unit.pk).update(is_active=False)
        case "load":
            names = walk.more(cast, units=8)
            assert names == []
            units = list(type(unit).objects.filter(code__startswith="51042177"))
            tasks.approved(cast, units=units, starts_on=draw.first_on, ends_on=draw.last_on)
    words = {
        "untrained": "岗前培训",
        "term": "任期",
        "recusal": "回避",
        "closed": "不存在|已撤销|不再",
        "load": "同时承担9个",
    }
    with pytest.raises(Refused, match=words[what]) as refusal:
        draw_services.confirm_draw(draw, by=cast.office_head)
    assert "重新抽取" in str(refusal.value.remedy)
    assert Draw.objects.get().state == "drawn"


def test_a_certificate_that_was_renumbered_stops_it_too(cast: Cast) -> None:
    draw = walk.drawn(cast)
    Inspector.objects.filter(certificate=draw.drawn_units[0]["team"][0]).update(certificate="川米督〔2026〕1")
    with pytest.raises(Refused, match="已查不到"):
        draw_services.confirm_draw(draw, by=cast.office_head)


def test_a_task_approved_meanwhile_cannot_take_the_units(cast: Cast) -> None:
    task = tasks.make_task(cast, units=[cast.school])
    draw = walk.drawn(cast, task=task)
    task_services.approve_task(task, by=cast.office_head)
    with pytest.raises(Refused, match="只能写入任务草稿"):
        draw_services.confirm_draw(draw, by=cast.office_head)


def test_two_draws_do_not_send_two_teams_to_one_unit(cast: Cast) -> None:
    task = walk.draft_task(cast)
    first = walk.drawn(cast, task=task, strata=[walk.stratum(quota=2)])
    second = walk.drawn(cast, task=task)
    draw_services.confirm_draw(first, by=cast.office_head)
    with pytest.raises(Refused, match="名录库公布之后已列入任务"):
        draw_services.confirm_draw(second, by=cast.office_head)
    assert Draw.objects.get(pk=second.pk).state == "drawn"


def test_each_step_is_its_partys(cast: Cast) -> None:
    with pytest.raises(NotYourTurn, match="不由您办理，应由督导办办理"):
        draw_services.commit_draw(walk.drafted(cast), by=cast.leader)
    drawn = walk.drawn(cast)
    for by in (cast.office, cast.leader, cast.inspector):
        with pytest.raises(NotYourTurn, match="不由您办理，应由督导办主任办理"):
            draw_services.confirm_draw(drawn, by=by)
        with pytest.raises(NotYourTurn, match="不由您办理，应由督导办主任办理"):
            draw_services.void_draw(drawn, by=by, reason="不合意")
