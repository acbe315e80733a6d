"""Times the corps of a made-up province: 10,000 units, 3,000 inspectors, three years of records.

First the opening of a year's appraisals for all inspectors, each of whom has an account and an address, with the log
chained as at the commit; then the first pages; at last a month's statements for all, and a rotation of every plaque.

Written past the services, without history; everything is rolled back. It needs a database with a demo county.
Usage: DEBUG=1 .venv/bin/python -m bench.corps [share of the province]
"""

import datetime as dt
import os
import sys
import time
from collections.abc import Callable
from decimal import Decimal
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

from accounts.models import Organisation, User, Zone  # noqa: E402
from bench.inspections import make_inspectors, make_regular, make_units, measure, write  # noqa: E402
from core import calendar  # noqa: E402
from inspectors import models  # noqa: E402
from inspectors.allowance import services as allowance_services  # noqa: E402
from inspectors.appraisal import services as appraisal_services  # noqa: E402
from inspectors.months import month_after  # noqa: E402
from inspectors.plaque import services as plaque_services  # noqa: E402

PAGES: tuple[str, ...] = ("my_turn", "inspectors", "staffing", "appointments", "terms_ending", "zones", "plaques")
PAGES += ("plaque_loads", "propose_rotation", "training_hours", "training_records", "appraisals", "appraisal_table")
PAGES += ("conduct_reports", "experts", "workload", "allowances", "budgets")
TARGET = 0.5
LONG = 5.0  # what a request may take that writes for all


def make_years(people: list[models.Inspector], years: int) -> None:
    """Training, careers and appraisals of the last `years` years."""
    this = calendar.today().year
    spans = range(this - years + 1, this + 1)
    write(
        models.TrainingRecord(
            inspector=one,
            mode=models.TrainingMode.CENTRALISED,
            title=f"基准培训{number}",
            day=dt.date(year, 1 + number, 5),
            hours=Decimal(8),
            source=models.TrainingSource.OFFICE,
        )
        for one in people
        for year in spans
        for number in range(5)
    )
    write(
        models.CareerEvent(inspector=one, kind=models.CareerKind.OTHER, on=dt.date(year, 6, 1), text="基准经历")
        for one in people
        for year in spans
    )
    write(
        models.Appraisal(
            inspector=one,
            kind=models.AppraisalKind.YEARLY,
            year=year - 10,  # the demo's own are of these years
            period_from=dt.date(year - 10, 1, 1),
            period_until=dt.date(year - 10, 12, 31),
            state="filed",
            grade="competent",
        )
        for one in people
        for year in spans
    )


def make_accounts(people: list[models.Inspector]) -> None:
    """An account with an address for each who has none."""
    without = [one for one in people if one.user_id is None]
    names = ((f"bench{n}", f"bench{n}@example.org", one.name) for n, one in enumerate(without))
    users = write(User(username=name, email=email, name=words) for name, email, words in names)
    for one, user in zip(without, users, strict=True):
        one.user = user
    models.Inspector.objects.bulk_update(without, ["user"], batch_size=1000)


def measure_opening(office: User) -> None:
    """Print how long a year's appraisals take to open for all, and with how many statements."""
    start = time.perf_counter()
    with CaptureQueriesContext(connection) as captured:
        done = appraisal_services.open_appraisals(
            by=office, kind=models.AppraisalKind.YEARLY, year=calendar.today().year
        )
        written = time.perf_counter() - start
        connection.check_constraints()
    seconds = time.perf_counter() - start
    words = f"{len(captured)} statements, {seconds - written:.1f} s of it for the log"
    print(
        f"{done.opened} appraisals opened in {seconds:.1f} s  {words}{'  too slow' if seconds > LONG else ''}",
        flush=True,
    )


def make_money(people: list[models.Inspector], months: int) -> None:
    """Paid statements of the last `months` months; the demo's own months are left alone."""
    first = calendar.today().replace(day=1)
    write(
        models.AllowanceStatement(inspector=one, month=month_after(first, -number), total=Decimal(220), state="paid")
        for one in people
        if one.certificate.startswith("基准")
        for number in range(1, months + 1)
    )


def make_files(people: list[models.Inspector], office: User, count: int) -> None:
    """Appointments, reports about inspectors and experts, `count` of each."""
    today = calendar.today()
    facts = {"education": models.Education.BACHELOR, "experience_years": 15, "kind": models.InspectorKind.PART_TIME}
    write(
        models.Appointment(
            name=f"基准人选{n}",
            term_from=today,
            recommended_by=office,
            recommendation="基准",
            state="appointed",
            **facts,
        )
        for n in range(count)
    )
    write(
        models.ConductReport(
            inspector=people[n % len(people)],
            category=models.ConductCategory.OTHER,
            text="基准反映",
            source=models.ConductSource.PUBLIC,
            received_on=today,
            state="closed",
        )
        for n in range(count)
    )
    write(
        models.Expert(
            name=f"基准专家{n}",
            employer="基准单位",
            categories=[models.ExpertCategory.COMPULSORY.value],
            education=models.Education.BACHELOR,
            state="selected",
            term_from=today,
            term_until=today.replace(year=today.year + 3, day=1),
        )
        for n in range(count)
    )


