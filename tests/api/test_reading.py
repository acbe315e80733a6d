"""Reading by the API: who sees which rows, masked numbers, pages, filters, and the same statements for 1 row and 50."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Organisation
from inspectors.models import Inspector
from rectification.models import Problem, RectificationReport
from reports.models import InspectionReport
from supervision.models import InspectionTask, Visit
from tests.core.records import make_records
from tests.people import Cast, make_inspector, make_unit

LISTS: dict[str, Any] = {
    "units": Organisation,
    "inspectors": Inspector,
    "tasks": InspectionTask,
    "visits": Visit,
    "problems": Problem,
    "rectification-reports": RectificationReport,
    "inspection-reports": InspectionReport,
}
SignIn = Callable[[Any], Client]


def get(client: Client, path: str, **query: Any) -> Any:
    """The JSON behind a path of version 1; fails on anything but 200."""
    response = client.get(f"/api/v1/{path}", query)
    assert response.status_code == 200, response.content
    return response.json()


@pytest.fixture
def everything(cast: Cast) -> Cast:
    """The cast with one record of each kind, the school's ledger already ordered and its report handed in."""
    make_records(cast)
    Problem.objects.update(state="reported")
    RectificationReport.objects.update(state="submitted")
    return cast


@pytest.mark.parametrize("name", LISTS)
def test_everybody_sees_what_the_pages_would_show(everything: Cast, sign_in: SignIn, name: str) -> None:
    model = LISTS[name]
    for who, user in everything.everybody().items():
        client = sign_in(user)
        if user.is_administrator:
            assert client.get(f"/api/v1/{name}/").status_code == 403, who
            continue
        allowed = {str(row.pk) for row in model.objects.visible_to(user)}
        listed = {row["id"] for row in get(client, f"{name}/")["results"]}
        assert listed == allowed, who
        for row in model.objects.all():
            status = client.get(f"/api/v1/{name}/{row.pk}/").status_code
            assert status == (200 if str(row.pk) in allowed else 404), (who, row)


@pytest.mark.parametrize("name", LISTS)
def test_nobody_is_let_in_without_signing_in(everything: Cast, name: str, client: Client) -> None:
    response = client.get(f"/api/v1/{name}/")
    assert response.status_code == 403
    assert set(response.json()) == {"message", "rule", "remedy"}


@pytest.mark.parametrize("name", LISTS)
def test_as_many_statements_for_fifty_rows_as_for_one(everything: Cast, sign_in: SignIn, name: str) -> None:
    client = sign_in(everything.office)
    client.get(f"/api/v1/{name}/")

    def count() -> tuple[int, int]:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            rows = len(get(client, f"{name}/", page_size=100)["results"])
        return rows, len(queries)

    few_rows, few = count()
    multiply(name, everything)
    many_rows, many = count()
    assert many_rows >= few_rows + 49
    assert many == few
    assert few <= 12


def multiply(name: str, cast: Cast) -> None:
    """49 more rows of the kind, each with a unit or an inspector of its own, so that a join per row would show."""
    for n in range(49):
        unit = make_unit(f"51042199{n:02}", f"增设小学{n}", "primary", governing=cast.education_bureau, zone=cast.zone)
        inspector = make_inspector(None, f"督学{n}", 100 + n, zone=cast.zone)
        model = LISTS[name]
        if model in {Organisation, Inspector}:
            continue
        row: Any = model.objects.first()
        row.pk = None
        row._state.adding = True
        row.id = model._meta.pk.get_default()
        if model is InspectionTask:
            row.name = f"督导{n}"
        elif model is Visit:
            row.inspector = inspector
        elif model is Problem:
            row.number, row.unit = f"问题〔2026〕{n + 2}号", unit
        elif model is RectificationReport:
            row.round = n + 2
        elif model is InspectionReport:
            row.unit, row.state = unit, "withdrawn"
        row.save(force_insert=True)


def test_pages_follow_one_another_without_gap_or_double(everything: Cast, sign_in: SignIn) -> None:
    multiply("problems", everything)
    client = sign_in(everything.office)
    seen: list[str] = []
    url = "/api/v1/problems/?page_size=20"
    while url:
        page = client.get(url).json()
        seen += [row["id"] for row in page["results"]]
        url = page["next"]
    assert len(seen) == len(set(seen)) == 50
    assert seen == sorted(seen, reverse=True)


def test_filters(everything: Cast, sign_in: SignIn) -> None:
    client = sign_in(everything.office)
    assert len(get(client, "units/", kind="kindergarten")["results"]) == 1
    assert len(get(client, "problems/", state="reported")["results"]) == 1
    assert get(client, "problems/", standing="overdue")["results"] == []
    assert len(get(client, "problems/", standing="open")["results"]) == 1
    wrong = client.get("/api/v1/problems/?unit=no-such-key")
    assert wrong.status_code == 400
    assert set(wrong.json()) == {"message", "rule", "remedy", "fields"}


def test_telephone_numbers_are_masked_for_everybody(everything: Cast, sign_in: SignIn) -> None:
    Organisation.objects.update(contact_phone="13812345035")
    Inspector.objects.update(phone="13912345036")
    for user in (everything.office_head, everything.inspector):
        client = sign_in(user)
        text = client.get("/api/v1/units/").content + client.get("/api/v1/inspectors/").content
        assert b"138****5035" in text
        assert b"139****5036" in text
        assert b"1234503" not in text


def test_a_problem_tells_its_story(everything: Cast, sign_in: SignIn) -> None:
    problem = Problem.objects.get()
    client = sign_in(everything.office)
    detail = get(client, f"problems/{problem.pk}/")
    assert detail["unit"]["name"] == "第一示例中学"
    assert detail["rechecks"][0]["inspector"]["name"] == "督学乙"
    (event,) = get(client, f"problems/{problem.pk}/timeline/")
    assert (event["action"], event["actor_name"]) == ("create_problem", "办公室甲")
    stranger = sign_in(everything.other_school_head)
    assert stranger.get(f"/api/v1/problems/{problem.pk}/timeline/").status_code == 404


@pytest.mark.parametrize("name", LISTS)
def test_reading_is_all_that_lists_offer(everything: Cast, sign_in: SignIn, name: str) -> None:
    client = sign_in(everything.office_head)
    key = LISTS[name].objects.first().pk
    for method in ("put", "patch", "delete"):
        response = getattr(client, method)(f"/api/v1/{name}/{key}/", content_type="application/json")
        assert response.status_code == 405
    if name != "tasks":
        assert client.post(f"/api/v1/{name}/", {}, content_type="application/json").status_code == 405


def test_an_unknown_key_and_an_unknown_address_answer_in_json(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.office)
    missing = client.get("/api/v1/units/01a20b00-0000-7000-8000-000000000000/")
    assert missing.status_code == 404
    assert missing.json()["message"] == "这个地址没有内容"


def test_what_a_person_still_has_to_do_comes_before_the_api(cast: Cast, sign_in: SignIn) -> None:
    cast.office.must_change_password = True
    cast.office.save()
    response = sign_in(cast.office).get("/api/v1/units/")
    assert response.status_code == 403
    assert response.json()["message"]
    assert sign_in(cast.office).get("/api/v1/public/units/").status_code == 200
