"""The letter of appointment 聘书: who is appointed as what, for which term, under which certificate."""

from dataclasses import dataclass
from datetime import date

from reports.layout.content import DocumentContent, Paragraph
from reports.layout.office import REGULATION, Issue, Office
from reports.layout.wording import cn_date, one_line

MEASURES = "《督学管理暂行办法》"


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """An appointment that was decided; `sort` is 专职, 兼职 or 学前, `until` None for a term without end."""

    name: str
    sort: str
    is_renewal: bool
    begins: date
    until: date | None
    certificate: str
    zone: str
    trained: bool


def letter_of_appointment(facts: LetterFacts, *, office: Office, issue: Issue) -> DocumentContent:
    """Build the letter. Takes the facts, the issuing office and this issue; returns the content. REG 6–7."""
    verb = "续聘" if facts.is_renewal else "聘任"
    end = f"至{cn_date(facts.until)}止" if facts.until else "起"
    term = f"聘期自{cn_date(facts.begins)}{end}"
    zone = f"，责任区为{facts.zone}" if facts.zone else ""
    duty = "望您坚持原则，依法督导，公正廉洁，自觉接受监督，认真履行督学职责。"
    training = "" if facts.trained else "请您在上岗前按规定参加岗前培训，培训合格后履行督学职责。"
    return DocumentContent(
        kind="appointment_letter",
        mark="",
        number=issue.number,
        title="督学聘书",
        addressees=(f"{one_line(facts.name)}同志",),
        body=(
            Paragraph(
                f"根据{REGULATION}和{MEASURES}的规定，经推荐、审核并向社会公示，"
                f"现{verb}您为{office.government}{facts.sort}督学，{term}。"
            ),
            Paragraph(f"您的督学证号为{facts.certificate}{zone}。"),
            Paragraph(f"{training}{duty}"),
            Paragraph("特发此聘书。"),
        ),
        issuer=office.committee,
        issued_on=issue.issued_on,
        keep_together=(facts.certificate, facts.name),
        check=issue.check,
    )
