"""The ten steps of an inspection: what is done, what is now, whose turn it is, what is missing (REG 16–23)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core import calendar
from supervision.evidence import services as evidence_services
from supervision.inspection import services as inspection_services
from supervision.inspection.services import ProcedureStep, steps_of
from supervision.models import Inspection
from supervision.opinion import services as opinion_services
from supervision.procedure.services.table import STEPS, USE_CASES
from supervision.task import services as task_services
from supervision.visit import services as visit_services
from supervision.workflow.inspection import INSPECTION
from tests.people import Cast
from tests.walk import clock, evidence
from tests.walk import inspection as walk

Browser = Callable[[str], Client]
pytestmark = pytest.mark.django_db


def fresh(inspection: Inspection) -> Inspection:
    """The inspection as a page fetches it."""
    rows = Inspection.objects.select_related("task", "team", "unit")
    return rows.get(pk=inspection.pk)


def marks(inspection: Inspection, **how: Any) -> str:
    """The states of the ten steps by their first letters: d(one), n(ow), s(kipped), . (next)."""
    letters = {"done": "d", "now": "n", "skipped": "s", "next": "."}
    return "".join(letters[step.mark] for step in steps_of(fresh(inspection), **how))


def step_at(inspection: Inspection, key: str, **how: Any) -> ProcedureStep:
    """The step `key` of the table."""
    return next(step for step in steps_of(fresh(inspection), **how) if step.key == key)


def now(inspection: Inspection, **how: Any) -> ProcedureStep:
    """The first step that is now."""
    return next(step for step in steps_of(fresh(inspection), **how) if step.mark == "now")


def test_the_table_is_whole() -> None:
    """Every move of an inspection has its step, once; what a row names is a step of the table."""
    keys = [step.key for step in STEPS]
    assert len(keys) == len(set(keys)) == 10
    assert len(USE_CASES) == sum(len(step.use_cases) for step in STEPS)
    assert {step.action for step in INSPECTION.steps} - set(USE_CASES) == {"cancel_inspection"}
    assert {one.after for one in USE_CASES.values()} | {step.beside for step in STEPS} <= {"", *keys}
    beside = {one.name for one in USE_CASES.values() if one.after} - {step.action for step in INSPECTION.steps}
    assert all(USE_CASES[name].since and USE_CASES[name].by for name in beside)


def test_from_the_draft_to_the_notice(cast: Cast) -> None:
    task = walk.make_task(cast, announced=True)
    inspection = walk.inspection_of(task, cast.school)
    assert marks(inspection) == "n........."
    first = now(inspection)
    assert (first.turn, first.article) == ("督导办主任", "《教育督导条例》第十六条")
    assert [gate.detail for gate in first.missing] == ["任务尚未批准。"]
    task_services.approve_task(task, by=cast.office_head)
    assert marks(inspection) == "dn........"
    assert now(inspection).turn == "督导办"
    assert now(inspection).due_on == fresh(inspection).due_on
    inspection_services.issue_notice(fresh(inspection), by=cast.office)
    notice = step_at(inspection, "notice")
    assert (notice.document, notice.done_on) == (fresh(inspection).notice_number, calendar.today())
    assert (now(inspection).key, now(inspection).turn) == ("self_evaluation", "被督导单位")


def test_a_team_too_small_is_named_with_what_would_satisfy_it(cast: Cast) -> None:
    task = walk.make_task(cast, members=walk.team(cast)[:2])
    step = now(walk.inspection_of(task, cast.school))
    assert step.turn == "督导办"
    assert "至少" in step.missing[0].detail
    assert step.missing[0].remedy
    assert step.missing[0].rule.endswith("第十六条")


def test_without_self_evaluation_it_is_not_needed(cast: Cast) -> None:
    inspection = walk.notified(cast)
    assert marks(inspection) == "ddsn......"
    assert now(inspection).turn == "督导小组"


def test_on_site_the_hearing_goes_on_beside_the_visit(cast: Cast) -> None:
    visit = walk.begun(cast)
    assert marks(visit.inspection) == "ddsnn....."
    walk.fill(visit, cast.inspector, ())
    visit_services.submit_visit(visit, by=cast.inspector, typed_name="督学甲")
    assert marks(visit.inspection) == "ddsdn....."
    walk.hear(visit.inspection, cast.inspector)
    assert marks(visit.inspection) == "ddsddn...."
    assert now(visit.inspection).turn == "督导小组组长"


def test_the_opinion_the_defence_and_the_letter(cast: Cast) -> None:
    opinion = walk.opinion_drafted(cast)
    assert marks(opinion.inspection) == "ddsdddn..."
    fed_back = opinion_services.feed_back(opinion.inspection, by=cast.office)
    assert (now(fed_back).key, now(fed_back).turn) == ("preliminary_opinion", "被督导单位")
    assert fed_back.due_on is not None
    with clock.on(fed_back.due_on + calendar.ONE_DAY):
        assert marks(fed_back) == "ddsddddn.."
        assert now(fed_back).turn == "督导办"
        assert Inspection.objects.get(pk=fed_back.pk).waits_for == ["office"]
        opinion_services.issue_opinion(fresh(fed_back), by=cast.office)
    letter = step_at(fed_back, "letter")
    assert letter.mark == "done"
    assert letter.document
    assert now(fed_back).key == "rectification"


def test_in_the_end_all_is_done_but_the_report(cast: Cast) -> None:
    inspection = walk.opinion_issued(cast, ()).inspection
    assert marks(inspection) == "ddsddddddn"
    assert now(inspection).missing[0].remedy


def test_cancelled_says_so(cast: Cast) -> None:
    inspection = walk.notified(cast)
    task_services.cancel_task(inspection.task, by=cast.office_head, reason="合并开展")
    assert marks(inspection) == "ddssssssss"
    assert step_at(inspection, "deliberation").detail == "随任务取消。"


def test_what_is_not_reviewed_and_not_accepted_is_a_warning(cast: Cast) -> None:
    inspection = evidence.reviewed(cast)
    assert marks(inspection) == "dddn......"
    assert "2项指标" in step_at(inspection, "self_evaluation").notes[0]
    assert "建议的1项评分" in step_at(inspection, "visit").notes[0]


def test_the_unit_reads_the_same_steps_without_the_inside(cast: Cast) -> None:
    inspection = evidence.reviewed(cast)
    for inner, told in zip(steps_of(fresh(inspection)), steps_of(fresh(inspection), inside=False), strict=True):
        assert (inner.key, inner.name, inner.mark, inner.turn) == (told.key, told.name, told.mark, told.turn)
        assert told.notes == []
        if told.key in ("form_team", "visit", "public_opinion", "deliberation", "report"):
            assert (told.detail, told.missing) == ("", [])


@pytest.mark.parametrize(
    ("name", "use_cases"),
    [
        ("office", ["record_public_opinion", "desk_review"]),
        ("inspector", ["begin_visit", "record_public_opinion", "desk_review", "return_self_evaluation"]),
        ("school_head", []),
        ("zone_leader", []),
    ],
)
def test_buttons_of_whoever_may_act(cast: Cast, browser: Browser, name: str, use_cases: list[str]) -> None:
    inspection = evidence.evaluated(cast)
    page = browser(name).get(inspection.get_absolute_url())
    shown = {button.url for row in page.context["steps"] for button in row["buttons"]}
    assert shown == {reverse(one, args=[inspection.pk]) for one in use_cases}


def test_the_page_names_every_article(cast: Cast, browser: Browser) -> None:
    text = browser("office").get(walk.deliberated(cast).get_absolute_url()).content.decode()
    for number in ("六", "七", "八", "九"):
        assert f"第十{number}条" in text
    for number in ("", "一", "二", "三"):
        assert f"第二十{number}条" in text
    assert "aria-current" in text


def test_the_number_of_statements_does_not_depend_on_the_data(
    cast: Cast, browser: Browser, statements: Callable[[Client, str], int]
) -> None:
    small = evidence.evaluated(cast)
    other = walk.inspection_of(small.task, cast.other_school)
    large = evidence.evaluate(inspection_services.issue_notice(other, by=cast.office), cast.other_school_head)
    for inspection, codes in ((small, ["C1"]), (large, ["C1", "C2", "C3"])):
        for code in codes:
            item = evidence.item_of(inspection, code)
            evidence_services.review_item(item, by=cast.inspector, verdict="on_site")
            evidence_services.ask_question(item, by=cast.inspector, text="请补充")
    client = browser("office")
    few = statements(client, small.get_absolute_url())
    assert statements(client, large.get_absolute_url()) == few
    with CaptureQueriesContext(connection) as captured:
        steps_of(fresh(large))
    assert len(captured) <= 18
