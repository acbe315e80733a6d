"""Appointing somebody else while a recheck is open."""

import pytest

from core.errors import NotYourTurn, Refused
from inspectors.models import Recusal
from rectification.models import Problem
from rectification.recheck import services
from tests.rectification.pages import get, post
from tests.walk import problem as walk


def test_the_open_recheck_changes_hands_and_keeps_its_deadline(cast):
    problem = walk.rechecking(cast)
    third = walk.inspector_of(cast.third_inspector)
    recheck = services.reassign_recheck(problem, by=cast.office, inspector=third)
    again = Problem.objects.get(pk=problem.pk)
    assert (again.state, again.due_on, again.due_basis) == ("rechecking", problem.due_on, problem.due_basis)
    assert recheck.inspector == third
    assert problem.rechecks.count() == 1
    assert not Problem.objects.waiting_for(cast.other_inspector).exists()
    assert Problem.objects.waiting_for(cast.third_inspector).exists()


def test_the_same_rules_hold(cast):
    problem = walk.rechecking(cast)
    with pytest.raises(Refused, match="发现问题的督学不得复查该问题"):
        services.reassign_recheck(problem, by=cast.office, inspector=walk.inspector_of(cast.inspector))
    with pytest.raises(NotYourTurn, match="不由您办理，应由督导办办理"):
        services.reassign_recheck(problem, by=cast.other_inspector, inspector=walk.inspector_of(cast.third_inspector))


def test_the_way_out_for_an_inspector_recused_after_the_appointment(cast, sign_in):
    problem = walk.rechecking(cast)
    Recusal.objects.create(inspector=walk.inspector_of(cast.other_inspector), unit=cast.school, ground="family_there")
    page = get(sign_in(cast.office), "assign_recheck", problem.pk)
    assert "改派" in page
    assert "须回避" in page
    post(sign_in(cast.office), "assign_recheck", problem.pk, inspector=walk.inspector_of(cast.third_inspector).pk)
    assert services.open_recheck(problem).inspector.user == cast.third_inspector
