"""draft_opinion and edit_opinion: the office's words and problems, each with the deadline it will get (REG 20, 21)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core import calendar
from core.calendar import DayUnit
from core.errors import NotAllowed, NotYourTurn, Refused, TransitionRefused
from core.models import AuditEvent
from supervision.models import Finding, Inspection, Opinion
from supervision.opinion import services as opinion_services
from supervision.opinion.services.opinion import opinion_limit, proposed_items
from supervision.visit import services as visit_services
from tests.core.threads import run_together
from tests.people import Cast, make_cast
from tests.walk import clock
from tests.walk import inspection as walk

Browser = Callable[[str], Client]
TEXTS = {"evaluation": "总体规范", "facts": "事实清楚", "advice": ""}
ITEM: dict[str, Any] = {"text": "门禁失修", "requirement": "修好门禁", "severity": "minor", "finding": None}


def rows(*items: dict[str, Any], **more: Any) -> dict[str, Any]:
    """The form with its problems as a browser sends them."""
    form: dict[str, Any] = TEXTS | {"items-TOTAL_FORMS": len(items), "items-INITIAL_FORMS": 0} | more
    for index, item in enumerate(items):
        form |= {f"items-{index}-{name}": value for name, value in item.items() if value is not None}
    return form


def draft(inspection: Inspection, cast: Cast, **changes: Any) -> Opinion:
    """Draft with one problem unless told otherwise."""
    return opinion_services.draft_opinion(inspection, by=cast.office, **({**TEXTS, "items": [ITEM]} | changes))


def test_from_the_findings(cast: Cast) -> None:
    inspection = walk.deliberated(cast, ("serious", "minor"))
    opinion = draft(inspection, cast, items=proposed_items(inspection))
    assert [(item.order, item.severity) for item in opinion.items.all()] == [(1, "serious"), (2, "minor")]
    assert {item.finding_id for item in opinion.items.all()} == set(Finding.objects.values_list("pk", flat=True))
    fresh = Inspection.objects.get(pk=inspection.pk)
    assert fresh.state == "opinion_drafted"
    assert fresh.due_basis["policy"] == "opinion_days"


def test_records_that_were_returned_propose_nothing(cast: Cast) -> None:
    inspection = walk.deliberated(cast)
    visit_services.return_visit(inspection.visits.get(), by=cast.office, reason="补充")
    assert proposed_items(inspection) == []


def test_refusals(cast: Cast) -> None:
    inspection = walk.deliberated(cast)
    with pytest.raises(Refused, match="缺少总体评价") as refusal:
        draft(inspection, cast, facts=" ")
    assert "第二十一条" in str(refusal.value.rule)
    for change in ({"text": " "}, {"requirement": ""}, {"severity": "awful"}):
        with pytest.raises(Refused, match="问题1缺少"):
            draft(inspection, cast, items=[ITEM | change])
    with pytest.raises(NotYourTurn, match="不由您办理，应由督导办办理"):
        opinion_services.draft_opinion(inspection, by=cast.inspector, **TEXTS, items=[])
    draft(inspection, cast)
    with pytest.raises(TransitionRefused, match="目前为“意见已拟”"):
        draft(inspection, cast)


def test_edited_until_the_letter_is_issued(cast: Cast) -> None:
    opinion = walk.opinion_drafted(cast)
    inspection = opinion.inspection
    edited = opinion_services.edit_opinion(inspection, by=cast.office, **TEXTS, items=[ITEM, ITEM])
    assert edited.pk == opinion.pk
    assert [item.text for item in edited.items.all()] == ["门禁失修"] * 2
    event = AuditEvent.objects.get(action="edit_opinion")
    assert event.data["before"]["items"][0]["text"] == walk.FINDING
    with pytest.raises(NotAllowed, match="此操作由督导办办理"):
        opinion_services.edit_opinion(inspection, by=cast.school_head, **TEXTS, items=[])
    with pytest.raises(Refused, match="缺少总体评价"):
        opinion_services.edit_opinion(inspection, by=cast.office, **(TEXTS | {"evaluation": ""}), items=[])
    opinion_services.feed_back(Inspection.objects.get(pk=inspection.pk), by=cast.office)
    opinion_services.edit_opinion(inspection, by=cast.office, **TEXTS, items=[ITEM])
    opinion_services.waive_defence(inspection, by=cast.school_head)
    opinion_services.issue_opinion(Inspection.objects.get(pk=inspection.pk), by=cast.office)
    with pytest.raises(TransitionRefused, match="目前为“意见书已发”"):
        opinion_services.edit_opinion(inspection, by=cast.office, **TEXTS, items=[])


def test_the_page_is_filled_from_the_records(cast: Cast, browser: Browser) -> None:
    inspection = walk.deliberated(cast, ("serious", "minor"))
    address = reverse("draft_opinion", args=[inspection.pk])
    assert browser("other_school_head").get(address).status_code == 404
    assert browser("inspector").get(address).status_code == 403
    page = browser("office").get(address)
    text = page.content.decode()
    assert text.count(walk.FINDING) == 2
    assert "实验室安全管理存在漏洞" in text
    assert "12名学生、10名家长、8名教师" in text
    assert "评定4项指标" in text
    assert "个工作日" in text
    assert "30个工作日" in text


def test_without_problems_the_words_say_so(cast: Cast, browser: Browser) -> None:
    inspection = walk.deliberated(cast, ())
    text = browser("office").get(reverse("draft_opinion", args=[inspection.pk])).content.decode()
    assert "未发现需要整改的问题" in text
    assert "没有问题" in text


def test_saved_from_the_page(cast: Cast, browser: Browser) -> None:
    inspection = walk.deliberated(cast)
    finding = Finding.objects.get()
    other = walk.visited(cast, name="别的").findings.get()
    address = reverse("draft_opinion", args=[inspection.pk])
    office = browser("office")
    sent = rows(
        ITEM | {"finding": finding.pk},
        ITEM | {"text": "删去的", "removed": "on"},
        ITEM | {"text": "别处的", "finding": other.pk},
        {"text": "", "requirement": "", "severity": "general"},
    )
    assert office.post(address, sent)["Location"] == inspection.get_absolute_url()
    items = list(Opinion.objects.get().items.all())
    assert [(item.text, item.finding_id) for item in items] == [("门禁失修", finding.pk), ("别处的", None)]
    assert office.post(address, sent).status_code == 409
    edit = reverse("edit_opinion", args=[inspection.pk])
    assert "门禁失修" in office.get(edit).content.decode()
    assert office.post(edit, rows(ITEM | {"text": "改过"})).status_code == 302
    assert Opinion.objects.get().items.get().text == "改过"


def test_incomplete_problems_keep_what_was_typed(cast: Cast, browser: Browser) -> None:
    inspection = walk.deliberated(cast)
    address = reverse("draft_opinion", args=[inspection.pk])
    page = browser("office").post(address, rows({"text": "只有问题", "severity": ""}))
    assert page.status_code == 422
    text = page.content.decode()
    assert "只有问题" in text
    assert "有的问题没有填写完整" in text
    page = browser("office").post(address, rows(ITEM, evaluation=""))
    assert page.status_code == 422
    assert "门禁失修" in page.content.decode()


def test_a_refusal_of_the_service_keeps_what_was_typed(cast: Cast, browser: Browser) -> None:
    inspection = walk.deliberated(cast)
    page = browser("office").post(reverse("draft_opinion", args=[inspection.pk]), rows(ITEM, facts="\u3000"))
    assert page.status_code == 422
    assert "门禁失修" in page.content.decode()


def test_a_row_more_and_another_severity(cast: Cast, browser: Browser) -> None:
    inspection = walk.deliberated(cast)
    address = reverse("draft_opinion", args=[inspection.pk])
    office = browser("office")
    page = office.post(address, rows(ITEM, ITEM | {"removed": "on"}, more="add"))
    assert page.status_code == 200
    assert len(page.context["rows"]) == 2
    page = office.post(address, rows(ITEM, more="refresh"), headers={"HX-Request": "true"})
    text = page.content.decode()
    assert text.lstrip().startswith('<section class="section" id="items"')
    assert "10个工作日" in text
    assert not Opinion.objects.exists()


def test_late(cast: Cast, browser: Browser) -> None:
    inspection = walk.deliberated(cast)
    limit = opinion_limit(inspection)
    assert limit is not None
    assert opinion_limit(walk.notified(cast, name="新")) is None
    address = reverse("draft_opinion", args=[inspection.pk])
    office = browser("office")
    assert "已超过期限" not in office.get(address).content.decode()
    with clock.on(limit.on + calendar.ONE_DAY):
        assert "已超过期限" in office.get(address).content.decode()


@pytest.mark.parametrize(("severity", "days"), [("minor", 10), ("general", 20), ("serious", 30)])
def test_problem_deadline(holidays: None, severity: str, days: int) -> None:
    limit = opinion_services.problem_deadline(severity, calendar.today())
    assert (limit.days, limit.unit) == (days, DayUnit.WORKING)


@pytest.mark.django_db(transaction=True)
def test_two_draft_at_once() -> None:
    cast = make_cast()
    inspection = walk.deliberated(cast)
    outcomes = run_together([lambda: draft(inspection, cast)] * 2)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Opinion", "TransitionRefused"]
