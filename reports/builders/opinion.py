"""The opinion letter 督导意见书: a fair evaluation, each problem with its deadline, advice (REG 21)."""

from dataclasses import dataclass
from datetime import date

from reports.layout.content import Block, DocumentContent, Heading, Paragraph, Problem, ProblemList
from reports.layout.office import REGULATION, Issue, Office, Unit
from reports.layout.wording import cn_date, cn_period, sentence


@dataclass(frozen=True, slots=True)
class OpinionFacts:
    """The findings on one unit, after its defence; `defence` says in a sentence what came of it."""

    unit: Unit
    inspection_title: str
    visited_from: date
    visited_to: date
    evaluation: tuple[str, ...]
    problems: tuple[Problem, ...]
    defence: str
    achievements: tuple[str, ...] = ()
    conclusion: str = ""
    advice: tuple[str, ...] = ()
    plan_due: date | None = None
    report_due: date | None = None
    governing_department: str = ""


def opinion_letter(facts: OpinionFacts, *, office: Office, issue: Issue) -> DocumentContent:
    """Build the opinion letter; the governing department is among the copies.

    Takes the facts, the issuing office and this issue. Returns the content. Clause: REG 21, 22; PLAN 二（三）2.
    """
    copies = issue.copies
    if facts.governing_department and facts.governing_department not in copies:
        copies = (facts.governing_department, *copies)
    you = facts.unit.you
    body: list[Block] = [
        Paragraph(
            f"根据{REGULATION}有关规定，我办组织督导小组对{you}开展了{facts.inspection_title}。督导小组审核了有关材料，"
            f"于{cn_period(facts.visited_from, facts.visited_to)}进行了现场考察，征求了公众意见，"
            f"专门听取了学生及其家长和教师的意见，经评议形成初步督导意见并向{you}反馈。{sentence(facts.defence)}"
            "经综合分析，现提出督导意见如下："
        ),
        Heading(1, "基本评价"),
        *(Paragraph(sentence(text)) for text in facts.evaluation),
        *_conclusion(facts),
    ]
    if facts.achievements:
        body += [Heading(1, "主要成绩"), *(Heading(2, sentence(text)) for text in facts.achievements)]
    body += [Heading(1, "存在的问题和整改期限"), *_problems(facts.problems)]
    if facts.problems:
        body += [Heading(1, "整改要求"), *_demands(facts, office)]
    if facts.advice:
        body += [Heading(1, "工作建议"), *(Heading(2, sentence(text)) for text in facts.advice)]
    return DocumentContent(
        kind="opinion_letter",
        mark=office.red_head,
        number=issue.number,
        title=f"关于{facts.unit.name}{facts.inspection_title}的督导意见书",
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


def _conclusion(facts: OpinionFacts) -> list[Block]:
    return [Paragraph(f"本次督导评估结论：{facts.conclusion}。")] if facts.conclusion else []


def _problems(problems: tuple[Problem, ...]) -> list[Block]:
    return [ProblemList(problems)] if problems else [Paragraph("本次督导未发现需要限期整改的问题。")]


def _demands(facts: OpinionFacts, office: Office) -> list[Block]:
    you = facts.unit.you
    plan = f"，于{cn_date(facts.plan_due)}前报送整改方案" if facts.plan_due else ""
    report = f"，于{cn_date(facts.report_due)}前报送整改报告" if facts.report_due else ""
    demands: list[Block] = [
        Heading(2, "落实整改责任。", f"{you}应当对照上述问题逐项明确整改措施、责任人和完成时限{plan}。"),
        Heading(
            2,
            "按期报告结果。",
            f"根据{REGULATION}第二十二条规定，{you}应当在规定期限内完成整改，将整改情况连同佐证材料通过{office.platform}"
            f"报告我办{report}，并向社会公布整改情况。",
        ),
        Heading(
            2,
            "接受核查销号。",
            "我办将对整改情况逐项核查，核查合格的予以销号；整改不到位、不及时的，发出督办通知，限期整改。",
        ),
    ]
    if facts.governing_department:
        demands.append(
            Heading(
                2,
                "加强督促指导。",
                f"{facts.governing_department}应当依照{office.plan}的规定，履行主体责任，指导督促{you}落实整改意见。",
            )
        )
    return demands
