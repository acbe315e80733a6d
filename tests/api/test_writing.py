"""Writing by the API: the services of the pages, their refusals as JSON, and nothing for the wrong person."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from core import calendar, files
from inspectors.models import Inspector
from rectification.models import Problem, RectificationReport
from supervision.models import Finding, InspectionTask, Visit
from tests.core import uploads
from tests.people import Cast
from tests.walk import inspection as walk
from tests.walk import problem as ledger
from tests.walk import team as teams

SignIn = Callable[[Any], Client]
pytestmark = pytest.mark.usefixtures("holidays")


def post(client: Client, path: str, data: Any = None, *, status: int, multipart: bool = False) -> Any:
    """Send to a path of version 1 and return the JSON."""
    kind = {} if multipart else {"content_type": "application/json"}
    response = client.post(f"/api/v1/{path}", data or {}, **kind)
    assert response.status_code == status, response.content.decode()
    return response.json()


def task_data(cast: Cast) -> dict[str, Any]:
    """What the office would send for a task."""
    members = [str(inspector.pk) for inspector in walk.team(cast)]
    start = calendar.today() + dt.timedelta(days=30)
    return {
        "name": "冬季综合督导",
        "mode": "comprehensive",
        "matters": "校园安全\n食堂",
        "needs_self_evaluation": False,
        "starts_on": start.isoformat(),
        "ends_on": (start + dt.timedelta(days=3)).isoformat(),
        "units": [str(cast.school.pk), str(cast.other_school.pk)],
        "members": members,
        "leader": members[0],
    }


def test_the_office_creates_a_task_and_the_head_approves_it(cast: Cast, sign_in: SignIn) -> None:
    made = post(sign_in(cast.office), "tasks/", task_data(cast), status=201)
    assert (made["state"], made["state_name"]) == ("draft", "草稿")
    assert {row["unit"]["name"] for row in made["inspections"]} == {"第一示例中学", "第二示例小学"}
    assert [row["is_leader"] for row in made["members"]].count(True) == 1
    refused = post(sign_in(cast.office), f"tasks/{made['id']}/approve/", status=403)
    assert "督导办主任" in refused["message"]
    approved = post(sign_in(cast.office_head), f"tasks/{made['id']}/approve/", status=200)
    assert approved["state"] == "approved"
    again = post(sign_in(cast.office_head), f"tasks/{made['id']}/approve/", status=409)
    assert "已批准" in again["message"]
    assert again["remedy"]


def test_a_task_with_two_teams(cast: Cast, sign_in: SignIn) -> None:
    crew = [str(one.pk) for one in teams.others(cast)]
    second = {"members": crew, "leader": crew[0], "units": [str(cast.other_school.pk)]}
    asked = task_data(cast) | {"teams": [second], "joint_with": [str(cast.education_bureau.pk)]}
    made = post(sign_in(cast.office), "tasks/", asked, status=201)
    found = {team["number"]: [unit["name"] for unit in team["units"]] for team in made["teams"]}
    assert found == {1: ["第一示例中学"], 2: ["第二示例小学"]}
    assert [row["inspector"]["name"] for row in made["teams"][1]["members"]] == ["督学丁", "督学戊", "督学己"]
    assert len(made["members"]) == 6
    assert [unit["name"] for unit in made["joint_with"]] == ["县教育和体育局"]
    untrained = Inspector.objects.get(pk=crew[0])
    Inspector.objects.filter(pk=untrained.pk).update(is_trained=False)
    refused = post(sign_in(cast.office), "tasks/", asked | {"name": "整体不成立"}, status=422)
    assert "岗前培训" in refused["message"]
    assert not InspectionTask.objects.filter(name="整体不成立").exists()


def test_a_rule_says_no_with_rule_and_remedy(cast: Cast, sign_in: SignIn) -> None:
    wrong = task_data(cast) | {"is_announced": False}
    refused = post(sign_in(cast.office), "tasks/", wrong, status=422)
    assert refused["message"]
    assert "条例" in refused["rule"]
    assert refused["remedy"]
    assert not InspectionTask.objects.exists()


def test_what_is_missing_or_unknown_is_named_field_by_field(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.office)
    assert set(post(client, "tasks/", {"mode": "no"}, status=400)["fields"]) >= {"name", "mode", "units"}
    unknown = "01a20b00-0000-7000-8000-000000000000"
    for field in ("units", "members"):
        answer = post(client, "tasks/", task_data(cast) | {field: [unknown]}, status=400)
        assert unknown in answer["fields"][field][0]
    for field in ("leader", "framework_version"):
        answer = post(client, "tasks/", task_data(cast) | {field: unknown}, status=400)
        assert unknown in answer["fields"][field][0]


def test_nobody_but_the_office_creates_a_task(cast: Cast, sign_in: SignIn) -> None:
    for who, user in cast.everybody().items():
        if who not in {"office", "office_head"}:
            assert post(sign_in(user), "tasks/", task_data(cast), status=403)["message"], who
    assert not InspectionTask.objects.exists()


def test_an_inspector_raises_a_problem_and_submits_the_visit(cast: Cast, sign_in: SignIn) -> None:
    visit = walk.begun(cast)
    client = sign_in(cast.inspector)
    path = f"visits/{visit.pk}/"
    found = post(
        client, f"{path}findings/", {"text": "消防通道堵塞", "severity": "serious", "indicator": "C1"}, status=201
    )
    assert found["severity_name"]
    photo = {"text": "照明损坏", "severity": "minor", "photos": [walk.picture()]}
    second = post(client, f"{path}findings/", photo, status=201, multipart=True)
    assert files.files_of(Finding.objects.get(pk=second["id"])).count() == 1
    liar = {"text": "照明损坏", "severity": "minor", "photos": [uploads.upload("照片.png", uploads.HTML)]}
    assert "与文件名不符" in post(client, f"{path}findings/", liar, status=422, multipart=True)["message"]
    unknown = {"text": "照明损坏", "severity": "minor", "indicator": "Z9"}
    assert "Z9" in post(client, f"{path}findings/", unknown, status=400)["fields"]["indicator"][0]
    unsigned = post(client, f"{path}submit/", {"typed_name": "别人"}, status=422)
    assert unsigned["remedy"]
    done = post(client, f"{path}submit/", {"typed_name": cast.inspector.name, "note": "总体规范"}, status=200)
    assert (done["state"], len(done["findings"])) == ("submitted", 2)
    assert post(client, f"{path}findings/", {"text": "x", "severity": "minor"}, status=409)["message"]


def test_nobody_else_writes_in_a_visit(cast: Cast, sign_in: SignIn) -> None:
    visit = walk.begun(cast)
    for who, user in cast.everybody().items():
        if who != "inspector":
            client = sign_in(user)
            expected = 403 if Visit.objects.visible_to(user).exists() else 404
            finding = {"text": "x", "severity": "minor"}
            post(client, f"visits/{visit.pk}/findings/", finding, status=expected)
            post(client, f"visits/{visit.pk}/submit/", {"typed_name": user.name}, status=expected)
    assert not Finding.objects.exists()


def test_a_unit_writes_and_submits_its_report(cast: Cast, sign_in: SignIn) -> None:
    problem = ledger.planned(cast)
    client = sign_in(cast.school_head)
    data = {"text": "已清理消防通道并落实专人巡查。", "files": [walk.picture()]}
    draft = post(client, f"problems/{problem.pk}/report/", data, status=201, multipart=True)
    assert (draft["state"], draft["round"]) == ("draft", 1)
    assert files.files_of(RectificationReport.objects.get()).count() == 1
    done = post(client, f"rectification-reports/{draft['id']}/submit/", status=200)
    assert done["state"] == "submitted"
    assert post(client, f"rectification-reports/{draft['id']}/submit/", status=409)["message"]
    assert Problem.objects.get().state == "reported"


def test_nobody_else_reports_for_the_unit(cast: Cast, sign_in: SignIn) -> None:
    problem = ledger.planned(cast)
    for who, user in cast.everybody().items():
        if who != "school_head":
            expected = 403 if Problem.objects.visible_to(user).exists() else 404
            post(sign_in(user), f"problems/{problem.pk}/report/", {"text": "x"}, status=expected)
    assert not RectificationReport.objects.exists()


def test_the_appointed_inspector_records_the_recheck(cast: Cast, sign_in: SignIn) -> None:
    problem = ledger.rechecking(cast)
    data = {"held_on": calendar.today().isoformat(), "note": "已整改到位", "result": "passed"}
    for who, user in cast.everybody().items():
        if who != "other_inspector":
            expected = 403 if Problem.objects.visible_to(user).exists() else 404
            post(sign_in(user), f"problems/{problem.pk}/recheck/", data, status=expected)
    client = sign_in(cast.other_inspector)
    assert post(client, f"problems/{problem.pk}/recheck/", {}, status=400)["fields"]
    done = post(client, f"problems/{problem.pk}/recheck/", data, status=200)
    assert (done["state"], done["state_name"]) == ("struck_off", "已销号")


def test_a_session_needs_the_token_of_its_form(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.inspector)
    response = client.post("/api/v1/tasks/", task_data(cast), content_type="application/json")
    assert response.status_code == 403
    assert "CSRF" in response.json()["message"]


def test_json_that_is_none_is_a_refusal_and_no_fault(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.office)
    response = client.post("/api/v1/tasks/", "{", content_type="application/json")
    assert response.status_code == 400
    assert response.json()["message"]
    assert Inspector.objects.count() == 3
