"""The holiday table: shown by year, changed by the office, each change shown with what it moves before it is made."""

import datetime as dt

import pytest

from accounts import tasks
from accounts.holiday_lines import Stretch, parse_lines
from accounts.services import holidays as services
from core import calendar
from core.calendar import DayUnit
from core.errors import NotAllowed, Refused
from core.models import AuditEvent, CalendarDay, Notification
from tests.accounts import work
from tests.accounts.work import events, statements

URL = "/desk/holidays/"
THURSDAY = dt.date(2026, 11, 26)
CLOSED = {"first": "2026-11-26", "last": "", "kind": "holiday", "name": "暴雨停课"}

pytestmark = pytest.mark.usefixtures("holidays", "at_the_end_of_november")


@pytest.fixture
def at_the_end_of_november(monkeypatch):
    monkeypatch.setattr(calendar, "today", lambda: dt.date(2026, 11, 24))


@pytest.fixture
def owed(cast):
    reached = calendar.deadline(dt.date(2026, 11, 23), 5, DayUnit.WORKING)
    return work.planned_problem(cast, due_on=reached.on, due_basis=reached.basis())


@pytest.mark.parametrize("name", ["office", "office_head", "leader"])
def test_shows_a_year_and_warns_of_an_unknown_one(cast, sign_in, name):
    client = sign_in(getattr(cast, name))
    text = client.get(URL).content.decode()
    assert "国庆节" in text
    assert "2026年10月1日" in text
    assert "2027年的节假日尚未录入" in text
    assert ("移除" in text) == (name != "leader")
    empty = client.get(f"{URL}?year=2027").content.decode()
    assert "2027年尚未录入" in empty
    assert client.get(f"{URL}?year=nonsense").context["year"] == 2026


@pytest.mark.parametrize("name", ["school_head", "inspector", "sysadmin"])
def test_nobody_else_reads_it(cast, sign_in, name):
    assert sign_in(getattr(cast, name)).get(URL).status_code == 403


@pytest.mark.parametrize("name", ["leader", "auditor"])
def test_only_the_office_changes_it(cast, sign_in, name):
    user = getattr(cast, name)
    for path in ("add/", "paste/", "2026/seed/", "2026-10-01/remove/"):
        assert sign_in(user).get(f"{URL}{path}").status_code == 403
    with pytest.raises(NotAllowed, match="节假日表由督导办维护"):
        services.change_holidays(services.plan_remove(dt.date(2026, 10, 1)), by=user)


def test_adding_shows_what_moves_and_then_moves_it(cast, sign_in, owed):
    client = sign_in(cast.office)
    assert client.get(f"{URL}add/").status_code == 200
    preview = client.post(f"{URL}add/", CLOSED)
    text = preview.content.decode()
    assert "1 条记录的期限将变动" in text
    assert "问题：1" in text
    assert not CalendarDay.objects.filter(pk=THURSDAY).exists()
    answer = client.post(f"{URL}add/", CLOSED | {"confirm": "1"})
    assert answer["Location"] == f"{URL}?year=2026"
    page = client.get(answer["Location"]).content.decode()
    assert "已更改 1 天，1 个期限已重算" in page
    owed.refresh_from_db()
    assert owed.due_on == dt.date(2026, 12, 1)
    event = events("redate_deadline").get()
    assert event.reason == (
        "期限由2026年11月30日改为2026年12月1日。节假日表调整：自2026-11-26起录入1天：暴雨停课（节假日）。"
    )
    assert events("add_holiday").get().about_text == "2026-11-26 暴雨停课"
    ledger = sign_in(cast.school_head).get("/desk/").content.decode()
    assert "暴雨停课" in ledger


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"last": "2026-11-20"}, "末日早于首日"),
        ({"last": "2027-11-20"}, "最多 31 天"),
        ({"first": "1999-01-01"}, "只维护2023年至2029年"),
        ({"kind": "workday"}, "本来就上班"),
        ({"first": "2026-10-01", "name": "国庆节"}, "表里已有相同内容"),
        ({"first": "bald"}, "日期"),
        ({"name": ""}, "请填写此项"),
    ],
)
def test_what_makes_no_sense_is_refused(cast, sign_in, wrong, words):
    answer = sign_in(cast.office).post(f"{URL}add/", CLOSED | wrong, headers={"HX-Request": "true"})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_a_day_may_change_its_kind(cast):
    change = services.plan_add([Stretch(dt.date(2026, 10, 10), dt.date(2026, 10, 10), "holiday", "停电")])
    services.change_holidays(change, by=cast.office)
    row = CalendarDay.objects.get(pk=dt.date(2026, 10, 10))
    assert (row.kind, row.name, row.source) == ("holiday", "停电", "office")


