"""The report's task: opens by itself with the opinion letter, is due by the setting, and is never there twice."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core import calendar
from core.errors import TransitionRefused
from reports.models import InspectionReport
from reports.report import services
from supervision.opinion import services as opinion_services
from tests.people import Cast
from tests.walk import inspection as inspections
from tests.walk import report as walk
from tests.walk import survey as surveys

SignIn = Callable[[Any], Client]


def test_opens_with_the_letter_and_waits_for_the_office(cast: Cast, holidays: None, sign_in: SignIn) -> None:
    inspection = inspections.opinion_issued(cast).inspection
    task = InspectionReport.objects.get()
    assert (task.state, task.inspection_id) == ("to_draft", inspection.pk)
    assert task.due_basis["policy"] == "report_days"
    assert task.due_on == calendar.deadline(calendar.today(), 20, calendar.DayUnit.WORKING).on
    assert task in InspectionReport.objects.waiting_for(cast.office)
    assert task not in InspectionReport.objects.waiting_for(cast.leader)
    office = sign_in(cast.office)
    assert (
        reverse("inspection_report", args=[task.pk])
        in office.get("/desk/", {"kind": "inspection_report"}).content.decode()
    )
    page = office.get(task.get_absolute_url()).content.decode()
    assert reverse("draft_inspection_report", args=[inspection.pk]) in page


def test_never_twice(cast: Cast, holidays: None, sign_in: SignIn) -> None:
    inspection = inspections.opinion_issued(cast).inspection
    task = InspectionReport.objects.get()
    assert services.open_report_task(inspection, by=cast.office) == task
    office = sign_in(cast.office)
    address = reverse("draft_inspection_report", args=[inspection.pk])
    assert office.get(address).status_code == 200
    assert office.post(address)["Location"] == task.get_absolute_url()
    assert office.get(address)["Location"] == task.get_absolute_url()
    report = InspectionReport.objects.get()
    assert (report.pk, report.state, report.problems.count()) == (task.pk, "draft", 1)
    assert services.open_report_task(inspection, by=cast.office).state == "draft"


def test_its_deadline_holds_until_it_is_issued(cast: Cast, holidays: None) -> None:
    report = walk.drafted(cast)
    due = report.due_on
    report = services.send_to_review(report, by=cast.office)
    assert report.due_on == due
    report = services.approve_report(report, by=cast.office_head)
    assert (report.due_on, report.due_basis["policy"]) == (due, "report_days")
    report = services.issue_inspection_report(report, by=cast.office)
    assert report.due_basis["policy"] == "publication_days"


def test_a_withdrawn_report_may_be_drafted_anew(cast: Cast, holidays: None) -> None:
    report = walk.published(cast)
    services.withdraw_report(report, by=cast.office_head, reason="事实有误")
    again = services.draft_inspection_report(report.inspection, by=cast.office)
    assert again.state == "draft"
    assert again.pk != report.pk


def test_questionnaires_stand_in_the_report(cast: Cast, holidays: None) -> None:
    inspection = surveys.ready(cast)
    surveys.closed(cast, {"parents": 6, "teachers": 2}, inspection=inspection)
    inspections.vote(inspection, cast)
    inspection = opinion_services.deliberate(inspection, by=cast.inspector, held_on=calendar.today())
    words = {"evaluation": "好", "facts": "查阅资料", "advice": "", "items": []}
    opinion_services.draft_opinion(inspection, by=cast.office, **words)
    inspection.refresh_from_db()
    inspection = opinion_services.feed_back(inspection, by=cast.office)
    opinion_services.waive_defence(inspection, by=cast.school_head)
    inspection = opinion_services.issue_opinion(inspection, by=cast.office)
    report = services.draft_inspection_report(inspection, by=cast.office)
    assert "收回家长匿名问卷6份，满意率100%" in report.overview
    assert "教师匿名问卷" not in report.overview


@pytest.mark.parametrize(
    ("step", "person", "more"),
    [
        ("approve_report", "office_head", {}),
        ("issue_inspection_report", "office", {}),
        ("file_inspection_report", "office", {"filed_on": calendar.today(), "filed_with": "市督导办"}),
        ("publish_report", "office", {}),
    ],
)
def test_too_early_names_the_article(cast: Cast, holidays: None, step: str, person: str, more: dict[str, Any]) -> None:
    report = walk.drafted(cast)
    with pytest.raises(TransitionRefused) as refusal:
        getattr(services, step)(report, by=getattr(cast, person), **more)
    assert "第二十三条" in str(refusal.value.rule)
