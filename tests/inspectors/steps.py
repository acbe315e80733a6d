"""Every step of the corps' tables as its person takes it, on the record as it stood when the page was opened."""

import copy
import datetime as dt
from collections.abc import Callable
from typing import Any

from accounts.roles import Role
from core import calendar
from core.apps import load
from inspectors.allowance import services as allowance_services
from inspectors.expert import services as expert_services
from inspectors.expert.services.pool import withdraw_expert
from inspectors.models import Appraisal, ConductMeasure, Expert
from inspectors.roster import services as roster_services
from tests.people import Cast, make_user
from tests.walk import allowance as allowances
from tests.walk import appointment, conduct, training
from tests.walk import appraisal as appraisals
from tests.walk import expert as experts
from tests.walk import team as teams

Press = Callable[[], Any]
Case = tuple[Any, Press]  # the record, and the press of the button on a page that still shows it as it is now
WHY = {"reason": "经核实，予以办理"}


def use_case(name: str) -> Callable[..., Any]:
    """The use case `name`, in whichever subject of the corps it lies."""
    return next(getattr(home, name) for home in load("services") if hasattr(home, name))


def on(record: Any, action: str, /, **given: Any) -> Case:
    """The step `action` on `record`, however often it is pressed: each time the record as it stands now."""
    return record, lambda: use_case(action)(copy.deepcopy(record), **given)


def late(record: Any) -> Any:
    """`record`, whose deadline ran out yesterday."""
    model: Any = type(record)
    model.objects.filter(pk=record.pk).update(due_on=calendar.today() - calendar.ONE_DAY)
    return model.objects.get(pk=record.pk)


def _without_account(cast: Cast) -> Any:
    statement = allowances.computed(cast)
    roster_services.link_account(statement.inspector, by=cast.office, user=None)
    return allowances.fresh(statement)


def _on_paper(cast: Cast) -> Appraisal:
    row = appraisals.opened(cast)
    roster_services.link_account(row.inspector, by=cast.office, user=None)
    return Appraisal.objects.get(pk=row.pk)


def _budgeted(cast: Cast) -> Any:
    allowances.budget(cast)
    return allowances.confirmed(cast)


def _order(cast: Cast) -> ConductMeasure:
    return conduct.in_force(cast, "order")


def _over(cast: Cast) -> Expert:
    expert = experts.selected(cast)
    experts.over(expert)
    return Expert.objects.get(pk=expert.pk)


def _partners(cast: Cast) -> Expert:
    experts.taken(cast)
    return Expert.objects.exclude(partner=None).get()


def _listed_again(cast: Cast, *, suspended: bool = False) -> Case:
    """An expert whom the partner county no longer listed stands in its next file, which waits."""
    expert = _partners(cast)
    if suspended:
        expert_services.suspend_expert(expert, by=cast.office, **WHY)
    experts.taken(cast, experts.line(id="A-2", name="邻县专家乙"), serial=2)
    receipt = experts.received(cast, experts.line(), experts.line(id="A-2", name="邻县专家乙"), serial=3)
    return expert, on(receipt, "take_expert_receipt", by=cast.office_head)[1]


def _of_office(cast: Cast) -> Any:
    return conduct.decided(cast, by=cast.office, name="", contact="")


def _new_reading() -> dict[str, Any]:
    return {"mode": "online", "title": "督导问责办法学习", "day": calendar.today(), "hours": 8}


def _to_answer(cast: Cast, action: str, **given: Any) -> Case:
    return on(appraisals.replied(cast), action, by=cast.office, **given)


def _soon() -> dt.date:
    return calendar.today() + dt.timedelta(days=14)


