"""The urging notice 督办通知: what was not put right in time or did not pass its recheck (PLAN 二（三）4)."""

from dataclasses import dataclass
from datetime import date

from reports.layout.content import Block, Column, DocumentContent, Heading, Paragraph, Table
from reports.layout.office import REGULATION, Issue, Office, Unit
from reports.layout.wording import cn_date, sentence


@dataclass(frozen=True, slots=True)
class Overdue:
    """A problem that is urged: what was due when, what is wrong with it (逾期5日 / 复查不合格), the new deadline."""

    text: str
    was_due_on: date
    lapse: str
    due_on: date
    key: str = ""


@dataclass(frozen=True, slots=True)
class UrgingFacts:
    """Which order the unit has not met, and in what."""

    unit: Unit
    order_number: str
    order_issued_on: date
    problems: tuple[Overdue, ...]
    report_due: date
    times: int = 1  # the how-manieth notice on this order
    governing_department: str = ""


def urging_notice(facts: UrgingFacts, *, office: Office, issue: Issue) -> DocumentContent:
    """Build the notice; the governing department is among the copies.

    Takes the facts, the issuing office and this issue. Returns the content. Clause: REG 22, 25; PLAN 二（三）3, 4.
    """
    you = facts.unit.you
    copies = issue.copies
    if facts.governing_department and facts.governing_department not in copies:
        copies = (facts.governing_department, *copies)
    again = f"（第{facts.times}次）" if facts.times > 1 else ""
    body: list[Block] = [
        Paragraph(
            f"我办于{cn_date(facts.order_issued_on)}向{you}发出《整改通知书》（{facts.order_number}）。截至目前，"
            f"仍有{len(facts.problems)}个问题未按要求完成整改。根据{REGULATION}第二十二条和{office.plan}有关规定，"
            f"现予以督办{again}，请{you}立即整改。有关事项通知如下："
        ),
        Heading(1, "督办问题"),
        _problems(facts.problems),
        Heading(1, "督办要求"),
        *_demands(facts, office),
    ]
    return DocumentContent(
        kind="urging_notice",
        mark=office.red_head,
        number=issue.number,
        title=f"关于{facts.unit.name}未按要求完成整改的督办通知",
        addressees=(facts.unit.name,),
        body=tuple(body),
        issuer=office.name,
        issued_on=issue.issued_on,
        notes=office.contact_notes,
        copies=copies,
        printed_by=office.name,
        check=issue.check,
        keep_together=(facts.unit.name,),
    )


def _problems(problems: tuple[Overdue, ...]) -> Table:
    return Table(
        (
            Column("序号", 3, "center"),
            Column("督办问题", 15),
            Column("原定期限", 7, "center"),
            Column("整改情况", 7, "center"),
            Column("督办期限", 7, "center"),
        ),
        tuple(
            (str(place), sentence(item.text), f"{cn_date(item.was_due_on)}前", item.lapse, f"{cn_date(item.due_on)}前")
            for place, item in enumerate(problems, 1)
        ),
        keys=tuple(item.key for item in problems),
    )


def _demands(facts: UrgingFacts, office: Office) -> list[Block]:
    you = facts.unit.you
    demands: list[Block] = [
        Heading(
            2,
            "立即整改到位。",
            f"{you}主要负责人应当亲自组织研究，查明未按要求完成整改的原因，采取有效措施，在督办期限内完成整改。",
        ),
        Heading(
            2,
            "书面说明情况。",
            f"{you}应当于{cn_date(facts.report_due)}前通过{office.platform}报送整改报告和佐证材料，书面说明逾期或者"
            "不合格的原因，并向社会公布整改情况。",
        ),
        Heading(
            2,
            "严肃追究责任。",
            f"督办期限届满仍未整改到位的，我办将依照{REGULATION}第二十五条和{office.plan}的规定，对{you}相关负责人进行约谈，"
            "并视情节予以通报、提出问责建议。",
        ),
    ]
    if facts.governing_department:
        demands.append(
            Heading(
                2,
                "落实主管责任。",
                f"{facts.governing_department}应当指导督促{you}限期整改；整改不力的，负连带责任。",
            )
        )
    return demands
