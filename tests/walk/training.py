"""Walks through training: a course with a session of today, a report, a record."""

from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from core import calendar
from inspectors.models import (
    Inspector,
    TrainingCourse,
    TrainingKind,
    TrainingMode,
    TrainingRecord,
    TrainingReport,
    TrainingSession,
)
from inspectors.training import services
from tests.core.uploads import PDF
from tests.people import Cast


def certificate() -> SimpleUploadedFile:
    """A file that shows a training."""
    return SimpleUploadedFile("结业证书.pdf", PDF, content_type="application/pdf")


def course(cast: Cast, **changes: Any) -> TrainingCourse:
    """A yearly course of one day."""
    content = {
        "name": "责任督学集中培训",
        "kind": TrainingKind.YEARLY,
        "mode": TrainingMode.CENTRALISED,
        "hours": Decimal("6.5"),
        "organiser": "县教育督导办",
    }
    return services.create_training_course(by=cast.office, **(content | changes))


def session(cast: Cast, **changes: Any) -> TrainingSession:
    """A session of today, open for signing in."""
    of = changes.pop("course", None) or course(cast)
    content = {"day": calendar.today(), "place": "县教师进修学校二楼会议室", "hours": of.hours}
    return services.create_training_session(of, by=cast.office, **(content | changes))


def signed_in(cast: Cast) -> TrainingRecord:
    """The first inspector signed in today."""
    return services.sign_in_training(session(cast), by=cast.inspector)


def reported(cast: Cast, **changes: Any) -> TrainingReport:
    """The first inspector reports an online training of today."""
    by = changes.pop("by", cast.inspector)
    of = changes.pop("inspector", None) or Inspector.objects.get(user=cast.inspector)
    content = {
        "mode": TrainingMode.ONLINE,
        "title": "国家中小学智慧教育平台督导专题",
        "day": calendar.today(),
        "hours": Decimal(8),
        "evidence": [certificate()],
    }
    return services.report_training(of, by=by, **(content | changes))


def returned(cast: Cast, **changes: Any) -> TrainingReport:
    """A report that the office has returned."""
    return services.return_training(reported(cast, **changes), by=cast.office, reason="证书看不清，请重新上传")


def approved(cast: Cast, **changes: Any) -> TrainingReport:
    """A report that the office has approved."""
    return services.approve_training(reported(cast, **changes), by=cast.office)


def recorded(cast: Cast, **changes: Any) -> TrainingRecord:
    """A training that the office recorded for the first inspector."""
    of = changes.pop("inspector", None) or Inspector.objects.get(user=cast.inspector)
    content = {
        "kind": TrainingKind.YEARLY,
        "mode": TrainingMode.CENTRALISED,
        "title": "市级督学集中培训",
        "day": calendar.today(),  # yesterday may have been another year
        "hours": Decimal(16),
    }
    return services.record_training(of, by=cast.office, **(content | changes))
