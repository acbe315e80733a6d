"""The unit writes a rectification report, as a draft first."""

import pytest
from django.core.files.base import ContentFile

from core import files
from core.errors import NotAllowed, Refused, TransitionRefused
from core.models import StoredFile
from rectification.report import services
from tests.core.threads import press_while
from tests.rectification.pages import get, post, status_of
from tests.walk import problem as walk
from tests.walk.inspection import picture


def test_a_draft_is_changed_in_place_and_its_files_can_be_taken_off(cast):
    problem = walk.planned(cast)
    report = services.write_report(problem, by=cast.school_head, text="初稿", files=[picture("甲.png", "red")])
    kept = files.files_of(report).get()
    again = services.write_report(
        problem, by=cast.school_head, text="二稿", files=[picture("乙.png", "blue")], remove=[kept.pk]
    )
    assert (again.pk, again.round, again.text) == (report.pk, 1, "二稿")
    assert [file.name for file in files.files_of(again)] == ["乙.png"]
    assert StoredFile.objects.filter(pk=kept.pk, removed_at__isnull=False).exists()


def test_after_a_return_the_next_round_is_a_row_of_its_own(cast):
    first = walk.submitted(cast)
    services.return_report(first, by=cast.office, reason="缺照片")
    first.problem.refresh_from_db()
    second = services.write_report(first.problem, by=cast.school_head, text="补充照片")
    first.refresh_from_db()
    assert (first.state, first.text) == ("returned", "已购置专用柜，落实双人双锁。")
    assert (second.round, second.state) == (2, "draft")
    assert files.files_of(first).count() == 1


def test_files_of_another_report_are_not_removed(cast):
    mine, other = walk.written(cast), walk.written(cast)
    foreign = files.files_of(other).get()
    services.write_report(mine.problem, by=cast.school_head, text="改", remove=[foreign.pk])
    assert files.files_of(other).get() == foreign


def test_refused_where_no_report_is_due(cast):
    problem = walk.ordered(cast).problems.get()
    with pytest.raises(TransitionRefused, match="目前为“已下达”"):
        services.write_report(problem, by=cast.school_head, text="太早")


def test_refused_for_a_file_of_the_wrong_kind_and_by_others(cast):
    problem = walk.planned(cast)
    with pytest.raises(Refused, match="不属于可接收的文件类型"):
        services.write_report(problem, by=cast.school_head, text="附件", files=[ContentFile(b"MZ", name="a.exe")])
    for other in (cast.office, cast.other_school_head, cast.liaison):
        with pytest.raises(NotAllowed, match="整改方案和整改报告只能由被督导单位自"):
            services.write_report(problem, by=other, text="代写")


def test_the_page_saves_removes_and_submits(cast, sign_in):
    problem = walk.planned(cast)
    school = sign_in(cast.school_head)
    assert problem.requirement in get(school, "write_report", problem.pk)
    post(school, "write_report", problem.pk, save="1", text="初稿", files=[picture("甲.png", "red")])
    report = problem.reports.get()
    kept = files.files_of(report).get()
    page = get(school, "write_report", problem.pk)
    assert "甲.png" in page
    assert "初稿" in page
    post(school, "write_report", problem.pk, save="1", text="二稿", remove=[str(kept.pk)])
    assert not files.files_of(report).exists()
    post(
        school,
        "write_report",
        problem.pk,
        submit="1",
        text="已经整改",
        files=[picture("乙.png"), picture("丙.png", "red")],
    )
    report.refresh_from_db()
    assert report.state == "submitted"
    assert files.files_of(report).count() == 2
    post(school, "write_report", problem.pk, submit="1", text="再来一次", status=409)


def test_the_page_shows_why_it_came_back_and_what_was_written(cast, sign_in):
    report = services.return_report(walk.submitted(cast), by=cast.office, reason="未附双人双锁照片")
    page = get(sign_in(cast.school_head), "write_report", report.problem_id)
    assert "未附双人双锁照片" in page
    assert report.text in page


@pytest.mark.parametrize("htmx", [False, True])
def test_a_refusal_stands_on_the_form(cast, sign_in, htmx):
    problem = walk.planned(cast)
    school = sign_in(cast.school_head)
    page = post(school, "write_report", problem.pk, submit="1", text="", status=422, htmx=htmx)
    assert "整改情况" in page
    bad = ContentFile(b"MZ", name="a.exe")
    assert "a.exe" in post(school, "write_report", problem.pk, save="1", text="附件", files=bad, status=422, htmx=htmx)


@pytest.mark.django_db(transaction=True)
def test_a_colleague_submits_while_the_report_is_sent(cast, sign_in):
    problem = walk.planned(cast)
    client = sign_in(cast.school_head)
    late = press_while(
        lambda: walk.submitted(cast, problem),
        lambda: post(client, "write_report", problem.pk, text="再交", status=409),
    )
    assert "此事项已有变化" in late
    assert problem.reports.get().state == "submitted"


def test_others(cast, sign_in):
    problem = walk.planned(cast)
    assert status_of(sign_in(cast.office), "write_report", problem.pk) == 403
    assert status_of(sign_in(cast.liaison), "write_report", problem.pk) == 403
    assert status_of(sign_in(cast.other_school_head), "write_report", problem.pk) == 404
