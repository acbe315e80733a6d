"""The demo's reports about inspectors in every state, statements, measures and commendations; all made up."""

import datetime as dt

from accounts.models import Organisation, User
from core import calendar
from demo import pictures
from demo.clock import as_of, workday
from inspectors.conduct import services
from inspectors.models import (
    CommendationKind,
    ConductCategory,
    ConductFinding,
    ConductMeasure,
    ConductReport,
    Inspector,
    InspectorCommendation,
    MeasureKind,
)

FOUND_FACTS = "调阅门卫登记、询问值班教师和食堂管理员，情况与反映一致（示例）。"


def build(office: User, head: User) -> None:
    """Reports from a parent, a school and the office, one in each state."""
    # Those with accounts, so that each can be walked through.
    second = Inspector.objects.select_related("user", "zone").get(user__username="inspector2")
    first = Inspector.objects.select_related("user", "zone").get(user__username="inspector")
    school = User.objects.get(username="school")
    unit = Organisation.objects.get(pk=school.organisation_ids[0])
    _waiting(second, unit, school)
    _under_inquiry(first, second, office, head)
    _decided(first, second, office, head)
    _praise(first, second, office, head)


def _sent(days_ago: int, *, by: User | None = None, **fields: object) -> ConductReport:
    with as_of(workday(days_ago)):
        content = {"category": ConductCategory.RUDE, "text": "（示例）"} | fields
        return services.report_conduct(by=by, **content)  # type: ignore[arg-type]


def _waiting(second: Inspector, unit: Organisation, school: User) -> None:
    """Received: from a parent with a name, from a school, and one about somebody whom nobody knows yet."""
    _sent(
        1,
        category=ConductCategory.GIFTS,
        text="督学入校检查当天中午，学校在校外饭店安排了宴请，饭后还带走了两箱枇杷。我是在饭店打工的家长，亲眼看到（示例）。",
        unit=unit,
        inspector=second,
        name="王某（示例）",
        contact="13800000001",
        evidence=[pictures.photograph("现场照片（示例）.jpg", (150, 130, 90))],
    )
    _sent(
        2,
        by=school,
        category=ConductCategory.RUDE,
        text="随机听课后当着学生的面训斥授课教师，用语不文明，教师情绪受到较大影响（示例）。",
        unit=unit,
        inspector=second,
    )
    _sent(
        8,
        category=ConductCategory.ABSENT,
        text="公示栏上写着每月到校一次，本学期一次也没有见到督学来过（示例）。",
        inspector_words="戴眼镜、开白色轿车的男督学（示例）",
    )


def _under_inquiry(first: Inspector, second: Inspector, office: User, head: User) -> None:
    refused = _sent(30, text="孩子班主任布置的作业太多（示例）。", inspector=first)
    with as_of(workday(28)):
        services.refuse_conduct(
            refused, by=office, reason="反映的是教师布置作业问题，不属于督学行为，请向学校或者县教育和体育局反映。"
        )
    accepted = _sent(
        6, category=ConductCategory.CONFLICT, text="督学的配偶在该园任教，仍来检查（示例）。", inspector=first
    )
    with as_of(workday(4)):
        services.accept_conduct(accepted, by=office)
    unasked = _sent(
        12, category=ConductCategory.LEAKED, text="检查前一天就有人知道要查食堂台账（示例）。", inspector=second
    )
    asked = _sent(
        14,
        category=ConductCategory.FALSE_RECORD,
        text="入校记录写了一整天，实际半小时就走了（示例）。",
        inspector=second,
    )
    for report in (unasked, asked):
        with as_of(workday(10)):
            report = services.accept_conduct(report, by=office)
            services.name_investigator(report, by=office, investigator=_inquirer(second, office))
    asked.refresh_from_db()
    with as_of(workday(2)):
        services.ask_statement(
            asked,
            by=asked.investigator,
            matter="请说明10月以来入校督导记录的到校、离校时间与实际情况是否一致（示例）。",
        )


def _found(days: int, about: Inspector, office: User, head: User, finding: str, **fields: object) -> ConductReport:
    report = _sent(days, inspector=about, **fields)
    with as_of(workday(days - 3)):
        report = services.accept_conduct(report, by=office)
        report = services.name_investigator(report, by=office, investigator=_inquirer(about, office))
    inquirer = report.investigator
    with as_of(workday(days - 6)):
        statement = services.ask_statement(report, by=inquirer, matter="请说明入校当日的有关情况（示例）。")
    with as_of(workday(days - 8)):
        if about.user is not None and finding != ConductFinding.UNDECIDED:
            services.give_statement(statement, by=about.user, text="当日情况如实说明如下：确有不妥，愿意改正（示例）。")
        else:
            services.record_statement(statement, by=inquirer, text="当面谈话，本人否认（示例）。")
    with as_of(workday(days - 12)):
        return services.find_conduct(report, by=inquirer, finding=finding, facts=FOUND_FACTS)


