"""The ledger as a workbook: short ones at once, long ones in the background."""

import datetime as dt
import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from core import files
from core.errors import Refused
from core.models import AuditEvent, Notification
from rectification.models import LedgerExport
from rectification.problem import services, tasks
from tests.core.threads import run_together
from tests.rectification.pages import get, post
from tests.walk import problem as walk


def rows_of(data: bytes):
    sheet = load_workbook(io.BytesIO(data)).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()][2:]


def test_exactly_what_the_page_shows(cast, sign_in):
    wanted = walk.registered(cast, text="=HYPERLINK(1)", severity="minor")
    walk.registered(cast, severity="serious")
    late = walk.overdue(cast, severity="minor", days=5)
    walk.struck_off(cast)
    office = sign_in(cast.office)
    response = office.post(f"{reverse('export_problems')}?severity=minor")
    assert "attachment" in response["Content-Disposition"]
    header, *rows = rows_of(response.content)
    by_number = {row[0]: dict(zip(header, row, strict=True)) for row in rows}
    assert set(by_number) == {wanted.number, late.number}
    row = by_number[wanted.number]
    assert row["问题"] == "=HYPERLINK(1)"
    assert row["单位"] == cast.school.name
    assert cast.zone.name in row.values()
    assert row["整改期限"] == dt.datetime.combine(wanted.deadline_on, dt.time())
    assert row["逾期天数"] is None
    assert by_number[late.number]["逾期天数"] == 5
    assert by_number[late.number]["整改通知书"] == late.order.number


def test_a_unit_without_zone_and_township(cast):
    walk.registered(cast, unit=cast.education_bureau)
    _header, row = rows_of(services.write_ledger(services.ledger(cast.office, {})))
    assert (row[1], row[3], row[4]) == (cast.education_bureau.name, None, None)


def test_a_school_exports_its_own_only(cast, sign_in):
    walk.registered(cast)
    mine = walk.ordered(cast).problems.get()
    _header, *rows = rows_of(sign_in(cast.school_head).post(reverse("export_problems")).content)
    assert [row[0] for row in rows] == [mine.number]


@pytest.fixture
def long_ledger(cast, monkeypatch):
    """Three problems, where two are already long."""
    monkeypatch.setattr(services, "STEP", 2)
    monkeypatch.setattr(services, "DIRECT", 2)
    monkeypatch.setattr("rectification.problem.views.DIRECT", 2)
    return [walk.registered(cast, severity="minor") for _ in range(3)]


def test_a_long_one_is_asked_for_built_and_found_in_the_inbox(
    cast, sign_in, long_ledger, django_capture_on_commit_callbacks
):
    office = sign_in(cast.office)
    with django_capture_on_commit_callbacks() as queued:
        post(office, "export_problems", query="?severity=minor")
    assert len(queued) == 1
    asked = LedgerExport.objects.get()
    assert (asked.filters, asked.total, asked.asked_by) == ({"severity": "minor"}, 3, cast.office)
    noted = AuditEvent.objects.get(action="export_problems", actor=cast.office)
    assert noted.data == {"count": 3, "filter": {"severity": "minor"}}
    page = get(office, "ledger_export", asked.pk)
    assert "已写入0行" in page
    assert "完成后可在收件箱领取" in page
    tasks.build_export(str(asked.pk))
    tasks.build_export(str(asked.pk))
    asked.refresh_from_db()
    assert (asked.done, asked.percent) == (3, 100)
    workbook = files.files_of(asked).get()
    with workbook.file.open("rb") as stream:
        assert len(rows_of(stream.read())) == 4
    told = Notification.objects.get(kind="export_built")
    assert (told.recipient, told.url) == (cast.office, asked.get_absolute_url())
    page = get(office, "ledger_export", asked.pk, htmx=True)
    assert workbook.name in page
    assert "hx-get" not in page


def test_it_shows_how_far_it_is(cast, long_ledger):
    asked = services.export_problems(by=cast.office, asked={})
    seen = []
    services.write_ledger(services.ledger(cast.office, {}), progress=seen.append)
    assert seen == [2]
    asked.done = 1
    assert asked.percent == 33
    assert str(asked)


def test_somebody_elses_export_does_not_exist(cast, sign_in, long_ledger):
    asked = services.build_export(services.export_problems(by=cast.office, asked={}))
    get(sign_in(cast.office_head), "ledger_export", asked.pk, status=404)
    assert not files.readable_by(cast.office_head, files.files_of(asked).get())


def test_refused_where_there_is_nothing(cast):
    with pytest.raises(Refused, match="没有"):
        services.export_problems(by=cast.office, asked={})
    assert not LedgerExport.objects.exists()


def test_refused_where_no_workbook_can_hold_it(cast, long_ledger, monkeypatch):
    monkeypatch.setattr(services, "MOST", 2)
    with pytest.raises(Refused, match="一个工作簿"):
        services.export_problems(by=cast.office, asked={})


@pytest.mark.django_db(transaction=True)
def test_two_workers_that_get_the_same_message_write_one_workbook(cast, monkeypatch):
    """The second comes while the first is at it, and again when it is done."""
    walk.registered(cast)
    asked = services.export_problems(by=cast.office, asked={})
    monkeypatch.setattr(services, "STEP", 1)
    write, written = services.write_ledger, []

    def interrupted(rows, **options):
        written.append(rows)
        if len(written) == 1:
            assert run_together([lambda: tasks.build_export(str(asked.pk))]) == [None]
        return write(rows, **options)

    monkeypatch.setattr(services, "write_ledger", interrupted)
    tasks.build_export(str(asked.pk))
    tasks.build_export(str(asked.pk))
    assert len(written) == 1
    assert files.files_of(asked).count() == 1
    assert Notification.objects.filter(kind="export_built").count() == 1
