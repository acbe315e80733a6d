"""report_urgent, press_school, handle_urgent_report: told at once, first in my turn, kept with what was done."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.turns import turns_of
from core import calendar, files
from core.errors import NotAllowed, NotYourTurn, Refused, TransitionRefused
from core.models import AuditEvent, Notification
from supervision.models import UrgentReport
from supervision.opinion import services as opinion_services
from supervision.regular import services as regular_services
from tests.people import Cast
from tests.walk import inspection as procedure
from tests.walk import regular as walk
from tests.walk.inspection import picture

Browser = Callable[[str], Client]
LIST = "/desk/supervision/urgent-reports/"


class TestReporting:
    """From the phone, at any moment of a visit."""

    def test_two_taps(self, cast: Cast, browser: Browser) -> None:
        visit = walk.begun(cast)
        inspector = browser("inspector")
        address = reverse("report_urgent", args=[visit.pk])
        assert address in inspector.get(reverse("open_regular_visit", args=[visit.pk])).content.decode()
        assert inspector.get(address).status_code == 200
        assert inspector.post(address, {"text": " ", "kind": "danger"}).status_code == 422
        answer = inspector.post(address, {"text": "围墙开裂", "kind": "danger", "photos": [picture()]})
        report = UrgentReport.objects.get()
        assert answer["Location"] == reverse("press_school", args=[report.pk])
        assert (report.state, report.due_on, report.unit) == ("reported", calendar.today(), cast.school)
        assert files.files_of(report, purpose="photo").count() == 1
        for user in (cast.office, cast.office_head):
            message = Notification.objects.get(recipient=user, kind="report_urgent")
            assert message.title == "【紧急】第一示例中学：危及师生安全"
            assert message.body == "围墙开裂"
        assert "危及师生安全" in inspector.get(reverse("open_regular_visit", args=[visit.pk])).content.decode()

    def test_whoever_was_told_may_be_named_at_once(self, cast: Cast, browser: Browser) -> None:
        visit = walk.begun(cast)
        content = {"text": "无证招生", "kind": "illegal", "pressed_whom": "王校长"}
        answer = browser("inspector").post(reverse("report_urgent", args=[visit.pk]), content)
        report = UrgentReport.objects.get()
        assert answer["Location"] == report.get_absolute_url()
        assert (report.pressed_whom, report.kind) == ("王校长", "illegal")
        assert report.pressed_at is not None

    def test_after_the_signature_too(self, cast: Cast) -> None:
        visit = walk.submitted(cast)
        assert regular_services.report_urgent(visit, by=cast.inspector, text="返校时见到").state == "reported"

    def test_refusals(self, cast: Cast, browser: Browser) -> None:
        visit = walk.begun(cast)
        with pytest.raises(Refused, match="没有这个选项"):
            regular_services.report_urgent(visit, by=cast.inspector, text="围墙", kind="boring")
        paper = picture("现场.png")
        paper.name = "现场.pdf"
        with pytest.raises(Refused, match="内容与文件名不符"):
            regular_services.report_urgent(visit, by=cast.inspector, text="围墙", photos=[paper])
        for user in (cast.office, cast.other_inspector, cast.school_head):
            with pytest.raises(NotAllowed, match="只有本次入校的督学可以上报"):
                regular_services.report_urgent(visit, by=user, text="围墙")
        address = reverse("report_urgent", args=[visit.pk])
        assert browser("other_inspector").get(address).status_code == 404
        assert browser("office").get(address).status_code == 403


class TestHandling:
    """First in the turn of office and head; the inspector's word to the school; what was done."""

    def test_first_in_my_turn(self, cast: Cast) -> None:
        """Above what is overdue."""
        late = procedure.fed_back(cast)
        opinion_services.waive_defence(late, by=cast.school_head)
        type(late).objects.filter(pk=late.pk).update(due_on=calendar.today() - 9 * calendar.ONE_DAY)
        report = walk.urgent(cast)
        for user in (cast.office, cast.office_head):
            turns = turns_of(user, today=calendar.today())
            assert (turns.items[0].pk, turns.overdue) == (report.pk, 1)
            assert [way.label for way in turns.items[0].ways] == ["登记处置情况"]
        assert report.pk not in {item.pk for item in turns_of(cast.leader, today=calendar.today()).items}

    def test_pressing_the_school(self, cast: Cast, browser: Browser) -> None:
        report = walk.urgent(cast)
        address = reverse("press_school", args=[report.pk])
        assert browser("office").get(address).status_code == 403
        assert browser("other_inspector").get(address).status_code == 404
        inspector = browser("inspector")
        assert inspector.post(address, {"whom": "王校长", "what": ""}).status_code == 422
        assert inspector.post(address, {"whom": "王校长", "what": "立即封闭通道"}).status_code == 302
        report.refresh_from_db()
        assert (report.pressed_whom, report.pressed_what) == ("王校长", "立即封闭通道")
        assert AuditEvent.objects.get(action="press_school").reason == "立即封闭通道"
        with pytest.raises(Refused, match="没有填写告知了谁"):
            regular_services.press_school(report, by=cast.inspector, whom=" ", what="好")
        regular_services.handle_urgent_report(report, by=cast.office, done="已封闭")
        report.refresh_from_db()
        assert inspector.get(address).status_code == 409
        with pytest.raises(TransitionRefused, match="目前为"):
            regular_services.press_school(report, by=cast.inspector, whom="王校长", what="好")

    def test_handled(self, cast: Cast, browser: Browser) -> None:
        report = walk.urgent(cast)
        address = reverse("handle_urgent_report", args=[report.pk])
        assert browser("inspector").get(address).status_code == 403
        assert browser("school_head").get(address).status_code == 404
        office = browser("office")
        assert office.post(address, {"done": " "}).status_code == 422
        with pytest.raises(Refused, match="没有填写处理情况"):
            regular_services.handle_urgent_report(report, by=cast.office, done=" ")
        with pytest.raises(NotYourTurn, match="不由您办理"):
            regular_services.handle_urgent_report(report, by=cast.leader, done="好")
        assert office.post(address, {"done": "已到场封闭"}).status_code == 302
        assert office.post(address, {"done": "又"}).status_code == 409
        report.refresh_from_db()
        assert (report.state, report.done) == ("handled", "已到场封闭")
        for user in (cast.inspector, cast.office_head):
            assert Notification.objects.filter(recipient=user, kind="handle_urgent_report").count() == 1
        assert "已到场封闭" in browser("inspector").get(report.get_absolute_url()).content.decode()

    def test_who_reads_it(self, cast: Cast, browser: Browser) -> None:
        """The school is pressed by word of mouth; the report is the office's."""
        report = walk.urgent(cast)
        for name, status in (("leader", 200), ("zone_leader", 200), ("school_head", 404), ("liaison", 404)):
            assert browser(name).get(report.get_absolute_url()).status_code == status, name

    def test_the_list(self, cast: Cast, browser: Browser, statements: Callable[[Client, str], int]) -> None:
        office = browser("office")
        assert "没有紧急报告" in office.get(LIST).content.decode()
        report = walk.urgent(cast)
        one = statements(office, LIST)
        for _again in range(9):
            walk.urgent(cast)
        assert statements(office, LIST) == one <= 12
        assert report in office.get(LIST).context["page"]
        assert list(browser("other_inspector").get(LIST).context["page"]) == []
