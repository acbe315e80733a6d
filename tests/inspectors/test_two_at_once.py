"""Two people press the same button of the corps in the same moment: one of them is told, nothing is done twice."""

import copy
from collections import Counter
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from core import calendar
from core.calendar import ONE_DAY
from core.errors import Refused
from core.models import AuditEvent, Notification, workflowed_models
from inspectors.allowance import services as allowance_services
from inspectors.appointment import services as appointment_services
from inspectors.appraisal import services as appraisal_services
from inspectors.models import (
    AllowanceLine,
    AllowanceStatement,
    Appointment,
    BudgetLine,
    Expert,
    Inspector,
    PlaqueAssignment,
    TermEnd,
)
from inspectors.plaque import services as plaque_services
from inspectors.term import services as term_services
from reports.models import OfficialDocument
from tests.core.threads import press_while, run_together
from tests.inspectors.steps import STEPS, SWEEPS
from tests.people import make_cast
from tests.walk import allowance as allowances
from tests.walk import appointment as appointments
from tests.walk import appraisal as appraisals
from tests.walk import clock
from tests.walk import expert as experts

pytestmark = pytest.mark.django_db(transaction=True)


def test_every_step_of_the_corps_is_in_the_table() -> None:
    tables = [model.workflow for model in workflowed_models() if model._meta.app_label == "inspectors"]
    assert sorted(STEPS) == sorted(step.action for table in tables for step in table.steps)


@pytest.mark.parametrize("action", STEPS)
def test_a_step_is_taken_once_however_often_it_is_pressed(action: str) -> None:
    """Twice in the same moment, and once more on a page that was open all the while."""
    record, press = STEPS[action](make_cast())
    before = _told()
    outcome = press_while(press, press)
    if action in SWEEPS:
        assert isinstance(outcome, Refused | int), outcome
        press()
    else:
        assert isinstance(outcome, Refused), outcome
        with pytest.raises(
            Refused,
            match=r"您打开页面之后|本月没有待发放的结算单|目前为“不予受理”|目前为“不予回避”|目前为“不予聘任”|目前为“个人总结已提交”|目前为“公示中”|目前为“名册已弃用”|目前为“名册已接收”|目前为“在库”|目前为“审核不通过”|目前为“审核通过”|目前为“已作出决定”|目前为“已出库”|目前为“已办结”|目前为“已受理”|目前为“已完成”|目前为“已审批”|目前为“已拟定等次”|目前为“已推荐”|目前为“已撤回”|目前为“已撤销”|目前为“已撤销表扬”|目前为“已暂停”|目前为“已申报”|目前为“已申辩”|目前为“已答复反映人”|目前为“已聘任”|目前为“已表扬”|目前为“已记录说明”|目前为“已说明”|目前为“已退回”|目前为“异议已答复”|目前为“待填写个人总结”|目前为“待检查”|目前为“待督学确认”|目前为“意见已办结”|目前为“执行中”|目前为“拟入库”|目前为“推荐已撤回”|目前为“推荐已退回”|目前为“有异议”|目前为“未予表扬”|目前为“未入选”|目前为“本人提出意见”|目前为“核查中”|目前为“核查完毕”|目前为“督学已确认”|目前为“等次已审定”|目前为“签到已关闭”|目前为“结果已告知”|目前为“考核已取消”|目前为“考核已归档”|该项培训已有记录|这项回避已经登记|钱专家已续聘",
        ):
            press()
    assert AuditEvent.objects.filter(action=action, about_id=str(record.pk)).count() == 1
    twice = [key for key, count in (_told() - before).items() if count > 1]
    assert not twice


def _told() -> Counter[tuple[object, ...]]:
    return Counter(Notification.objects.values_list("recipient", "kind", "title", "about_id"))


def test_an_expert_is_proposed_once() -> None:
    cast = make_cast()
    late = press_while(lambda: experts.proposed(cast), lambda: experts.proposed(cast))
    assert isinstance(late, ValidationError)
    assert Expert.objects.count() == 1


def test_a_candidate_is_appointed_once() -> None:
    cast = make_cast()
    appointment = appointments.over(cast)
    people = [cast.office_head] * 2
    outcomes = run_together([lambda by=by: appointment_services.appoint_inspector(appointment, by=by) for by in people])
    assert sorted(type(one).__name__ for one in outcomes) == ["Appointment", "TransitionRefused"], outcomes
    assert Inspector.objects.filter(name=appointment.name).count() == 1
    assert OfficialDocument.objects.filter(kind="appointment_letter").count() == 1
    assert Appointment.objects.get().state == "appointed"


