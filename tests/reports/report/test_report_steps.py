"""The steps of an inspection report before publication, each with its refusals."""

import datetime as dt
from typing import Any

import pytest
from django.utils import translation

from core import calendar
from core.errors import NotAllowed, NotYourTurn, Refused, TransitionRefused
from core.models import AuditEvent, Notification
from reports.models import InspectionReport
from reports.report import services
from tests.core.threads import press_while
from tests.people import Cast, make_cast, make_user
from tests.walk import inspection as inspections
from tests.walk import report as walk


def test_draft_holds_every_problem(cast: Cast, holidays: None) -> None:
    """The draft takes the ledger's problems and who was heard."""
    report = walk.drafted(cast, ("serious", "minor"))
    assert report.state == "draft"
    assert report.problems.count() == 2
    assert "学生12人" in report.overview


def test_draft_wants_the_opinion_letter(cast: Cast, holidays: None) -> None:
    """Before the letter there is nothing to report."""
    inspection = inspections.fed_back(cast)
    with pytest.raises(Refused, match="意见书"):
        services.draft_inspection_report(inspection, by=cast.office)


def test_one_report_per_inspection(cast: Cast, holidays: None) -> None:
    """A second draft is refused; the page leads to the first."""
    report = walk.drafted(cast)
    with pytest.raises(Refused, match="已经有"):
        services.draft_inspection_report(report.inspection, by=cast.office)


def test_only_the_office_drafts(cast: Cast, holidays: None) -> None:
    """An inspector may not."""
    inspection = inspections.opinion_issued(cast).inspection
    with pytest.raises(NotAllowed, match="督导报告由督导办公室起草"):
        services.draft_inspection_report(inspection, by=cast.inspector)


def _words(report: InspectionReport, **changes: Any) -> dict[str, Any]:
    row = report.problems.first()
    words = {"title": "新标题", "overview": "听取意见。", "achievements": "好。", "advice": "改。"}
    return words | {"problems": {str(row.pk): "实验室危险化学品保管不规范"}} | changes


def test_edit_changes_words(cast: Cast, holidays: None) -> None:
    """The office rewords the draft; the log says so."""
    report = walk.drafted(cast)
    services.edit_inspection_report(report, by=cast.office, **_words(report))
    report.refresh_from_db()
    assert report.title == "新标题"
    assert report.problems.get().text == "实验室危险化学品保管不规范"
    assert AuditEvent.objects.filter(action="edit_inspection_report").exists()


def test_edit_keeps_every_problem(cast: Cast, holidays: None) -> None:
    """What is on the ledger is in the report."""
    report = walk.drafted(cast)
    row = report.problems.get()
    with pytest.raises(Refused, match="不能从报告中删去"):
        services.edit_inspection_report(report, by=cast.office, **_words(report, problems={str(row.pk): " "}))


def test_edit_only_a_draft(cast: Cast, holidays: None) -> None:
    """After it went to review the words stand."""
    report = walk.in_review(cast)
    with pytest.raises(Refused, match="草稿"):
        services.edit_inspection_report(report, by=cast.office, **_words(report))


def test_review_refuses_personal_data(cast: Cast, holidays: None) -> None:
    """A phone number does not get as far as the head."""
    report = walk.drafted(cast)
    services.edit_inspection_report(report, by=cast.office, **_words(report, overview="联系家长13812345678了解情况。"))
    report.refresh_from_db()
    with pytest.raises(Refused, match="个人信息"):
        services.send_to_review(report, by=cast.office)


def test_head_is_told_and_approves(cast: Cast, holidays: None) -> None:
    """The head finds it in the inbox; staff may not approve."""
    report = walk.in_review(cast)
    assert Notification.objects.filter(recipient=cast.office_head, about_id=str(report.pk)).exists()
    with pytest.raises(NotYourTurn, match="不由您办理，应由督导办主任办理"):
        services.approve_report(report, by=cast.school_head)
    assert services.approve_report(report, by=cast.office_head).approved_by == cast.office_head


def test_drafter_does_not_approve(cast: Cast, holidays: None) -> None:
    """Four eyes: a head who drafted it leaves it to another."""
    inspection = inspections.opinion_issued(cast).inspection
    report = services.draft_inspection_report(inspection, by=cast.office_head)
    report = services.send_to_review(report, by=cast.office)
    with pytest.raises(Refused, match="起草"):
        services.approve_report(report, by=cast.office_head)
    other = make_user("head2", "副主任", "office_head")
    assert services.approve_report(report, by=other).state == "approved"


