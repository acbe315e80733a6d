"""accept_conduct, refuse_conduct, name_investigator, find_conduct, decide_conduct, answer_conduct: to an end."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import Zone
from accounts.roles import Role
from core import calendar
from core.errors import NotYourTurn, Refused, TransitionRefused
from core.models import AuditEvent, Notification
from inspectors.conduct import services, tasks
from inspectors.models import (
    CareerEvent,
    ConductFinding,
    ConductMeasure,
    ConductReport,
    ConductStatement,
    Inspector,
    MeasureKind,
)
from tests.pages import queries, text
from tests.people import Cast, make_inspector, make_user
from tests.walk import conduct as walk

SignIn = Callable[[object], Client]
LIST = "/desk/inspectors/conduct/"


def post(client: Client, name: str, record: object, **data: object) -> int:
    """The status of a step taken on its page, which was looked at before."""
    address = reverse(name, args=[record.pk])
    assert client.get(address).status_code == 200
    return client.post(address, data).status_code


def test_from_receipt_to_the_answer(cast: Cast, sign_in: SignIn, second: Inspector) -> None:
    report = walk.received(cast, inspector=None, inspector_words="开白车的督学")
    office, head, third = sign_in(cast.office), sign_in(cast.office_head), sign_in(walk.inquirer(cast))
    assert "待查明" in text(office.get(report.get_absolute_url()))
    assert post(office, "accept_conduct", report, inspector=second.pk, handler=cast.office.pk) == 302
    assert third.get(report.get_absolute_url()).status_code == 404
    assert post(office, "name_investigator", report, investigator=cast.third_inspector.pk) == 302
    assert third.get(report.get_absolute_url()).status_code == 200
    assert post(third, "ask_statement", report, matter=walk.MATTER) == 302
    statement = ConductStatement.objects.get()
    own = sign_in(cast.other_inspector)
    assert walk.MATTER in text(own.get(statement.get_absolute_url()))
    assert walk.MATTER[:10] in text(own.get(reverse("my_conduct")))
    assert post(own, "give_statement", statement, text="只在食堂吃了工作餐") == 302
    assert post(third, "find_conduct", report, finding="upheld", facts="宴请属实，有照片") == 302
    measure = {"decision": "事实清楚", "kind": "warning", "text": "给予警告"}
    assert post(head, "decide_conduct", report, **measure) == 302
    assert post(office, "answer_conduct", report, answer="已查实，给予处理") == 302
    assert "已查实，给予处理" in text(Client().get(report.get_public_url()))
    assert "警告" not in text(Client().get(report.get_public_url()))
    assert post(office, "close_conduct", report) == 302
    report.refresh_from_db()
    assert (report.state, report.finding, report.inspector) == ("closed", "upheld", second)
    assert ConductMeasure.objects.get(report=report).kind == MeasureKind.WARNING
    career = CareerEvent.objects.get(inspector=second, kind="disciplined")
    assert (career.text, career.url) == ("警告", report.measure.get_absolute_url())


def test_not_accepted_with_a_reason_that_the_reporter_reads(cast: Cast, sign_in: SignIn) -> None:
    report = walk.of_unit(cast)
    office = sign_in(cast.office)
    assert office.post(reverse("refuse_conduct", args=[report.pk]), {"reason": " "}).status_code == 422
    assert post(office, "refuse_conduct", report, reason="属教师行为，请向学校反映") == 302
    assert "属教师行为" in text(Client().get(report.get_public_url()))
    own = sign_in(cast.kindergarten_head)
    assert "属教师行为" in text(own.get(report.get_own_url()))
    told = Notification.objects.get(recipient=cast.kindergarten_head)
    assert (told.kind, told.url, told.about_id) == ("refuse_conduct", reverse("my_conduct_reports"), "")
    assert "督学" not in told.title


def test_who_may_inquire(cast: Cast) -> None:
    report = walk.accepted(cast)
    for user, said in (
        (cast.other_inspector, "督学本人"),
        (cast.inspector, "同属一个责任区"),
        (cast.zone_leader, "核查人应为"),
        (cast.school_head, "核查人应为"),
        (cast.office_head, "不主持核查"),
    ):
        with pytest.raises(Refused, match=said):
            services.name_investigator(report, by=cast.office, investigator=user)
    cast.zone_leader.roles = [Role.ZONE_LEADER, Role.INSPECTOR]
    cast.zone_leader.save()
    with pytest.raises(Refused, match="同属一个责任区"):
        services.name_investigator(report, by=cast.office, investigator=cast.zone_leader)
    mine = services.accept_conduct(walk.of_unit(cast), by=cast.office)
    cast.kindergarten_head.roles = [Role.UNIT, Role.OFFICE]
    cast.kindergarten_head.save()
    with pytest.raises(Refused, match="不得核查本件"):
        services.name_investigator(mine, by=cast.office, investigator=cast.kindergarten_head)
    report = services.name_investigator(report, by=cast.office, investigator=walk.inquirer(cast))
    due = report.due_on
    with pytest.raises(Refused, match="理由"):
        services.change_investigator(report, by=cast.office, investigator=cast.office, reason="")
    report = services.change_investigator(report, by=cast.office_head, investigator=cast.office, reason="请假")
    assert (report.investigator, report.due_on, report.state) == (cast.office, due, "inquiry")


def test_the_pages_offer_nobody_of_the_zone(cast: Cast, sign_in: SignIn) -> None:
    report = walk.accepted(cast)
    walk.inquirer(cast)
    office = sign_in(cast.office)
    offered = set(
        office.get(reverse("name_investigator", args=[report.pk])).context["form"].fields["investigator"].queryset
    )
    assert offered == {cast.office, cast.third_inspector}
    report = services.name_investigator(report, by=cast.office, investigator=cast.third_inspector)
    page = office.post(
        reverse("change_investigator", args=[report.pk]), {"investigator": cast.office.pk, "reason": "换人"}
    )
    assert page.status_code == 302


def test_accepting_needs_an_inspector_and_a_fit_handler(cast: Cast) -> None:
    unknown = walk.received(cast, inspector=None, inspector_words="不认识的督学")
    with pytest.raises(Refused, match="先查明"):
        services.accept_conduct(unknown, by=cast.office)
    with pytest.raises(Refused, match="承办人应为督导办人员"):
        services.accept_conduct(walk.received(cast), by=cast.office, handler=cast.school_head)
    with pytest.raises(NotYourTurn, match="不由您办理"):
        services.accept_conduct(unknown, by=cast.inspector, inspector=walk.accused(cast))
    accepted = services.accept_conduct(walk.received(cast), by=cast.office, handler=cast.office_head)
    assert accepted.handler == cast.office_head
    with pytest.raises(TransitionRefused, match="目前为“已受理”"):
        services.accept_conduct(accepted, by=cast.office)


def test_nothing_is_confirmed_unheard(cast: Cast) -> None:
    report = walk.inquiry(cast)
    third = cast.third_inspector
    with pytest.raises(Refused, match="尚未听取"):
        services.find_conduct(report, by=third, finding=ConductFinding.UPHELD, facts="属实")
    with pytest.raises(Refused, match="事实"):
        services.find_conduct(report, by=third, finding=ConductFinding.UPHELD, facts=" ")
    with pytest.raises(Refused, match="要求督学说明的事项"):
        services.ask_statement(report, by=third, matter=" ")
    statement = services.ask_statement(report, by=third, matter=walk.MATTER)
    with pytest.raises(Refused, match="已要求"):
        services.ask_statement(report, by=third, matter=walk.MATTER)
    with pytest.raises(Refused, match="尚未提交"):
        services.find_conduct(report, by=third, finding=ConductFinding.NOT_UPHELD, facts="无")
    with pytest.raises(Refused, match="情况说明"):
        services.give_statement(statement, by=cast.other_inspector, text=" ")
    with pytest.raises(NotYourTurn, match="不由您办理，应由被反映督学办理"):
        services.give_statement(statement, by=cast.inspector, text="替他说")
    with pytest.raises(NotYourTurn, match="不由您办理，应由核查人办理"):
        services.record_statement(statement, by=cast.office, text="谈话")
    services.record_statement(statement, by=third, text="谈话时本人承认")
    assert services.find_conduct(report, by=third, finding=ConductFinding.UPHELD, facts="属实").state == "found"


def test_recorded_on_its_page(cast: Cast, sign_in: SignIn) -> None:
    statement = walk.asked(cast)
    assert post(sign_in(cast.third_inspector), "record_statement", statement, text="谈话记录") == 302
    assert "谈话记录" in text(sign_in(cast.office).get(statement.get_absolute_url()))
    waiting = walk.asked(cast)
    assert sign_in(cast.other_inspector).get(reverse("record_statement", args=[waiting.pk])).status_code == 403


def test_not_confirmed_means_no_measure(cast: Cast, sign_in: SignIn, second: Inspector) -> None:
    report = walk.found(cast, ConductFinding.NOT_UPHELD)
    head = sign_in(cast.office_head)
    page = head.get(reverse("decide_conduct", args=[report.pk]))
    assert list(page.context["form"].fields) == ["decision"]
    with pytest.raises(Refused, match="不得作出处理"):
        services.decide_conduct(report, by=cast.office_head, decision="无", kind="warning", text="警告")
    with pytest.raises(Refused, match="决定理由"):
        services.decide_conduct(report, by=cast.office_head, decision=" ")
    assert post(head, "decide_conduct", report, decision="不属实，予以澄清") == 302
    assert not ConductMeasure.objects.exists()
    assert not CareerEvent.objects.filter(inspector=second, kind="disciplined").exists()


def test_sent_back_to_the_inquiry(cast: Cast, sign_in: SignIn) -> None:
    report = walk.found(cast)
    assert post(sign_in(cast.office_head), "reopen_conduct", report, reason="请核实照片时间") == 302
    report.refresh_from_db()
    assert (report.state, report.finding) == ("inquiry", "")


def test_what_the_office_found_is_closed_without_an_answer(cast: Cast, sign_in: SignIn) -> None:
    report = walk.decided(cast, by=cast.office, name="", contact="")
    with pytest.raises(NotYourTurn, match="不由您办理，应由负责答复的承办人办理"):
        services.answer_conduct(report, by=cast.office, answer="无人可答")
    assert post(sign_in(cast.office), "file_conduct", report) == 302
    report.refresh_from_db()
    assert report.state == "closed"
    with pytest.raises(NotYourTurn, match="不由您办理，应由督导办发现事项的承办人办理"):
        services.file_conduct(walk.decided(cast), by=cast.office)
    with pytest.raises(Refused, match="答复"):
        services.answer_conduct(walk.decided(cast), by=cast.office, answer=" ")


def test_the_list_and_its_filters(cast: Cast, sign_in: SignIn) -> None:
    office = sign_in(cast.office)
    assert "没有符合条件的督学问题反映" in text(office.get(LIST))
    one, two = walk.received(cast), walk.accepted(cast, category="rude")
    ConductReport.objects.filter(pk=one.pk).update(due_on=calendar.today() - calendar.ONE_DAY)

    def shown(**query: str) -> set[object]:
        return set(office.get(LIST, query).context["page"])

    assert shown() == {one, two}
    assert shown(state="accepted") == {two}
    assert shown(category="gifts") == {one}
    assert shown(overdue="on") == {one}
    assert shown(q="督学乙") == {one, two}
    assert shown(q="无此人") == set()
    assert shown(state="nonsense") == {one, two}
    for name in ("leader", "inspector", "school_head", "zone_leader"):
        assert sign_in(getattr(cast, name)).get(LIST).status_code == 403


def test_the_list_asks_no_more_for_more_rows(cast: Cast, sign_in: SignIn) -> None:
    walk.received(cast)
    office = sign_in(cast.office)
    few = queries(office, LIST)
    for number in range(15):
        walk.received(cast, inspector=make_inspector(None, f"督学{number}", 60 + number, zone=cast.zone))
    assert queries(office, LIST) == few <= 12


def test_the_workbook_tells_of_no_reporter(cast: Cast, sign_in: SignIn) -> None:
    walk.received(cast)
    walk.of_unit(cast)
    page = sign_in(cast.office).post(f"{LIST}export/?category=gifts")
    sheet = load_workbook(BytesIO(page.content)).active
    cells = " ".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell)
    assert "督学乙" in cells
    for secret in (walk.SECRET_NAME, walk.SECRET_PHONE, "园长", walk.TEXT):
        assert secret not in cells
    event = AuditEvent.objects.get(action="export_conduct")
    assert event.data == {"count": 2, "filter": {"category": "gifts"}}
    assert sign_in(cast.leader).post(f"{LIST}export/").status_code == 403


def test_overdue_ones_are_reminded_of_once_a_day(cast: Cast) -> None:
    report = walk.inquiry(cast)
    today = calendar.today()
    assert tasks.remind_conduct() == 0
    ConductReport.objects.filter(pk=report.pk).update(due_on=today - calendar.ONE_DAY)
    assert services.remind_conduct(today) == 1
    assert services.remind_conduct(today) == 0
    assert services.remind_conduct(today + calendar.ONE_DAY) == 1
    told = Notification.objects.filter(kind="remind_conduct")
    assert {message.recipient for message in told} == {cast.third_inspector}


def test_a_report_on_the_head_is_decided_by_a_leader(cast: Cast, sign_in: SignIn) -> None:
    own = make_inspector(cast.office_head, "督导办主任", 70)
    report = walk.received(cast, inspector=own)
    assert sign_in(cast.office_head).get(report.get_absolute_url()).status_code == 404
    leader = sign_in(cast.leader)
    assert leader.get(report.get_absolute_url()).status_code == 200
    assert leader.get(walk.received(cast).get_absolute_url()).status_code == 404
    report = services.accept_conduct(report, by=cast.office)
    report = services.name_investigator(report, by=cast.office, investigator=cast.third_inspector)
    report = services.find_conduct(report, by=cast.third_inspector, finding="not_upheld", facts="无")
    with pytest.raises(NotYourTurn, match="不由您办理"):
        services.decide_conduct(report, by=cast.office_head, decision="自己决定")
    assert services.decide_conduct(report, by=cast.leader, decision="不属实").state == "decided"


def test_counts_only_what_was_decided(cast: Cast, second: Inspector, first: Inspector) -> None:
    today = calendar.today()
    walk.found(cast)
    walk.answered(cast)
    lifted = walk.measure(cast)
    services.lift_measure(lifted, by=cast.office_head, reason="更正")
    walk.given(cast)
    walk.proposed(cast, number="另一号")
    until = today + calendar.ONE_DAY
    counts = services.conduct_counts([first.pk, second.pk], since=today, until=until)
    assert counts[second.pk] == services.ConductCount(reports=2, upheld=2, measures=1, commended=1)
    assert counts[first.pk] == services.NO_CONDUCT
    assert services.conduct_counts([second.pk], since=until, until=until + calendar.ONE_DAY) == {
        second.pk: services.NO_CONDUCT
    }


def test_another_zone_and_office_staff_who_inspect(cast: Cast, sign_in: SignIn, second: Inspector) -> None:
    staff = make_user("staff", "兼职督学的办公室人员", Role.OFFICE, Role.INSPECTOR)
    make_inspector(staff, staff.name, 71, zone=None)
    known, unknown = walk.received(cast), walk.received(cast, inspector=None, inspector_words="某督学")
    client = sign_in(staff)
    assert client.get(known.get_absolute_url()).status_code == 200
    assert client.get(unknown.get_absolute_url()).status_code == 404
    Zone.objects.filter(pk=cast.zone.pk).update(deputy=staff)
    assert client.get(known.get_absolute_url()).status_code == 404
