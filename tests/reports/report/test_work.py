"""The work of inspectors, as the subjects answer it: inspection reports that inspectors have written."""

import datetime as dt

from core import calendar
from inspectors.models import Inspector, WorkKind
from inspectors.questions import WorkItem, work_of
from reports.report import services
from tests.people import Cast, make_inspector
from tests.walk import report as walk


def done(inspector: Inspector) -> list[WorkItem]:
    today = calendar.today()
    return work_of([inspector.pk], since=today - dt.timedelta(days=31), until=today + calendar.ONE_DAY)


def test_a_report_is_its_writers_once_it_is_issued_and_no_longer_when_withdrawn(cast: Cast) -> None:
    writer = make_inspector(cast.office, "办公室甲", 77)
    report = walk.approved(cast)
    assert done(writer) == []
    report = services.issue_inspection_report(report, by=cast.office)
    (item,) = done(writer)
    assert (item.kind, item.source, item.days) == (WorkKind.REPORT, f"inspection_report:{report.pk}", 0)
    assert (item.on, item.filed_on, item.title) == (report.issued_on, report.issued_on, report.title)
    assert (item.unit_name, item.url) == (cast.school.name, report.get_absolute_url())
    walk.build_all()
    report = services.file_inspection_report(report, by=cast.office, filed_on=calendar.today(), filed_with="市督导办")
    report = services.publish_report(report, by=cast.office)
    assert len(done(writer)) == 1
    services.withdraw_report(report, by=cast.office_head, reason="数据有误")
    assert done(writer) == []
