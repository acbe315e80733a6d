"""Items of the annual plan: what each covers, what is refused, and the tasks that come from them."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.enums import OrganisationKind
from accounts.models import Organisation
from core.errors import Refused
from supervision.models import InspectionTask, Mode, Ownership, PlanItem
from supervision.plan import services
from supervision.plan.services.plan import tasks_of
from tests.people import Cast, make_unit
from tests.walk import inspection as walk
from tests.walk import plan as planning

Browser = Callable[[str], Client]


def item(cast: Cast, **changes: Any) -> PlanItem:
    """An item of a draft plan."""
    added = services.add_plan_item(planning.begun(cast), by=cast.office, **planning.item_content(**changes))
    return PlanItem.objects.with_units().get(pk=added.pk)


def names(found: PlanItem) -> list[str]:
    """The units covered; the answer without the database is the same."""
    units = list(found.units())
    every = Organisation.objects.all()
    assert [unit for unit in every.order_by("code") if found.covers(unit)] == units
    return [unit.name for unit in units]


@pytest.mark.parametrize(
    ("changes", "covered"),
    [
        ({"kinds": [OrganisationKind.JUNIOR]}, ["第一示例中学"]),
        ({"kinds": [], "ownership": Ownership.PRIVATE}, ["民办示例小学"]),
        ({"kinds": [OrganisationKind.PRIMARY], "ownership": Ownership.PUBLIC}, ["第二示例小学"]),
        ({"kinds": [OrganisationKind.TOWNSHIP]}, ["攀莲镇人民政府"]),
    ],
)
def test_filters(cast: Cast, changes: dict[str, Any], covered: list[str]) -> None:
    make_unit("5104210777", "民办示例小学", OrganisationKind.PRIMARY, is_private=True)
    make_unit("5104210778", "撤并小学", OrganisationKind.PRIMARY, is_private=True, is_active=False)
    assert names(item(cast, **changes)) == covered


def test_places_and_units_by_hand(cast: Cast) -> None:
    make_unit("5104210777", "别处小学", OrganisationKind.PRIMARY)
    here = {"zone": cast.zone, "township": cast.town, "kinds": []}
    found = item(cast, **here, named_units=[cast.town], left_out_units=[cast.kindergarten])
    assert names(found) == ["第一示例中学", "第二示例小学", "攀莲镇人民政府"]
    by_hand = services.add_plan_item(
        found.plan, by=cast.office, **planning.item_content(kinds=[], named_units=[cast.kindergarten])
    )
    assert names(by_hand) == ["示例幼儿园"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"starts_on": dt.date(2025, 12, 31)}, "不在"),
        ({"ends_on": dt.date(2027, 1, 1)}, "不在"),
        ({"starts_on": dt.date(2026, 5, 2), "ends_on": dt.date(2026, 5, 1)}, "结束"),
        ({"framework": None}, "指标体系"),
        ({"kinds": []}, "没有"),
        ({"kinds": [OrganisationKind.SENIOR]}, "没有"),
        ({"matters": " "}, "督导事项"),
        ({"name": " "}, "名称"),
    ],
)
def test_refusals_name_the_rule(cast: Cast, changes: dict[str, Any], words: str) -> None:
    plan = planning.begun(cast, 2026)
    with pytest.raises(Refused, match=words) as refusal:
        services.add_plan_item(plan, by=cast.office, **planning.item_content(2026, **changes))
    assert refusal.value.remedy
    assert not plan.items.exists()


def test_a_special_inspection_needs_no_framework(cast: Cast) -> None:
    assert item(cast, mode=Mode.SPECIAL, framework=None).framework is None


def test_change_and_remove(cast: Cast) -> None:
    found = item(cast)
    services.edit_plan_item(found, by=cast.office, **planning.item_content(name="幼儿园督导", kinds=["kindergarten"]))
    assert names(PlanItem.objects.get(pk=found.pk)) == ["示例幼儿园"]
    plan = services.remove_plan_item(found, by=cast.office)
    assert not plan.items.exists()


def test_the_form_takes_units_by_line(cast: Cast, browser: Browser) -> None:
    plan = planning.begun(cast)
    office, url = browser("office"), reverse("add_plan_item", args=[plan.pk])
    content = planning.item_content()
    typed = {
        "mode": content["mode"],
        "name": "综合督导",
        "starts_on": content["starts_on"],
        "ends_on": content["ends_on"],
        "framework": content["framework"].pk,
        "matters": "安全",
        "named_units": "第一示例中学\n没有这所学校\n",
    }
    page = office.post(url, typed)
    assert page.status_code == 422
    assert "没有这所学校" in page.content.decode()
    late = office.post(url, typed | {"named_units": "第一示例中学", "framework": "", "name": "无指标"})
    assert late.status_code == 422
    assert "无指标" in late.content.decode()
    typed["named_units"] = f"第一示例中学\n{cast.kindergarten.code}\n第一示例中学"
    assert office.post(url, typed).status_code == 302
    added = planning.item_of(plan)
    assert names(added) == ["第一示例中学", "示例幼儿园"]
    again = office.get(reverse("edit_plan_item", args=[added.pk])).content.decode()
    assert "示例幼儿园" in again
    assert office.post(reverse("edit_plan_item", args=[added.pk]), typed | {"mode": ""}).status_code == 422
    assert office.post(reverse("edit_plan_item", args=[added.pk]), typed | {"name": "改"}).status_code == 302
    assert office.post(reverse("remove_plan_item", args=[added.pk])).status_code == 302
    assert not plan.items.exists()
    assert browser("leader").get(url).status_code == 403
    assert browser("school_head").get(url).status_code == 404


def test_a_task_comes_from_an_item(cast: Cast, browser: Browser) -> None:
    """The button leads to the task's form, filled in; the item then shows the task and how far it is."""
    found = planning.item_of(planning.published(cast, kinds=["junior"]))
    office = browser("office")
    page = office.get(found.get_absolute_url()).content.decode()
    assert f"{reverse('create_task')}?item={found.pk}" in page
    form = office.get(f"{reverse('create_task')}?item={found.pk}").context["form"]
    assert (form["name"].value(), form["mode"].value()) == (found.name, Mode.COMPREHENSIVE)
    assert form["units"].value() == [cast.school.pk]
    content = walk.task_content(cast, announced=True, units=[cast.school])
    typed = {
        "name": found.name,
        "mode": content["mode"],
        "is_announced": "on",
        "matters": content["matters"],
        "framework_version": content["framework_version"].pk,
        "needs_self_evaluation": "on",
        "self_evaluation_due_on": content["starts_on"],
        "starts_on": content["starts_on"],
        "ends_on": content["ends_on"],
        "units": [cast.school.pk],
        "members": [member.pk for member in content["members"]],
        "leader": content["leader"].pk,
    }
    wrong = office.post(f"{reverse('create_task')}?item={found.pk}", typed | {"mode": Mode.SPECIAL})
    assert wrong.status_code == 422
    assert not InspectionTask.objects.exists()
    done = office.post(f"{reverse('create_task')}?item={found.pk}", typed, follow=True)
    task = done.context["task"]
    assert task.plan_item == found
    page = office.get(found.get_absolute_url())
    assert list(page.context["tasks"]) == [task]
    assert page.context["rows"][0][1].task == task
    new = services.revise_annual_plan(found.plan, by=cast.office, reason="增项")
    assert list(tasks_of(planning.item_of(new))) == [task]


def test_no_task_from_a_draft(cast: Cast, browser: Browser) -> None:
    found = item(cast)
    office = browser("office")
    assert reverse("create_task") not in office.get(found.get_absolute_url()).content.decode()
    assert office.get(f"{reverse('create_task')}?item={found.pk}").context["plan_item"] is None
    assert office.get(f"{reverse('create_task')}?item=x").status_code == 200
    with pytest.raises(Refused, match="尚未批准"):
        services.link_plan_item(walk.make_task(cast), found, by=cast.office)


def test_somebody_was_faster(cast: Cast, browser: Browser) -> None:
    """The plan was submitted while the form was open: 409, and nothing is added."""
    plan = planning.submitted(cast)
    content = planning.item_content()
    typed = {name: content[name] for name in ("mode", "starts_on", "ends_on", "matters", "kinds")}
    typed |= {"name": "迟到的项目", "framework": content["framework"].pk}
    assert browser("office").post(reverse("add_plan_item", args=[plan.pk]), typed).status_code == 409
    assert plan.items.count() == 1