def fill(share: float) -> None:
    """Write the province, or a share of it."""
    start = time.perf_counter()
    units = make_units(int(10_000 * share))
    people = make_inspectors(int(3_000 * share), units)
    zones = list(Zone.objects.all())
    for number, zone in enumerate(zones):
        own = [one.pk for one in people[number :: len(zones)] if one.certificate.startswith("基准")]
        models.Inspector.objects.filter(pk__in=own).update(zone=zone)
    make_regular(int(100_000 * share), units, people)
    make_years(people, 3)
    make_accounts(people)
    make_money(people, 12)
    make_files(people, User.objects.get(username="office"), int(6_000 * share))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"{len(units)} units, {len(people)} inspectors: {time.perf_counter() - start:.0f} s", flush=True)


def timed(words: str, work: Callable[[], Any]) -> Any:
    """Do `work` once, print how long it took. Returns what it returns."""
    start = time.perf_counter()
    done = work()
    print(f"{words}: {time.perf_counter() - start:.1f} s", flush=True)
    return done


def measure_rotation(office: User) -> None:
    """Every plaque due at once, in zones of twenty schools: the proposal, its page, and the change of five hundred."""
    units: list[Any] = list(Organisation.objects.filter(code__startswith="9", name__startswith="基准").order_by("code"))
    people: list[Any] = list(models.Inspector.objects.filter(certificate__startswith="基准").order_by("certificate"))
    zones = write(Zone(number=1000 + n, name=f"基准责任区{n}") for n in range(len(units) // 20))
    for rows in (units, people):
        for number, row in enumerate(rows):
            row.zone = zones[number % len(zones)]
        type(rows[0])._base_manager.bulk_update(rows, ["zone"], batch_size=1000)
    models.PlaqueAssignment.objects.filter(unit__in=units).update(began_on=dt.date(2020, 9, 1))
    rows = timed("rotation proposed", lambda: plaque_services.propose_rotation(by=office))
    timed("rotation of one zone proposed", lambda: plaque_services.propose_rotation(by=office, zone=zones[0].pk))
    found = [(row.plaque, row.inspector) for row in rows if row.inspector is not None]
    print(f"{len(rows)} plaques due, {len(found)} with a successor", flush=True)
    client = Client()
    client.force_login(office)
    page = timed("page of the whole rotation", lambda: client.get(reverse("propose_rotation")))
    print(f"{len(page.content) / 1e6:.1f} MB", flush=True)
    address = f"{reverse('propose_rotation')}?zone={zones[0].pk}"
    timed("page of one zone's rotation", lambda: client.get(address))
    timed("500 plaques rotated", lambda: plaque_services.rotate_plaques(found[:500], by=office))


def measure_statements(office: User) -> None:
    """A month for every inspector, computed for the first time and once more; the month has no statements yet."""
    month = month_after(calendar.today().replace(day=1), -13)
    for basis, work in (("visit", "regular_visit"), ("travel", "")):
        models.AllowanceRate.objects.create(
            basis=basis, work=work, for_kind="full_time", amount=Decimal(50), valid_from=dt.date(2020, 1, 1)
        )
    done = timed("month computed", lambda: allowance_services.compute_statements(month, by=office))
    lines = models.AllowanceLine.objects.filter(statement__in=done.new).count()
    print(f"{len(done.new)} statements, {lines} lines", flush=True)
    timed("month computed again", lambda: allowance_services.compute_statements(month, by=office))


def main(share: float) -> None:
    """Fill, measure every page for the office and an inspector, and roll back."""
    settings.DEBUG = False
    settings.ALLOWED_HOSTS = ["*"]
    with transaction.atomic():
        fill(share)
        measure_opening(User.objects.get(username="office"))
        measured = [measure(User.objects.get(username="office"), page) for page in PAGES]
        measured.append(measure(User.objects.get(username="inspector"), "my_service"))
        measure_statements(User.objects.get(username="office"))
        measure_rotation(User.objects.get(username="office"))
        transaction.set_rollback(True)
    print(f"slowest {max(measured) * 1000:.0f} ms, target {TARGET * 1000:.0f} ms")


if __name__ == "__main__":
    main(float((*sys.argv[1:], "1")[0]))
