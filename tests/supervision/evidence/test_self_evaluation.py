"""self_evaluation: indicator by indicator, saved at once, evidence filed once and used again (REG 18, M7)."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core import audit, calendar, files
from core.errors import NotYourTurn, Refused, TransitionRefused
from supervision.evidence import services as evidence_services
from supervision.evidence.services.self_evaluation import empty_leaves
from supervision.models import Evidence, Indicator, Inspection, ItemReview, SelfEvaluationItem
from supervision.visit import services as visit_services
from tests.pages import HTMX, text
from tests.people import Cast
from tests.walk import clock, evidence
from tests.walk import inspection as walk

Browser = Callable[[str], Client]
Statements = Callable[[Client, str], int]
pytestmark = pytest.mark.django_db


def address(name: str, inspection: Inspection, code: str = "C1", **more: Any) -> str:
    """The address of an indicator of the self-evaluation."""
    pk = evidence.leaf(inspection, code).pk
    return reverse(name, kwargs={"pk": inspection.pk, "indicator_pk": pk, **more})


def notified(cast: Cast, **overrides: Any) -> Inspection:
    """The school's inspection, its self-evaluation asked for."""
    return walk.notified(cast, announced=True, **overrides)


def test_saved_as_a_draft_and_counted(cast: Cast) -> None:
    inspection = notified(cast)
    leaf = evidence.leaf(inspection, "C1")
    item = evidence_services.save_self_evaluation_item(
        inspection, by=cast.school_head, indicator=leaf, text=" 台账齐全 ", points=Decimal("8.5")
    )
    assert (item.text, item.points, item.is_applicable, item.review) == ("台账齐全", Decimal("8.5"), True, "open")
    again = evidence_services.save_self_evaluation_item(
        inspection, by=cast.school_head, indicator=leaf, text="台账齐全", points=Decimal("8.5")
    )
    assert again.saved_at == item.saved_at
    assert audit.events_about(item).filter(action="save_self_evaluation_item").count() == 1
    assert [one.code for one in empty_leaves(inspection)] == ["C2", "C3", "C4"]


def test_what_does_not_apply_keeps_its_reason_and_no_value(cast: Cast) -> None:
    inspection = notified(cast)
    leaf = evidence.leaf(inspection, "C3")
    item = evidence_services.save_self_evaluation_item(
        inspection, by=cast.school_head, indicator=leaf, text="本校无食堂", is_applicable=False, is_met=True
    )
    assert (item.is_applicable, item.is_met, item.text) == (False, None, "本校无食堂")


def test_an_indicator_of_another_kind_or_task_and_a_wrong_value_are_refused(cast: Cast) -> None:
    inspection = notified(cast)
    by = cast.school_head
    with pytest.raises(Refused, match="不适用于"):
        evidence_services.save_self_evaluation_item(
            inspection, by=by, indicator=evidence.leaf(inspection, "C5"), text="游戏", points=Decimal(1)
        )
    foreign = walk.make_framework("另一体系")
    leaf = Indicator.objects.get(version=foreign, code="C1")
    with pytest.raises(Refused, match="不属于本任务"):
        evidence_services.save_self_evaluation_item(inspection, by=by, indicator=leaf, text="别的")
    with pytest.raises(Refused, match=r"0\.1"):
        evidence_services.save_self_evaluation_item(
            inspection, by=by, indicator=evidence.leaf(inspection, "C1"), text="满", points=Decimal("10.5")
        )
    with pytest.raises(Refused, match="评定方式"):
        evidence_services.save_self_evaluation_item(
            inspection, by=by, indicator=evidence.leaf(inspection, "C2"), text="好", points=Decimal(1)
        )
    assert SelfEvaluationItem.objects.count() == 0


