"""The public part: what is published, for anybody, read-only, so many times a minute, and nothing personal in it."""

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from rest_framework.throttling import ScopedRateThrottle

from accounts.models import Organisation
from inspectors.models import Inspector
from rectification.models import Problem
from reports.models import InspectionReport
from reports.report import services as report_services
from tests.people import Cast
from tests.walk import report as walk

pytestmark = pytest.mark.usefixtures("holidays")


def get(client: Client, path: str, **query: Any) -> Any:
    """The JSON behind a public path."""
    response = client.get(f"/api/v1/public/{path}", query)
    assert response.status_code == 200, response.content
    return response.json()


def test_schools_with_the_inspector_of_their_plaque(cast: Cast, client: Client, django_assert_num_queries: Any) -> None:
    inspector = Inspector.objects.get(user=cast.inspector)
    cast.school.plaques.create(inspector=inspector, began_on="2026-09-01")
    cast.other_school.plaques.create(inspector=inspector, began_on="2025-09-01", ended_on="2026-08-31")
    with django_assert_num_queries(2):
        rows = get(client, "units/")["results"]
    assert {row["name"]: row["inspector"] for row in rows} == {
        "第一示例中学": "督学甲",
        "第二示例小学": None,
        "示例幼儿园": None,
    }
    one = get(client, f"units/{cast.school.code}/")
    assert one["url"] == f"/schools/{cast.school.code}/"
    assert client.get(one["url"]).status_code == 200
    assert client.get(f"/api/v1/public/units/{cast.education_bureau.code}/").status_code == 404


def test_a_draft_is_nowhere_and_a_published_report_everywhere(cast: Cast, client: Client) -> None:
    report = walk.filed(cast)
    assert get(client, "reports/")["results"] == []
    assert get(client, "problems/")["results"] == []
    assert client.get(f"/api/v1/public/reports/{report.pk}/").status_code == 404
    report_services.publish_report(report, by=cast.office)
    (row,) = get(client, "reports/")["results"]
    assert (row["unit"], row["is_withdrawn"]) == ("第一示例中学", False)
    detail = get(client, f"reports/{report.pk}/")
    assert detail["problems"][0]["state_name"]
    assert client.get(detail["url"]).status_code == 200
    (problem,) = get(client, "problems/", unit__code=cast.school.code)["results"]
    assert problem["text"] == Problem.objects.get().text
    assert get(client, "problems/", unit__code=cast.other_school.code)["results"] == []
    report_services.withdraw_report(InspectionReport.objects.get(), by=cast.office_head, reason="内容有误")
    (row,) = get(client, "reports/")["results"]
    assert (row["is_withdrawn"], row["withdrawn_reason"]) == (True, "内容有误")


def test_nothing_personal_is_told(cast: Cast, client: Client) -> None:
    Organisation.objects.update(contact_phone="13812345035", contact_name="张三丰")
    Inspector.objects.update(phone="13912345036")
    walk.published(cast)
    text = "".join(client.get(f"/api/v1/public/{name}/").content.decode() for name in ("units", "reports", "problems"))
    assert not re.search(r"1\d{10}|\d{17}[\dXx]", text.replace(cast.school.code, ""))
    assert "张三丰" not in text
    assert "example.invalid" not in text


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nobody_writes(cast: Cast, client: Client, method: str) -> None:
    for path in ("units/", f"units/{cast.school.code}/", "reports/", "problems/"):
        response = getattr(client, method)(f"/api/v1/public/{path}", {}, content_type="application/json")
        assert response.status_code == 405
        assert set(response.json()) == {"message", "rule", "remedy"}


def test_whoever_asks_too_often_is_told_to_wait(cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    monkeypatch.setattr(ScopedRateThrottle, "get_rate", lambda self: "3/min")
    answers = [client.get("/api/v1/public/units/").status_code for _turn in range(5)]
    assert answers == [200, 200, 200, 429, 429]
    response = client.get("/api/v1/public/problems/")
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0
    assert response.json()["message"]


def test_everyone_counts_alone(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    monkeypatch.setattr(ScopedRateThrottle, "get_rate", lambda self: "1/min")
    statuses = [Client(REMOTE_ADDR=f"10.0.0.{n}").get("/api/v1/public/units/").status_code for n in (1, 2, 1)]
    assert statuses == [200, 200, 429]
