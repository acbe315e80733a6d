"""Walks through conduct: a report in each state, a statement, measures, commendations."""

import datetime as dt
from typing import Any

from accounts.models import User
from core import calendar
from inspectors.conduct import services
from inspectors.models import (
    CommendationKind,
    ConductCategory,
    ConductFinding,
    ConductMeasure,
    ConductReport,
    ConductStatement,
    Inspector,
    InspectorCommendation,
    MeasureKind,
)
from tests.people import Cast

SECRET_NAME, SECRET_PHONE = "钱举报", "13912345678"
TEXT = "入校时要求安排宴请，并收下土特产两箱。"
MATTER = "11月入校期间用餐和收受物品的情况"


def accused(cast: Cast) -> Inspector:
    """The second inspector, whom the reports are about."""
    return Inspector.objects.get(user=cast.other_inspector)


def received(cast: Cast, **changes: Any) -> ConductReport:
    """The public, with name and telephone, reports about the second inspector."""
    content: dict[str, Any] = {
        "by": None,
        "category": ConductCategory.GIFTS,
        "text": TEXT,
        "unit": cast.school,
        "inspector": accused(cast),
        "name": SECRET_NAME,
        "contact": SECRET_PHONE,
    }
    return services.report_conduct(**(content | changes))


def of_unit(cast: Cast, **changes: Any) -> ConductReport:
    """The kindergarten's head reports about the second inspector."""
    return received(cast, by=cast.kindergarten_head, name="", contact="", unit=cast.kindergarten, **changes)


def inquirer(cast: Cast) -> User:
    """The third inspector, who works in no zone, so not in that of the second."""
    Inspector.objects.filter(user=cast.third_inspector).update(zone=None)
    return cast.third_inspector


def accepted(cast: Cast, **changes: Any) -> ConductReport:
    """The office has accepted it and handles it."""
    return services.accept_conduct(received(cast, **changes), by=cast.office)


def inquiry(cast: Cast, **changes: Any) -> ConductReport:
    """The third inspector inquires."""
    return services.name_investigator(accepted(cast, **changes), by=cast.office, investigator=inquirer(cast))


def asked(cast: Cast, **changes: Any) -> ConductStatement:
    """The inspector is asked for a statement."""
    return services.ask_statement(inquiry(cast, **changes), by=cast.third_inspector, matter=MATTER)


def heard(cast: Cast, **changes: Any) -> ConductReport:
    """The inspector has given the statement."""
    statement = services.give_statement(asked(cast, **changes), by=cast.other_inspector, text="仅在食堂用工作餐")
    return ConductReport.objects.get(pk=statement.report_id)


def found(cast: Cast, finding: str = ConductFinding.UPHELD, **changes: Any) -> ConductReport:
    """The inquiry is done."""
    report = heard(cast, **changes)
    return services.find_conduct(report, by=cast.third_inspector, finding=finding, facts="经核查，反映情况属实")


def decided(cast: Cast, kind: str = MeasureKind.WARNING, **changes: Any) -> ConductReport:
    """The head has decided on a measure."""
    day = calendar.today() + dt.timedelta(days=10) if kind == MeasureKind.ORDER else None
    return services.decide_conduct(
        found(cast, **changes), by=cast.office_head, decision="事实清楚", kind=kind, text="给予处理", correct_by=day
    )


def answered(cast: Cast, **changes: Any) -> ConductReport:
    """The reporter is answered."""
    return services.answer_conduct(decided(cast, **changes), by=cast.office, answer="已查实并作出处理，感谢监督")


def measure(cast: Cast, kind: str = MeasureKind.WARNING, **changes: Any) -> ConductMeasure:
    """A measure that the inspector has been told of."""
    return ConductMeasure.objects.get(report=decided(cast, kind, **changes))


def replied(cast: Cast, **changes: Any) -> ConductMeasure:
    """The inspector has replied."""
    return services.reply_measure(measure(cast, **changes), by=cast.other_inspector, reply="情况有出入")


def in_force(cast: Cast, kind: str = MeasureKind.WARNING, **changes: Any) -> ConductMeasure:
    """The inspector has accepted the measure."""
    return services.accept_measure(measure(cast, kind, **changes), by=cast.other_inspector)


def corrected(cast: Cast) -> ConductMeasure:
    """The inspector has reported the correction of an order."""
    order = in_force(cast, MeasureKind.ORDER)
    return services.report_correction(order, by=cast.other_inspector, correction="已退还并书面检讨")


def proposed(cast: Cast, **changes: Any) -> InspectorCommendation:
    """The office proposes to commend the second inspector."""
    content: dict[str, Any] = {
        "by": cast.office,
        "kind": CommendationKind.CIRCULAR,
        "given_by": "县人民政府教育督导委员会",
        "number": "米教督〔2026〕12号",
        "text": "挂牌督导成绩突出",
        "given_on": calendar.today(),
    }
    return services.propose_commendation(changes.pop("inspector", None) or accused(cast), **(content | changes))


def given(cast: Cast, **changes: Any) -> InspectorCommendation:
    """The head has commended."""
    return services.give_commendation(proposed(cast, **changes), by=cast.office_head)
