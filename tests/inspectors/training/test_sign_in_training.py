"""sign_in_training, create_training_course, create_training_session, close_training_session: one tap on the day."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from core import calendar
from core.errors import NotAllowed, NotYourTurn, Refused
from core.models import AuditEvent
from demo.clock import as_of
from inspectors.models import (
    CareerEvent,
    Inspector,
    TrainingCourse,
    TrainingKind,
    TrainingRecord,
    TrainingSession,
    TrainingSource,
)
from inspectors.plaque import services as plaque_services
from inspectors.term import services as term_services
from inspectors.training import services as training_services
from tests.pages import queries, text
from tests.people import Cast
from tests.walk import training as walk

SignIn = Callable[[object], Client]
COURSES = "/desk/inspectors/training/courses/"


def test_the_office_plans_and_the_inspector_signs_in_with_one_tap(cast: Cast, sign_in: SignIn) -> None:
    office = sign_in(cast.office)
    plan = {"name": "责任督学集中培训", "kind": "yearly", "mode": "centralised", "hours": "6.5", "organiser": "督导办"}
    page = office.post(reverse("create_training_course"), plan)
    course = TrainingCourse.objects.get()
    assert page["Location"] == course.get_absolute_url()
    address = reverse("create_training_session", args=[course.pk])
    assert office.get(address).status_code == 200
    office.post(address, {"day": calendar.today(), "place": "进修学校", "hours": "6.5"})
    session = TrainingSession.objects.get()
    page = text(office.get(session.get_absolute_url()))
    assert session.sign_in_path in page
    assert "data:image/svg+xml" in page
    phone = sign_in(cast.inspector)
    assert "签到" in text(phone.get(session.sign_in_path))
    assert phone.post(session.sign_in_path)["Location"] == reverse("my_training")
    record = TrainingRecord.objects.get()
    assert (record.inspector.user, record.hours, record.source) == (
        cast.inspector,
        Decimal("6.5"),
        TrainingSource.SESSION,
    )
    assert training_services.hours_of([record.inspector_id], record.day.year) == {record.inspector_id: Decimal("6.5")}
    assert AuditEvent.objects.filter(action="sign_in_training", actor=cast.inspector).count() == 1
    assert "督学甲" in text(office.get(session.get_absolute_url()))
    assert "您已签到" in text(phone.get(session.sign_in_path))


def test_the_second_time_is_refused_in_words(cast: Cast, sign_in: SignIn) -> None:
    record = walk.signed_in(cast)
    page = sign_in(cast.inspector).post(record.session.sign_in_path)
    assert page.status_code == 422
    assert "您已签到，已登记6.5学时" in text(page)
    assert TrainingRecord.objects.count() == 1
    training_services.strike_training(record, by=cast.office, reason="本人未到场")
    with pytest.raises(Refused, match="督导办已将您的签到作废：本人未到场"):
        training_services.sign_in_training(record.session, by=cast.inspector)


def test_only_on_the_day(cast: Cast, sign_in: SignIn) -> None:
    today = calendar.today()
    session = walk.session(cast, day=today + dt.timedelta(days=3))
    client = sign_in(cast.inspector)
    assert "方可签到" in text(client.get(session.sign_in_path))
    assert "仅当日可以签到" in text(client.post(session.sign_in_path))
    with as_of(today + dt.timedelta(days=4)), pytest.raises(Refused, match="签到时间已过"):
        training_services.sign_in_training(session, by=cast.inspector)
    with as_of(today + dt.timedelta(days=3)):
        assert training_services.sign_in_training(session, by=cast.inspector).day == session.day


def test_closed_is_closed(cast: Cast, sign_in: SignIn) -> None:
    session = walk.session(cast)
    with pytest.raises(NotYourTurn, match="不由您办理，应由督导办办理"):
        training_services.close_training_session(session, by=cast.leader)
    office = sign_in(cast.office)
    address = reverse("close_training_session", args=[session.pk])
    assert office.get(address).status_code == 200
    assert office.post(address).status_code == 302
    session.refresh_from_db()
    assert session.state == "closed"
    client = sign_in(cast.inspector)
    assert "签到已结束" in text(client.get(session.sign_in_path))
    with pytest.raises(Refused, match="签到已关闭"):
        training_services.sign_in_training(session, by=cast.inspector)


def test_who_may_sign_in(cast: Cast, sign_in: SignIn) -> None:
    session = walk.session(cast)
    for name in ("office", "school_head", "zone_leader"):
        with pytest.raises(NotAllowed, match="仅在册督学本人可以操作"):
            training_services.sign_in_training(session, by=getattr(cast, name))
        assert sign_in(getattr(cast, name)).get(session.sign_in_path).status_code == 403
    assert Client().get(session.sign_in_path).status_code == 302  # to the sign-in page, and back
    assert sign_in(cast.inspector).get("/t/nosuchcode/").status_code == 404
    term_services.remove_inspector(Inspector.objects.get(user=cast.inspector), by=cast.office, reason="调离")
    with pytest.raises(NotAllowed, match="仅在册督学本人可以操作"):
        training_services.sign_in_training(session, by=cast.inspector)


def test_the_whole_pre_post_course_opens_the_first_assignment(cast: Cast) -> None:
    Inspector.objects.filter(user=cast.inspector).update(is_trained=False)
    course = walk.course(cast, name="新任督学岗前培训", kind=TrainingKind.PRE_POST, hours=Decimal(12))
    first, second = (walk.session(cast, course=course, hours=Decimal(6), place=place) for place in ("一", "二"))
    training_services.sign_in_training(first, by=cast.inspector)
    inspector = Inspector.objects.get(user=cast.inspector)
    assert not inspector.is_trained
    with pytest.raises(Refused, match="岗前培训"):
        plaque_services.assign_plaque(cast.school, by=cast.office, inspector=inspector)
    training_services.sign_in_training(second, by=cast.inspector)
    inspector.refresh_from_db()
    assert inspector.is_trained
    assert plaque_services.assign_plaque(cast.school, by=cast.office, inspector=inspector).inspector == inspector
    line = CareerEvent.objects.get(inspector=inspector, kind="training")
    assert "新任督学岗前培训" in line.text
    assert AuditEvent.objects.filter(action="complete_pre_post").count() == 1


def test_what_a_course_and_a_session_may_be(cast: Cast, sign_in: SignIn) -> None:
    with pytest.raises(Refused, match=r"以0\.5为单位"):
        walk.course(cast, hours=Decimal("1.2"))
    course = walk.course(cast, hours=Decimal(8))
    with pytest.raises(Refused, match="日期已过"):
        walk.session(cast, course=course, day=calendar.today() - dt.timedelta(days=1))
    walk.session(cast, course=course, hours=Decimal(5))
    with pytest.raises(Refused, match=r"共8\.0学时，各场次合计将达10\.0学时"):
        walk.session(cast, course=course, hours=Decimal(5))
    page = sign_in(cast.office).post(
        reverse("create_training_session", args=[course.pk]), {"day": calendar.today(), "place": "一", "hours": "5"}
    )
    assert page.status_code == 422
    page = sign_in(cast.office).post(reverse("create_training_course"), {"name": "班"})
    assert page.status_code == 422


def test_who_plans_and_who_sees(cast: Cast, sign_in: SignIn) -> None:
    session = walk.session(cast)
    pages = [COURSES, session.course.get_absolute_url(), session.get_absolute_url()]
    for name in ("office", "office_head", "leader"):
        client = sign_in(getattr(cast, name))
        assert [client.get(page).status_code for page in pages] == [200] * 3
    for name in ("inspector", "school_head"):
        client = sign_in(getattr(cast, name))
        assert [client.get(page).status_code for page in pages] == [403, 404, 404]
    leader = sign_in(cast.leader)
    assert leader.get(reverse("create_training_course")).status_code == 403
    assert leader.get(reverse("create_training_session", args=[session.course.pk])).status_code == 403
    assert leader.get(reverse("close_training_session", args=[session.pk])).status_code == 403
    with pytest.raises(NotAllowed, match="培训班和培训记录由督导办管理"):
        training_services.create_training_session(
            session.course, by=cast.inspector, day=calendar.today(), place="一", hours=Decimal(1)
        )


def test_the_list_asks_no_more_for_more_rows(cast: Cast, sign_in: SignIn) -> None:
    office = sign_in(cast.office)
    assert "还没有培训班" in text(office.get(COURSES))
    walk.session(cast)
    few = queries(office, COURSES)
    for number in range(10):
        walk.session(cast, course=walk.course(cast, name=f"第{number}期"))
    assert queries(office, COURSES) == few <= 12
