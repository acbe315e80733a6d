"""The annual plan: its steps by office and leader, its versions, and who reads what of it."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from accounts.enums import OrganisationKind
from core import audit, calendar
from core.errors import NotAllowed, NotYourTurn, Refused, TransitionRefused
from core.models import Notification
from supervision.models import Mode, Plan
from supervision.plan import services
from tests.people import Cast
from tests.walk import plan as planning
from tests.walk.clock import on

Browser = Callable[[str], Client]
LIST = "/desk/supervision/plans/"


def test_from_draft_to_published(cast: Cast) -> None:
    """Office drafts and submits, a leader approves, the office publishes; each is told."""
    plan = planning.drafted(cast)
    plan = services.submit_annual_plan(plan, by=cast.office)
    assert Notification.objects.filter(recipient=cast.leader, kind="submit_annual_plan").count() == 1
    assert plan.state == "submitted"
    plan = services.approve_annual_plan(plan, by=cast.leader)
    assert plan.approved_by == cast.leader
    plan = services.publish_annual_plan(plan, by=cast.office)
    assert (plan.state, plan.published_on) == ("published", calendar.today())
    told = set(Notification.objects.filter(kind="publish_annual_plan").values_list("recipient__username", flat=True))
    assert {"school", "kindergarten", "inspector", "zone"} <= told
    assert "township" not in told  # no item concerns it
    actions = [event.action for event in audit.events_about(plan)]
    assert actions == [
        "publish_annual_plan",
        "approve_annual_plan",
        "submit_annual_plan",
        "add_plan_item",
        "create_annual_plan",
    ]


def test_it_waits_for_whose_turn_it_is(cast: Cast) -> None:
    plan = planning.submitted(cast)
    assert list(Plan.objects.waiting_for(cast.leader)) == [plan]
    assert not Plan.objects.waiting_for(cast.office).exists()
    services.approve_annual_plan(plan, by=cast.leader)
    assert list(Plan.objects.waiting_for(cast.office)) == [plan]


@pytest.mark.parametrize("person", ["office", "office_head", "zone_leader", "school_head"])
def test_only_a_leader_approves_or_returns(cast: Cast, person: str) -> None:
    plan = planning.submitted(cast)
    for take in (services.approve_annual_plan, lambda p, by: services.return_annual_plan(p, by=by, reason="改")):
        with pytest.raises(NotYourTurn, match="不由您办理，应由督导委员会领导办理"):
            take(plan, by=getattr(cast, person))
    assert Plan.objects.get(pk=plan.pk).state == "submitted"


def test_returned_with_a_reason(cast: Cast) -> None:
    plan = planning.submitted(cast)
    with pytest.raises(Refused, match="理由"):
        services.return_annual_plan(plan, by=cast.leader, reason=" ")
    plan = services.return_annual_plan(plan, by=cast.leader, reason="幼儿园安排过于集中")
    assert plan.state == "draft"
    assert Notification.objects.get(recipient=cast.office, kind="return_annual_plan").body == "幼儿园安排过于集中"
    with pytest.raises(TransitionRefused, match="目前为“草稿”"):
        services.approve_annual_plan(plan, by=cast.leader)


def test_only_the_office_drafts(cast: Cast) -> None:
    for person in (cast.leader, cast.inspector, cast.school_head):
        with pytest.raises(NotAllowed, match="此操作由督导办办理"):
            services.create_annual_plan(by=person, year=planning.this_year(), title="x", purpose="y")


def test_a_year_has_one_plan_and_is_not_past(cast: Cast) -> None:
    planning.begun(cast)
    with pytest.raises(Refused, match="已有计划"):
        planning.begun(cast)
    with pytest.raises(Refused, match="已经过去"):
        planning.begun(cast, planning.this_year() - 1)
    with pytest.raises(Refused, match="缺少标题或目的"):
        services.create_annual_plan(by=cast.office, year=planning.this_year() + 1, title=" ", purpose="y")


def test_submit_needs_items(cast: Cast) -> None:
    with pytest.raises(Refused, match="没有项目"):
        services.submit_annual_plan(planning.begun(cast), by=cast.office)


def test_gaps_are_named_and_need_a_reason(cast: Cast) -> None:
    """An item for junior schools only leaves the primary school and the kindergarten without."""
    plan = planning.drafted(cast, kinds=[OrganisationKind.JUNIOR])
    with pytest.raises(Refused) as refusal:
        services.submit_annual_plan(plan, by=cast.office)
    assert "2个" in str(refusal.value)
    assert "第二示例小学、示例幼儿园" in str(refusal.value)
    assert refusal.value.rule
    plan = services.submit_annual_plan(plan, by=cast.office, gap_reason="明年春季覆盖")
    assert plan.gap_reason == "明年春季覆盖"


def test_nothing_changes_after_the_draft(cast: Cast) -> None:
    plan = planning.submitted(cast)
    item = planning.item_of(plan)
    for call in (
        lambda: services.edit_annual_plan(plan, by=cast.office, title="x", purpose="y"),
        lambda: services.add_plan_item(plan, by=cast.office, **planning.item_content()),
        lambda: services.edit_plan_item(item, by=cast.office, **planning.item_content()),
        lambda: services.remove_plan_item(item, by=cast.office),
    ):
        with pytest.raises(TransitionRefused, match="目前为“已提交”"):
            call()
    assert plan.items.count() == 1


def test_a_new_version_replaces_the_old_once_approved(cast: Cast) -> None:
    old = planning.published(cast, left_out_units=[cast.school])
    with pytest.raises(Refused, match="理由"):
        services.revise_annual_plan(old, by=cast.office, reason="")
    new = services.revise_annual_plan(old, by=cast.office, reason="增加控辍保学专项")
    assert (new.version, new.state) == (2, "draft")
    copied, item = planning.item_of(new), planning.item_of(old)
    assert (copied.name, copied.line, copied.pk == item.pk) == (item.name, item.line, False)
    assert list(copied.left_out_units.all()) == [cast.school]
    with pytest.raises(Refused, match="正在"):
        services.revise_annual_plan(old, by=cast.office, reason="再改")
    new = services.submit_annual_plan(new, by=cast.office, gap_reason="同上")
    assert Plan.objects.get(pk=old.pk).state == "published"
    assert Plan.objects.standing(old.year, cast.office) == old
    new = services.approve_annual_plan(new, by=cast.leader)
    assert Plan.objects.get(pk=old.pk).state == "revised"
    assert Plan.objects.standing(old.year, cast.office) == new
    assert Plan.objects.standing(old.year, cast.inspector) == old  # until the new one is published
    services.publish_annual_plan(new, by=cast.office)
    assert Plan.objects.standing(old.year, cast.inspector) == new


def test_only_a_published_plan_is_revised(cast: Cast) -> None:
    with pytest.raises(TransitionRefused, match="目前为“已批准”"):
        services.revise_annual_plan(planning.approved(cast), by=cast.office, reason="x")
    with pytest.raises(NotAllowed, match="此操作由督导办办理"):
        services.revise_annual_plan(planning.published(cast, 2027), by=cast.leader, reason="x")


def test_who_reads_what(cast: Cast, browser: Browser) -> None:
    """Drafts are the county's; a published plan is everybody's, a unit's own items to the unit."""
    plan = planning.drafted(cast, left_out_units=[cast.other_school])
    for person in ("leader", "office_head"):
        assert browser(person).get(plan.get_absolute_url()).status_code == 200
    for person in ("inspector", "school_head", "liaison", "sysadmin"):
        assert browser(person).get(plan.get_absolute_url()).status_code == 404
    plan = services.submit_annual_plan(plan, by=cast.office, gap_reason="轮换")
    plan = services.publish_annual_plan(services.approve_annual_plan(plan, by=cast.leader), by=cast.office)
    item = planning.item_of(plan)
    for person, sees in (("inspector", 1), ("school_head", 1), ("other_school_head", 0), ("township", 0)):
        page = browser(person).get(plan.get_absolute_url())
        assert len(page.context["items"]) == sees, person
        assert (browser(person).get(item.get_absolute_url()).status_code == 200) == bool(sees), person
    assert "轮换" not in browser("inspector").get(plan.get_absolute_url()).content.decode()
    assert browser("sysadmin").get(LIST).status_code == 403


