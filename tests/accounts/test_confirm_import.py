"""Confirming an import on its page."""

from accounts.models import Organisation
from core import tasks
from core.excel import run_import, runs
from core.models import AuditEvent, ImportRun
from tests.pages import text
from tests.workbooks import sheet

KIND = "departments-and-townships"
HEAD = ["单位代码", "单位名称", "类别"]


def preview(by, count=2):
    return run_import(KIND, sheet([HEAD, *([f"D{i}", f"部门{i}", "县级部门"] for i in range(count))]), by=by)


def test_the_button_writes_the_good_rows_once(cast, sign_in):
    run, client = preview(cast.office), sign_in(cast.office_head)
    for _twice in range(2):
        page = client.post(f"/desk/imports/{run.pk}/confirm/", follow=True)
        assert page.status_code == 200
        assert "已导入：新增或更改2行" in text(page)
    assert Organisation.objects.filter(name__startswith="部门").count() == 2
    assert AuditEvent.objects.filter(action="confirm_import").count() == 1


def test_a_stale_preview_comes_back_renewed(cast, sign_in):
    run = preview(cast.office)
    Organisation.objects.create(code="D1", name="部门1", kind="department", is_private=False)
    page = sign_in(cast.office).post(f"/desk/imports/{run.pk}/confirm/", follow=True)
    assert "检查之后数据有变动" in text(page)
    assert "没有写入任何内容" in text(page)
    assert not Organisation.objects.filter(code="D0").exists()


def test_nothing_to_import_is_refused_in_words(cast, sign_in):
    client = sign_in(cast.office)
    client.post(f"/desk/imports/{preview(cast.office).pk}/confirm/")
    page = client.post(f"/desk/imports/{preview(cast.office).pk}/confirm/")
    assert page.status_code == 422
    assert "没有可导入的内容" in text(page)


def test_a_large_one_is_written_in_the_background(cast, sign_in, monkeypatch, django_capture_on_commit_callbacks):
    asked = []
    run = preview(cast.office, 5)
    monkeypatch.setattr(runs, "SMALL", 2)
    monkeypatch.setattr(tasks.write_import, "delay", asked.append)
    with django_capture_on_commit_callbacks(execute=True):
        page = sign_in(cast.office).post(f"/desk/imports/{run.pk}/confirm/", follow=True)
    assert asked == [str(run.pk)]
    assert "正在导入：第0行，共5行。" in text(page)
    tasks.write_import(str(run.pk))
    assert ImportRun.objects.get(pk=run.pk).status == "confirmed"


def test_a_get_does_nothing(cast, sign_in):
    run = preview(cast.office)
    assert sign_in(cast.office).get(f"/desk/imports/{run.pk}/confirm/").status_code == 405
