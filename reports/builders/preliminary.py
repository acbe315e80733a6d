"""The preliminary opinion 初步督导意见, fed back to the unit, which may defend itself (REG 20)."""

from dataclasses import dataclass
from datetime import date

from reports.layout.content import Block, DocumentContent, Heading, Paragraph, Problem, ProblemList
from reports.layout.office import REGULATION, Issue, Office, Unit
from reports.layout.wording import cn_date, cn_period, sentence


@dataclass(frozen=True, slots=True)
class PreliminaryFacts:
    """What the team found, before the unit has spoken."""

    unit: Unit
    inspection_title: str
    visited_from: date
    visited_to: date
    evaluation: tuple[str, ...]
    problems: tuple[Problem, ...]
    defence_days: int
    defence_until: date
    working_days: bool = False
    advice: tuple[str, ...] = ()


def preliminary_opinion(facts: PreliminaryFacts, *, office: Office, issue: Issue) -> DocumentContent:
    """Build the letter that feeds the team's preliminary opinion back to the unit.

    Takes the facts, the issuing office and this issue. Returns the content. Clause: REG 20.
    """
    you = facts.unit.you
    body: list[Block] = [
        Paragraph(
            f"根据{REGULATION}第二十条规定，督导小组对{you}的自评情况、现场考察情况和公众的意见进行了评议，"
            f"形成{facts.inspection_title}初步督导意见。现反馈如下："
        ),
        Heading(1, "督导情况和初步评价"),
        Paragraph(f"督导小组于{cn_period(facts.visited_from, facts.visited_to)}对{you}进行了现场考察。"),
        *(Paragraph(sentence(text)) for text in facts.evaluation),
        Heading(1, "初步认定的问题"),
        *_problems(facts.problems),
    ]
    if facts.advice:
        body += [Heading(1, "初步建议"), *(Heading(2, sentence(text)) for text in facts.advice)]
    body += [Heading(1, "申辩的权利和期限"), *_defence(facts, office)]
    return DocumentContent(
        kind="preliminary_opinion",
        mark=office.name,
        number=issue.number,
        title=f"关于反馈{facts.unit.name}{facts.inspection_title}初步督导意见的函",
        addressees=(facts.unit.name,),
        body=tuple(body),
        issuer=office.name,
        issued_on=issue.issued_on,
        notes=office.contact_notes,
        copies=issue.copies,
        check=issue.check,
        keep_together=(facts.unit.name,),
    )


def _problems(problems: tuple[Problem, ...]) -> list[Block]:
    return [ProblemList(problems)] if problems else [Paragraph("督导小组未发现需要整改的问题。")]


def _defence(facts: PreliminaryFacts, office: Office) -> list[Block]:
    you = facts.unit.you
    days = f"{facts.defence_days}个工作日" if facts.working_days else f"{facts.defence_days}日"
    return [
        Paragraph(
            f"{you}对本初步督导意见有异议的，可以自收到本函之日起{days}内（至{cn_date(facts.defence_until)}止），"
            f"通过{office.platform}或者书面向我办提出申辩，并提供事实、理由和证据。"
        ),
        Paragraph(
            f"我办将综合分析{you}的申辩意见，依法作出督导意见书。{you}书面放弃申辩或者逾期未提出申辩的，不影响督导意见书的作出。"
        ),
    ]
