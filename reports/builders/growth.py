"""The growth file of an inspector 督学成长档案: person, appraisals, work and training by year, honours, career."""

from dataclasses import dataclass
from datetime import date

from reports.layout.content import Block, Column, DocumentContent, Heading, Paragraph, Table
from reports.layout.office import Issue, Office
from reports.layout.wording import cn_date


@dataclass(frozen=True, slots=True)
class YearFacts:
    """A year: how much of each kind of work in the head's order, class hours held and asked, each training."""

    number: int
    work: tuple[str, ...]
    hours: str
    asked: str
    training: tuple[tuple[date, str, str, str], ...]


@dataclass(frozen=True, slots=True)
class GrowthFacts:
    """What the file says of one inspector; `person` are pairs of label and value."""

    name: str
    person: tuple[tuple[str, str], ...]
    work_labels: tuple[str, ...]
    years: tuple[YearFacts, ...]
    appraisals: tuple[tuple[str, str, str, str], ...]
    praise: tuple[tuple[date, str], ...]
    career: tuple[tuple[date, str, str], ...]


def growth_document(facts: GrowthFacts, *, office: Office, issue: Issue) -> DocumentContent:
    """Build the file. Takes the facts, the issuing office and this issue; returns the content. PLAN 二（四）5."""
    pairs = [*facts.person, *((("", ""),) if len(facts.person) % 2 else ())]
    body: list[Block] = [
        Heading(1, "基本情况"),
        Table(
            (Column("项目", 5), Column("内容", 9), Column("项目", 5), Column("内容", 9)),
            tuple((*left, *right) for left, right in zip(pairs[::2], pairs[1::2], strict=True)),
        ),
        Heading(1, "考核情况"),
        *_table(
            (Column("考核", 7), Column("期间", 10), Column("等次", 4, "center"), Column("归档日期", 7)),
            facts.appraisals,
        ),
        Heading(1, "历年工作"),
        Table(
            (Column("年度", 4, "center"), *(Column(label, 5, "center") for label in facts.work_labels)),
            tuple((str(year.number), *year.work) for year in facts.years),
        ),
        Heading(1, "历年培训"),
        *_training(facts),
        Heading(1, "表彰奖励"),
        *_table((Column("日期", 7), Column("事项", 21)), tuple((cn_date(day), text) for day, text in facts.praise)),
        Heading(1, "任职经历和大事记"),
        *_table(
            (Column("日期", 7), Column("类别", 5), Column("事项", 16)),
            tuple((cn_date(day), kind, text) for day, kind, text in facts.career),
        ),
    ]
    return DocumentContent(
        kind="growth_file",
        mark="",
        number=issue.number,
        title=f"督学成长档案（{facts.name}）",
        body=tuple(body),
        issuer=office.name,
        issued_on=issue.issued_on,
        keep_together=(facts.name,),
    )


def _training(facts: GrowthFacts) -> list[Block]:
    blocks: list[Block] = [
        Table(
            (Column("年度", 8, "center"), Column("学时", 10, "center"), Column("要求", 10, "center")),
            tuple((str(year.number), year.hours, year.asked) for year in facts.years),
        )
    ]
    rows = tuple(
        (cn_date(day), title, mode, hours) for year in facts.years for day, title, mode, hours in year.training
    )
    if rows:
        columns = (Column("日期", 8), Column("内容", 12), Column("方式", 4, "center"), Column("学时", 4, "center"))
        blocks.append(Table(columns, rows))
    return blocks


def _table(columns: tuple[Column, ...], rows: tuple[tuple[str, ...], ...]) -> list[Block]:
    return [Table(columns, rows)] if rows else [Paragraph("暂无记录。")]
