"""record_consultation: what office and member units agreed before a task, and who reads it."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from core import calendar, files
from core.errors import NotAllowed, Refused, TransitionRefused
from core.models import AuditEvent, Notification
from supervision.models import Consultation, InspectionTask, Mode
from supervision.task import services
from tests.people import Cast, act_for, make_unit, make_user
from tests.walk import inspection as walk
from tests.walk import team as teams

Browser = Callable[[str], Client]
LIST = "/desk/supervision/consultations/"


def test_recorded_on_the_tasks_page_and_read_by_the_liaison(cast: Cast, browser: Browser) -> None:
    task = walk.make_task(cast, joint_with=[cast.education_bureau])
    office = browser("office")
    address = reverse("record_consultation", args=[task.pk])
    assert address in office.get(task.get_absolute_url()).content.decode()
    assert office.get(address).context["form"].initial["units"] == [cast.education_bureau.pk]
    words = {
        "held_on": calendar.today().isoformat(),
        "place": "县政府二楼会议室",
        "units": [cast.education_bureau.pk],
        "topics": "食品安全",
        "agreed": "派员参加食堂检查。",
        "files": [walk.picture("会议纪要.png")],
    }
    record_url = office.post(address, words)["Location"]
    record = Consultation.objects.get()
    assert record_url == record.get_absolute_url()
    assert (record.task, list(record.units.all())) == (task, [cast.education_bureau])
    file = files.files_of(record).get()
    liaison = browser("liaison")
    page = liaison.get(record_url).content.decode()
    assert "派员参加食堂检查。" in page
    assert "会议纪要.png" in page
    answer = liaison.get(reverse("open_file", args=[file.pk]))
    assert answer.status_code == 200
    list(answer)  # a file is closed when it has been read
    assert Notification.objects.get(recipient=cast.liaison, kind="record_consultation").url == record_url
    assert "县政府二楼会议室" in office.get(task.get_absolute_url()).content.decode()
    assert AuditEvent.objects.filter(action="record_consultation").count() == 2


def test_who_reads_it(cast: Cast, browser: Browser) -> None:
    record = teams.consulted(cast, walk.approved(cast))
    other = make_user("liaison2", "另一联络员", "liaison")
    act_for(other, make_unit("510421D099", "县市场监督管理局", "department", is_member_unit=True))
    url = record.get_absolute_url()
    for name in ("office", "office_head", "leader", "inspector", "liaison"):
        assert browser(name).get(url).status_code == 200, name
    for name in ("school_head", "township", "expert", "zone_leader", "auditor"):
        assert browser(name).get(url).status_code == 404, name
    assert not Consultation.objects.visible_to(other).exists()
    assert str(record).startswith("校园安全专项督导督前会商")


def test_the_list(cast: Cast, browser: Browser, statements: Callable[[Client, str], int]) -> None:
    office = browser("office")
    assert "尚无督前会商记录" in office.get(LIST).content.decode()
    task = walk.approved(cast)
    teams.consulted(cast, task)
    one = statements(office, LIST)
    for day in range(20):
        teams.consulted(cast, task, held_on=calendar.today() - dt.timedelta(days=day))
    assert statements(office, LIST) == one <= 12
    assert len(browser("liaison").get(LIST).context["page"].object_list) == 21
    for name in ("inspector", "school_head", "expert"):
        assert browser(name).get(LIST).status_code == 403


def test_refusals(cast: Cast) -> None:
    task = walk.approved(cast)
    with pytest.raises(NotAllowed, match="此操作由督导办办理"):
        teams.consulted(cast, task, by=cast.inspector)
    with pytest.raises(Refused, match="今天之后"):
        teams.consulted(cast, task, held_on=calendar.today() + calendar.ONE_DAY)
    for units in ([], [cast.town]):
        with pytest.raises(Refused, match="成员单位参加") as refusal:
            teams.consulted(cast, task, units=units)
        assert "二（一）3" in str(refusal.value.rule)
    with pytest.raises(Refused, match="没有填写"):
        teams.consulted(cast, task, agreed=" ")
    services.cancel_task(task, by=cast.office_head, reason="暴雨")
    with pytest.raises(TransitionRefused, match="目前为“已撤销”"):
        teams.consulted(cast, InspectionTask.objects.get(pk=task.pk))
    assert not Consultation.objects.exists()


def test_the_approval_reminds_and_does_not_forbid(cast: Cast, browser: Browser) -> None:
    task = walk.make_task(cast, announced=True)
    assert task.mode == Mode.COMPREHENSIVE
    head = browser("office_head")
    address = reverse("approve_task", args=[task.pk])
    assert "此为提醒" in head.get(address).content.decode()
    teams.consulted(cast, task)
    assert "此为提醒" not in head.get(address).content.decode()
    other = walk.make_task(cast, announced=True, name="另一项")
    assert head.post(reverse("approve_task", args=[other.pk])).status_code == 302
