"""The three administrators have no business with the county's work: its lists say so instead of being empty."""

import pytest
from django.urls import reverse

ADMINISTRATORS = ("sysadmin", "security", "auditor")
LISTS = (
    "units",
    "tasks",
    "inspections",
    "regular_visits",
    "follow_ups",
    "urgent_reports",
    "problems",
    "orders",
    "urgings",
    "documents",
    "search",
)
OF_THE_API = ("api_units-list", "api_tasks-list", "api_visits-list", "api_problems-list", "api_inspection_reports-list")


@pytest.mark.parametrize("name", LISTS)
def test_administrators_are_told_that_a_list_is_not_theirs(cast, sign_in, name):
    for person in ADMINISTRATORS:
        answer = sign_in(getattr(cast, person)).get(reverse(name))
        assert answer.status_code == 403, person
        assert "管理员负责账号和日志，督导业务不在其职责之内。" in answer.content.decode()


@pytest.mark.parametrize("name", OF_THE_API)
def test_the_api_says_the_same(cast, sign_in, name):
    for person in ADMINISTRATORS:
        answer = sign_in(getattr(cast, person)).get(reverse(name))
        assert answer.status_code == 403, person
        assert "督导业务不在其职责之内" in answer.json()["message"]


@pytest.mark.parametrize("name", LISTS)
def test_everybody_else_opens_them_as_before(cast, sign_in, name):
    people = [person for person in cast.everybody() if person not in ADMINISTRATORS]
    assert {sign_in(getattr(cast, person)).get(reverse(name)).status_code for person in people} == {200}


def test_administrators_are_offered_no_search(cast, sign_in):
    offered = {
        person: "data-search-focus" in sign_in(getattr(cast, person)).get(reverse("my_turn")).content.decode()
        for person in (*ADMINISTRATORS, "office", "school_head")
    }
    assert offered == dict.fromkeys(ADMINISTRATORS, False) | {"office": True, "school_head": True}
