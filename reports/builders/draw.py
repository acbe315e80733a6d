"""The drawing record 抽取记录: what was committed when, the seed and its witnesses, which units and teams came out."""

from dataclasses import dataclass
from datetime import date

from reports.layout.content import Block, Column, DocumentContent, Heading, Paragraph, Table
from reports.layout.office import Issue, Office
from reports.layout.wording import cn_list, cn_period


@dataclass(frozen=True, slots=True)
class Stratum:
    """One stratum: its name, how many units might be drawn, how many were."""

    name: str
    candidates: int
    drawn: int


@dataclass(frozen=True, slots=True)
class DrawnUnit:
    """A drawn unit, the stratum that it came from (empty: included beforehand), its team with the leader first."""

    name: str
    stratum: str
    team: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DrawFacts:
    """A confirmed draw; moments are written out (2026年11月24日14时05分)."""

    number: str
    purpose: str
    first_on: date
    last_on: date
    committed: str
    inspectors: int
    per_unit: int
    ceiling: int
    pool_sha256: str
    strata: tuple[Stratum, ...]
    included: tuple[tuple[str, str], ...]
    excluded: tuple[tuple[str, str], ...]
    seed: str
    source: str
    seeded: str
    witnesses: tuple[str, ...]
    result_sha256: str
    units: tuple[DrawnUnit, ...]
    url: str
    replaces: str = ""
    why_again: str = ""


def draw_record(facts: DrawFacts, *, office: Office, issue: Issue) -> DocumentContent:
    """Build the record. Takes the facts, the issuing office and this issue; returns the content. PLAN 二（二）4."""
    again = f"本次抽取代替{facts.replaces}，原因：{facts.why_again}。" if facts.replaces else ""
    body: list[Block] = [
        Paragraph(
            f"根据{office.plan}关于“双随机”的要求，我办就“{facts.purpose}”"
            f"（督导时间{cn_period(facts.first_on, facts.last_on)}）"
            f"组织了督导对象和督学的随机抽取，抽取编号为{facts.number}。{again}现将抽取过程和结果记录如下："
        ),
        *_pools(facts),
        *_seed_and_result(facts),
        Heading(1, "核对办法"),
        Paragraph(
            f"本次抽取登记在{office.platform}公开的抽取登记簿：{facts.url} 。任何人可以在该页面重新计算，"
            "也可以下载数据和核对程序，在自己的计算机上重新计算；名录库、随机种子和结果有任何改动，都会显示不一致。"
        ),
    ]
    return DocumentContent(
        kind="draw_record",
        mark="",
        number=issue.number,
        title=f"关于{facts.purpose}的抽取记录",
        body=tuple(body),
        issuer=office.name,
        issued_on=issue.issued_on,
        check=issue.check,
    )


def _pools(facts: DrawFacts) -> list[Block]:
    return [
        Heading(1, "名录库的固定和公布"),
        Paragraph(
            f"{facts.committed}，在随机种子产生之前，单位和督学名录库及全部参数一次固定并公布：督学{facts.inspectors}名，"
            f"每个单位抽取督学{facts.per_unit}名，每名督学同时承担的督导不超过{facts.ceiling}个单位；"
            "应当回避的督学不进入有关单位。"
        ),
        Table(
            (Column("分组", 16), Column("可抽取数", 6, "center"), Column("抽取数", 6, "center")),
            tuple((row.name, str(row.candidates), str(row.drawn)) for row in facts.strata),
        ),
        *_named("必查单位", facts.included),
        *_named("不纳入抽取的单位", facts.excluded),
        Paragraph(f"名录库和参数的校验值（SHA-256）：{grouped(facts.pool_sha256, 8)}。"),
    ]


def _seed_and_result(facts: DrawFacts) -> list[Block]:
    columns = (
        Column("序号", 3, "center"),
        Column("督导对象", 11),
        Column("分组", 7),
        Column("督导小组（组长在前）", 11),
    )
    rows = tuple(
        (str(place), unit.name, unit.stratum or "必查", cn_list(unit.team) or "—")
        for place, unit in enumerate(facts.units, 1)
    )
    return [
        Heading(1, "随机种子"),
        Paragraph(
            f"{facts.seeded}，{facts.source}，产生随机种子{grouped(facts.seed, 5)}。"
            f"见证人：{cn_list(facts.witnesses)}。两名见证人分别宣读，两次录入一致。"
        ),
        Heading(1, "抽取结果"),
        Table(columns, rows),
        Paragraph(f"结果的校验值（SHA-256）：{grouped(facts.result_sha256, 8)}。"),
    ]


def _named(label: str, rows: tuple[tuple[str, str], ...]) -> list[Block]:
    said = "；".join(f"{name}（{reason}）" for name, reason in rows)
    return [Paragraph(f"{label}：{said}。")] if rows else []


def grouped(text: str, size: int) -> str:
    """A long row of digits in groups, so that it can be read aloud and broken into lines."""
    return " ".join(text[start : start + size] for start in range(0, len(text), size))
