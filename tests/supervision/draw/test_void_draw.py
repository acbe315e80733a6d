"""void_draw and redraw: nothing disappears, each redraw names what it replaces; two people at once."""

import pytest
from django.utils import timezone

from core.errors import NotAllowed, Refused
from core.models import AuditEvent, DocumentNumber
from supervision.draw import services as draw_services
from supervision.models import Draw
from supervision.task import services as task_services
from tests.core.threads import run_together
from tests.people import Cast, make_cast
from tests.walk import draw as walk


def test_a_voided_draw_stays_with_number_and_reason_and_its_redraw_names_it(cast: Cast) -> None:
    first = walk.voided(cast)
    assert (first.state, first.void_reason) == ("voided", "名录库有误")
    assert DocumentNumber.objects.get(text=first.number).void_reason == "名录库有误"
    again = draw_services.redraw(first, by=cast.office, reason="更正后重抽")
    assert (again.state, again.redraw_of, again.redraw_reason) == ("drafted", first, "更正后重抽")
    assert (again.strata, again.per_unit) == (first.strata, first.per_unit)
    assert draw_services.commit_draw(again, by=cast.office).number.endswith("〕2号")
    assert Draw.objects.public().count() == 2
    assert AuditEvent.objects.filter(action="redraw", about_id=str(first.pk)).get().reason == "更正后重抽"


def test_redraw_only_once_and_only_of_a_voided_one_and_with_a_reason(cast: Cast) -> None:
    with pytest.raises(Refused, match="已作废"):
        draw_services.redraw(walk.drawn(cast), by=cast.office, reason="再来")
    voided = walk.voided(cast)
    with pytest.raises(Refused, match="理由"):
        draw_services.redraw(voided, by=cast.office, reason=" ")
    with pytest.raises(NotAllowed, match="此操作由督导办办理"):
        draw_services.redraw(voided, by=cast.leader, reason="再来")
    draw_services.redraw(voided, by=cast.office, reason="再来")
    with pytest.raises(Refused, match="已经重新抽取过"):
        draw_services.redraw(voided, by=cast.office, reason="又来")


def test_voiding_wants_a_reason_and_works_from_every_state(cast: Cast) -> None:
    with pytest.raises(Refused, match="理由"):
        draw_services.void_draw(walk.drafted(cast), by=cast.office_head, reason="")
    for make in (walk.drafted, walk.committed, walk.seeded, walk.drawn, walk.confirmed):
        assert draw_services.void_draw(make(cast), by=cast.office_head, reason="弄错").state == "voided"


def test_voiding_a_confirmed_draw_takes_its_units_off_the_draft_task(cast: Cast) -> None:
    task = walk.draft_task(cast)
    draw = walk.confirmed(cast, task=task)
    draw_services.void_draw(draw, by=cast.office_head, reason="弄错")
    assert not task.inspections.exists()
    assert not task.members.exists()
    again = draw_services.redraw(draw, by=cast.office, reason="弄错")
    assert draw_services.commit_draw(again, by=cast.office).content["exclude"] == []


def test_once_the_task_is_approved_its_draw_stands(cast: Cast) -> None:
    task = walk.draft_task(cast)
    draw = walk.confirmed(cast, task=task)
    task_services.approve_task(task, by=cast.office_head)
    with pytest.raises(Refused, match="先写明理由取消任务"):
        draw_services.void_draw(draw, by=cast.office_head, reason="弄错")


@pytest.mark.django_db(transaction=True)
def test_two_who_commit_or_seed_at_once_leave_one_number_and_one_seed() -> None:
    cast = make_cast()
    draw = walk.drafted(cast)
    outcomes = run_together([lambda: draw_services.commit_draw(draw, by=cast.office) for _person in range(2)])
    assert sorted(type(one).__name__ for one in outcomes) == ["Draw", "TransitionRefused"]
    assert DocumentNumber.objects.count() == 1
    fresh = Draw.objects.get()
    when = timezone.now()
    seeds = ["1234561234561234561234", "6543216543216543216543"]

    def enter(digits: str) -> Draw:
        return draw_services.seed_draw(fresh, by=cast.office, **walk.seed(digits=digits, at=when))

    outcomes = run_together([lambda digits=digits: enter(digits) for digits in seeds])
    assert sorted(type(one).__name__ for one in outcomes) == ["Draw", "TransitionRefused"], outcomes
    assert Draw.objects.get().seed in seeds
    assert Draw.objects.get().state == "seeded"