STEPS: dict[str, Callable[[Cast], Case]] = {
    # Allowances
    "confirm_statement": lambda c: on(allowances.computed(c), "confirm_statement", by=c.inspector),
    "object_statement": lambda c: on(allowances.computed(c), "object_statement", by=c.inspector, **WHY),
    "record_confirmation": lambda c: on(_without_account(c), "record_confirmation", by=c.office, **WHY),
    "answer_statement": lambda c: on(allowances.objected(c), "answer_statement", by=c.office, **WHY),
    "approve_statement": lambda c: on(_budgeted(c), "approve_statement", by=c.office_head),
    "return_statement": lambda c: on(allowances.confirmed(c), "return_statement", by=c.office_head, **WHY),
    "export_allowances": lambda c: (
        allowances.approved(c),
        lambda: allowance_services.export_allowances(allowances.MONTH, by=c.office),
    ),
    "pay_allowances": lambda c: (
        allowances.exported(c),
        lambda: allowance_services.pay_allowances(allowances.MONTH, by=c.office, paid_on=allowances.LATER),
    ),
    # Appointments
    "vet_appointment": lambda c: on(
        found := appointment.recommended(c), "vet_appointment", by=c.office, judgements=appointment.judgements(found)
    ),
    "return_appointment": lambda c: on(appointment.recommended(c), "return_appointment", by=c.office, **WHY),
    "refuse_appointment": lambda c: on(appointment.recommended(c), "refuse_appointment", by=c.office, **WHY),
    "recommend_again": lambda c: on(
        appointment.returned(c), "recommend_again", by=c.school_head, recommendation="已补充材料"
    ),
    "publicise_appointment": lambda c: on(appointment.vetted(c), "publicise_appointment", by=c.office_head),
    "appoint_inspector": lambda c: on(appointment.over(c), "appoint_inspector", by=c.office_head),
    "decline_appointment": lambda c: on(appointment.over(c), "decline_appointment", by=c.office_head, **WHY),
    "withdraw_appointment": lambda c: on(appointment.recommended(c), "withdraw_appointment", by=c.school_head, **WHY),
    "answer_objection": lambda c: on(
        appointment.objected(appointment.publicised(c)),
        "answer_objection",
        by=c.office,
        finding="unfounded",
        answer="经核实，符合条件",
    ),
    # Appraisals
    "submit_appraisal": lambda c: on(
        appraisals.opened(c), "submit_appraisal", by=c.inspector, summary=appraisals.SUMMARY
    ),
    "receive_summary": lambda c: on(_on_paper(c), "receive_summary", by=c.office, summary=appraisals.SUMMARY),
    "waive_summary": lambda c: on(late(appraisals.opened(c)), "waive_summary", by=c.office, **WHY),
    "grade_appraisal": lambda c: on(
        appraisals.submitted(c), "grade_appraisal", by=c.office, grade="competent", reasons=appraisals.REASONS
    ),
    "return_summary": lambda c: on(appraisals.submitted(c), "return_summary", by=c.office, **WHY),
    "confirm_appraisal": lambda c: on(appraisals.graded(c), "confirm_appraisal", by=c.office_head),
    "return_grade": lambda c: on(appraisals.graded(c), "return_grade", by=c.office_head, **WHY),
    "tell_appraisal": lambda c: on(appraisals.confirmed(c), "tell_appraisal", by=c.office),
    "accept_appraisal": lambda c: on(appraisals.told(c), "accept_appraisal", by=c.inspector),
    "reply_appraisal": lambda c: on(appraisals.told(c), "reply_appraisal", by=c.inspector, reply=appraisals.REPLY),
    "lapse_reply": lambda c: on(late(appraisals.told(c)), "lapse_reply", by=c.office, **WHY),
    "answer_appraisal": lambda c: _to_answer(c, "answer_appraisal", answer="复查已计入"),
    "regrade_appraisal": lambda c: _to_answer(c, "regrade_appraisal", **WHY),
    "file_appraisal": lambda c: on(appraisals.settled(c), "file_appraisal", by=c.office),
    "cancel_appraisal": lambda c: on(appraisals.opened(c), "cancel_appraisal", by=c.office, **WHY),
    # Reports about conduct
    "accept_conduct": lambda c: on(conduct.received(c), "accept_conduct", by=c.office),
    "refuse_conduct": lambda c: on(conduct.received(c), "refuse_conduct", by=c.office, **WHY),
    "name_investigator": lambda c: on(
        conduct.accepted(c), "name_investigator", by=c.office, investigator=conduct.inquirer(c)
    ),
    "change_investigator": lambda c: on(
        conduct.inquiry(c),
        "change_investigator",
        by=c.office,
        investigator=make_user("office2", "办公室乙", Role.OFFICE),
        **WHY,
    ),
    "find_conduct": lambda c: on(
        conduct.heard(c), "find_conduct", by=c.third_inspector, finding="upheld", facts="经核查，反映情况属实"
    ),
    "decide_conduct": lambda c: on(
        conduct.found(c), "decide_conduct", by=c.office_head, decision="事实清楚", kind="warning", text="予以警告"
    ),
    "reopen_conduct": lambda c: on(conduct.found(c), "reopen_conduct", by=c.office_head, **WHY),
    "answer_conduct": lambda c: on(conduct.decided(c), "answer_conduct", by=c.office, answer="已作出处理"),
    "file_conduct": lambda c: on(_of_office(c), "file_conduct", by=c.office),
    "close_conduct": lambda c: on(conduct.answered(c), "close_conduct", by=c.office),
    "give_statement": lambda c: on(conduct.asked(c), "give_statement", by=c.other_inspector, text="仅在食堂用工作餐"),
    "record_statement": lambda c: on(conduct.asked(c), "record_statement", by=c.third_inspector, text="本人未作说明"),
    # Measures
    "accept_measure": lambda c: on(conduct.measure(c), "accept_measure", by=c.other_inspector),
    "reply_measure": lambda c: on(conduct.measure(c), "reply_measure", by=c.other_inspector, reply="情况有出入"),
    "lapse_measure": lambda c: on(late(conduct.measure(c)), "lapse_measure", by=c.office, **WHY),
    "uphold_measure": lambda c: on(conduct.replied(c), "uphold_measure", by=c.office_head, **WHY),
    "report_correction": lambda c: on(_order(c), "report_correction", by=c.other_inspector, correction="已退还"),
    "record_correction": lambda c: on(_order(c), "record_correction", by=c.office, correction="已退还"),
    "confirm_correction": lambda c: on(conduct.corrected(c), "confirm_correction", by=c.office, outcome="已核实"),
    "return_correction": lambda c: on(
        conduct.corrected(c), "return_correction", by=c.office, correct_by=_soon(), **WHY
    ),
    "close_measure": lambda c: on(conduct.in_force(c), "close_measure", by=c.office, outcome="已归入督学档案"),
    "lift_measure": lambda c: on(conduct.measure(c), "lift_measure", by=c.office_head, **WHY),
    # Commendations
    "give_commendation": lambda c: on(conduct.proposed(c), "give_commendation", by=c.office_head),
    "decline_commendation": lambda c: on(conduct.proposed(c), "decline_commendation", by=c.office_head, **WHY),
    "withdraw_commendation": lambda c: on(conduct.given(c), "withdraw_commendation", by=c.office_head, **WHY),
    # Experts
    "select_expert": lambda c: on(experts.proposed(c), "select_expert", by=c.office_head),
    "decline_expert": lambda c: on(experts.proposed(c), "decline_expert", by=c.office_head, **WHY),
    "renew_expert": lambda c: on(experts.selected(c), "renew_expert", by=c.office_head),
    "suspend_expert": lambda c: on(experts.selected(c), "suspend_expert", by=c.office, **WHY),
    "resume_expert": lambda c: on(experts.suspended(c), "resume_expert", by=c.office_head, **WHY),
    "remove_expert": lambda c: on(experts.selected(c), "remove_expert", by=c.office_head, **WHY),
    "propose_expert_again": lambda c: on(experts.ended(c), "propose_expert_again", by=c.office, **WHY),
    "end_expert_term": lambda c: (_over(c), lambda: expert_services.end_expert_terms(calendar.today())),
    "withdraw_expert": lambda c: (
        found := _partners(c),
        lambda: withdraw_expert(copy.deepcopy(found), by=c.office_head, **WHY),
    ),
    "readmit_expert": lambda c: _listed_again(c),
    "keep_expert_suspended": lambda c: _listed_again(c, suspended=True),
    "take_expert_receipt": lambda c: on(experts.received(c), "take_expert_receipt", by=c.office_head),
    "drop_expert_receipt": lambda c: on(experts.received(c), "drop_expert_receipt", by=c.office, **WHY),
    # Recusals
    "uphold_recusal": lambda c: on(teams.raised(c), "uphold_recusal", by=c.office_head),
    "dismiss_recusal": lambda c: on(teams.raised(c), "dismiss_recusal", by=c.office_head, **WHY),
    "withdraw_recusal": lambda c: on(teams.raised(c), "withdraw_recusal", by=c.other_inspector),
    # Training
    "close_training_session": lambda c: on(training.session(c), "close_training_session", by=c.office),
    "approve_training": lambda c: on(training.reported(c), "approve_training", by=c.office),
    "return_training": lambda c: on(training.reported(c), "return_training", by=c.office, **WHY),
    "report_training_again": lambda c: on(
        training.returned(c), "report_training_again", by=c.inspector, **_new_reading()
    ),
}
# Whoever presses these too late finds nothing left to do and is given what is there already.
SWEEPS = frozenset({"export_allowances", "end_expert_term"})