def _decided(first: Inspector, second: Inspector, office: User, head: User) -> None:
    _found(
        20, second, office, head, ConductFinding.UPHELD, category=ConductCategory.RUDE, text="当众训斥门卫（示例）。"
    )
    unclear = _found(26, first, office, head, ConductFinding.UNDECIDED, text="说话态度不好（示例）。")
    with as_of(workday(12)):
        services.decide_conduct(unclear, by=head, decision="现有材料无法查实，予以存查。")
    clear = _found(60, first, office, head, ConductFinding.NOT_UPHELD, text="收了土特产（示例）。")
    with as_of(workday(46)):
        clear = services.decide_conduct(clear, by=head, decision="经核查不属实，予以澄清。")
        services.answer_conduct(clear, by=office, answer="经核查，反映的情况不属实。感谢您对教育督导工作的监督。")
    third = Inspector.objects.select_related("user", "zone").get(user__username="inspector3")
    part = Inspector.objects.select_related("user", "zone").filter(user__username="parttime").first() or second
    for days, kind, about in (
        (120, MeasureKind.TALK, third),
        (105, MeasureKind.WARNING, second),
        (90, MeasureKind.ORDER, third),
        (30, MeasureKind.ORDER, second),
        (22, MeasureKind.REMOVAL, part),
    ):
        _measured(days, kind, about, office, head)
    _found_by_office(first, office, head)


def _measured(days: int, kind: str, about: Inspector, office: User, head: User) -> None:
    """A report that ended with a measure; the measures stand in different states."""
    category = ConductCategory.GIFTS if kind == MeasureKind.ORDER else ConductCategory.ABSENT
    report = _found(days, about, office, head, ConductFinding.UPHELD, category=category, text="入校情况反映（示例）。")
    with as_of(workday(days - 14)):
        due = (calendar.today() + dt.timedelta(days=30)) if kind == MeasureKind.ORDER else None
        words = f"经核查属实，决定：{MeasureKind(kind).label}（示例）。"
        report = services.decide_conduct(
            report, by=head, decision="事实清楚，证据充分。", kind=kind, text=words, correct_by=due
        )
        report = services.answer_conduct(report, by=office, answer="经核查属实，已对有关督学作出处理。感谢您的监督。")
        services.close_conduct(report, by=office)
    with as_of(workday(days - 18)):
        _carry_on(ConductMeasure.objects.get(report=report), days, office, head)


def _carry_on(measure: ConductMeasure, days: int, office: User, head: User) -> None:
    """A talk held, a warning lifted, one order confirmed and one to be checked, a removal replied to."""
    own = measure.inspector.user
    if measure.kind == MeasureKind.TALK:
        measure = services.accept_measure(measure, by=own)
        services.close_measure(measure, by=office, outcome="已由督导办主任当面谈话提醒，本人表示接受（示例）。")
    elif measure.kind == MeasureKind.WARNING:
        measure = services.reply_measure(measure, by=own, reply="当天因公外出，已事先向学校说明（示例）。")
        services.lift_measure(measure, by=head, reason="申辩理由成立，予以撤销（示例）。")
    elif measure.kind == MeasureKind.REMOVAL:
        services.reply_measure(measure, by=own, reply="请求从轻处理（示例）。")
    else:
        measure = services.accept_measure(measure, by=own)
        measure = services.report_correction(measure, by=own, correction="已全额退还并作书面检讨（示例）。")
        if days > 60:
            services.confirm_correction(measure, by=office, outcome="已核对退还凭证（示例）。")


def _inquirer(about: Inspector, office: User) -> User:
    """An inspector of another zone; else the office."""
    others = User.objects.filter(inspector__isnull=False, username__startswith="inspector").order_by("-username")
    return others.exclude(inspector__zone=about.zone).first() or office


def _found_by_office(about: Inspector, office: User, head: User) -> None:
    """What the office found itself: warned, told, still open to a reply; and one order in force."""
    for days, kind in ((18, MeasureKind.WARNING), (16, MeasureKind.ORDER)):
        report = _found(days, about, office, head, ConductFinding.UPHELD, by=office, text="抽查入校记录发现（示例）。")
        with as_of(workday(2)):
            due = calendar.today() + dt.timedelta(days=20) if kind == MeasureKind.ORDER else None
            text = "入校督导记录填写不实，请于期限内更正（示例）。"
            report = services.decide_conduct(report, by=head, decision="属实。", kind=kind, text=text, correct_by=due)
            services.file_conduct(report, by=office)
        if kind == MeasureKind.ORDER:
            services.accept_measure(ConductMeasure.objects.get(report=report), by=about.user)


def _praise(first: Inspector, second: Inspector, office: User, head: User) -> None:
    """Commendations: given, proposed, declined, withdrawn."""

    def proposed(days: int, about: Inspector, kind: str, number: str, text: str) -> InspectorCommendation:
        with as_of(workday(days)):
            return services.propose_commendation(
                about,
                by=office,
                kind=kind,
                given_by="县人民政府教育督导委员会（示例）",
                number=number,
                text=text,
                given_on=calendar.today(),
                evidence=[pictures.photograph("通报扫描件（示例）.jpg", (170, 160, 120))],
            )

    given = proposed(
        90, first, CommendationKind.CIRCULAR, "米教督〔2026〕11号", "开学专项督导中工作扎实、成绩突出（示例）"
    )
    with as_of(workday(88)):
        services.give_commendation(given, by=head)
    undone = proposed(80, second, CommendationKind.AWARD, "米教督〔2026〕14号", "挂牌督导先进个人（示例）")
    with as_of(workday(78)):
        undone = services.give_commendation(undone, by=head)
    with as_of(workday(40)):
        services.withdraw_commendation(undone, by=head, reason="经核查事迹有出入（示例）。")
    declined = proposed(50, second, CommendationKind.OTHER, "", "信息报送及时（示例）")
    with as_of(workday(49)):
        services.decline_commendation(declined, by=head, reason="属本职工作，暂不表扬（示例）。")
    proposed(3, first, CommendationKind.TITLE, "米教督〔2026〕31号", "年度优秀责任督学（示例）")
