"""An import from upload to confirmation: nothing half done, nothing done twice, nothing done unseen."""

import datetime as dt

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import Workbook

from accounts.models import Organisation
from core import files, notifications, tasks
from core.errors import NotAllowed, Refused
from core.excel import confirm_import, drop_import, kinds, run_import, runs
from core.excel.background import start_confirmation, start_import
from core.excel.reasons import reason_text
from core.models import AuditEvent, ImportRun, Notification
from tests.workbooks import demo, packed, sheet, upload_of

pytestmark = pytest.mark.django_db

KIND = "departments-and-townships"
HEAD = ["单位代码", "单位名称", "类别", "教育督导联络员", "备注"]


def many(count, start=0):
    return [HEAD, *([f"D{i}", f"部门{i}", "县级部门", "张三", None] for i in range(start, start + count))]


def new_units():
    return Organisation.objects.filter(name__startswith="部门").count()


def test_rows_and_events_are_written_in_batches(cast, monkeypatch):
    monkeypatch.setattr("core.excel.resource.BATCH", 2)
    monkeypatch.setattr(runs, "ROW_BATCH", 2)
    run = confirm_import(run_import(KIND, sheet(many(5)), by=cast.office), by=cast.office)
    assert new_units() == run.rows.count() == AuditEvent.objects.filter(action="import_row").count() == 5
    assert str(run.rows.first()) == f"{run.pk} 2"


def test_an_error_in_a_cell_is_named(cast):
    book = Workbook()
    for row in many(1):
        book.active.append(row)
    book.active["D2"].value, book.active["D2"].data_type = "#N/A", "e"
    run = run_import(KIND, packed(book), by=cast.office)
    assert reason_text(run.rows.get().reasons[0]) == "教育督导联络员：单元格显示错误#N/A。"


def test_a_preview_writes_nothing(cast):
    before = Organisation.objects.count()
    run = run_import(KIND, demo(KIND), by=cast.office)
    assert run.status == ImportRun.Status.PREVIEWED
    assert run.counts == {"changed": 2, "new": 19}
    assert Organisation.objects.count() == before
    assert not AuditEvent.objects.filter(action="import_row").exists()
    assert AuditEvent.objects.filter(action="import_workbook", about_id=str(run.pk)).count() == 1
    assert files.files_of(run).get().name == f"{KIND}.xlsx"


def test_confirming_writes_all_good_rows_with_events(cast):
    run = confirm_import(run_import(KIND, demo(KIND), by=cast.office), by=cast.office_head)
    assert run.status == ImportRun.Status.CONFIRMED
    assert (run.by, run.confirmed_by) == (cast.office, cast.office_head)
    assert Organisation.objects.filter(is_member_unit=True).count() == 10
    assert AuditEvent.objects.filter(action="import_row").count() == 21
    event = AuditEvent.objects.get(action="confirm_import")
    assert event.data == {"kind": KIND, "counts": {"changed": 2, "new": 19}}
    assert event.actor == cast.office_head


def test_the_township_of_a_department_may_stand_in_the_same_sheet(cast):
    confirm_import(run_import(KIND, demo(KIND), by=cast.office), by=cast.office)
    assert Organisation.objects.get(name="县财政局").township == cast.town
    assert Organisation.objects.get(name="丙谷镇人民政府").township is None


def test_a_department_before_its_township_is_refused_with_what_to_do(cast):
    head = ["单位代码", "单位名称", "类别", "所在乡镇"]
    rows = [head, ["D1", "部门1", "县级部门", "新镇"], ["T9", "新镇人民政府", "乡镇人民政府", "新镇"]]
    run = run_import(KIND, sheet(rows), by=cast.office)
    assert run.counts == {"refused": 1, "new": 1}
    assert "请把乡镇人民政府排在县级部门前面" in reason_text(run.rows.get(outcome="refused").reasons[0])


def test_confirming_twice_changes_nothing(cast):
    run = run_import(KIND, sheet(many(3)), by=cast.office)
    first = confirm_import(run, by=cast.office)
    second = confirm_import(run, by=cast.office_head)
    assert second.confirmed_at == first.confirmed_at
    assert second.confirmed_by == cast.office
    assert AuditEvent.objects.filter(action="confirm_import").count() == 1


def test_a_stale_preview_is_made_anew_and_nothing_is_written(cast):
    run = run_import(KIND, sheet(many(3)), by=cast.office)
    Organisation.objects.create(code="D1", name="部门1", kind="department", contact_name="李四")
    run = confirm_import(run, by=cast.office)
    assert run.status == ImportRun.Status.PREVIEWED
    assert run.refreshed_at is not None
    assert run.counts == {"new": 2, "changed": 1}
    assert run.rows.get(outcome="changed").changes == [["教育督导联络员", "李四", "张三"]]
    assert new_units() == 1
    run = confirm_import(run, by=cast.office)
    assert run.status == ImportRun.Status.CONFIRMED
    assert new_units() == 3


