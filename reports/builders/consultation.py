"""The consultation letter 协商意见书: what a school cannot solve alone, put to the department in charge (PLATE)."""

from dataclasses import dataclass
from datetime import date

from reports.layout.content import Block, DocumentContent, Heading, Paragraph
from reports.layout.office import Issue, Office, Unit
from reports.layout.wording import cn_date, sentence

PLATE = "《中小学校责任督学挂牌督导办法》"


@dataclass(frozen=True, slots=True)
class ConsultationFacts:
    """Which school was visited when, what was found there, what the department is asked, and by when it answers."""

    unit: Unit
    department: Unit
    visited_on: date
    matter: str
    found: tuple[str, ...]
    advice: tuple[str, ...]
    answer_due: date
    inspector: str = ""


def consultation_letter(facts: ConsultationFacts, *, office: Office, issue: Issue) -> DocumentContent:
    """Build the letter to the department in charge.

    Takes the facts, the issuing office and this issue. Returns the content. Clause: PLATE.
    """
    you = facts.department.you.replace("你", "贵")  # a letter between bodies of one rank speaks so
    who = f"责任督学{facts.inspector}" if facts.inspector else "责任督学"
    body: list[Block] = [
        Paragraph(
            f"{cn_date(facts.visited_on)}，我办{who}按照{PLATE}的规定，对{facts.unit.name}进行了经常性督导。督导中发现，"
            f"该单位在“{facts.matter}”方面存在的问题涉及{you}职责，单靠该单位难以解决。现将有关情况函告如下，请予协商解决："
        ),
        Heading(1, "发现的问题"),
        *(Paragraph(sentence(line)) for line in facts.found),
        Heading(1, "协商意见"),
        *(Paragraph(sentence(line)) for line in facts.advice),
        Heading(1, "回复要求"),
        Paragraph(
            f"请{you}研究处理，并于{cn_date(facts.answer_due)}前将处理意见和进展情况通过{office.platform}或者书面函复我办。"
        ),
    ]
    return DocumentContent(
        kind="consultation_letter",
        mark=office.name,
        number=issue.number,
        title=f"关于协商解决{facts.unit.name}有关问题的函",
        addressees=(facts.department.name,),
        body=tuple(body),
        issuer=office.name,
        issued_on=issue.issued_on,
        notes=office.contact_notes,
        copies=issue.copies,
        check=issue.check,
        keep_together=(facts.unit.name,),
    )
