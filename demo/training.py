"""The demo's training: sessions past, of today and to come; reports in every state; a record struck out."""

import datetime as dt
from decimal import Decimal

from accounts.models import User
from core import calendar
from demo import pictures
from demo.clock import as_of, workday
from inspectors.models import Inspector, TrainingKind, TrainingMode, TrainingReport
from inspectors.training import services

HELD, PLANNED = 20, 7  # days ago, days ahead
PLACE = "县教师进修学校二楼会议室（示例）"


def build(office: User) -> None:
    """Hold the sessions and let the inspectors with accounts report."""
    _hold_courses(office)
    first = Inspector.objects.select_related("user").get(user__username="inspector")
    second = Inspector.objects.select_related("user").get(user__username="inspector2")
    approved = _report(first, "国家中小学智慧教育平台：督导专题（示例）", TrainingMode.ONLINE, "6.5", 15)
    with as_of(workday(14)):
        services.approve_training(approved, by=office)
    returned = _report(first, "自学：《教育督导问责办法》（示例）", TrainingMode.SELF_STUDY, "4", 9)
    with as_of(workday(8)):
        services.return_training(returned, by=office, reason="笔记照片看不清，请重新拍摄后再报")
    _report(first, "作业管理网络研修（示例）", TrainingMode.ONLINE, "8", 3)
    _report(second, "自学：优质均衡评估指标解读（示例）", TrainingMode.SELF_STUDY, "3.5", 2)
    double = services.record_training(
        second,
        by=office,
        kind=TrainingKind.YEARLY,
        mode=TrainingMode.CENTRALISED,
        title="市级督学培训（示例）",
        day=workday(30),
        hours=Decimal(8),
    )
    services.strike_training(double, by=office, reason="与登记表中的同一次培训重复")
    untrained = Inspector.objects.serving(on=calendar.today()).filter(is_trained=False).order_by("certificate").first()
    if untrained is not None:  # one more stays untrained, to be refused
        services.record_training(
            untrained,
            by=office,
            kind=TrainingKind.PRE_POST,
            mode=TrainingMode.CENTRALISED,
            title="市级新任督学岗前培训（示例）",
            day=workday(10),
            hours=Decimal(24),
        )


def _hold_courses(office: User) -> None:
    past, today = workday(HELD), calendar.today()
    with as_of(workday(HELD + 10)):
        course = services.create_training_course(
            by=office,
            name="责任督学能力提升班（示例）",
            kind=TrainingKind.YEARLY,
            mode=TrainingMode.CENTRALISED,
            hours=Decimal(18),
            organiser="县人民政府教育督导委员会办公室（示例）",
        )
        held = services.create_training_session(course, by=office, day=past, place=PLACE, hours=Decimal(6))
        services.create_training_course(
            by=office,
            name="新任督学岗前培训班（示例）",
            kind=TrainingKind.PRE_POST,
            mode=TrainingMode.CENTRALISED,
            hours=Decimal(16),
            organiser="县人民政府教育督导委员会办公室（示例）",
        )
    with as_of(past, 9):
        for username in ("inspector", "inspector2", "inspector3"):
            services.sign_in_training(held, by=User.objects.get(username=username))
    with as_of(past, 18):
        services.close_training_session(held, by=office)
    now = services.create_training_session(course, by=office, day=today, place=PLACE, hours=Decimal(6))
    services.sign_in_training(now, by=User.objects.get(username="inspector2"))
    ahead = today + dt.timedelta(days=PLANNED)
    services.create_training_session(course, by=office, day=ahead, place=PLACE, hours=Decimal(6))


def _report(inspector: Inspector, title: str, mode: str, hours: str, days_ago: int) -> TrainingReport:
    day = workday(days_ago)
    with as_of(day, 20):
        return services.report_training(
            inspector,
            by=inspector.user,
            mode=mode,
            title=title,
            day=day,
            hours=Decimal(hours),
            evidence=[pictures.photograph("培训证明（示例）.jpg", (110, 120 + days_ago, 140))],
        )