def test_return_wants_a_reason(cast: Cast, holidays: None) -> None:
    """Returned with its reason, the draft can be changed again."""
    report = walk.in_review(cast)
    with pytest.raises(Refused, match="请填写理由"):
        services.return_draft(report, by=cast.office_head, reason=" ")
    report = services.return_draft(report, by=cast.office_head, reason="建议部分太笼统")
    assert report.state == "draft"
    assert Notification.objects.filter(recipient=cast.office, body="建议部分太笼统").exists()


def test_the_head_is_told_again_of_a_report_handed_in_again(cast: Cast, holidays: None) -> None:
    """A returned report that comes back waits anew; told in Chinese, whatever language the office reads."""
    report = services.return_draft(walk.in_review(cast), by=cast.office_head, reason="建议部分太笼统")
    with translation.override("en"):
        services.send_to_review(report, by=cast.office)
    titles = Notification.objects.filter(kind="report", recipient=cast.office_head).values_list("title", flat=True)
    assert list(titles) == [f"待审批的报告：{report.title}"] * 2


def told(title: str) -> list[str]:
    """Who was told of a report under a title that begins so, as often as it happened."""
    found = Notification.objects.filter(kind="report", title__startswith=title)
    return sorted(found.values_list("recipient__name", flat=True))


def test_every_round_is_news(cast: Cast, holidays: None) -> None:
    """Sent, returned and sent again: the head hears of both, the drafter of both returns."""
    report = walk.in_review(cast)
    assert told("待审批的报告") == ["督导办主任"]
    report = services.return_draft(report, by=cast.office_head, reason="建议部分太笼统")
    again = services.send_to_review(report, by=cast.office)
    assert told("待审批的报告") == ["督导办主任"] * 2
    services.return_draft(again, by=cast.office_head, reason="仍然太笼统")
    assert told("报告已退回") == ["办公室甲"] * 2


@pytest.mark.django_db(transaction=True)
def test_a_round_that_is_sent_twice_is_told_once() -> None:
    cast = make_cast()
    report = walk.drafted(cast)
    late = press_while(*[lambda: services.send_to_review(report, by=cast.office)] * 2)
    assert isinstance(late, TransitionRefused), late
    assert told("待审批的报告") == ["督导办主任"]


def test_issue_numbers_and_counts(cast: Cast, holidays: None) -> None:
    """Numbered in its series; publication is due twenty working days later."""
    report = walk.issued(cast)
    assert report.number.endswith("号")
    assert report.due_on == calendar.deadline(calendar.today(), 20, calendar.DayUnit.WORKING).on
    assert report.due_basis["policy"] == "publication_days"


def test_two_people_issue(cast: Cast, holidays: None) -> None:
    """The second press is refused in plain words and takes no number."""
    stale = walk.approved(cast)
    services.issue_inspection_report(stale, by=cast.office)
    with pytest.raises(TransitionRefused, match="目前为“已印发”"):
        services.issue_inspection_report(stale, by=cast.office)


@pytest.mark.parametrize("days", [-1, 1])
def test_filing_date_must_fit(cast: Cast, holidays: None, days: int) -> None:
    """Not before the issue, not in the future."""
    report = walk.issued(cast)
    with pytest.raises(Refused, match="备案日期"):
        services.file_inspection_report(
            report, by=cast.office, filed_on=calendar.today() + dt.timedelta(days=days), filed_with="市督导办"
        )


def test_withdrawn_stays_visible(cast: Cast, holidays: None, client: Any) -> None:
    """The public sees that it was withdrawn, and why."""
    report = services.withdraw_report(walk.published(cast), by=cast.office_head, reason="数据有误")
    page = client.get(report.get_public_url()).content.decode()
    assert "已撤回" in page
    assert "数据有误" in page


def test_inspection_counts_as_reported(cast: Cast, holidays: None) -> None:
    """Without problems the inspection is verified; publishing its report makes it reported."""
    report = walk.published(cast, severities=())
    report.inspection.refresh_from_db()
    assert report.inspection.state == "reported"
