"""The whole procedure, gate after gate: each step tried too early is refused with the article that comes first."""

from collections.abc import Callable
from typing import Any

import pytest

from core import calendar
from core.errors import Refused
from reports.models import InspectionReport
from reports.report import services as report_services
from supervision.evidence import services as evidence_services
from supervision.inspection import services as inspection_services
from supervision.models import Inspection, Proposal
from supervision.opinion import services as opinion_services
from supervision.opinion.services.opinion import proposed_items
from supervision.task import services as task_services
from supervision.visit import services as visit_services
from tests.people import Cast
from tests.supervision.inspection.test_record_public_opinion import words as hearing
from tests.walk import clock
from tests.walk import inspection as walk
from tests.walk import report as publishing
from tests.walk.evidence import fill_items

WORDS: dict[str, Any] = {"evaluation": "管理总体规范", "facts": "查阅资料、实地查看", "advice": ""}


class Procedure:
    """One announced inspection of the school, and every step that can be tried on it."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.task = walk.make_task(cast, announced=True)

    @property
    def inspection(self) -> Inspection:
        """The inspection, fresh."""
        return walk.inspection_of(self.task, self.cast.school)

    def steps(self) -> dict[str, Callable[[], Any]]:
        """Each step of the law with the person whose step it is."""
        cast, one = self.cast, self.inspection
        today = calendar.today()
        return {
            "issue_notice": lambda: inspection_services.issue_notice(one, by=cast.office),
            "submit_self_evaluation": lambda: evidence_services.submit_self_evaluation(
                one, by=cast.school_head, text="自评总体达标"
            ),
            "begin_visit": lambda: visit_services.begin_visit(one, by=cast.inspector, visited_on=today),
            "record_public_opinion": lambda: inspection_services.record_public_opinion(
                one, by=cast.inspector, **hearing()
            ),
            "propose_opinion": lambda: opinion_services.propose_opinion(one, by=cast.inspector, text="总体规范"),
            "deliberate": lambda: opinion_services.deliberate(one, by=cast.inspector, held_on=today),
            "draft_opinion": lambda: opinion_services.draft_opinion(
                one, by=cast.office, items=proposed_items(one), **WORDS
            ),
            "feed_back": lambda: opinion_services.feed_back(one, by=cast.office),
            "state_defence": lambda: opinion_services.state_defence(one, by=cast.school_head, text="有异议"),
            "issue_opinion": lambda: opinion_services.issue_opinion(one, by=cast.office),
            "draft_report": lambda: report_services.draft_inspection_report(one, by=cast.office),
            "archive_inspection": lambda: inspection_services.archive_inspection(one, by=cast.office),
        }

    def too_early(self, *expected: tuple[str, str]) -> None:
        """Each of the steps is refused with its article."""
        for name, article in expected:
            with pytest.raises(Refused) as refusal:
                self.steps()[name]()
            assert article in str(refusal.value.rule), (name, self.inspection.state, refusal.value)
            assert str(refusal.value.remedy or refusal.value.message), name

    def take(self, name: str) -> Any:
        """The step, when its time has come."""
        return self.steps()[name]()


@pytest.fixture
def procedure(cast: Cast, holidays: None) -> Procedure:
    """The inspection before anything has been decided."""
    return Procedure(cast)


def test_all_gates_in_order(cast: Cast, procedure: Procedure) -> None:
    """From the draft to the archive: what comes too early is refused, what has its time is taken."""
    _to_the_visit(cast, procedure)
    with clock.on(procedure.inspection.starts_on):
        _on_site(cast, procedure)
        _the_opinion(cast, procedure)
        _the_report(cast, procedure)
        procedure.take("archive_inspection")
    assert procedure.inspection.state == "archived"


def _to_the_visit(cast: Cast, procedure: Procedure) -> None:
    notice = (
        ("submit_self_evaluation", "第十七条"),
        ("begin_visit", "第十七条"),
        ("record_public_opinion", "第十七条"),
        ("deliberate", "第十七条"),
        ("draft_opinion", "第十七条"),
        ("feed_back", "第十七条"),
        ("state_defence", "第十七条"),
        ("issue_opinion", "第十七条"),
        ("draft_report", "第二十三条"),
        ("archive_inspection", "第十七条"),
    )
    procedure.too_early(("issue_notice", "第十七条"), *notice)
    task_services.approve_task(procedure.task, by=cast.office_head)
    procedure.too_early(*notice)
    procedure.take("issue_notice")
    procedure.too_early(("begin_visit", "第十八条"), ("propose_opinion", "第十八条"), ("draft_opinion", "第十八条"))
    fill_items(procedure.inspection, by=cast.school_head)
    procedure.take("submit_self_evaluation")
    procedure.too_early(("begin_visit", "第十七条"), ("deliberate", "第十八条"), ("archive_inspection", "第十八条"))


def _on_site(cast: Cast, procedure: Procedure) -> None:
    visit = procedure.take("begin_visit")
    procedure.too_early(("propose_opinion", "第十八条"), ("deliberate", "第十八条"), ("draft_opinion", "第十八条"))
    walk.fill(visit, cast.inspector, ())
    visit_services.submit_visit(visit, by=cast.inspector, signature=walk.signature())
    procedure.too_early(("propose_opinion", "第十九条"), ("deliberate", "第十九条"), ("feed_back", "第十九条"))
    procedure.take("record_public_opinion")
    procedure.too_early(("deliberate", "第二十条"), ("draft_opinion", "第二十条"), ("issue_opinion", "第二十条"))
    procedure.take("propose_opinion")
    procedure.too_early(("deliberate", "第二十条"))
    for person in (cast.inspector, cast.other_inspector):
        opinion_services.cast_vote(Proposal.objects.get(state="voting"), by=person, choice="agrees")
    procedure.take("deliberate")


def _the_opinion(cast: Cast, procedure: Procedure) -> None:
    later = (("state_defence", "第二十条"), ("issue_opinion", "第二十条"), ("archive_inspection", "第二十条"))
    procedure.too_early(("feed_back", "第二十条"), *later)
    procedure.take("draft_opinion")
    procedure.too_early(*later)
    procedure.take("feed_back")
    procedure.too_early(("issue_opinion", "第二十条"), ("archive_inspection", "第二十条"))
    procedure.take("state_defence")
    procedure.too_early(("issue_opinion", "第二十条"), ("draft_report", "第二十三条"))
    opinion_services.answer_defence(procedure.inspection, by=cast.office, answers=[("rejected", "事实清楚")])
    procedure.take("issue_opinion")


def _the_report(cast: Cast, procedure: Procedure) -> None:
    """Formed for the county government, filed with the higher body, published: then it may be archived."""
    archive = ("archive_inspection", "第二十三条")
    procedure.too_early(archive)
    report = procedure.take("draft_report")
    procedure.too_early(archive)
    report = report_services.send_to_review(report, by=cast.office)
    report = report_services.approve_report(report, by=cast.office_head)
    report = report_services.issue_inspection_report(report, by=cast.office)
    publishing.build_all()
    procedure.too_early(archive)
    filed_on = calendar.today()
    report = report_services.file_inspection_report(report, by=cast.office, filed_on=filed_on, filed_with="市督导办")
    procedure.too_early(archive)
    report_services.publish_report(InspectionReport.objects.get(pk=report.pk), by=cast.office)


def test_a_problem_that_is_not_struck_off_keeps_it_open(cast: Cast, holidays: None) -> None:
    """REG 22 comes before REG 23: with a problem on the ledger the archive waits for the recheck."""
    report = publishing.published(cast)
    with pytest.raises(Refused) as refusal:
        inspection_services.archive_inspection(report.inspection, by=cast.office)
    assert "第二十二条" in str(refusal.value.rule)