def test_removing(cast, sign_in):
    client = sign_in(cast.office)
    path = f"{URL}2026-10-01/remove/"
    assert "国庆节" in client.get(path).content.decode()
    assert client.post(path, {"confirm": "1"}).status_code == 302
    assert events("remove_holiday").get().about_text == "2026-10-01 国庆节"
    gone = client.get(path)
    assert gone.status_code == 422
    assert "已不在表中" in gone.content.decode()
    assert client.get(f"{URL}gestern/remove/").status_code == 404


def test_seeding_fills_what_is_missing(cast, sign_in):
    CalendarDay.objects.filter(day__year=2026, day__month=10).delete()
    client = sign_in(cast.office)
    assert "国庆节" in client.get(f"{URL}2026/seed/").content.decode()
    client.post(f"{URL}2026/seed/", {"confirm": "1"})
    assert CalendarDay.objects.filter(pk=dt.date(2026, 10, 1), source="library").exists()
    assert "已全部在表中" in client.get(f"{URL}2026/seed/").content.decode()
    unknown = client.get(f"{URL}2027/seed/")
    assert unknown.status_code == 422
    assert "尚无2027年的安排" in unknown.content.decode()


NOTICE = """一、元旦：1月1日（周五）至3日（周日）放假调休，共3天。1月4日（周一）照常。
二、春节：2月5日（周五）至11日（周四）放假调休，共7天。1月30日（周六）、2月14日（周日）上班。
"""


def test_pasting_the_notice_enters_a_year(cast, sign_in, owed):
    late = calendar.deadline(dt.date(2026, 12, 28), 5, DayUnit.WORKING)
    owed = work.planned_problem(cast, 2, due_on=late.on, due_basis=late.basis())
    assert owed.due_basis["unknown_years"] == [2027]
    client = sign_in(cast.office)
    assert client.get(f"{URL}paste/?year=2027").context["form"].initial["year"] == 2027
    text = NOTICE.replace("1月4日（周一）照常。", "")
    preview = client.post(f"{URL}paste/", {"year": "2027", "text": text})
    assert "2027年2月14日" in preview.content.decode()
    assert client.post(f"{URL}paste/", {"year": "2027", "text": text, "confirm": "1"}).status_code == 302
    kinds = dict(CalendarDay.objects.filter(day__year=2027).values_list("day", "kind"))
    assert len(kinds) == 12
    assert kinds[dt.date(2027, 1, 30)] == kinds[dt.date(2027, 2, 14)] == "workday"
    owed.refresh_from_db()
    assert owed.due_on == dt.date(2027, 1, 5)
    assert owed.due_basis["unknown_years"] == []


def test_lines_as_people_write_them():
    lines = "2027-10-01至2027-10-07 放假 国庆节\n\n2027年9月26日 上班 国庆节调休\n清明节：4月5日放假"
    assert parse_lines(lines, year=2027) == [
        Stretch(dt.date(2027, 10, 1), dt.date(2027, 10, 7), "holiday", "国庆节"),
        Stretch(dt.date(2027, 9, 26), dt.date(2027, 9, 26), "workday", "国庆节调休"),
        Stretch(dt.date(2027, 4, 5), dt.date(2027, 4, 5), "holiday", "清明节"),
    ]


@pytest.mark.parametrize(
    "text", ["劳动节", "元旦：13月1日放假", "5月1日 放假", "元旦：1月4日照常", "元旦：放假", "  \n "]
)
def test_a_line_that_cannot_be_read_is_named(cast, sign_in, text):
    with pytest.raises(Refused, match=r"没有可识别的内容|行无法识别"):
        parse_lines(text, year=2027)
    answer = sign_in(cast.office).post(f"{URL}paste/", {"year": "2027", "text": text})
    assert answer.status_code == 422


def test_what_does_not_move_is_not_counted(cast, owed):
    """Ten calendar days reach over the new day off, but their last day stays."""
    reached = calendar.deadline(dt.date(2026, 11, 24), 10, DayUnit.CALENDAR)
    work.planned_problem(cast, 2, due_on=reached.on, due_basis=reached.basis())
    change = services.plan_add([Stretch(THURSDAY, THURSDAY, "holiday", "停课")])
    assert services.effect_of(change).count == 1


