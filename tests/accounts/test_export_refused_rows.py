"""The refused rows, given back as a workbook."""

from core.excel import run_import
from tests.pages import text
from tests.workbooks import changed_demo, demo, table_of


def test_the_refused_rows_with_their_reason(cast, sign_in):
    run = run_import(
        "departments-and-townships", changed_demo("departments-and-townships", {"G5": "12"}), by=cast.office
    )
    client = sign_in(cast.office)
    assert "下载不能导入的行" in text(client.get(f"/desk/imports/{run.pk}/"))
    page = client.post(f"/desk/imports/{run.pk}/refused/export/")
    assert page.status_code == 200
    assert table_of(page.content)[3][8] == "联系电话：“12”不是电话号码：手机号为11位，座机须带区号。"


def test_without_refused_rows_there_is_no_workbook(cast, sign_in):
    run = run_import("departments-and-townships", demo("departments-and-townships"), by=cast.office)
    assert sign_in(cast.office).post(f"/desk/imports/{run.pk}/refused/export/").status_code == 404
