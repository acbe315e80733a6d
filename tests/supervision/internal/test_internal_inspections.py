"""Internal inspections: a school records, corrects for a week, removes with a reason; who reads them."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.terms import term_of
from core import audit, calendar, files
from core.errors import NotAllowed, Refused, TransitionRefused
from core.models import Notification
from inspectors.models import Inspector
from inspectors.plaque import services as plaque_services
from supervision.internal import services as internal_services
from supervision.models import InternalInspection
from supervision.plan.services.burden import Burden, burden_of
from tests.people import Cast
from tests.walk import plan as planning
from tests.walk.clock import on
from tests.walk.inspection import picture

Browser = Callable[[str], Client]
LIST = "/desk/supervision/internal-inspections/"
TYPED = {
    "title": "作业管理自查",
    "matters": "作业总量\n作业公示",
    "who": "教务主任",
    "findings": "五年级偏多",
    "measures": "教研组统筹",
}


def test_the_school_records_by_browser(cast: Cast, browser: Browser) -> None:
    """With a file; a day to come is refused with everything typed still there; the plaque's inspector is told."""
    inspector = Inspector.objects.get(user=cast.inspector)
    plaque_services.assign_plaque(cast.school, by=cast.office, inspector=inspector)
    school = browser("school_head")
    typed = TYPED | {"unit": cast.school.pk, "held_on": calendar.today() + calendar.ONE_DAY}
    refused = school.post(f"{LIST}record/", typed)
    assert refused.status_code == 422
    assert "五年级偏多" in refused.content.decode()
    typed["held_on"] = calendar.today()
    done = school.post(f"{LIST}record/", typed | {"files": [picture()]}, follow=True)
    record = done.context["record"]
    assert record.unit == cast.school
    assert files.files_of(record).count() == 1
    assert "现场照片" in done.content.decode()
    assert Notification.objects.get(kind="record_internal_inspection").recipient == cast.inspector
    assert school.post(f"{LIST}record/", {"unit": cast.other_school.pk}).status_code == 422


def test_only_schools_record(cast: Cast, browser: Browser) -> None:
    for person in ("office", "township", "inspector", "liaison"):
        assert browser(person).get(f"{LIST}record/").status_code == 403, person
    with pytest.raises(NotAllowed, match="内部督导由学校和幼儿园自行记录"):
        planning.internal(cast, unit=cast.other_school)


def test_blank_fields_are_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match="空白"):
        planning.internal(cast, findings="  ")
    assert not InternalInspection.objects.exists()


def test_who_reads_them(cast: Cast, browser: Browser) -> None:
    record = planning.internal(cast)
    address = record.get_absolute_url()
    for person in ("office", "office_head", "leader", "zone_leader", "school_head"):
        assert browser(person).get(address).status_code == 200, person
    for person in ("other_school_head", "inspector", "township", "expert", "sysadmin"):
        assert browser(person).get(address).status_code == 404, person
    inspector = Inspector.objects.get(user=cast.inspector)
    plaque_services.assign_plaque(cast.school, by=cast.office, inspector=inspector)
    assert browser("inspector").get(address).status_code == 200
    assert len(browser("other_school_head").get(LIST).context["page"]) == 0
    assert browser("expert").get(LIST).status_code == 403
    assert browser("office").get(reverse("edit_internal_inspection", args=[record.pk])).status_code == 403


def test_corrected_for_seven_days(cast: Cast, browser: Browser) -> None:
    """On the last day yes, the day after no; what stood before is in the history."""
    record = planning.internal(cast)
    school, url = browser("school_head"), reverse("edit_internal_inspection", args=[record.pk])
    typed = TYPED | {"held_on": record.held_on}
    assert url in school.get(record.get_absolute_url()).content.decode()
    assert school.post(url, typed).status_code == 302
    record.refresh_from_db()
    assert record.title == "作业管理自查"
    event = audit.events_about(record).filter(action="edit_internal_inspection").get()
    assert event.data["before"]["title"] == "食堂与食品安全自查"
    day = calendar.today()
    content = {name: getattr(record, name) for name in ("held_on", "title", "matters", "who", "findings", "measures")}
    with on(day + dt.timedelta(days=7)):
        internal_services.edit_internal_inspection(record, by=cast.school_head, **content)
    with on(day + dt.timedelta(days=8)), pytest.raises(Refused, match="只能在"):
        internal_services.edit_internal_inspection(record, by=cast.school_head, **content)


def test_removed_with_a_reason_it_stays_in_the_history(cast: Cast, browser: Browser) -> None:
    record = planning.internal(cast)
    school, url = browser("school_head"), reverse("remove_internal_inspection", args=[record.pk])
    assert school.post(url, {"reason": " "}).status_code == 422
    assert browser("other_school_head").post(url, {"reason": "x"}).status_code == 404
    with pytest.raises(Refused, match="理由"):
        internal_services.remove_internal_inspection(record, by=cast.school_head, reason=" ")
    with pytest.raises(NotAllowed, match="只有学校自己可以更改记录"):
        internal_services.remove_internal_inspection(record, by=cast.office, reason="x")
    assert school.post(url, {"reason": "重复记录"}).status_code == 302
    office = browser("office")
    assert len(office.get(LIST).context["page"]) == 0
    assert len(office.get(LIST, {"removed": "on"}).context["page"]) == 1
    assert "重复记录" in office.get(record.get_absolute_url()).content.decode()
    with pytest.raises(TransitionRefused, match="该记录已经撤除"):
        internal_services.remove_internal_inspection(record, by=cast.school_head, reason="再撤")
    assert school.post(url, {"reason": "再撤"}).status_code == 409


def test_filters(cast: Cast, browser: Browser) -> None:
    planning.internal(cast)
    office = browser("office")
    assert len(office.get(LIST, {"q": "食堂"}).context["page"]) == 1
    assert len(office.get(LIST, {"q": "第二"}).context["page"]) == 0
    assert len(office.get(LIST, {"zone": str(cast.zone.pk), "since": calendar.today()}).context["page"]) == 1
    assert len(office.get(LIST, {"until": calendar.today() - calendar.ONE_DAY}).context["page"]) == 0
    assert len(office.get(LIST, {"since": "nonsense"}).context["page"]) == 1


def test_it_is_no_burden(cast: Cast) -> None:
    planning.internal(cast)
    assert burden_of(cast.school, term_of(calendar.today())) == Burden()


def test_statements_do_not_grow(cast: Cast, browser: Browser, statements: Callable[[Client, str], int]) -> None:
    planning.internal(cast)
    office = browser("office")
    few = statements(office, LIST)
    for number in range(49):
        planning.internal(cast, title=f"自查{number}")
    assert statements(office, LIST) == few <= 12