def test_very_many_deadlines_are_left_to_a_worker(cast, sign_in, owed, monkeypatch, django_capture_on_commit_callbacks):
    handed = []
    monkeypatch.setattr(services, "AT_ONCE", 0)
    monkeypatch.setattr(services, "signature", lambda name, kwargs: handed.append((name, kwargs)) or _Done())
    client = sign_in(cast.office)
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(f"{URL}add/", CLOSED | {"confirm": "1"})
    assert "正在重算 1 个期限" in client.get(answer["Location"]).content.decode()
    ((name, kwargs),) = handed
    assert name == "accounts.tasks.redate_deadlines"
    assert tasks.redate_deadlines(**kwargs) == 1
    assert tasks.redate_deadlines(**kwargs) == 0
    owed.refresh_from_db()
    assert owed.due_on == dt.date(2026, 12, 1)
    assert AuditEvent.objects.get(action="redate_deadline").actor == cast.office


def move(cast, handed, monkeypatch, capture, by=None):
    """Close the Thursday; the hand-over to the worker is caught in `handed`."""
    monkeypatch.setattr(services, "signature", lambda name, kwargs: handed.append((name, kwargs)) or _Done())
    change = services.plan_add([Stretch(THURSDAY, THURSDAY, "holiday", "暴雨停课")])
    with capture(execute=True):
        services.change_holidays(change, by=by or cast.office)


def told(*people):
    return [
        list(Notification.objects.filter(kind="redate_deadline", recipient=person).values_list("title", flat=True))
        for person in people
    ]


def test_whose_turn_it_is_hears_of_moved_deadlines_once(cast, owed, monkeypatch, django_capture_on_commit_callbacks):
    reached = calendar.deadline(dt.date(2026, 11, 23), 6, DayUnit.WORKING)
    work.planned_problem(cast, 2, due_on=reached.on, due_basis=reached.basis())
    handed = []
    move(cast, handed, monkeypatch, django_capture_on_commit_callbacks)
    ((name, kwargs),) = handed
    assert name == "accounts.tasks.tell_redated"
    assert tasks.tell_redated(**kwargs) == 1
    assert tasks.tell_redated(**kwargs) == 0  # a worker that died is asked again
    people = (cast.school_head, cast.other_school_head, cast.office, cast.leader, cast.sysadmin)
    assert told(*people) == [["节假日表有变动，您有2项工作的期限随之调整"], [], [], [], []]
    message = Notification.objects.get(kind="redate_deadline")
    reason, first, second = message.body.splitlines()
    assert "暴雨停课" in reason
    assert first.endswith("期限由2026年11月30日改为2026年12月1日")
    assert second.endswith("期限由2026年12月1日改为2026年12月2日")
    assert message.url == "/desk/"


def test_the_office_hears_of_its_own_turns_but_not_of_its_own_change(
    cast, monkeypatch, django_capture_on_commit_callbacks
):
    reached = calendar.deadline(dt.date(2026, 11, 23), 5, DayUnit.WORKING)
    work.waiting_task(due_on=reached.on, due_basis=reached.basis())
    handed = []
    move(cast, handed, monkeypatch, django_capture_on_commit_callbacks)
    assert tasks.tell_redated(**handed[0][1]) == 1
    assert told(cast.office, cast.office_head) == [[], ["节假日表有变动，您有1项工作的期限随之调整"]]


def test_a_long_list_names_the_first_and_counts_the_rest(cast, owed, monkeypatch, django_capture_on_commit_callbacks):
    for ordinal in range(2, 15):
        work.planned_problem(cast, ordinal, due_on=owed.due_on, due_basis=owed.due_basis)
    handed = []
    move(cast, handed, monkeypatch, django_capture_on_commit_callbacks)
    assert tasks.tell_redated(**handed[0][1]) == 1
    body = Notification.objects.get(kind="redate_deadline").body.splitlines()
    assert len(body) == 1 + 10 + 1
    assert body[-1] == "其余4项见“我的待办”。"


def test_nothing_moves_and_nobody_is_told(cast, monkeypatch, django_capture_on_commit_callbacks):
    handed = []
    move(cast, handed, monkeypatch, django_capture_on_commit_callbacks)
    assert handed == []


class _Done:
    def delay(self):
        return None


def test_the_page_costs_the_same_for_any_year(cast, sign_in):
    client = sign_in(cast.office)
    assert statements(client, f"{URL}?year=2027") == statements(client, URL) <= 12
