"""Times the first pages of inspection work with three years of a made-up province behind them.

10,000 units, 600 inspectors, 60,000 inspections, 100,000 regular visits, written past the services, without history.
Everything is rolled back. It needs a database with a demo county.
Usage: DEBUG=1 .venv/bin/python -m bench.inspections [share of the province]
"""

import datetime as dt
import os
import random
import statistics
import sys
import time
from collections.abc import Iterator
from itertools import islice
from typing import Any

import django

os.environ.setdefault("DEBUG", "1")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402

from accounts.enums import OrganisationKind  # noqa: E402
from accounts.models import Organisation, User, Zone  # noqa: E402
from core import calendar  # noqa: E402
from inspectors.models import (  # noqa: E402
    Education,
    Inspector,
    InspectorKind,
    PlaqueAssignment,
)
from supervision import models  # noqa: E402
from supervision.models import (  # noqa: E402
    Audience,
    MatterRating,
    Mode,
)

PAGES: tuple[str, ...] = ("my_turn", "tasks", "inspections", "inspection_calendar", "coverage", "burden", "collisions")
PAGES += ("regular_coverage", "regular_visits", "results", "balance", "surveys", "draws", "follow_ups")
PEOPLE = ("office", "zone", "inspector", "school")
KINDS = (OrganisationKind.PRIMARY, OrganisationKind.JUNIOR, OrganisationKind.NINE_YEAR, OrganisationKind.KINDERGARTEN)
TARGET = 0.5
DONE = ("archived", "archived", "archived", "reported", "rectifying", "cancelled")
UNDER_WAY: tuple[str, ...] = ("planned", "notified", "self_evaluating", "self_evaluated", "on_site", "deliberated")
UNDER_WAY += ("opinion_drafted", "defence_open", "opinion_issued", "rectifying")
CHANCE = random.Random(2026)
DAY = dt.timedelta(days=1)


def write(rows: Iterator[Any]) -> list[Any]:
    """Write the rows of one table, a thousand at a time. Returns them."""
    written: list[Any] = []
    while some := list(islice(rows, 1000)):
        written += type(some[0])._base_manager.bulk_create(some)
    return written


def make_units(count: int) -> list[Organisation]:
    """Schools and kindergartens in the zones that there are."""
    zones = list(Zone.objects.all())
    return write(
        Organisation(
            code=f"9{i:09}", name=f"基准学校{i}", kind=KINDS[i % 4], zone=zones[i % len(zones)], pupils=600, classes=12
        )
        for i in range(count)
    )


def make_inspectors(count: int, units: list[Organisation]) -> list[Inspector]:
    """Inspectors who serve, each with the plaques of some units."""
    fields = {"education": Education.BACHELOR, "experience_years": 15, "is_trained": True}
    fields |= {"term_from": dt.date(2025, 9, 1), "term_until": dt.date(2031, 9, 1), "kind": InspectorKind.FULL_TIME}
    new = (Inspector(name=f"基准督学{i}", certificate=f"基准〔2025〕{i:04}", **fields) for i in range(count))
    people = [*Inspector.objects.filter(user__isnull=False), *write(new)]
    write(
        PlaqueAssignment(unit=unit, inspector=people[i % len(people)], began_on=dt.date(2025, 9, 1))
        for i, unit in enumerate(units)
    )
    return people