def test_pages_walk_the_whole_road(cast: Cast, browser: Browser) -> None:
    """The office and the leader by their browsers, each refusal on the form with what was typed."""
    office, leader = browser("office"), browser("leader")
    year = planning.this_year()
    page = office.post(f"{LIST}create/", {"year": year - 1, "title": "旧计划", "purpose": "无"})
    assert page.status_code == 422
    assert "旧计划" in page.content.decode()
    assert office.post(f"{LIST}create/", {"year": "x"}).status_code == 422
    done = office.post(f"{LIST}create/", {"year": year, "title": "督导计划", "purpose": "统筹"}, follow=True)
    plan = done.context["plan"]
    office.post(f"{LIST}{plan.pk}/edit/", {"title": "年度督导计划", "purpose": "统筹督导"})
    assert Plan.objects.get(pk=plan.pk).title == "年度督导计划"
    services.add_plan_item(plan, by=cast.office, **planning.item_content(kinds=[OrganisationKind.JUNIOR]))
    page = office.post(f"{LIST}{plan.pk}/submit/", {"gap_reason": ""})
    assert page.status_code == 422
    assert "示例幼儿园" in page.content.decode()
    assert office.post(f"{LIST}{plan.pk}/submit/", {"gap_reason": "轮换"}).status_code == 302
    shown = leader.get(f"{LIST}{plan.pk}/approve/").content.decode()
    assert "示例幼儿园" in shown
    assert "轮换" in shown
    assert office.get(f"{LIST}{plan.pk}/approve/").status_code == 403
    leader.post(f"{LIST}{plan.pk}/return/", {"reason": "再议"})
    office.post(f"{LIST}{plan.pk}/submit/", {"gap_reason": "轮换"})
    assert leader.post(f"{LIST}{plan.pk}/approve/").status_code == 302
    assert leader.post(f"{LIST}{plan.pk}/approve/").status_code == 409  # a second press
    assert office.post(f"{LIST}{plan.pk}/publish/").status_code == 302
    new = office.post(f"{LIST}{plan.pk}/revise/", {"reason": "增项"}, follow=True).context["plan"]
    assert (new.year, new.version) == (year, 2)


