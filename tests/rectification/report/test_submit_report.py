"""The unit hands its report in."""

import datetime as dt

import pytest

from core.errors import NotYourTurn, Refused, TransitionRefused
from core.models import Notification
from rectification.models import Problem, RectificationReport
from rectification.report import services
from tests.rectification.pages import get, post
from tests.walk import clock
from tests.walk import problem as walk


def test_the_office_has_five_working_days(cast, holidays):
    with clock.on(dt.date(2026, 11, 24)):
        report = walk.submitted(cast)
    problem = Problem.objects.get()
    for record in (report, problem):
        assert record.due_on == dt.date(2026, 12, 1)
        assert record.due_basis["policy"] == "review_days"
    assert (report.state, report.submitted_on, problem.state) == ("submitted", dt.date(2026, 11, 24), "reported")
    told = Notification.objects.filter(kind="report_submitted").values_list("recipient__name", flat=True)
    assert sorted(told) == ["办公室甲", "督导办主任"]
    assert problem.deadline_on != problem.due_on


def test_refused_without_text_twice_and_by_others(cast):
    report = walk.written(cast)
    with pytest.raises(NotYourTurn, match="不由您办理，应由被督导单位办理"):
        services.submit_report(report, by=cast.office)
    services.write_report(report.problem, by=cast.school_head, text=" ")
    report.refresh_from_db()
    with pytest.raises(Refused, match="未写明整改情况"):
        services.submit_report(report, by=cast.school_head)
    services.write_report(report.problem, by=cast.school_head, text="已整改")
    report = RectificationReport.objects.get()
    services.submit_report(report, by=cast.school_head)
    with pytest.raises(TransitionRefused, match="目前为“已报告”"):
        services.submit_report(report, by=cast.school_head)


def test_the_page(cast, sign_in):
    report = walk.written(cast)
    school = sign_in(cast.school_head)
    assert report.text in get(school, "submit_report", report.pk)
    get(sign_in(cast.office), "submit_report", report.pk, status=404)
    get(sign_in(cast.other_school_head), "submit_report", report.pk, status=404)
    post(school, "submit_report", report.pk)
    post(school, "submit_report", report.pk, status=409)


def test_a_draft_does_not_wait_twice(cast):
    report = walk.written(cast)
    assert list(Problem.objects.waiting_for(cast.school_head)) == [report.problem]
    assert not RectificationReport.objects.waiting_for(cast.school_head).exists()
