"""The notice of a measure about an inspector 督学处理通知书: what was found, on what ground, what follows (REG 26)."""

from dataclasses import dataclass
from datetime import date

from reports.layout.content import Block, DocumentContent, Heading, Paragraph
from reports.layout.office import REGULATION, Issue, Office
from reports.layout.wording import cn_date, one_line, sentence

INSP = "《督学管理暂行办法》"

# By the kind of measure: what the title calls it, and what is decided.
TITLES = {
    "talk": "关于对{name}进行谈话提醒的通知",
    "warning": "关于给予{name}警告的通知",
    "order": "关于责令{name}限期改正的通知",
    "removal": "关于建议解聘{name}督学职务的通知",
}
DECISIONS = {
    "talk": "对你进行谈话提醒。谈话由我办组织，时间、地点另行告知。",
    "warning": "给予你警告，记入督学档案。",
    "order": "责令你限期改正。请你于{day}前改正到位，并通过{platform}或者书面向我办报告改正情况，由我办核查。",
    "removal": "建议解除你的督学聘任（任命）。是否解除，由聘任（任命）机关依照规定另行决定，并书面通知你。",
}


@dataclass(frozen=True, slots=True)
class MeasureFacts:
    """A measure as it was decided; `kind` is one of `TITLES`, `established` its lines as told to the inspector."""

    name: str
    certificate: str
    kind: str
    established: tuple[str, ...]
    reply_until: date | None = None
    correct_by: date | None = None


def measure_notice(facts: MeasureFacts, *, office: Office, issue: Issue) -> DocumentContent:
    """Build the notice to the inspector; it knows nothing of a report or of who sent one in.

    Takes the facts, the issuing office and this issue. Returns the content. Clause: REG 26; PLAN 二（四）5.
    """
    person = f"{one_line(facts.name)}同志"
    day = cn_date(facts.correct_by) if facts.correct_by else ""
    until = f"可以在{cn_date(facts.reply_until)}以前" if facts.reply_until else "可以"
    body: list[Block] = [
        Paragraph(
            f"我办对你（督学证号{facts.certificate}）履行督学职责的有关情况进行了核查，并请你就有关情况作出说明。"
            "现将处理决定通知如下："
        ),
        Heading(1, "查明的事实和处理意见"),
        *(Paragraph(sentence(line)) for line in facts.established),
        Heading(1, "处理依据和决定"),
        Paragraph(
            f"根据{REGULATION}第二十六条、{INSP}和{office.plan}关于严格教育督导队伍管理监督的规定，"
            f"决定{DECISIONS[facts.kind].format(day=day, platform=office.platform)}"
        ),
        Heading(1, "陈述和申辩"),
        Paragraph(
            f"你对本处理有不同意见的，{until}通过{office.platform}或者书面向我办申辩。"
            "我办将对申辩进行审核，决定维持或者撤销本处理，并书面答复你。期满未申辩的，本处理即行生效。"
        ),
    ]
    return DocumentContent(
        kind="measure_notice",
        mark=office.name,
        number=issue.number,
        title=TITLES[facts.kind].format(name=person),
        addressees=(person,),
        body=tuple(body),
        issuer=office.name,
        issued_on=issue.issued_on,
        notes=office.contact_notes,
        check=issue.check,
        keep_together=(person,),
    )
