"""Addresses of conduct: a report, a statement, a measure and a commendation for each step."""

from inspectors.conduct import services
from inspectors.models import ConductSource, MeasureKind
from tests.house.targets import Kwargs, each
from tests.people import Cast
from tests.walk import conduct as walk


def targets(cast: Cast) -> dict[str, Kwargs]:
    """One record for each step; a commendation needs a number of its own."""
    report = walk.received(cast)
    inquiry = walk.inquiry(cast)
    office = services.report_conduct(
        by=cast.office, category="other", text="督导办检查时发现", inspector=walk.accused(cast)
    )
    office = services.accept_conduct(office, by=cast.office)
    office = services.name_investigator(office, by=cast.office, investigator=walk.inquirer(cast))
    office = services.find_conduct(office, by=cast.third_inspector, finding="not_upheld", facts="未发现问题")
    office = services.decide_conduct(office, by=cast.office_head, decision="不作处理")
    assert office.source == ConductSource.OFFICE
    found = walk.found(cast)
    asked = walk.asked(cast)
    praise = walk.proposed(cast)
    told = walk.measure(cast)
    return {
        "public_conduct_report": {"code": report.code},
        **each(report, "conduct_report", "accept_conduct", "refuse_conduct"),
        **each(walk.accepted(cast), "unmask_reporter", "name_investigator"),
        **each(walk.of_unit(cast), "my_conduct_report"),
        **each(inquiry, "change_investigator", "ask_statement", "find_conduct"),
        **each(found, "decide_conduct", "reopen_conduct"),
        **each(walk.decided(cast), "answer_conduct"),
        **each(walk.answered(cast), "close_conduct"),
        **each(office, "file_conduct"),
        **each(asked, "conduct_statement", "give_statement", "record_statement"),
        **each(told, "conduct_measure", "accept_measure", "reply_measure", "lapse_measure"),
        **each(walk.replied(cast), "uphold_measure", "lift_measure"),
        **each(walk.in_force(cast, MeasureKind.ORDER), "report_correction", "record_correction"),
        **each(walk.corrected(cast), "confirm_correction", "return_correction"),
        **each(walk.in_force(cast), "close_measure"),
        **each(praise, "inspector_commendation", "give_commendation", "decline_commendation"),
        **each(walk.given(cast, number="米教督〔2026〕13号"), "withdraw_commendation"),
    }
