"""The audit log: read by its administrator alone, filtered, paged by key, exported as an event of its own."""

import io

import pytest
from openpyxl import load_workbook

from accounts.services import organisations, users
from accounts.views import audit as views
from core import audit, transitions
from core.models import AuditEvent
from tests.accounts import work
from tests.accounts.work import events, statements

URL = "/desk/audit/"


@pytest.mark.parametrize("name", ["sysadmin", "security", "office_head", "leader", "school_head"])
def test_nobody_else_reads_it(cast, sign_in, name):
    client = sign_in(getattr(cast, name))
    assert client.get(URL).status_code == 403
    assert client.post(f"{URL}export/").status_code == 403


@pytest.fixture
def history(cast):
    users.set_roles(cast.inspector, by=cast.security, roles=["inspector", "zone_leader"])
    organisations.edit_unit(cast.school, by=cast.office, pupils=1800, is_large=True)
    task = work.waiting_task()
    transitions.apply_transition(task, "approve_task", by=cast.office_head)
    audit.record("create_task", by=cast.office, obj=task)
    audit.record(
        "edit_unit",
        by=cast.office,
        obj=cast.town,
        data={"changed": {"nonsense": [None, "x"], "kind": ["township", "primary"]}},
    )
    audit.record("custom_event", by=None, reason="说明", data={"ip": "10.0.0.1", "other": 1})


def test_says_in_words_who_did_what(cast, sign_in, history):
    text = sign_in(cast.auditor).get(URL).content.decode()
    assert "授予角色" in text
    assert "督学 → 责任区组长、督学" in text
    assert "学生数：1726 → 1800" in text
    assert "否 → 是" in text
    assert "类型：乡镇人民政府 → 小学" in text or "类别：乡镇人民政府 → 小学" in text
    assert "— → x" in text
    assert "批准任务" in text
    assert "新建督导任务" in text
    assert "地址：10.0.0.1" in text
    assert "系统" in text


@pytest.mark.parametrize(
    ("query", "actions"),
    [
        ("actor=security", {"set_roles"}),
        ("actor=办公室甲", {"edit_unit", "create_task"}),
        ("action=approve_task", {"approve_task"}),
        ("about=第一示例", {"edit_unit"}),
        ("since=2020-01-01&until=2020-12-31", set()),
        ("since=2020-01-01&action=edit_unit", {"edit_unit"}),
        ("action=unsinn&about=第一示例", None),
    ],
)
def test_filters(cast, sign_in, history, query, actions):
    page = sign_in(cast.auditor).get(f"{URL}?{query}").context["page"]
    found = {event.action for event in page}
    assert found == actions if actions is not None else len(found) > 3
    if actions == set():
        text = sign_in(cast.auditor).get(f"{URL}?{query}", headers={"HX-Request": "true"}).content.decode()
        assert "没有符合条件的记录" in text


def test_pages_by_key(cast, sign_in):
    for number in range(120):
        audit.record("note", by=cast.office, data={"n": number})
    client = sign_in(cast.auditor)
    url, seen = f"{URL}?actor=office", []
    while url:
        page = client.get(url).context["page"]
        seen += [event.pk for event in page]
        url = page.next_url
    assert seen == sorted(AuditEvent.objects.filter(actor=cast.office).values_list("pk", flat=True), reverse=True)


def test_as_many_statements_for_fifty_events_as_for_one(cast, sign_in):
    client = sign_in(cast.auditor)
    audit.record("edit_unit", by=cast.office, obj=cast.school)
    one = statements(client, f"{URL}?action=edit_unit")
    for _number in range(60):
        audit.record("edit_unit", by=cast.office, obj=cast.school, data={"changed": {"pupils": [1, 2]}})
    assert statements(client, f"{URL}?action=edit_unit") == one <= 12


def test_exports_what_is_shown_and_notes_it(cast, sign_in, history):
    answer = sign_in(cast.auditor).post(f"{URL}export/?action=set_roles")
    rows = list(load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert rows[0][0] == "审计日志"
    assert rows[2][1:5] == ("安全管理员", "授予角色", "督学甲", "角色：督学 → 责任区组长、督学")
    assert events("export_audit_log").get().data == {"rows": 1}


def test_too_much_is_refused_with_the_way_out(cast, sign_in, history, monkeypatch):
    monkeypatch.setattr(views, "EXPORTED", 1)
    answer = sign_in(cast.auditor).post(f"{URL}export/")
    assert answer.status_code == 422
    assert "分次导出" in answer.content.decode()
    assert not events("export_audit_log").exists()
