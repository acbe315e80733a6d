"""The demo county shows every state of every workflow, overdue ones too, around today."""

from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.test import Client, override_settings

from accounts.models import Organisation, User
from accounts.passwords import DEMO_PASSWORD
from accounts.roles import Role
from core import audit, calendar
from core.models import Workflowed
from inspectors.models import Inspector
from rectification.models import Problem

ROLES = (
    "office",
    "head",
    "leader",
    "liaison",
    "zone",
    "inspector",
    "inspector2",
    "school",
    "school2",
    "kindergarten",
    "township",
    "expert",
    "sysadmin",
    "security",
    "audit",
)


@pytest.fixture
def county(db: None) -> Iterator[str]:
    """The county, built by the very command of bin/demo; gives what the command printed."""
    printed = StringIO()
    with override_settings(DEBUG=True):
        call_command("build_demo", stdout=printed)
        yield printed.getvalue()


def workflowed() -> list[Any]:
    """Every model with a workflow."""
    return [model for model in apps.get_models() if issubclass(model, Workflowed)]


def test_every_state_is_on_show(county: str) -> None:
    """Each state of each table has a record; problems are overdue; nobody's term or date lies off."""
    missing = {
        model.workflow.name: {state.code for state in model.workflow.states}
        - set(model._base_manager.values_list("state", flat=True).distinct())
        for model in workflowed()
    }
    assert {name: states for name, states in missing.items() if states} == {}
    assert Problem.objects.overdue(at=calendar.today()).exists()
    assert Organisation.objects.count() == 92
    assert Inspector.objects.count() == 40 + 1  # the roster, and one who was appointed by the book
    assert audit.verify().events > 500
    assert_everybody_is_there(county)
    assert_second_time_changes_nothing()


def assert_everybody_is_there(printed: str) -> None:
    """One account for each role is printed, and its password opens the door."""
    assert DEMO_PASSWORD in printed
    for username in ROLES:
        assert f"  {username} " in printed
    held = {role for user in User.objects.all() for role in user.roles}
    assert held == {role.value for role in Role}
    client = Client()
    answer = client.post("/account/login/", {"login": "office", "password": DEMO_PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, "/desk/")


def assert_second_time_changes_nothing() -> None:
    """Building again leaves the county alone."""
    problems = Problem.objects.count()
    call_command("build_demo", stdout=StringIO())
    assert Problem.objects.count() == problems


def test_refused_in_production(db: None) -> None:
    """Where DEBUG is off there is no demo county."""
    with pytest.raises(CommandError, match="DEBUG"):
        call_command("build_demo")


def test_password_is_shut_in_production(db: None) -> None:
    """An account that somehow came along from the demo stays shut where DEBUG is off."""
    User.objects.create_user("office", DEMO_PASSWORD, name="甲", roles=["office"], must_change_password=False)
    answer = Client().post("/account/login/", {"login": "office", "password": DEMO_PASSWORD})
    assert answer.status_code != 302
