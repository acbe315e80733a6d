"""The demo's appraisals: this year's in every state, last year's in the file."""

import datetime as dt
from collections.abc import Iterable

from accounts.models import User
from demo.clock import as_of, workday
from inspectors.appraisal import services
from inspectors.models import Appraisal, AppraisalGrade, AppraisalKind, KeptKind

SUMMARY = (
    "一年来按月到责任学校开展经常性督导，重点查看食堂、作业和课后服务，发现的问题均已反馈并跟踪整改；"
    "参加县级集中培训和网络研修。（示例）\n"
    "不足：随机听课次数偏少，督导记录的依据写得不够具体。（示例）\n"
    "打算：下一年每次入校至少听两节课，问题一律写明依据。（示例）"
)
REASONS = {
    AppraisalGrade.EXCELLENT: "责任学校按月督导到位，记录及时，发现和推动解决的问题较多。（示例）",
    AppraisalGrade.COMPETENT: "按要求完成督导任务，记录基本及时，无违纪情形。（示例）",
    AppraisalGrade.BASIC: "基本完成督导任务，入校次数不足，记录有迟交，须改进。（示例）",
    AppraisalGrade.INCOMPETENT: "责任学校多数月份没有入校督导，督导办两次提醒后仍未改正。（示例）",
}
REPLY = "十月因参加市级交叉督导，两所责任学校由同事代访，请核实后计入。（示例）"
OFFLINE = "该年度考核已在线下完成，纸质考核表存档。（示例）"
SIGNED = "本人已在纸质通知上签字：无异议（示例）"
FILED_LAST_YEAR = 10
# Whose appraisals stand where these accounts can take the next step.
STAY = ("inspector", "inspector2", "inspector3")
ROAD = ("submitted", "graded", "confirmed", "told", "settled", "filed")


def build(office: User, head: User) -> None:
    """Open and file last year's, then bring some of this year's into each state."""
    _last_year(office, head)
    opened = workday(10)
    with as_of(opened):
        services.open_appraisals(by=office, kind=AppraisalKind.YEARLY, year=opened.year)
        services.open_appraisals(by=office, kind=AppraisalKind.END_OF_TERM, year=opened.year)
    rows = Appraisal.objects.filter(kind=AppraisalKind.YEARLY, year=opened.year, state="open").select_related(
        "inspector__user"
    )
    own = {row.inspector.user.username: row for row in rows.filter(inspector__user__username__in=STAY)}
    others = _by_visits(rows.exclude(inspector__user__username__in=STAY).order_by("inspector__certificate"))
    worst = others.pop()
    with as_of(workday(6), 9):
        _walk(own["inspector"], "told", AppraisalGrade.COMPETENT, office, head)
        replied = _walk(own["inspector3"], "told", AppraisalGrade.BASIC, office, head)
    with as_of(workday(3), 15):
        services.reply_appraisal(replied, by=replied.inspector.user, reply=REPLY)
    scenes = (
        ("graded", AppraisalGrade.EXCELLENT),
        ("submitted", AppraisalGrade.COMPETENT),
        ("confirmed", AppraisalGrade.COMPETENT),
        ("settled", AppraisalGrade.COMPETENT),
        ("filed", AppraisalGrade.COMPETENT),
    )
    with as_of(workday(4), 11):
        for row, (state, grade) in zip(others, scenes, strict=False):
            _walk(row, state, grade, office, head)
        _walk(worst, "told", AppraisalGrade.INCOMPETENT, office, head)
        for row in others[len(scenes) : len(scenes) + 1]:
            services.cancel_appraisal(row, by=office, reason="已调离教育系统，不再考核（示例）")


def _by_visits(rows: Iterable[Appraisal]) -> list[Appraisal]:
    """The appraisals, those first whose own schools were visited most regularly: the grades fit the figures."""
    found = list(rows)
    figures = {
        pk: {figure.key: figure.percent or 0 for figure in kept} for pk, kept in services.figures_of(found).items()
    }
    return sorted(found, key=lambda row: -figures[row.pk][KeptKind.COVERAGE])


def _last_year(office: User, head: User) -> None:
    year = workday(10).year - 1
    with as_of(dt.date(year, 12, 10)):
        services.open_appraisals(by=office, kind=AppraisalKind.YEARLY, year=year)
    rows = list(
        Appraisal.objects.filter(year=year, state="open")
        .select_related("inspector__user")
        .order_by("inspector__user", "inspector__certificate")
    )
    with as_of(dt.date(year + 1, 1, 9)):
        for place, row in enumerate(rows):
            if place >= FILED_LAST_YEAR:
                services.cancel_appraisal(row, by=office, reason=OFFLINE)
                continue
            grade = AppraisalGrade.EXCELLENT if place == 1 else AppraisalGrade.COMPETENT
            _walk(row, "filed", AppraisalGrade.BASIC if place == 7 else grade, office, head)


def _walk(row: Appraisal, state: str, grade: str, office: User, head: User) -> Appraisal:
    """Bring an open appraisal as far as `state`; whoever has no account hands in on paper."""
    user = row.inspector.user
    if user is not None:
        row = services.submit_appraisal(row, by=user, summary=SUMMARY)
    else:
        row = services.receive_summary(row, by=office, summary=SUMMARY)
    steps = (
        lambda row: services.grade_appraisal(row, by=office, grade=grade, reasons=REASONS[AppraisalGrade(grade)]),
        lambda row: services.confirm_appraisal(row, by=head),
        lambda row: services.tell_appraisal(row, by=office),
        lambda row: (
            services.accept_appraisal(row, by=user)
            if user is not None
            else services.lapse_reply(row, by=office, reason=SIGNED)
        ),
        lambda row: services.file_appraisal(row, by=office),
    )
    for step in steps[: ROAD.index(state)]:
        row = step(row)
    return row
