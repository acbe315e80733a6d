"""my_visits: what the inspector is to visit, what is under way, what is done."""

import datetime as dt
from collections.abc import Callable

from django.test import Client

from accounts import policy
from accounts.models import Organisation
from accounts.services.policy import edit_policy
from core import calendar
from supervision.visit import services
from tests.people import Cast
from tests.walk import inspection as walk

Browser = Callable[[str], Client]
PAGE = "/visit/"


def test_what_stands_there(cast: Cast, browser: Browser) -> None:
    Organisation.objects.filter(pk=cast.school.pk).update(contact_name="李校长", contact_phone="0812-8170001")
    inspector = browser("inspector")
    assert "目前没有需要入校的单位" in inspector.get(PAGE).content.decode()
    inspection = walk.notified(cast)
    page = inspector.get(PAGE)
    assert [row["may_begin"] for row in page.context["rows"]] == [True]
    assert "tel:0812-8170001" in page.content.decode()
    visit = services.begin_visit(inspection, by=cast.inspector, visited_on=calendar.today())
    page = inspector.get(PAGE)
    assert page.context["rows"] == []
    assert page.context["open_visits"] == [visit]
    visit = services.submit_visit(visit, by=cast.inspector, typed_name="督学甲", note="好")
    page = inspector.get(PAGE)
    assert page.context["done"] == [visit]
    assert [row["submitted"] for row in page.context["rows"]] == [1]
    services.return_visit(visit, by=cast.office, reason="补充照片")
    assert "修改记录" in inspector.get(PAGE).content.decode()


def test_not_yet(cast: Cast, browser: Browser) -> None:
    day = calendar.today() + dt.timedelta(days=60)
    walk.notified(cast, announced=True, name="自评中", starts_on=day, ends_on=day)
    walk.notified(cast, announced=True, name="未到日", starts_on=day, ends_on=day, needs_self_evaluation=False)
    page = browser("inspector").get(PAGE)
    assert [row["may_begin"] for row in page.context["rows"]] == [False, False]
    assert "尚未提交自评" in page.content.decode()


def test_only_inspectors(cast: Cast, browser: Browser) -> None:
    assert browser("office").get(PAGE).status_code == 403
    assert browser("school_head").get(PAGE).status_code == 403


def test_statements_do_not_grow(cast: Cast, browser: Browser, statements: Callable[[Client, str], int]) -> None:
    walk.notified(cast, units=[cast.school])
    inspector = browser("inspector")
    one = statements(inspector, PAGE)
    edit_policy("load_ceiling", by=cast.office_head, value=50)
    policy.forget()  # a test never commits
    for number in range(49):
        walk.notified(cast, units=[cast.school], name=f"督导{number}")
    assert statements(inspector, PAGE) == one <= 12
