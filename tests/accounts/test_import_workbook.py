"""Uploading a workbook."""

from django.core.files.uploadedfile import SimpleUploadedFile

from core import tasks
from core.excel import runs
from core.models import ImportRun
from tests.pages import HTMX, text
from tests.workbooks import demo, sheet, upload_of

URL = "/desk/imports/departments-and-townships/upload/"
HEAD = ["单位代码", "单位名称", "类别"]


def test_the_form_names_every_column_and_what_goes_before(cast, sign_in):
    content = text(sign_in(cast.office).get("/desk/imports/units/upload/"))
    assert 'enctype="multipart/form-data"' in content
    assert "请先导入“县级部门和乡镇人民政府”" in content
    assert "公办、民办" in content
    assert "每行必填" in content


def test_an_upload_leads_to_its_preview(cast, sign_in):
    client = sign_in(cast.office)
    page = client.post(URL, {"file": upload_of(demo("departments-and-townships"))})
    run = ImportRun.objects.get()
    assert page.status_code == 302
    assert page["Location"] == f"/desk/imports/{run.pk}/"
    assert run.by == cast.office


def test_a_refused_file_is_said_beside_the_field_and_nothing_is_kept(cast, sign_in):
    client = sign_in(cast.office)
    for upload, words in (
        (SimpleUploadedFile("表.csv", b"a,b"), "不是.xlsx格式的Excel工作簿"),
        (SimpleUploadedFile("表.xlsx", b"MZ\x00\x00"), "无法作为Excel工作簿打开"),
        (SimpleUploadedFile("表.xlsx", b""), "是空文件"),
        (sheet([["别的", "表头"]]), "没有找到表头"),
    ):
        page = client.post(URL, {"file": upload})
        assert page.status_code == 422
        assert words in text(page)
    assert not ImportRun.objects.exists()


def test_no_file_at_all(cast, sign_in):
    assert sign_in(cast.office).post(URL, {}).status_code == 422


def test_htmx_gets_the_form_alone(cast, sign_in):
    page = sign_in(cast.office).post(URL, {"file": SimpleUploadedFile("表.csv", b"a")}, headers=HTMX)
    assert page.status_code == 422
    assert "<html" not in text(page)


def test_a_large_one_shows_its_progress(cast, sign_in, monkeypatch, django_capture_on_commit_callbacks):
    asked = []
    monkeypatch.setattr(runs, "SMALL", 2)
    monkeypatch.setattr(tasks.preview_import, "delay", asked.append)
    client = sign_in(cast.office)
    with django_capture_on_commit_callbacks(execute=True):
        page = client.post(
            URL, {"file": sheet([HEAD, *([f"D{i}", f"部门{i}", "县级部门"] for i in range(5))])}, follow=True
        )
    run = ImportRun.objects.get()
    assert asked == [str(run.pk)]
    content = text(page)
    assert "正在逐行检查" in content
    assert f'hx-get="/desk/imports/{run.pk}/?poll=1"' in content
    part = client.get(f"/desk/imports/{run.pk}/?poll=1", headers=HTMX)
    assert "<html" not in text(part)
    tasks.preview_import(str(run.pk))
    done = client.get(f"/desk/imports/{run.pk}/?poll=1", headers=HTMX)
    assert (done.status_code, done["HX-Refresh"]) == (204, "true")


def test_only_the_office_uploads(cast, sign_in):
    page = sign_in(cast.school_head).post(URL, {"file": upload_of(demo("departments-and-townships"))})
    assert page.status_code == 403
    assert not ImportRun.objects.exists()