def test_rows_that_came_to_break_a_rule_meanwhile_are_not_written(cast):
    run = run_import(KIND, sheet(many(2)), by=cast.office)
    Organisation.objects.create(code="X", name="部门1", kind="department")
    run = confirm_import(run, by=cast.office)
    assert run.status == ImportRun.Status.PREVIEWED
    assert run.counts == {"new": 1, "refused": 1}


def test_a_write_that_the_database_refuses_is_undone_whole(cast, monkeypatch):
    run = run_import(KIND, sheet(many(2)), by=cast.office)
    resource = kinds.get_kind(KIND).resource
    monkeypatch.setattr(
        resource, "finish", lambda self: self.write and Organisation.objects.create(code="D1", name="x")
    )
    with pytest.raises(Refused, match="此刻有人正在更改同样的记录"), transaction.atomic():
        confirm_import(run, by=cast.office)
    assert new_units() == 0
    run.refresh_from_db()
    assert run.status == ImportRun.Status.PREVIEWED


def test_a_fault_of_ours_is_raised_and_no_row_is_blamed(cast, monkeypatch):
    def fall(self, instance, row):
        raise ZeroDivisionError

    monkeypatch.setattr(kinds.get_kind(KIND).resource, "check", fall)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        run_import(KIND, sheet(many(1)), by=cast.office)


def test_nothing_new_cannot_be_confirmed(cast):
    confirm_import(run_import(KIND, sheet(many(2)), by=cast.office), by=cast.office)
    run = run_import(KIND, sheet(many(2)), by=cast.office)
    assert run.counts == {"unchanged": 2}
    with pytest.raises(Refused, match="没有可导入的内容"):
        confirm_import(run, by=cast.office)


def test_a_table_without_rows_cannot_be_confirmed(cast):
    run = run_import(KIND, sheet([HEAD, ["合计", None, None, None, None]]), by=cast.office)
    assert [reason_text(item) for item in run.refusals] == ["表头下面没有数据行。"]
    with pytest.raises(Refused, match="表头下面没有数据行"):
        confirm_import(run, by=cast.office)


def test_a_dropped_import_can_be_neither_confirmed_nor_dropped_again(cast):
    run = drop_import(run_import(KIND, sheet(many(2)), by=cast.office), by=cast.office)
    assert run.status == ImportRun.Status.DROPPED
    for step in (confirm_import, drop_import):
        with pytest.raises(Refused, match="不在待确认状态：已放弃"):
            step(run, by=cast.office)
    assert new_units() == 0


@pytest.mark.parametrize("name", ["leader", "inspector", "school_head", "sysadmin", "auditor", "expert"])
def test_only_the_office_imports(cast, name):
    with pytest.raises(NotAllowed, match="由教育督导办公室导入"):
        run_import(KIND, sheet(many(1)), by=getattr(cast, name))
    run = run_import(KIND, sheet(many(1)), by=cast.office)
    for step in (confirm_import, drop_import):
        with pytest.raises(NotAllowed, match="县级部门和乡镇人民政府"):
            step(run, by=getattr(cast, name))


def test_a_refused_workbook_leaves_nothing_behind(cast):
    with pytest.raises(Refused, match="的前十行中没有找到表头"):
        run_import(KIND, sheet([["乱七八糟"]]), by=cast.office)
    assert not ImportRun.objects.exists()


def test_a_workbook_that_breaks_half_way_becomes_a_failed_run(cast, monkeypatch):
    run = runs.receive(KIND, sheet(many(5)), by=cast.office)
    monkeypatch.setattr("core.excel.layout.MAX_ROWS", 3)
    run = runs.make_preview(run)
    assert run.status == ImportRun.Status.FAILED
    assert "超过3行" in reason_text(run.refusals[0])
    assert not run.rows.exists()


def test_the_number_of_queries_does_not_grow_with_the_rows(cast):
    def count(rows, start):
        run = run_import(KIND, sheet(many(rows, start)), by=cast.office)
        with CaptureQueriesContext(connection) as queries:
            confirm_import(run, by=cast.office)
        return len(queries)

    count(1, 500)  # what is read once and kept, is read
    assert count(1, 0) == count(50, 100)


@pytest.fixture
def large(monkeypatch):
    """Everything beyond two rows is large."""
    monkeypatch.setattr(runs, "SMALL", 2)


def test_small_workbooks_are_previewed_at_once(cast):
    assert start_import(KIND, sheet(many(3)), by=cast.office).status == ImportRun.Status.PREVIEWED


