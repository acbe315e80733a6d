"""The inspection report 督导报告, upward to the county government, filed and published (REG 23)."""

from dataclasses import dataclass
from datetime import date

from reports.layout.content import (
    Attachment,
    Block,
    Column,
    DocumentContent,
    Heading,
    Paragraph,
    Problem,
    ProblemList,
    Table,
)
from reports.layout.office import REGULATION, Issue, Member, Office
from reports.layout.wording import cn_list, cn_period, sentence


@dataclass(frozen=True, slots=True)
class UnitResult:
    """How one supervised unit came out of the inspection."""

    unit: str
    conclusion: str
    problems: int
    struck_off: int


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """What the report tells the government about one inspection task."""

    inspection_title: str
    units: tuple[UnitResult, ...]
    visited_from: date
    visited_to: date
    team: tuple[Member, ...]
    signers: tuple[str, ...]
    matters: tuple[str, ...] = ()
    heard: str = ""  # 发放问卷1200份，座谈教师、学生、家长86人
    achievements: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    remedies: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()


def inspection_report(facts: ReportFacts, *, office: Office, issue: Issue) -> DocumentContent:
    """Build the report; several units' results go into an annex of their own.

    Takes the facts, the issuing office and this issue. Returns the content. Clause: REG 23; PLAN 二（三）1.
    """
    several = len(facts.units) > 1
    body: list[Block] = [
        Paragraph(f"根据{REGULATION}和{office.plan}，我办组织开展了{facts.inspection_title}。现将有关情况报告如下："),
        Heading(1, "基本情况"),
        *_background(facts),
    ]
    if facts.achievements:
        body += [Heading(1, "主要成效"), *(Heading(2, sentence(text)) for text in facts.achievements)]
    body += [Heading(1, "存在的问题"), *_problems(facts.problems)]
    body += [Heading(1, "整改落实情况"), *_remedies(facts)]
    if facts.advice:
        body += [Heading(1, "下一步工作建议"), *(Heading(2, sentence(text)) for text in facts.advice)]
    body.append(Paragraph("特此报告。"))
    return DocumentContent(
        kind="inspection_report",
        mark=office.red_head,
        number=issue.number,
        title=f"关于{facts.inspection_title}情况的报告",
        signers=facts.signers,
        addressees=(office.government,),
        body=tuple(body),
        attachments=(Attachment("被督导单位督导结果一览表", (_results(facts.units),)),) if several else (),
        issuer=office.name,
        issued_on=issue.issued_on,
        notes=office.contact_notes,
        copies=issue.copies,
        printed_by=office.name,
        check=issue.check,
    )


def _background(facts: ReportFacts) -> list[Block]:
    names = [unit.unit for unit in facts.units]
    who = names[0] if len(names) == 1 else f"{cn_list(names[:3])}{'等' if len(names) > 3 else ''}{len(names)}个单位"
    leaders = [member.name for member in facts.team if member.duty == "组长"]
    led = f"，由{cn_list(leaders)}任组长" if leaders else ""
    blocks: list[Block] = [
        Paragraph(
            f"{cn_period(facts.visited_from, facts.visited_to)}，由{len(facts.team)}人组成的督导小组{led}，"
            f"对{who}进行了督导。督导小组审核了有关材料，进行了现场考察，征求了公众意见，"
            f"专门听取了学生及其家长和教师的意见。{sentence(facts.heard)}"
            "初步督导意见均已向被督导单位反馈，听取了申辩，督导意见书均已依法发出。"
        )
    ]
    if facts.matters:
        blocks.append(Paragraph(f"本次督导的事项是：{'；'.join(matter.rstrip('。；') for matter in facts.matters)}。"))
    return blocks


def _problems(problems: tuple[Problem, ...]) -> list[Block]:
    return [ProblemList(problems)] if problems else [Paragraph("本次督导未发现需要限期整改的问题。")]


def _remedies(facts: ReportFacts) -> list[Block]:
    found = sum(unit.problems for unit in facts.units)
    closed = sum(unit.struck_off for unit in facts.units)
    if not found:
        return [Paragraph("本次督导没有列入问题台账的问题。")]
    counted = f"本次督导共将{found}个问题列入问题台账，截至本报告日，经核查销号{closed}个"
    counted += "，已全部整改到位。" if closed == found else f"，其余{found - closed}个正在限期整改，我办将跟踪复查。"
    return [Paragraph(counted), *(Paragraph(sentence(text)) for text in facts.remedies)]


def _results(units: tuple[UnitResult, ...]) -> Table:
    return Table(
        (
            Column("序号", 3, "center"),
            Column("被督导单位", 15),
            Column("督导结论", 6, "center"),
            Column("问题数", 4, "center"),
            Column("已销号", 4, "center"),
        ),
        tuple(
            (str(place), unit.unit, unit.conclusion, str(unit.problems), str(unit.struck_off))
            for place, unit in enumerate(units, 1)
        ),
    )
