"""The workbook of experts: new rows are proposals, bad rows are refused one by one, what goes out comes in again."""

import pytest
from django.test import Client

from core.excel import confirm_import, get_kind, run_import
from core.excel.reasons import reason_text
from core.excel.writing import export
from core.models import AuditEvent
from inspectors.expert.resources.register import ExpertResource, PoolResource
from inspectors.models import Expert
from tests.people import Cast
from tests.walk import expert as walk
from tests.workbooks import refused, sheet, table_of, upload

pytestmark = pytest.mark.django_db

HEAD = ["姓名", "性别", "工作单位", "职称", "学历", "类别", "专长", "联系电话", "同意向协作县提供电话", "推荐理由"]
GOOD = ["钱专家", "男", "市教科所", "研究员", "博士", "义务教育、监测统计", "课程", "13900001234", "是", "专业对口"]


def with_cell(**cells):
    row = list(GOOD)
    for title, value in cells.items():
        row[HEAD.index(title)] = value
    return row


def why(run, number):
    return [reason_text(reason) for reason in refused(run)[number].reasons]


def test_new_rows_are_proposals(cast: Cast) -> None:
    run = run_import("experts", sheet([HEAD, GOOD, with_cell(姓名="孙专家", 类别="学前，法律")]), by=cast.office)
    assert run.counts == {"new": 2}
    assert not Expert.objects.exists()
    confirm_import(run, by=cast.office)
    first, second = Expert.objects.order_by("created_at")
    assert (first.state, first.proposed_by, first.education) == ("proposed", cast.office, "graduate")
    assert (first.categories, first.consents, first.grounds) == (["compulsory", "monitoring"], True, "专业对口")
    assert second.categories == ["law", "preschool"]
    assert AuditEvent.objects.filter(action="create_expert").count() == 2
    again = run_import("experts", sheet([HEAD, GOOD, with_cell(姓名="孙专家", 类别="法律")]), by=cast.office)
    assert again.counts == {"unchanged": 1, "changed": 1}
    confirm_import(again, by=cast.office)
    second.refresh_from_db()
    assert (second.categories, second.state) == (["law"], "proposed")


def test_bad_rows_say_why(cast: Cast) -> None:
    walk.taken(cast)
    partners = Expert.objects.get()
    rows = [
        with_cell(姓名=""),
        with_cell(姓名="甲", 类别=""),
        with_cell(姓名="乙", 类别="义务教育、法术"),
        with_cell(姓名="丙", 联系电话="12"),
        with_cell(姓名="丁", 学历="秀才"),
        GOOD,
        GOOD,
        with_cell(姓名=partners.name, 工作单位=partners.employer),
    ]
    run = run_import("experts", sheet([HEAD, *rows]), by=cast.office)
    assert run.counts == {"refused": 7, "new": 1}
    assert "不能为空" in why(run, 2)[0]
    assert "法术" in why(run, 4)[0]
    assert "不是电话号码" in why(run, 5)[0]
    assert "第7行" in why(run, 8)[0]
    assert "来自协作县" in why(run, 9)[0]
    confirm_import(run, by=cast.office)
    partners.refresh_from_db()
    assert partners.title == "高级教师"


def test_what_goes_out_comes_in_again_unchanged(cast: Cast) -> None:
    walk.selected(cast)
    walk.suspended(cast, name="孙专家", phone="", consents=True)
    walk.taken(cast)
    data = export(PoolResource(), Expert.objects.order_by("created_at"), title="专家库")
    head = next(row for row in table_of(data) if "姓名" in row)
    assert head[-6:] == ["状态", "聘期起", "聘期止", "来源", "受邀任务数", "最近评价"]
    rows = {row[1]: row for row in table_of(data) if row[0] in (1, 2, 3)}
    assert (rows["钱专家"][-6], rows["钱专家"][-3]) == ("在库", "本县")
    assert (rows["孙专家"][-6], rows["邻县专家甲"][-3]) == ("已暂停", "邻县（示例）")
    run = run_import("experts", upload("专家库.xlsx", data), by=cast.office)
    assert run.counts == {"unchanged": 3}
    assert get_kind("experts").resource is ExpertResource


def test_only_the_office_imports(cast: Cast, sign_in) -> None:
    client: Client = sign_in(cast.leader)
    assert client.get("/desk/imports/experts/upload/").status_code == 403
    assert sign_in(cast.office).get("/desk/imports/experts/upload/").status_code == 200
    assert sign_in(cast.office).get("/desk/imports/experts/template/").status_code == 200
