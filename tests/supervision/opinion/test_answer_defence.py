"""answer_defence: each point of the unit's defence is answered before the letter, and the letter says so (REG 20)."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from core import calendar
from core.errors import NotAllowed, Refused, TransitionRefused
from core.models import AuditEvent
from reports.facts.inspection import opinion_content
from reports.layout.render import document_text
from supervision.models import Defence, Inspection, Opinion
from supervision.opinion import services
from tests.people import Cast
from tests.walk import clock
from tests.walk import inspection as walk

Browser = Callable[[str], Client]
TWO = "实验室柜锁当天已更换。\n\n登记本在保管员处，并未缺失。"
ANSWERS = [("accepted", "经核实已更换"), ("rejected", "现场未能提供登记本")]


def defended(cast: Cast) -> Inspection:
    """The school's inspection with a defence of two points."""
    inspection = walk.fed_back(cast)
    services.state_defence(inspection, by=cast.school_head, text=TWO)
    return inspection


def test_point_by_point_into_the_letter(cast: Cast) -> None:
    inspection = defended(cast)
    defence = Defence.objects.get()
    assert [point.text for point in defence.points.all()] == ["实验室柜锁当天已更换。", "登记本在保管员处，并未缺失。"]
    with pytest.raises(Refused, match="尚未答复") as refusal:
        services.issue_opinion(inspection, by=cast.office)
    assert "第二十条" in str(refusal.value.rule)
    services.answer_defence(inspection, by=cast.office, answers=ANSWERS)
    services.issue_opinion(inspection, by=cast.office)
    opinion = Opinion.objects.select_related("inspection__task", "inspection__unit").get()
    text = document_text(opinion_content(opinion, issued_on=calendar.today()))
    assert "提出了申辩意见" in text
    assert "实验室柜锁当天已更换”，予以采纳，理由是：经核实已更换" in text
    assert "不予采纳，理由是：现场未能提供登记本" in text
    assert AuditEvent.objects.filter(action="answer_defence").count() == 1


def test_refusals(cast: Cast) -> None:
    inspection = walk.fed_back(cast)
    with pytest.raises(Refused, match="没有提出申辩"):
        services.answer_defence(inspection, by=cast.office, answers=[])
    services.state_defence(inspection, by=cast.school_head, text=TWO)
    for answers in (
        [],
        ANSWERS[:1],
        [ANSWERS[0], ("", "理由")],
        [ANSWERS[0], ("accepted", " ")],
        [*ANSWERS, ANSWERS[0]],
    ):
        with pytest.raises(Refused, match="尚未答复") as refusal:
            services.answer_defence(inspection, by=cast.office, answers=answers)
        assert "第二十条" in str(refusal.value.rule)
    with pytest.raises(NotAllowed, match="此操作由督导办办理"):
        services.answer_defence(inspection, by=cast.inspector, answers=ANSWERS)
    services.answer_defence(inspection, by=cast.office, answers=ANSWERS)
    services.issue_opinion(inspection, by=cast.office)
    with pytest.raises(TransitionRefused, match="目前为“意见书已发”"):
        services.answer_defence(inspection, by=cast.office, answers=ANSWERS)


def test_after_the_window_the_rule_and_the_date_are_named(cast: Cast) -> None:
    inspection = walk.fed_back(cast)
    assert inspection.due_on is not None
    with clock.on(inspection.due_on + calendar.ONE_DAY), pytest.raises(Refused) as refusal:
        services.state_defence(inspection, by=cast.school_head, text="晚了")
    assert f"{inspection.due_on.year}年{inspection.due_on.month}月{inspection.due_on.day}日" in str(
        refusal.value.message
    )
    assert "第二十条" in str(refusal.value.rule)


def test_once_the_unit_has_spoken_the_letters_deadline_runs(cast: Cast) -> None:
    inspection = walk.fed_back(cast)
    assert inspection.due_basis["policy"] == "defence_days"
    services.waive_defence(inspection, by=cast.school_head)
    inspection.refresh_from_db()
    assert inspection.due_basis["policy"] == "opinion_days"
    assert inspection.visit_ended_on is not None
    assert inspection.due_on == inspection.visit_ended_on + calendar.ONE_DAY * 30


def test_a_late_letter_is_explained_and_issued(cast: Cast, browser: Browser) -> None:
    inspection = walk.fed_back(cast)
    services.waive_defence(inspection, by=cast.school_head)
    inspection.refresh_from_db()
    assert inspection.due_on is not None
    with clock.on(inspection.due_on + calendar.ONE_DAY * 9):
        assert services.issue_opinion(inspection, by=cast.office).state == "opinion_issued"


def test_the_page(cast: Cast, browser: Browser) -> None:
    inspection = defended(cast)
    address = reverse("answer_defence", args=[inspection.pk])
    assert browser("other_school_head").get(address).status_code == 404
    assert browser("school_head").get(address).status_code == 403
    office = browser("office")
    letter = reverse("issue_opinion", args=[inspection.pk])
    assert address in office.get(letter).content.decode()
    assert "登记本在保管员处" in office.get(address).content.decode()
    half = {"outcome_1": "accepted", "answer_1": "经核实属实"}
    page = office.post(address, half)
    assert page.status_code == 422
    assert "经核实属实" in page.content.decode()
    whole = half | {"outcome_2": "partly", "answer_2": "部分登记齐全"}
    assert office.post(address, whole)["Location"] == letter
    assert "部分登记齐全" in office.get(letter).content.decode()
    assert office.post(letter).status_code == 302
    assert office.get(address).status_code == 409
    assert "部分登记齐全" in browser("school_head").get(inspection.get_absolute_url()).content.decode()