def test_a_term_ends_once() -> None:
    cast = make_cast()
    inspector = Inspector.objects.get(user=cast.inspector)
    plaque_services.assign_plaque(cast.school, by=cast.office, inspector=inspector)
    end = {"by": cast.office_head, "ground": "resigned", "reason": "本人申请辞去督学职务"}
    outcomes = run_together([lambda: term_services.end_term(inspector, **end)] * 2)
    assert sorted(type(one).__name__ for one in outcomes) == ["Inspector", "Refused"], outcomes
    assert TermEnd.objects.count() == 1
    assert not PlaqueAssignment.objects.current().exists()


def test_a_school_gets_one_inspector() -> None:
    cast = make_cast()
    people = [Inspector.objects.get(user=user) for user in (cast.inspector, cast.other_inspector)]
    run_together(
        [lambda one=one: plaque_services.assign_plaque(cast.school, by=cast.office, inspector=one) for one in people]
    )
    assert PlaqueAssignment.objects.current().filter(unit=cast.school).count() == 1


def test_a_month_is_computed_once_and_approved_within_the_budget() -> None:
    cast = make_cast()
    allowances.settled(cast)
    with clock.on(allowances.LATER):
        run_together([lambda: allowance_services.compute_statements(allowances.MONTH, by=cast.office)] * 2)
    lines = AllowanceLine.objects.values_list("source", "kind")
    assert len(lines) == len(set(lines)) == 4
    allowances.budget(cast, "219.99")
    statement = allowances.fresh(AllowanceLine.objects.first().statement)  # type: ignore[union-attr]
    with clock.on(allowances.LATER + ONE_DAY):
        statement = allowance_services.confirm_statement(statement, by=cast.inspector, total=statement.total)
        with pytest.raises(Refused, match=r"219\.99"):
            allowance_services.approve_statement(statement, by=cast.office_head)


def test_two_workers_begin_a_new_term_once() -> None:
    cast = make_cast()
    second = Inspector.objects.get(user=cast.other_inspector)
    begin = calendar.today() + 5 * calendar.ONE_DAY
    Inspector.objects.filter(pk=second.pk).update(term_until=begin)
    second.refresh_from_db()
    renewal = appointments.renewal(cast, second, term_from=begin)
    appointment_services.appoint_inspector(appointments.publicised_before(cast, renewal), by=cast.office_head)
    with transaction.atomic():
        assert appointment_services.begin_terms(begin) == 1
        assert run_together([lambda: appointment_services.begin_terms(begin)]) == [0]
    assert AuditEvent.objects.filter(action="begin_term", about_id=str(second.pk)).count() == 1


def test_two_workers_close_the_time_for_a_reply_once() -> None:
    cast = make_cast()
    row = appraisals.told(cast)
    after = row.due_on + calendar.ONE_DAY
    with clock.on(after):
        with transaction.atomic():
            assert appraisal_services.lapse_replies(after) == 1
            assert run_together([lambda: appraisal_services.lapse_replies(after)]) == [0]
        assert appraisal_services.lapse_replies(after) == 0
    assert AuditEvent.objects.filter(action="lapse_reply").count() == 1


def test_a_line_is_corrected_once_and_by_two_people_twice() -> None:
    cast = make_cast()
    statement = allowances.computed(cast)
    total = statement.total
    line = statement.lines.first()

    def correct(reason: str) -> Any:
        stale = AllowanceLine.objects.select_related("statement").get(pk=line.pk)
        return lambda: allowance_services.correct_allowance(stale, by=cast.office, amount=Decimal(5), reason=reason)

    assert isinstance(press_while(correct("漏计一次"), correct("漏计一次")), Refused)
    assert isinstance(press_while(correct("标准有误"), correct("路程有误")), AllowanceStatement)
    assert allowances.fresh(statement).total == total + 15


def test_a_budget_and_a_rate_are_written_once() -> None:
    cast = make_cast()
    assert isinstance(press_while(*[lambda: allowances.budget(cast)] * 2), Refused)
    assert BudgetLine.objects.count() == 1
    rate = allowances.rate(cast)
    assert isinstance(
        press_while(*[lambda: allowance_services.remove_rate(copy.deepcopy(rate), by=cast.office_head)] * 2), Refused
    )
    assert AuditEvent.objects.filter(action="remove_rate").count() == 1
