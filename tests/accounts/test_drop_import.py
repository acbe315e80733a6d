"""Giving an import up."""

from accounts.models import Organisation
from core.excel import run_import
from core.models import AuditEvent
from tests.pages import text
from tests.workbooks import demo


def test_dropping_keeps_the_workbook_and_writes_nothing(cast, sign_in):
    before = Organisation.objects.count()
    run = run_import("departments-and-townships", demo("departments-and-townships"), by=cast.office)
    client = sign_in(cast.office)
    page = client.post(f"/desk/imports/{run.pk}/drop/", follow=True)
    assert "已放弃这次导入" in text(page)
    assert Organisation.objects.count() == before
    assert AuditEvent.objects.filter(action="drop_import").count() == 1
    assert "已放弃" in text(client.get(f"/desk/imports/{run.pk}/"))
    assert client.post(f"/desk/imports/{run.pk}/drop/").status_code == 422