def test_the_list_is_kept_short(cast: Cast, browser: Browser, statements: Callable[[Client, str], int]) -> None:
    planning.published(cast)
    office = browser("office")
    few = statements(office, LIST)
    for year in range(2027, 2057):
        planning.drafted(cast, year)
    assert statements(office, LIST) == few <= 12


def test_one_plan_costs_the_same_for_many_items(
    cast: Cast, browser: Browser, statements: Callable[[Client, str], int]
) -> None:
    plan = planning.drafted(cast)
    office = browser("office")
    few = statements(office, plan.get_absolute_url())
    for number in range(20):
        services.add_plan_item(
            plan,
            by=cast.office,
            **planning.item_content(name=f"专项{number}", mode=Mode.SPECIAL, named_units=[cast.town]),
        )
    assert statements(office, plan.get_absolute_url()) == few


def test_items_that_must_collide_are_named(cast: Cast, browser: Browser) -> None:
    """Two items in the same week at the same schools; a third with room to move collides with neither."""
    year = planning.this_year()
    plan = planning.begun(cast)
    for name, first, last in (("甲", 5, 9), ("乙", 12, 16), ("丙", 5, 30)):
        days = {"starts_on": dt.date(year, 10, first), "ends_on": dt.date(year, 10, last)}
        services.add_plan_item(plan, by=cast.office, **planning.item_content(name=name, **days))
    elsewhere = {
        "starts_on": dt.date(year, 10, 5),
        "ends_on": dt.date(year, 10, 9),
        "kinds": [OrganisationKind.TOWNSHIP],
    }
    services.add_plan_item(plan, by=cast.office, **planning.item_content(name="丁", **elsewhere))
    clashes = browser("office").get(plan.get_absolute_url()).context["plan_clashes"]
    assert [(clash.first.name, clash.second.name) for clash in clashes] == [("甲", "乙")]
    assert {unit.name for unit in clashes[0].units} == {"第一示例中学", "第二示例小学", "示例幼儿园"}


def test_last_years_plan_stands_for_last_year(cast: Cast) -> None:
    with on(dt.date(planning.this_year() - 1, 3, 2)):
        old = planning.published(cast)
    assert Plan.objects.standing(planning.this_year(), cast.office) is None
    assert Plan.objects.standing(old.year, cast.office) == old
