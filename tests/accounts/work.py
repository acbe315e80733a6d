"""Records that wait for somebody, made directly: the pages of accounts are tested without the apps above."""

import datetime as dt
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core import calendar
from core.models import AuditEvent
from rectification.models import Problem, RectificationOrder, Source
from supervision.models import InspectionTask, Mode, Severity
from tests.people import Cast


def waiting_task(name: str = "2026年综合督导", **fields: Any) -> InspectionTask:
    """A draft task: it waits for the head of the office."""
    return InspectionTask.objects.create(
        name=name,
        mode=Mode.COMPREHENSIVE,
        matters="学校管理",
        starts_on=dt.date(2026, 12, 1),
        ends_on=dt.date(2026, 12, 4),
        state=InspectionTask.workflow.initial,
        state_since=timezone.now(),
        **fields,
    )


def waiting_order(cast: Cast, **fields: Any) -> RectificationOrder:
    """A draft order: it waits for the office."""
    return RectificationOrder.objects.create(
        unit=cast.school, basis="综合督导意见书", state="draft", state_since=timezone.now(), **fields
    )


def planned_problem(cast: Cast, ordinal: int = 1, *, due_on: dt.date | None = None, **fields: Any) -> Problem:
    """A problem whose plan is accepted: the unit owes the report by `due_on`."""
    values = {
        "number": f"问题〔2026〕{ordinal}号",
        "unit": cast.school,
        "source": Source.values[0],
        "text": "食堂留样记录不全",
        "requirement": "补齐记录",
        "severity": Severity.GENERAL,
        "registered_on": calendar.today(),
        "state": "planned",
        "state_since": timezone.now(),
        "due_on": due_on,
        "deadline_on": due_on,
    }
    return Problem.objects.create(**values | fields)


def statements(client: Client, path: str, **extra: Any) -> int:
    """How many SQL statements one look at the page costs, caches warm."""
    client.get(path, **extra)
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(path, **extra)
    assert answer.status_code == 200
    return len(seen)


def events(action: str) -> QuerySet[AuditEvent]:
    """The audit events of one action."""
    return AuditEvent.objects.filter(action=action)
