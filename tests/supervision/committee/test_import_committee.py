"""Importing who holds which post on the committee."""

import datetime as dt

import pytest

from core.excel import confirm_import, run_import
from core.excel.reasons import reason_text
from supervision.committee import services
from supervision.models import CommitteePost
from tests.workbooks import changed_demo, demo, refused, sheet

pytestmark = pytest.mark.django_db


def test_the_countys_table_goes_in_as_it_stands(cast):
    run = confirm_import(run_import("committee", demo("committee"), by=cast.office), by=cast.office)
    assert run.counts == {"new": 13}
    posts = list(CommitteePost.objects.all())
    assert [post.post for post in posts[:4]] == ["主任", "副主任", "副主任", "专职副主任"]
    assert posts[3].note == "办公室主任"
    assert posts[2].organisation == cast.education_bureau
    assert posts[0].organisation is None
    assert posts[0].began_on == dt.date(2026, 1, 1)


def test_again_nothing_changes_and_a_correction_shows(cast):
    confirm_import(run_import("committee", demo("committee"), by=cast.office), by=cast.office)
    assert run_import("committee", demo("committee"), by=cast.office).counts == {"unchanged": 13}
    run = run_import("committee", changed_demo("committee", {"B5": "县政府办公室主任"}), by=cast.office)
    assert run.rows.get(outcome="changed").changes == [["现任职务", "县政府办公室副主任", "县政府办公室主任"]]


def test_a_post_that_ended_is_not_brought_back(cast):
    confirm_import(run_import("committee", demo("committee"), by=cast.office), by=cast.office)
    services.end_post(CommitteePost.objects.first(), by=cast.office, ended_on=dt.date(2026, 6, 1))
    run = run_import("committee", changed_demo("committee", {"B4": "副县长"}), by=cast.office)
    assert [reason_text(reason) for reason in refused(run)[4].reasons] == ["余飞家的这一职务已于2026-06-01结束。"]


def test_a_double_and_a_blank_name_are_refused(cast):
    head = ["职务", "现任职务", "单位", "姓名", "任职日期"]
    row = ["委员", "局长", "甲局", "张三", "2026年1月1日"]
    run = run_import("committee", sheet([head, row, row, [*row[:3], None, row[4]]]), by=cast.office)
    assert run.counts == {"new": 1, "refused": 2}
    assert "与第2行重复" in reason_text(refused(run)[3].reasons[0])
    assert [reason_text(reason) for reason in refused(run)[4].reasons] == ["姓名：不能为空。"]
