"""The appraisal of an inspector on paper: the notice of the grade 考核结果通知书 and the form 督学考核表 (INSP)."""

from dataclasses import dataclass
from datetime import date

from reports.layout.content import Block, Column, DocumentContent, Heading, Paragraph, Table
from reports.layout.office import Issue, Office
from reports.layout.wording import cn_date, sentence

INSP = "《督学管理暂行办法》"


@dataclass(frozen=True, slots=True)
class Measured:
    """One figure: what it is, how much there is, how much was asked (empty where nothing certain is)."""

    label: str
    value: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class AppraisalFacts:
    """An appraisal as the records hold it; `kind` is 年度考核 or 任期届满考核, texts are lines."""

    name: str
    certificate: str
    sort: str
    zone: str
    employer: str
    kind: str
    year: int
    first: date
    last: date
    figures: tuple[Measured, ...]
    figures_on: date
    summary: tuple[str, ...]
    grade: str
    reasons: tuple[str, ...]
    told_on: date | None = None
    reply_until: date | None = None
    reply: tuple[str, ...] = ()
    answer: tuple[str, ...] = ()
    confirmed_by: str = ""
    confirmed_on: date | None = None
    failed: bool = False

    @property
    def what(self) -> str:
        """What was appraised: 2026年度考核."""
        return f"{self.year}{self.kind}"


def appraisal_notice(facts: AppraisalFacts, *, office: Office, issue: Issue) -> DocumentContent:
    """Build the notice that tells the employer the grade. Takes the facts, the office and this issue. Clause: INSP."""
    body: list[Block] = [
        Paragraph(
            f"根据{INSP}和{office.plan}的规定，我办对你单位{facts.name}同志（督学证号{facts.certificate}）"
            f"{cn_date(facts.first)}至{cn_date(facts.last)}担任{facts.sort}督学的工作进行了{facts.what}。现将考核结果通知如下："
        ),
        Heading(1, "考核等次"),
        Paragraph(f"经督导办主任审定，{facts.name}同志{facts.what}的等次为：{facts.grade}。"),
        Heading(1, "主要理由"),
        *(Paragraph(sentence(line)) for line in facts.reasons),
        Heading(1, "其他事项"),
        Paragraph(_rights(facts, office)),
    ]
    if facts.failed:
        body.append(Paragraph(f"按照{INSP}，考核不称职的，可以解除聘任；是否解除，另行研究决定并书面通知。"))
    return DocumentContent(
        kind="appraisal_notice",
        mark=office.name,
        number=issue.number,
        title=f"关于{facts.name}同志督学考核结果的通知",
        addressees=(facts.employer or f"{facts.name}同志",),
        body=tuple(body),
        issuer=office.name,
        issued_on=issue.issued_on,
        notes=office.contact_notes,
        copies=issue.copies,
        check=issue.check,
        keep_together=(f"{facts.name}同志",),
    )


def _rights(facts: AppraisalFacts, office: Office) -> str:
    until = f"可以在{cn_date(facts.reply_until)}以前" if facts.reply_until else "可以"
    told = "考核结果已同时告知本人。本人对考核结果有意见的"
    return f"{told}，{until}通过{office.platform}或者书面向我办提出。考核材料由我办归档。"


def appraisal_form(facts: AppraisalFacts, *, office: Office, issue: Issue) -> DocumentContent:
    """Build the form that is filed. Takes the facts, the issuing office and this issue. Clause: PLAN 二（四）5."""
    body: list[Block] = [
        Table(
            (Column("项目", 4), Column("内容", 10), Column("项目", 4), Column("内容", 10)),
            (
                ("姓名", facts.name, "督学证号", facts.certificate),
                ("督学类别", facts.sort, "责任区", facts.zone or "—"),
                ("工作单位", facts.employer or "—", "考核类别", facts.what),
                ("考核期间", f"{cn_date(facts.first)}至{cn_date(facts.last)}", "考核等次", facts.grade),
            ),
        ),
        Heading(1, "履职数据"),
        Paragraph(f"以下数据由{office.platform}按记录统计，截至{cn_date(facts.figures_on)}。"),
        Table(
            (Column("项目", 14), Column("实际", 7, "center"), Column("要求", 7, "center")),
            tuple((row.label, row.value, row.target or "—") for row in facts.figures),
        ),
        Heading(1, "个人总结"),
        *_lines(facts.summary, "本人未提交个人总结。"),
        Heading(1, "考核等次和理由"),
        Paragraph(f"考核等次：{facts.grade}。{_confirmed(facts)}"),
        *_lines(facts.reasons, "—"),
        Heading(1, "告知和本人意见"),
        Paragraph(
            f"考核结果于{cn_date(facts.told_on)}告知本人{_employer(facts)}。" if facts.told_on else "考核结果尚未告知。"
        ),
        *_lines(facts.reply, "本人对考核结果没有提出意见。"),
    ]
    if facts.answer:
        body += [Heading(1, "督导办答复"), *_lines(facts.answer, "—")]
    return DocumentContent(
        kind="appraisal_form",
        mark="",
        number=issue.number,
        title=f"督学{facts.what}表",
        body=tuple(body),
        issuer=office.name,
        issued_on=issue.issued_on,
        check=issue.check,
    )


def _employer(facts: AppraisalFacts) -> str:
    return f"和所在单位{facts.employer}" if facts.employer else ""


def _confirmed(facts: AppraisalFacts) -> str:
    if facts.confirmed_on is None:
        return ""
    return f"{facts.confirmed_by}于{cn_date(facts.confirmed_on)}审定。"


def _lines(lines: tuple[str, ...], nothing: str) -> list[Block]:
    return [Paragraph(sentence(line)) for line in lines] if lines else [Paragraph(nothing)]
