"""public_draws, public_draw, public_draw_data, public_draw_script: what everybody sees of a draw, and when."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from core import calendar
from inspectors.models import Inspector
from supervision.draw import drawing
from supervision.draw import services as draw_services
from supervision.models import Draw
from supervision.task import services as task_services
from tests.people import Cast
from tests.walk import clock
from tests.walk import draw as walk

LIST = "/draws/"


def page_of(draw: Draw) -> str:
    answer = Client().get(draw.get_public_url())
    assert answer.status_code == 200
    return answer.content.decode()


def file_of(draw: Draw) -> dict[str, str]:
    answer = Client().get(reverse("public_draw_data", args=[draw.code]))
    assert answer["Content-Disposition"] == f'attachment; filename="draw-{draw.code}.json"'
    return json.loads(answer.content)


def test_an_empty_register_says_so(db: None) -> None:
    assert "还没有抽取" in Client().get(LIST).content.decode()


def test_the_register_has_every_committed_draw_and_no_draft(cast: Cast) -> None:
    walk.drafted(cast, purpose="还没有公布的抽取")
    voided = walk.voided(cast, purpose="作废的抽取")
    again = draw_services.redraw(voided, by=cast.office, reason="更正")
    again = draw_services.commit_draw(again, by=cast.office)
    page = Client().get(LIST).content.decode()
    assert "还没有公布的抽取" not in page
    assert "名录库有误" in page
    assert f"代替{voided.number}" in page
    assert page.index(again.number) < page.rindex(voided.number)
    assert f"已重新抽取：{again.number}" in page_of(voided)
    assert "更正" in page_of(again)


def test_a_draft_has_no_public_page(cast: Cast) -> None:
    draw = walk.drafted(cast)
    assert draw.get_public_url() == ""
    assert Client().get("/draws/2026-1/").status_code == 404


def test_pools_and_hash_are_public_at_the_commit_without_personal_data(cast: Cast) -> None:
    Inspector.objects.update(phone="13812345678")
    draw = walk.committed(cast)
    page, file = page_of(draw), file_of(draw)
    assert draw.pool_sha256 in page
    assert "督学甲" in page
    assert "13812345678" not in page + json.dumps(file)
    assert file["pool"] == draw.pool
    assert (file["seed"], file["result"]) == (None, "")
    assert all(check.ok for check in drawing.verify(file))


def test_units_left_out_stand_there_with_the_reason(cast: Cast) -> None:
    page = page_of(walk.committed(cast, excluded=[{"code": cast.school.code, "reason": "上月刚接受督导"}]))
    assert "不纳入抽取" in page
    assert "上月刚接受督导" in page


def test_seed_witnesses_and_result_follow(cast: Cast) -> None:
    draw = walk.confirmed(cast)
    page = page_of(draw)
    for words in (draw.seed, "见证人甲", "纪检监察组", "会议室现场", draw.result_sha256, "督学乙"):
        assert words in page
    assert all(check.ok for check in drawing.verify(file_of(draw)))


def test_an_unannounced_draw_keeps_seed_and_result_until_the_last_day_on_site_is_over(cast: Cast) -> None:
    task = walk.draft_task(cast, is_announced=False, needs_self_evaluation=False, self_evaluation_due_on=None)
    draw = walk.drawn(cast, task=task)
    assert draw.result_public_on == task.ends_on + calendar.ONE_DAY
    unit = cast.school if draw.drawn_units[0]["code"] == cast.school.code else cast.other_school
    page, file = page_of(draw), file_of(draw)
    assert "因属事先不通知的督导" in page
    assert draw.result_sha256 in page
    assert draw.seed not in page + json.dumps(file)
    assert unit.name not in page.split("三、抽取结果")[1]
    assert (file["seed"], file["result"], file["result_sha256"]) == (None, "", draw.result_sha256)
    with clock.on(task.ends_on):
        assert draw.seed not in page_of(draw)
    with clock.on(task.ends_on + calendar.ONE_DAY):
        assert draw.seed in page_of(draw)
        assert unit.name in page_of(draw).split("三、抽取结果")[1]
        assert all(check.ok for check in drawing.verify(file_of(draw)))


def test_a_task_that_is_moved_takes_its_secret_along(cast: Cast) -> None:
    task = walk.draft_task(cast, is_announced=False, needs_self_evaluation=False, self_evaluation_due_on=None)
    draw = walk.confirmed(cast, task=task)
    later = task.ends_on + calendar.ONE_DAY * 10
    task = task_services.approve_task(task, by=cast.office_head)
    task_services.postpone_task(task, by=cast.office_head, starts_on=later, ends_on=later, reason="暴雨")
    with clock.on(later):
        assert draw.seed not in page_of(draw)
    with clock.on(later + calendar.ONE_DAY):
        assert draw.seed in page_of(draw)


def test_the_downloaded_script_recomputes_the_downloaded_file(cast: Cast, tmp_path: Path) -> None:
    walk.more(cast, units=5, inspectors=5)
    draw = walk.drawn(cast, strata=[walk.stratum(quota=4)])
    script = Client().get(reverse("public_draw_script"))
    assert script["Content-Disposition"] == 'attachment; filename="verify_draw.py"'
    (tmp_path / "verify_draw.py").write_bytes(script.content)
    data = Client().get(reverse("public_draw_data", args=[draw.code])).content
    for content, code in ((data, 0), (data.replace(b"61244", b"61245", 1), 1)):
        (tmp_path / "draw.json").write_bytes(content)
        command = [sys.executable, "-I", "verify_draw.py", "draw.json", draw.pool_sha256]
        assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode == code


def test_the_page_is_whole_without_javascript(cast: Cast) -> None:
    page = page_of(walk.drawn(cast))
    assert 'class="draw-recompute"' in page
    assert "hidden" in page.split('class="draw-recompute"')[1][:200]
    assert reverse("public_draw_script") in page


def test_the_register_costs_the_same_for_many(cast: Cast, statements: Callable[[Client, str], int]) -> None:
    walk.voided(cast)
    few = statements(Client(), LIST)
    for number in range(25):
        walk.committed(cast, purpose=f"抽查{number}")
    assert statements(Client(), LIST) == few <= 12
    page = Client().get(LIST)
    assert len(page.context["page"].object_list) == 20
    assert len(Client().get(page.context["page"].next_url).context["page"].object_list) == 6


@pytest.mark.parametrize("code", ["2026-99", "x", "verify_draw"])
def test_what_is_not_there(db: None, code: str) -> None:
    assert Client().get(f"/draws/{code}/").status_code == 404
    assert Client().get(f"/draws/{code}/draw.json").status_code == 404