def test_only_the_unit_and_only_until_it_is_handed_in(cast: Cast) -> None:
    inspection = notified(cast)
    leaf = evidence.leaf(inspection, "C1")
    for stranger in (cast.office, cast.inspector, cast.other_school_head):
        with pytest.raises(NotYourTurn, match="不由您办理，应由被督导单位办理"):
            evidence_services.save_self_evaluation_item(inspection, by=stranger, indicator=leaf, text="代填")
    stale = Inspection.objects.get(pk=inspection.pk)
    evidence.evaluate(inspection, cast.school_head)
    with pytest.raises(TransitionRefused, match="目前为“已自评”"):
        evidence_services.save_self_evaluation_item(stale, by=cast.school_head, indicator=leaf, text="另一个窗口")
    with pytest.raises(TransitionRefused, match="目前为“已自评”"):
        evidence_services.add_evidence(stale, by=cast.school_head, indicator=leaf, files=[walk.picture()])
    assert evidence.item_of(inspection).text == "C1已对照落实，台账齐全。"


def test_returned_by_the_team_with_a_date(cast: Cast) -> None:
    inspection = evidence.reviewed(cast)
    with pytest.raises(NotYourTurn, match="不由您办理，应由督导小组办理"):
        evidence_services.return_self_evaluation(inspection, by=cast.office, reason="请补充")
    with pytest.raises(Refused, match="理由"):
        evidence_services.return_self_evaluation(inspection, by=cast.inspector, reason=" ")
    for day in (calendar.today() - calendar.ONE_DAY, inspection.starts_on + calendar.ONE_DAY):
        with pytest.raises(Refused, match="期限应在"):
            evidence_services.return_self_evaluation(inspection, by=cast.inspector, reason="请补充", due_on=day)
    returned = evidence_services.return_self_evaluation(inspection, by=cast.other_inspector, reason="请补充课表")
    assert (returned.state, returned.due_on) == ("self_evaluating", inspection.task.self_evaluation_due_on)
    assert returned.self_evaluated_on is not None
    item = evidence.item_of(returned, "C2")
    assert item.review == ItemReview.DOUBTED
    evidence_services.save_self_evaluation_item(
        returned, by=cast.school_head, indicator=item.indicator, text="已补充课表", grade="A"
    )
    assert evidence.item_of(returned, "C2").review == ItemReview.OPEN
    assert evidence.item_of(returned, "C1").review == ItemReview.AGREED
    again = evidence_services.submit_self_evaluation(returned, by=cast.school_head, text="已补充")
    assert again.state == "self_evaluated"


def test_not_returned_once_on_site(cast: Cast) -> None:
    inspection = evidence.evaluated(cast)
    with clock.on(inspection.starts_on):
        visit_services.begin_visit(inspection, by=cast.inspector, visited_on=inspection.starts_on)
        with pytest.raises(TransitionRefused, match="目前为“现场督导”"):
            evidence_services.return_self_evaluation(
                Inspection.objects.get(pk=inspection.pk), by=cast.inspector, reason="太晚"
            )


def test_a_late_return_gives_the_days_of_an_answer(cast: Cast) -> None:
    inspection = evidence.evaluated(cast)
    with clock.on(inspection.starts_on + calendar.ONE_DAY):
        returned = evidence_services.return_self_evaluation(inspection, by=cast.inspector, reason="请补充")
        assert returned.due_on is not None
        assert calendar.today() <= returned.due_on <= returned.ends_on


# The pages


def test_the_unit_writes_htmx_gets_the_pieces(cast: Cast, browser: Browser) -> None:
    inspection = notified(cast)
    school = browser("school_head")
    page = text(school.get(reverse("self_evaluation", args=[inspection.pk])))
    assert "0／4" in page
    assert "C5" not in page
    answer = school.post(
        address("save_self_evaluation_item", inspection), {"text": "台账齐全", "points": "9"}, headers=HTMX
    )
    assert answer.status_code == 200
    assert "1／4" in text(answer)
    assert "草稿已于" in text(answer)
    assert "<html" not in text(answer)
    plain = school.post(address("save_self_evaluation_item", inspection, "C2"), {"text": "开齐", "grade": "A"})
    assert plain.status_code == 302
    assert plain["Location"].endswith(f"#indicator-{evidence.leaf(inspection, 'C2').pk.hex}")
    assert evidence.item_of(inspection, "C2").grade == "A"
    wrong = school.post(address("save_self_evaluation_item", inspection), {"text": "x", "points": "99"})
    assert wrong.status_code == 422
    assert evidence.item_of(inspection).points == Decimal(9)