def make_tasks(count: int, people: list[Inspector]) -> list[models.Team]:
    """Tasks over three years, the last of them under way, each with a team of four."""
    version = models.FrameworkVersion.objects.filter(state="in_force")[0]
    today = calendar.today()
    days = [today - DAY * (1080 - 1095 * i // count) for i in range(count)]
    tasks = write(
        models.InspectionTask(
            name=f"基准督导{i}", mode=tuple(Mode)[i % len(Mode)], matters="基准事项", framework_version=version,
            starts_on=day, ends_on=day + 4 * DAY, state="concluded" if (today - day).days > 60 else "approved",
        )
        for i, day in enumerate(days)
    )  # fmt: skip
    teams = write(models.Team(task=task, number=1) for task in tasks)
    write(
        models.TeamMember(team=team, task=team.task, inspector=person, is_leader=place == 0)
        for team in teams
        for place, person in enumerate(CHANCE.sample(people, 4))
    )
    return teams


def make_inspections(each: int, units: list[Organisation], teams: list[models.Team]) -> list[models.Inspection]:
    """The inspections of the tasks, with a result where the opinion is issued and some questionnaires."""
    rows = []
    for team in teams:
        task = team.task
        states = DONE if task.state == "concluded" else UNDER_WAY
        for unit in CHANCE.sample(units, each):
            days = {"starts_on": task.starts_on, "ends_on": task.ends_on, "notified_on": task.starts_on - 10 * DAY}
            rows.append(models.Inspection(task=task, unit=unit, team=team, state=CHANCE.choice(states), **days))
    rows = write(iter(rows))
    version: Any = teams[0].task.framework_version
    done = [row for row in rows if row.state in DONE and row.state != "cancelled"]
    write(
        models.InspectionResult(
            inspection=row, unit=row.unit, version=version, framework=version.framework, year=row.starts_on.year,
            points=80 + i % 20, possible=100, percent=80 + i % 20, level="合格",
        )
        for i, row in enumerate(done)
    )  # fmt: skip
    write(models.Survey(inspection=row, audiences=list(Audience.values), state="closed") for row in done[::10])
    return rows


def make_regular(count: int, units: list[Organisation], people: list[Inspector]) -> None:
    """Regular visits over three years, one matter each, a follow-up for every fifth."""
    today = calendar.today()
    visits = write(
        models.RegularVisit(
            unit=units[i % len(units)], inspector=people[i % len(units) % len(people)],
            visited_on=today - DAY * (1095 - 1095 * i // count), state="submitted" if i > count * 0.99 else "filed",
        )
        for i in range(count)
    )  # fmt: skip
    kinds = (MatterRating.GENERAL, MatterRating.SERIOUS, MatterRating.COMPLEX)
    items = write(
        models.RegularItem(visit=visit, order=1, code="M1", text="基准事项", rating=kinds[i % 3])
        for i, visit in enumerate(visits)
    )
    write(
        models.FollowUp(
            item=item, visit=item.visit, unit=item.visit.unit, inspector=item.visit.inspector, kind=item.rating,
            found="基准问题", state="opened" if i > 0.98 * count / 5 else "closed",
            due_on=item.visit.visited_on + 30 * DAY,
        )
        for i, item in enumerate(items[::5])
    )  # fmt: skip


def make_years(units: list[Organisation], teams: list[models.Team]) -> None:
    """The figures of balanced development of three years, and the drafts of draws."""
    schools = [unit for unit in units if unit.kind != OrganisationKind.KINDERGARTEN]
    names = ("degree_teachers", "backbone_teachers", "arts_teachers", "teaching_area", "sports_area", "equipment")
    year = models.BalanceFigure.objects.order_by("-year").values_list("year", flat=True).first() or 2026
    write(
        models.BalanceFigure(
            unit=unit, year=year - back, kind=unit.kind, pupils=600, media_rooms=12,
            **{name: CHANCE.randint(5, 5000) for name in names},
        )
        for back in range(3)
        for unit in schools
    )  # fmt: skip
    write(
        models.Draw(purpose="基准抽取", first_on=team.task.starts_on, last_on=team.task.ends_on, state="drafted")
        for team in teams[::10]
    )


def measure(user: User, page: str) -> float:
    """Print the median time of a warm first page, its statements and their time. Returns the median in seconds."""
    client, times = Client(), []
    client.force_login(user)
    path = reverse(page)
    status = client.get(path).status_code
    if status != 200:
        print(f"{user.username:10} {page:22} answers {status}")
        return 0.0
    for _again in range(5):
        start = time.perf_counter()
        client.get(path)
        times.append(time.perf_counter() - start)
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    spent = sorted((float(query["time"]) for query in captured.captured_queries), reverse=True)
    median = statistics.median(times)
    late = "  too slow" if median > TARGET else ""
    slowest = f"{len(spent):3} statements, {sum(spent) * 1000:5.0f} ms, the slowest {spent[0] * 1000:5.0f} ms"
    print(f"{user.username:10} {page:22} {median * 1000:6.0f} ms  {slowest}{late}", flush=True)
    return median


def fill(share: float) -> None:
    """Write the province, or a share of it."""
    start = time.perf_counter()
    units = make_units(int(10_000 * share))
    people = make_inspectors(int(600 * share), units)
    teams = make_tasks(int(3_000 * share), people)
    inspections = make_inspections(20, units, teams)
    make_regular(int(100_000 * share), units, people)
    make_years(units, teams)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    seconds = time.perf_counter() - start
    print(f"{len(units)} units, {len(people)} inspectors, {len(inspections)} inspections: {seconds:.0f} s")


def main(share: float) -> None:
    """Fill, measure every page for four people, and roll back."""
    settings.DEBUG = False
    settings.ALLOWED_HOSTS = ["*"]
    with transaction.atomic():
        fill(share)
        measured = [measure(User.objects.get(username=name), page) for name in PEOPLE for page in PAGES]
        transaction.set_rollback(True)
    print(f"slowest {max(measured) * 1000:.0f} ms, target {TARGET * 1000:.0f} ms")


if __name__ == "__main__":
    main(float((*sys.argv[1:], "1")[0]))
