"""The county's main job in one journey, each step by its own person in a browser of their own.

Inspect a school → order a problem put right → the school reports → another inspector rechecks → strike off → publish.
"""

from collections.abc import Callable
from typing import Any

import pytest

from accounts.models import Organisation
from accounts.roles import Role
from accounts.services.policy import edit_policy
from core import calendar
from inspectors.models import Inspector
from reports.models import InspectionReport
from tests.browser import inspecting, publishing, rectifying
from tests.browser.clock import Clock
from tests.browser.conftest import Person
from tests.browser.stage import OTHER, SCHOOL
from tests.people import act_for, make_user


@pytest.fixture
def office_people(transactional_db: None) -> None:
    """The office, before there is anything to work with; an authenticator app is asked of nobody here."""
    make_user("office", "示例科员", Role.OFFICE)
    head = make_user("head", "示例主任", Role.OFFICE_HEAD)
    edit_policy("mfa_required", by=head, value=False)
    year = calendar.today().year
    calendar.seed_holidays([year, year + 1])


def let_people_in() -> None:
    """Accounts for three inspectors without recusals and for the two schools, as the administrators would make them."""
    free = Inspector.objects.filter(is_trained=True, recusals=None, kind="full_time").order_by("-term_until")
    for number, inspector in enumerate(free[:3], 1):
        inspector.user = make_user(f"inspector{number}", inspector.name, Role.INSPECTOR)
        inspector.term_until = calendar.today().replace(year=calendar.today().year + 2, day=1)
        inspector.save(update_fields=["user", "term_until"])
    for username, name in (("school", SCHOOL), ("school2", OTHER)):
        act_for(make_user(username, "示例校长", Role.UNIT), Organisation.objects.get(name=name))


def test_main_job(person: Callable[..., Person], worker: Any, office_people: None, clock: Clock) -> None:
    """From four workbooks to a published report."""
    office = person("office")
    inspecting.import_workbooks(office)
    let_people_in()
    inspecting.create_task(office)
    inspecting.approve(person("head"))
    inspecting.issue_notice(office)
    school = person("school")
    inspecting.receive_and_evaluate(school)
    clock.go_working_days(7)
    inspecting.visit(person("inspector1", phone=True))
    office, school = person("office"), person("school")
    inspecting.deliberate(office, person("inspector1"))
    inspecting.give_opinion(office, school)
    rectifying.order(office)
    rectifying.plan(office, school)
    rectifying.report(office, school)
    rectifying.strike_off(office, person("inspector2", phone=True))
    publishing.publish(office, person("head"))
    publishing.read(person(phone=True, scripts=False))
    publishing.look(person())
    assert InspectionReport.objects.get().state == "published"
    assert InspectionReport.objects.get().problems.filter(problem__state="struck_off").exists()