def test_who_reads_it_and_when(cast: Cast, browser: Browser) -> None:
    inspection = notified(cast)
    evidence.fill_items(inspection, cast.school_head)
    page = reverse("self_evaluation", args=[inspection.pk])
    assert browser("other_school_head").get(page).status_code == 404
    drafts = text(browser("office").get(page))
    assert "已对照落实" not in drafts
    evidence.evaluate(inspection, cast.school_head)
    for name in ("office", "leader", "inspector", "zone_leader"):
        assert "已对照落实" in text(browser(name).get(page))
    evidence.invited(cast, inspection)
    assert browser("expert").get(page).status_code == 403
    (file,) = files.files_of(Evidence.objects.get())
    readers = {"school_head": True, "inspector": True, "office": True, "expert": False, "other_school_head": False}
    assert {name: files.readable_by(getattr(cast, name), file) for name in readers} == readers


def test_strangers_change_nothing(cast: Cast, browser: Browser) -> None:
    inspection = notified(cast)
    for name, status in (("other_school_head", 404), ("office", 403), ("inspector", 403)):
        client = browser(name)
        assert client.post(address("save_self_evaluation_item", inspection), {"text": "x"}).status_code == status
        assert client.post(address("add_evidence", inspection), {"files": [walk.picture()]}).status_code == status
    assert SelfEvaluationItem.objects.count() == 0
    school = browser("school_head")
    assert school.post(address("save_self_evaluation_item", inspection, "C5"), {"text": "x"}).status_code == 404


def test_the_page_of_the_return(cast: Cast, browser: Browser) -> None:
    inspection = evidence.reviewed(cast)
    page = reverse("return_self_evaluation", args=[inspection.pk])
    assert browser("school_head").get(page).status_code == 403
    inspector = browser("inspector")
    assert "看课表执行" in text(inspector.get(page))
    assert inspector.post(page, {"reason": "", "due_on": str(inspection.starts_on)}).status_code == 422
    answer = inspector.post(page, {"reason": "课表不全", "due_on": str(inspection.starts_on)})
    assert answer.status_code == 302
    shown = text(browser("school_head").get(reverse("self_evaluation", args=[inspection.pk])))
    assert "课表不全" in shown
    assert "看课表执行" in shown
    assert "待补充" in shown


def test_a_task_without_indicators_has_only_the_whole(cast: Cast, browser: Browser) -> None:
    inspection = notified(cast, framework_version=None)
    school = browser("school_head")
    assert "没有指标" in text(school.get(reverse("self_evaluation", args=[inspection.pk])))
    assert (
        evidence_services.submit_self_evaluation(inspection, by=cast.school_head, text="总体自评").state
        == "self_evaluated"
    )


def test_the_statements_do_not_grow_with_what_is_written(cast: Cast, browser: Browser, statements: Statements) -> None:
    inspection = notified(cast)
    school = browser("school_head")
    page = reverse("self_evaluation", args=[inspection.pk])
    leaf = evidence.leaf(inspection, "C1")
    evidence_services.add_evidence(
        inspection, by=cast.school_head, indicator=leaf, files=[walk.picture("零.png", "blue")]
    )
    few = statements(school, page)
    evidence.fill_items(inspection, cast.school_head)
    for code in ("C2", "C3"):
        leaf = evidence.leaf(inspection, code)
        evidence_services.add_evidence(
            inspection, by=cast.school_head, indicator=leaf, files=[walk.picture(f"{code}.png")]
        )
    assert statements(school, page) == few <= 25
