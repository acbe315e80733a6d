"""The inspection notice 督导通知: who comes, when, for what, and what to evaluate oneself (REG 16–19)."""

from dataclasses import dataclass
from datetime import date

from reports.layout.content import Attachment, Block, Column, DocumentContent, Heading, Paragraph, Table
from reports.layout.office import REGULATION, Issue, Member, Office, Unit
from reports.layout.wording import cn_date, cn_list, cn_period, sentence

METHODS = ("听取汇报", "现场考察", "查阅资料", "随机听课", "座谈走访", "问卷调查", "校园巡视")


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """What the notice tells one unit of an inspection."""

    unit: Unit
    inspection_title: str  # 2026年秋季学期综合督导
    starts_on: date
    ends_on: date
    matters: tuple[str, ...]
    team: tuple[Member, ...]
    methods: tuple[str, ...] = METHODS
    self_evaluation_due: date | None = None
    self_evaluation_points: tuple[str, ...] = ()
    framework: str = ""
    unannounced: bool = False
    joint: bool = False  # comes on the same days as another inspection of the unit
    partners: tuple[str, ...] = ()  # member units that inspect with the office


def inspection_notice(facts: NoticeFacts, *, office: Office, issue: Issue) -> DocumentContent:
    """Build the notice to one unit.

    Takes the facts, the issuing office and this issue. Returns the content. Clause: REG 16, 17, 18.
    """
    you = facts.unit.you
    attachments = (Attachment(facts.framework),) if facts.framework else ()
    body: list[Block] = [
        Paragraph(
            f"根据{REGULATION}第十六条、第十七条和{office.plan}有关规定，经研究，决定{_together(facts.partners)}对{you}开展{facts.inspection_title}。"
            "现将有关事项通知如下："
        ),
        Heading(1, "督导时间"),
        Paragraph(f"{cn_period(facts.starts_on, facts.ends_on)}。" + _arrival(facts) + _merged(facts)),
        Heading(1, "督导事项"),
        *_matters(facts.matters),
        Heading(1, "督导小组"),
        Paragraph(f"督导小组由以下{len(facts.team)}人组成：" if len(facts.team) > 1 else "督导人员如下："),
        _team(facts.team),
        Paragraph(
            f"督导小组成员与{you}有近亲属任职、就读等可能影响客观公正督导情形的，{you}可以在督导开始前向我办提出回避申请，"
            "是否回避由我办决定。"
        ),
        Heading(1, "督导方式"),
        Paragraph(
            f"督导小组将采取{cn_list(facts.methods)}等方式开展督导，征求公众意见，并专门听取学生及其家长和教师的意见。"
            f"参加座谈、访谈和问卷的人员由督导小组随机抽取，{you}不得指定。"
        ),
        *_self_evaluation(facts, office, attached=bool(attachments)),
        *_demands(you),
    ]
    return DocumentContent(
        kind="inspection_notice",
        mark=office.red_head,
        number=issue.number,
        title=f"关于对{facts.unit.name}开展{facts.inspection_title}的通知",
        addressees=(facts.unit.name,),
        body=tuple(body),
        attachments=attachments,
        issuer=office.name,
        issued_on=issue.issued_on,
        notes=office.contact_notes,
        copies=issue.copies,
        printed_by=office.name,
        check=issue.check,
        keep_together=(facts.unit.name,),
    )


def _together(partners: tuple[str, ...]) -> str:
    return f"会同{cn_list(partners)}" if partners else ""


def _merged(facts: NoticeFacts) -> str:
    """That the visit is merged with another, where it is (PLAN 二（二）4)."""
    if not facts.joint:
        return ""
    return f"本次督导与对{facts.unit.you}的其他督导合并进行，同一时间入校，佐证材料只需报送一次。"


def _arrival(facts: NoticeFacts) -> str:
    if facts.unannounced:
        return "本次督导不预先告知，本通知由督导小组到达时当面送达。"
    return "具体行程由督导小组另行商定。"


def _matters(matters: tuple[str, ...]) -> list[Block]:
    if len(matters) == 1:
        return [Paragraph(sentence(matters[0]))]
    return [Heading(2, sentence(matter)) for matter in matters]


def _team(team: tuple[Member, ...]) -> Table:
    return Table(
        (Column("分工", 3, "center"), Column("姓名", 3, "center"), Column("单位及职务", 9)),
        tuple((member.duty, member.name, member.post) for member in team),
    )


def _self_evaluation(facts: NoticeFacts, office: Office, *, attached: bool) -> list[Block]:
    """Ask for the self-evaluation, where the task wants one (REG 18)."""
    if facts.self_evaluation_due is None:
        return []
    against = "附件所列指标" if attached else "督导事项"
    ask = (
        f"请{facts.unit.you}对照{against}组织自评，形成自评报告，于{cn_date(facts.self_evaluation_due)}前通过{office.platform}"
        "报送自评报告和佐证材料。已在平台提交且仍然有效的材料，不再重复报送。"
    )
    points = f"自评报告应当重点说明{cn_list(facts.self_evaluation_points)}。" if facts.self_evaluation_points else ""
    return [Heading(1, "自评要求"), Paragraph(ask + points)]


def _demands(you: str) -> list[Block]:
    return [
        Heading(1, "工作要求"),
        Heading(
            2,
            "依法配合督导。",
            f"{you}应当积极配合督导小组依法开展工作，如实提供有关文件、资料，如实说明有关情况，不得拒绝和阻挠，"
            "不得隐瞒实情、弄虚作假。",
        ),
        Heading(
            2,
            "保持正常秩序。",
            f"{you}应当保持正常的教育教学和工作秩序，不专门布置环境，不组织迎送，不安排与督导无关的活动。",
        ),
        Heading(
            2,
            "严守工作纪律。",
            "督导小组应当依法督导、文明督导、廉洁督导，严格执行中央八项规定及其实施细则精神，不增加基层负担。",
        ),
    ]
