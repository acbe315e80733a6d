"""The rectification order 整改通知书: a unit's problems in one table, what is asked, by when (REG 21, 22)."""

from dataclasses import dataclass
from datetime import date

from reports.layout.content import Block, Column, DocumentContent, Heading, Paragraph, Problem, Table
from reports.layout.office import REGULATION, Issue, Office, Unit
from reports.layout.wording import cn_date, sentence


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """The problems that one order bundles; `opinion_number` is that of the opinion letter it follows, if any."""

    unit: Unit
    inspection_title: str
    problems: tuple[Problem, ...]
    plan_due: date
    report_due: date
    opinion_number: str = ""
    governing_department: str = ""


def rectification_order(facts: OrderFacts, *, office: Office, issue: Issue) -> DocumentContent:
    """Build the order; the governing department is among the copies.

    Takes the facts, the issuing office and this issue. Returns the content. Clause: REG 21, 22; PLAN 二（三）2, 4, 5.
    """
    you = facts.unit.you
    copies = issue.copies
    if facts.governing_department and facts.governing_department not in copies:
        copies = (facts.governing_department, *copies)
    after = f"和《督导意见书》（{facts.opinion_number}）" if facts.opinion_number else ""
    body: list[Block] = [
        Paragraph(
            f"经{facts.inspection_title}，发现{you}存在{len(facts.problems)}个需要整改的问题。根据{REGULATION}第二十一条、"
            f"第二十二条规定{after}，现责令{you}限期整改，并就有关事项通知如下："
        ),
        Heading(1, "整改问题和期限"),
        _problems(facts.problems),
        Heading(1, "整改工作要求"),
        *_demands(facts, office),
        Paragraph(
            f"逾期未整改或者整改不到位的，我办将依照{REGULATION}第二十五条和{office.plan}的规定，采取督办、约谈、通报等措施；"
            "情节严重的，依法依规提出问责建议。"
        ),
    ]
    return DocumentContent(
        kind="rectification_order",
        mark=office.red_head,
        number=issue.number,
        title=f"关于{facts.unit.name}{facts.inspection_title}发现问题的整改通知书",
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


def _problems(problems: tuple[Problem, ...]) -> Table:
    """List the problems; a basis is printed under the fact that it is about."""
    return Table(
        (
            Column("序号", 3, "center"),
            Column("存在的问题", 16),
            Column("整改要求", 13),
            Column("整改期限", 7, "center"),
        ),
        tuple(
            (
                str(place),
                sentence(problem.text) + (f"（依据：{problem.basis}）" if problem.basis else ""),
                sentence(problem.requirement),
                f"{cn_date(problem.due_on)}前" if problem.due_on else "",
            )
            for place, problem in enumerate(problems, 1)
        ),
        keys=tuple(problem.key for problem in problems),
    )


def _demands(facts: OrderFacts, office: Office) -> list[Block]:
    you = facts.unit.you
    demands: list[Block] = [
        Heading(
            2,
            "制定整改方案。",
            f"{you}应当逐项分析原因，明确整改措施、责任人和完成时限，于{cn_date(facts.plan_due)}前通过{office.platform}报送整改方案，"
            "经我办审核同意后组织实施。",
        ),
        Heading(
            2,
            "按期报告结果。",
            f"{you}应当在规定期限内完成整改，于{cn_date(facts.report_due)}前报送整改报告和佐证材料，并向社会公布整改情况。"
            "确因客观原因不能按期完成的，应当在期限届满前书面申请延期并说明理由。",
        ),
        Heading(
            2,
            "接受复查核查。",
            "我办将组织督学对每个问题逐一复查，复查合格的予以销号；复查不合格的，重新确定期限并发出督办通知。",
        ),
    ]
    if facts.governing_department:
        demands.append(
            Heading(
                2,
                "压实主管责任。",
                f"{facts.governing_department}应当履行主体责任，指导督促{you}落实整改意见；整改不力的，负连带责任。",
            )
        )
    return demands
