"""The office returns a report."""

import pytest

from core.errors import NotYourTurn, Refused
from core.models import Notification
from rectification.report import services
from tests.rectification.pages import get, post
from tests.walk import problem as walk


def test_the_round_stays_with_its_reason_and_the_problem_goes_back(cast):
    report = services.return_report(walk.submitted(cast), by=cast.office, reason="缺照片")
    report.problem.refresh_from_db()
    assert (report.state, report.review_reason) == ("returned", "缺照片")
    assert (report.problem.state, report.problem.due_on) == ("planned", report.problem.deadline_on)
    assert Notification.objects.get(kind="report_returned").body == "缺照片"


def test_refused_without_reason_and_by_the_unit(cast):
    report = walk.submitted(cast)
    with pytest.raises(Refused, match="请填写理由"):
        services.return_report(report, by=cast.office, reason=" ")
    with pytest.raises(NotYourTurn, match="不由您办理，应由督导办办理"):
        services.return_report(report, by=cast.school_head, reason="自己退回")


def test_the_page(cast, sign_in):
    report = walk.submitted(cast)
    office = sign_in(cast.office)
    get(office, "return_report", report.pk)
    get(sign_in(cast.school_head), "return_report", report.pk, status=403)
    get(sign_in(cast.other_school_head), "return_report", report.pk, status=404)
    post(office, "return_report", report.pk, reason="", status=422, htmx=True)
    post(office, "return_report", report.pk, reason="缺照片")
    post(office, "return_report", report.pk, reason="缺照片", status=409)
    page = get(sign_in(cast.school_head), "rectification_report", report.pk)
    assert "缺照片" in page
    assert "重新填写整改报告" in page
