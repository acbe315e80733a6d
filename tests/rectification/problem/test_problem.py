"""One problem's page: the whole story, for each reader what is theirs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.models import AuditEvent
from rectification.models import Problem
from rectification.report import services as report_services
from rectification.urging import services as urging_services
from tests.rectification.pages import get, status_of
from tests.walk import inspection as inspections
from tests.walk import problem as walk


def page(client, problem):
    return get(client, "problem", problem.pk)


def test_the_whole_story_of_a_problem_that_failed_once(cast, sign_in):
    problem = walk.failed(cast)
    shown = page(sign_in(cast.office), problem)
    for words in (
        problem.number,
        problem.requirement,
        "登记入台账",
        "下达整改通知",
        "报送整改方案",
        "同意整改方案",
        "报送整改报告",
        "指派复查督学",
        "督学乙",
        "复查不合格",
        "发出督办通知",
        "仍有两柜只有一把锁",
        "通知送达情况",
        "米教督催",
        "米教督整",
    ):
        assert words in shown, words
    assert shown.count("现场照片.png") >= 4


def test_the_school_reads_the_same_but_not_the_offices_business(cast, sign_in):
    problem = walk.overdue(cast)
    proposal = walk.proposed(cast, problem)
    office, school = page(sign_in(cast.office), problem), page(sign_in(cast.school_head), problem)
    assert "拟请督办" in office
    assert "拟请督办" not in school
    assert proposal.facts not in school
    assert "通知送达情况" not in school
    urging_services.issue_urging(proposal, by=cast.office)
    assert proposal.facts in page(sign_in(cast.school_head), problem)


@pytest.mark.parametrize(
    ("walked", "who", "button"),
    [
        ("registered", "office", "下达整改"),
        ("registered", "office_head", "撤回问题"),
        ("drafted", "office", "打开整改通知书草稿"),
        ("ordered", "school_head", "填写整改方案"),
        ("planned", "school_head", "填写整改报告"),
        ("rechecking", "other_inspector", "登记复查结果"),
        ("rechecking", "office", "改派复查督学"),
        ("overdue", "office", "拟请督办"),
    ],
)
def test_the_main_button(cast, sign_in, walked, who, button):
    record = getattr(walk, walked)(cast)
    problem = record if isinstance(record, Problem) else record.problems.get()
    assert button in page(sign_in(getattr(cast, who)), problem)


def test_a_submitted_plan_is_for_the_office_to_review(cast, sign_in):
    plan = walk.submitted_plan(cast)
    problem = plan.items.get().problem
    assert "审核整改方案" in page(sign_in(cast.office), problem)
    assert "审核整改方案" not in page(sign_in(cast.school_head), problem)


def test_the_reason_of_a_return_stands_on_top(cast, sign_in):
    report = report_services.return_report(walk.submitted(cast), by=cast.office, reason="缺少现场照片")
    shown = page(sign_in(cast.school_head), report.problem)
    assert "第1次整改报告已被退回" in shown
    assert shown.index("缺少现场照片") < shown.index("整改要求")


def test_an_inspection_is_a_link_only_for_those_who_may_open_it(cast, sign_in):
    problem = inspections.opinion_issued(cast).inspection.problems.get()
    link = problem.inspection.get_absolute_url()
    assert link in page(sign_in(cast.office), problem)


@pytest.mark.parametrize("who", ["other_school_head", "third_inspector", "township", "expert", "auditor", "sysadmin"])
def test_strangers_see_nothing(cast, sign_in, who):
    assert status_of(sign_in(getattr(cast, who)), "problem", walk.rechecking(cast).pk) == 404


def test_a_registered_problem_is_not_the_schools_yet(cast, sign_in):
    assert status_of(sign_in(cast.school_head), "problem", walk.registered(cast).pk) == 404


def test_one_round_or_many_cost_the_same(cast, sign_in):
    office = sign_in(cast.office)
    once = walk.submitted(cast).problem
    often = walk.submitted(cast).problem
    for _ in range(4):
        report_services.return_report(often.reports.get(state="submitted"), by=cast.office, reason="不够")
        often.refresh_from_db()
        walk.submitted(cast, Problem.objects.get(pk=often.pk))
    page(office, once)
    counts = []
    for problem in (once, often):
        with CaptureQueriesContext(connection) as spent:
            page(office, problem)
        counts.append(len(spent))
    assert counts[0] == counts[1] <= 32


def test_every_event_of_the_ladder_has_a_name(cast, sign_in):
    problem = walk.failed(cast)
    shown = page(sign_in(cast.office), problem)
    for action in AuditEvent.objects.values_list("action", flat=True).distinct():
        assert action.replace("_", " ").capitalize() not in shown, action