def test_large_ones_wait_for_the_background_and_the_result_for_the_reader(
    cast, large, django_capture_on_commit_callbacks, monkeypatch
):
    asked = []
    monkeypatch.setattr(tasks.preview_import, "delay", asked.append)
    monkeypatch.setattr(tasks.write_import, "delay", asked.append)
    with django_capture_on_commit_callbacks(execute=True):
        run = start_import(KIND, sheet(many(5)), by=cast.office)
    assert (run.status, asked) == (ImportRun.Status.READING, [str(run.pk)])
    for _twice in range(2):
        tasks.preview_import(str(run.pk))
    run.refresh_from_db()
    assert (run.status, run.counts) == (ImportRun.Status.PREVIEWED, {"new": 5})
    note = Notification.objects.get(recipient=cast.office)
    assert note.title == "“表.xlsx”已检查完：可新增或更改5行，不能导入0行。"
    assert note.url == run.get_absolute_url()
    with django_capture_on_commit_callbacks(execute=True):
        run = start_confirmation(run, by=cast.office_head)
        start_confirmation(run, by=cast.office_head)
    assert (run.status, asked[1:]) == (ImportRun.Status.WRITING, [str(run.pk)])
    for _twice in range(2):
        tasks.write_import(str(run.pk))
    run.refresh_from_db()
    assert (run.status, run.confirmed_by) == (ImportRun.Status.CONFIRMED, cast.office_head)
    assert new_units() == 5
    assert notifications.unread_count(cast.office_head) == 1


def test_the_background_puts_a_refused_writing_back_with_the_reason(cast, large, monkeypatch):
    run = run_import(KIND, sheet(many(5)), by=cast.office)
    monkeypatch.setattr(tasks.write_import, "delay", lambda pk: None)
    run = start_confirmation(run, by=cast.office)
    monkeypatch.setattr(runs, "confirm_import", lambda run, by: (_ for _ in ()).throw(Refused("一百%不行")))
    tasks.write_import(str(run.pk))
    run.refresh_from_db()
    assert run.status == ImportRun.Status.PREVIEWED
    assert "一百%不行" in reason_text(run.remarks[-1])


def test_the_background_tells_of_a_stale_preview_and_of_a_failed_reading(cast, large, monkeypatch):
    run = run_import(KIND, sheet(many(5)), by=cast.office)
    monkeypatch.setattr(tasks.write_import, "delay", lambda pk: None)
    run = start_confirmation(run, by=cast.office)
    Organisation.objects.create(code="D1", name="部门1", kind="department")
    tasks.write_import(str(run.pk))
    assert Notification.objects.latest("created_at").title == "“表.xlsx”没有导入：检查之后数据有变动，请查看新的预览。"
    run = runs.receive(KIND, sheet(many(5)), by=cast.office)
    monkeypatch.setattr("core.excel.layout.MAX_ROWS", 3)
    tasks.preview_import(str(run.pk))
    assert Notification.objects.latest("created_at").title == "“表.xlsx”无法读取。"


def test_a_person_who_may_no_longer_import_does_not(cast, large, monkeypatch):
    run = run_import(KIND, sheet(many(5)), by=cast.office)
    monkeypatch.setattr(tasks.write_import, "delay", lambda pk: None)
    run = start_confirmation(run, by=cast.office_head)
    cast.office_head.roles = ["leader"]
    cast.office_head.save()
    tasks.write_import(str(run.pk))
    run.refresh_from_db()
    assert run.status == ImportRun.Status.PREVIEWED
    assert "由教育督导办公室导入" in reason_text(run.remarks[-1])
    assert new_units() == 0


def test_what_the_queue_lost_is_handed_out_again(cast, large, monkeypatch):
    asked = []
    monkeypatch.setattr(tasks.preview_import, "delay", lambda pk: asked.append(("preview", pk)))
    monkeypatch.setattr(tasks.write_import, "delay", lambda pk: asked.append(("write", pk)))
    reading = runs.receive(KIND, sheet(many(5)), by=cast.office)
    writing = start_confirmation(run_import(KIND, sheet(many(5)), by=cast.office), by=cast.office)
    assert tasks.resume_imports() == 0
    ImportRun.objects.update(created_at=timezone.now() - dt.timedelta(minutes=16))
    asked.clear()
    assert tasks.resume_imports() == 2
    assert asked == [("preview", str(reading.pk)), ("write", str(writing.pk))]


def test_who_sees_which_run(cast):
    run = run_import(KIND, upload_of(demo(KIND)), by=cast.office)
    assert ImportRun.objects.visible_to(cast.office_head).get() == run
    assert not ImportRun.objects.visible_to(cast.school_head).exists()


def test_a_token_is_registered_once():
    with pytest.raises(ValueError, match="registered twice"):
        kinds.register(kinds.get_kind(KIND))
