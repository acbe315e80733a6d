"""How much each inspector has on at the same time; the ceiling is kept at the approval."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from accounts.services.policy import edit_policy
from core import calendar
from core.errors import Refused
from supervision.task import services
from supervision.team.services.load import load_gate, loads_of, loads_on
from tests.people import Cast
from tests.walk import inspection as walk
from tests.walk import team as teams

Browser = Callable[[str], Client]


def loads(cast: Cast, first: dt.date | None = None, last: dt.date | None = None) -> dict[str, int]:
    """The load of the cast's inspectors by name, today or between two days."""
    today = calendar.today()
    people = walk.team(cast)
    found = loads_of(people, first=first or today, last=last or today)
    return {person.name: found[person.pk] for person in people if person.pk in found}


def test_counts_open_inspections_of_approved_tasks_by_team(cast: Cast) -> None:
    task = teams.two_teams(cast)
    assert loads(cast) == {}
    task = services.approve_task(task, by=cast.office_head)
    assert loads(cast) == {"督学甲": 1, "督学乙": 1, "督学丙": 1}
    assert loads_of(teams.others(cast), first=task.starts_on, last=task.ends_on) == {
        one.pk: 1 for one in teams.others(cast)
    }
    services.cancel_task(task, by=cast.office_head, reason="暴雨")
    assert loads(cast) == {}


def test_counts_days_that_overlap(cast: Cast) -> None:
    task = walk.approved(cast, announced=True)
    day = calendar.ONE_DAY
    assert loads(cast) == {}
    assert loads(cast, task.ends_on, task.ends_on + day) == {"督学甲": 2, "督学乙": 2, "督学丙": 2}
    assert loads(cast, task.ends_on + day, task.ends_on + 9 * day) == {}


def test_the_opinion_is_the_offices_work(cast: Cast) -> None:
    walk.opinion_drafted(cast, units=[cast.school])
    assert loads(cast) == {}


def test_refused_above_the_ceiling_naming_who_and_by_how_many(cast: Cast, browser: Browser) -> None:
    edit_policy("load_ceiling", by=cast.office_head, value=3)
    first = walk.make_task(cast)
    services.approve_task(first, by=cast.office_head)
    second = walk.make_task(cast, name="第二项")
    assert [load.over for load in loads_on(second)] == [1, 1, 1]
    with pytest.raises(Refused, match=r"督学甲将同时承担4项督导，超过上限3项，超出1项") as refusal:
        services.approve_task(second, by=cast.office_head)
    assert "督学管理暂行办法" in str(refusal.value.rule)
    page = browser("office").get(second.get_absolute_url()).content.decode()
    assert "4 / 3" in page
    assert "超过上限" in page
    crew = teams.others(cast)
    content = walk.task_content(cast, name="第二项", members=crew, leader=crew[0])
    services.edit_task(second, by=cast.office, **content)
    assert load_gate(second).met
    assert services.approve_task(second, by=cast.office_head).state == "approved"
