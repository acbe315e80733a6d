"""register_follow_up: what an inspector reported to the office stands on the ledger, linked both ways."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core import files
from core.errors import NotYourTurn, Refused, TransitionRefused
from rectification.models import Problem
from rectification.order import services as order_services
from rectification.problem import services as problem_services
from supervision.models import FollowUp
from supervision.regular.services import close_follow_up
from tests.people import Cast
from tests.walk import regular as walk

SignIn = Callable[[Any], Client]
WORDS = {"text": "食堂留样缺失", "requirement": "立即规范留样", "severity": "serious"}
pytestmark = pytest.mark.usefixtures("holidays")


def test_from_the_page(cast: Cast, sign_in: SignIn) -> None:
    found = walk.follow_up(cast, "serious")
    address = reverse("register_follow_up", args=[found.pk])
    assert sign_in(cast.school_head).get(address).status_code == 404
    assert sign_in(cast.inspector).get(address).status_code == 403
    office = sign_in(cast.office)
    page = office.get(address).content.decode()
    assert walk.FOUND in page
    assert office.post(address, WORDS | {"text": ""}).status_code == 422
    answer = office.post(address, WORDS)
    problem = Problem.objects.get()
    assert answer["Location"] == problem.get_absolute_url()
    assert office.post(address, WORDS).status_code == 409
    assert (problem.source, problem.follow_up, problem.text, problem.severity) == (
        "regular",
        found,
        "食堂留样缺失",
        "serious",
    )
    assert str(problem.found_by) == "督学甲"
    assert problem.source_note.endswith("经常性督导")
    assert problem.deadline_on is not None
    assert [photo.purpose for photo in files.files_of(problem)] == ["finding"]
    assert FollowUp.objects.get().state == "registered"


def test_they_lead_to_each_other(cast: Cast, sign_in: SignIn) -> None:
    found = walk.follow_up(cast, "serious")
    problem = problem_services.register_follow_up(found, by=cast.office_head, **WORDS)
    inspector = sign_in(cast.inspector)
    assert problem.get_absolute_url() in inspector.get(found.get_absolute_url()).content.decode()
    assert found.get_absolute_url() in inspector.get(problem.get_absolute_url()).content.decode()
    assert sign_in(cast.other_inspector).get(problem.get_absolute_url()).status_code == 404
    assert sign_in(cast.school_head).get(problem.get_absolute_url()).status_code == 404


def test_once_it_is_ordered_the_unit_reads_it_without_a_link(cast: Cast, sign_in: SignIn) -> None:
    found = walk.follow_up(cast, "serious")
    problem = problem_services.register_follow_up(found, by=cast.office, **WORDS)
    order = order_services.create_order(by=cast.office, unit=cast.school, problems=[problem], basis="经常性督导")
    order_services.issue_order(order, by=cast.office)
    text = sign_in(cast.school_head).get(problem.get_absolute_url()).content.decode()
    assert "食堂留样缺失" in text
    assert found.get_absolute_url() not in text


def test_refusals_leave_nothing_behind(cast: Cast) -> None:
    general = walk.follow_up(cast, "general")
    with pytest.raises(NotYourTurn, match="不由您办理"):
        problem_services.register_follow_up(general, by=cast.office, **WORDS)
    serious = walk.follow_up(cast, "serious", unit=cast.kindergarten)
    for user in (cast.leader, cast.inspector, cast.kindergarten_head):
        with pytest.raises(NotYourTurn, match="不由您办理"):
            problem_services.register_follow_up(serious, by=user, **WORDS)
    with pytest.raises(Refused, match="须写明存在的问题和整改要求"):
        problem_services.register_follow_up(serious, by=cast.office, **WORDS | {"requirement": " "})
    assert FollowUp.objects.get(pk=serious.pk).state == "opened"
    close_follow_up(serious, by=cast.office, reason="已处理")
    with pytest.raises(TransitionRefused, match="目前为“已办结”"):
        problem_services.register_follow_up(FollowUp.objects.get(pk=serious.pk), by=cast.office, **WORDS)
    assert not Problem.objects.exists()
