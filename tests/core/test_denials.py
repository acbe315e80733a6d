"""Whoever is denied something leaves one line in the log; what is not there at all leaves none."""

import logging
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core import files
from tests.walk import inspection as walk
from tests.walk import problem as ledger


@pytest.fixture
def denials(caplog):
    """The lines about denials written meanwhile, as mappings."""
    caplog.set_level(logging.INFO, logger="denied")

    def lines():
        rows = [record for record in caplog.records if record.name == "denied"]
        assert all(record.exc_info is None for record in rows)
        return [{name: getattr(row, name) for name in ("status", "method", "path", "user", "about")} for row in rows]

    return lines


def test_a_record_that_is_kept_from_somebody_is_noted(cast, sign_in, denials):
    problem = ledger.registered(cast)
    path = reverse("problem", args=[problem.pk])
    assert sign_in(cast.other_school_head).get(path).status_code == 404
    (line,) = denials()
    about = f"rectification.Problem {problem.pk}"
    assert line == {
        "status": 404,
        "method": "GET",
        "path": path,
        "user": str(cast.other_school_head.pk),
        "about": about,
    }


def test_htmx_and_a_press_are_noted_alike(cast, sign_in, denials):
    task = walk.make_task(cast)
    client = sign_in(cast.school_head)
    client.get(reverse("task", args=[task.pk]), headers={"HX-Request": "true"})
    client.post(reverse("approve_task", args=[task.pk]))
    assert [(line["method"], line["about"]) for line in denials()] == [
        ("GET", f"supervision.InspectionTask {task.pk}"),
        ("POST", f"supervision.InspectionTask {task.pk}"),
    ]


def test_a_forbidden_step_is_noted(cast, sign_in, denials):
    assert sign_in(cast.sysadmin).get(reverse("tasks")).status_code == 403
    (line,) = denials()
    assert (line["status"], line["path"], line["user"], line["about"]) == (
        403,
        "/desk/supervision/tasks/",
        str(cast.sysadmin.pk),
        "",
    )


def test_the_api_notes_too(cast, sign_in, denials):
    problem = ledger.registered(cast)
    client = sign_in(cast.other_school_head)
    assert client.get(reverse("api_problems-detail", args=[problem.pk])).status_code == 404
    assert sign_in(cast.sysadmin).get(reverse("api_problems-list")).status_code == 403
    assert [(line["status"], line["about"]) for line in denials()] == [
        (404, f"rectification.Problem {problem.pk}"),
        (403, ""),
    ]


def test_a_file_that_is_kept_back_is_noted(cast, sign_in, denials):
    evidence = files.files_of(ledger.submitted(cast)).first()
    assert sign_in(cast.other_school_head).get(reverse("open_file", args=[evidence.pk])).status_code == 404
    assert [line["about"] for line in denials()] == [f"core.StoredFile {evidence.pk}"]


def test_what_is_not_there_and_who_is_not_signed_in_leave_no_line(cast, sign_in, denials):
    client = sign_in(cast.office)
    assert client.get(reverse("problem", args=[uuid.uuid4()])).status_code == 404
    assert client.get(reverse("api_problems-detail", args=[uuid.uuid4()])).status_code == 404
    assert client.get("/desk/unsinn/").status_code == 404
    assert client.get("/desk/settings/unsinn/").status_code == 404
    assert Client().get(reverse("public_unit", args=["unsinn"])).status_code == 404
    assert denials() == []


def test_looking_costs_one_statement_and_only_where_something_is_missing(cast, sign_in, denials):
    path = reverse("problem", args=[ledger.planned(cast).pk])

    def asked_for_keys(user):
        client = sign_in(user)
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        wanted = 'SELECT "rectification_problem"."id" AS "pk" FROM "rectification_problem" WHERE'
        return sum(query["sql"].startswith(wanted) for query in queries.captured_queries)

    assert asked_for_keys(cast.other_school_head) == 1
    assert asked_for_keys(cast.school_head) == 0
    assert len(denials()) == 2  # the stranger, twice
