"""The tree editor: a framework begun, a version copied and described, indicators added, changed, moved, taken out."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from core.errors import NotAllowed, Refused, TransitionRefused
from core.models import AuditEvent
from supervision.framework import services
from supervision.framework.services.framework import LevelRow
from supervision.framework.services.indicator import Content
from supervision.framework.services.version_check import faults_of
from supervision.models import Cap, ConclusionLevel, Framework, FrameworkVersion, Indicator, Method, VersionState
from supervision.thresholds import read
from tests.pages import HTMX, queries, text
from tests.people import Cast
from tests.walk import framework as walk

Browser = Callable[[str], Client]
URL = "/desk/supervision/frameworks/"
LEAF = {"code": "C9", "text": "新指标", "points": "5", "method": "points"}
LEVELS = {"levels-TOTAL_FORMS": "6", "levels-INITIAL_FORMS": "0"}


def codes(version: FrameworkVersion) -> list[str]:
    """The tree from top to bottom."""
    return list(version.indicators.order_by("order").values_list("code", flat=True))


def test_begin_a_framework(cast: Cast, browser: Browser) -> None:
    office = browser("office")
    assert "新建指标体系" in text(office.get(f"{URL}create/"))
    given = {"name": " 民办 学校 指标 ", "rule": "total", "total_points": "100", "note": "试行"}
    page = office.post(f"{URL}create/", given)
    version = FrameworkVersion.objects.get()
    assert page["Location"] == f"{URL}{version.framework.pk}/?version=1"
    assert (version.framework.name, version.note, version.is_draft) == ("民办 学校 指标", "试行", True)
    assert [level.name for level in version.levels.all()] == ["优秀", "良好", "合格", "不合格"]
    page = office.post(f"{URL}create/", given)
    assert page.status_code == 422
    assert "已有名为" in text(page)
    assert office.post(f"{URL}create/", given | {"name": ""}).status_code == 422
    with pytest.raises(Refused, match="名称未填"):
        services.create_framework(by=cast.office, name="  ")
    assert AuditEvent.objects.filter(action="create_framework").count() == 1


def test_the_draft_says_what_keeps_it_from_being_in_force(cast: Cast, browser: Browser) -> None:
    version = services.create_framework(by=cast.office, name="空体系")
    page = text(browser("office").get(version.get_absolute_url()))
    assert "启用前须解决以下问题" in page
    assert "没有指标的版本不能启用" in page
    assert "启用这一版本" not in page
    full = walk.draft(cast)
    page = text(browser("office").get(full.get_absolute_url()))
    assert "草稿检查无误，可以启用" in page
    assert "≥95得25分；≥90得20分；≥60得10分" in page
    assert "启用这一版本" in page
    assert "启用前须" not in text(browser("inspector").get(version.get_absolute_url()))


def test_add_at_the_end_of_its_branch(cast: Cast, browser: Browser) -> None:
    version = walk.draft(cast)
    office = browser("office")
    address = f"{URL}versions/{version.pk}/indicators/add/"
    assert 'value="A2"' in text(office.get(f"{address}?level=A"))
    assert office.post(f"{address}?level=A", {"code": "A2", "text": "另一类"}).status_code == 302
    first = walk.node(version, "A1")
    assert 'value="B2"' in text(office.get(f"{address}?parent={first.pk}&level=B"))
    assert office.post(f"{address}?parent={first.pk}&level=B", {"code": "B2", "text": "二类"}).status_code == 302
    assert office.post(f"{address}?parent={first.pk}&level=C", LEAF).status_code == 302
    second = walk.node(version, "B1")
    assert 'value="C10"' in text(office.get(f"{address}?parent={second.pk}"))
    page = office.post(f"{address}?parent={second.pk}", LEAF | {"code": "C10", "applies_to": ["primary"]})
    node = walk.node(version, "C10")
    assert page["Location"] == f"{version.get_absolute_url()}#node-{node.pk.hex}"
    assert codes(version) == ["A1", "B1", "C1", "C2", "C3", "C4", "C10", "B2", "C9", "A2"]
    assert (node.applies_to, node.points, node.level) == (["primary"], 5, "C")


@pytest.mark.parametrize(
    "query", ["", "?level=C", "?level=X", "?parent=x", "?parent=01a20c50-a59b-727e-bace-df05b039aa27"]
)
def test_a_place_that_there_is_not(cast: Cast, browser: Browser, query: str) -> None:
    version = services.create_framework(by=cast.office, name="空体系")
    page = browser("office").get(f"{URL}versions/{version.pk}/indicators/add/{query}")
    assert page.status_code == (200 if query == "" else 404)


def test_nothing_hangs_on_an_indicator(cast: Cast) -> None:
    version = walk.draft(cast)
    for parent, level in ((walk.node(version, "C1"), "C"), (walk.node(version, "B1"), "B"), (None, "C"), (None, "")):
        with pytest.raises(Refused, match="不能放这一级"):
            services.add_indicator(
                version, by=cast.office, parent=parent, level=level, content=Content(code="X1", text="错")
            )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"code": "c1"}, "已有编号c1"),
        ({"code": ""}, "请填写|必填"),
        ({"points": "2.55"}, "小数"),
        ({"points": "-1"}, "大于|等于"),
        ({"method": "measured", "steps": "大约95"}, "“大约95”不是测量阈值"),
        ({"method": "measured", "steps": "≥95得6分"}, "超过该指标分值5分"),
        ({"method": "measured", "steps": "≥95得5分\n≥95得4分"}, "数值95有两档"),
        ({"method": "measured", "steps": "≥95得3分\n≥90得4分"}, "90的得分应低于95的得分"),
        ({"method": "measured", "steps": "≥95得5分\n≤90得4分"}, "都是“≥”或都是“≤”"),
        ({"method": "measured", "steps": "≥95得4.55分"}, "最小单位0.1"),
    ],
)
def test_what_an_indicator_cannot_be(cast: Cast, browser: Browser, changes: dict[str, str], words: str) -> None:
    version = walk.draft(cast)
    second = walk.node(version, "B1")
    page = browser("office").post(f"{URL}versions/{version.pk}/indicators/add/?parent={second.pk}", LEAF | changes)
    assert page.status_code == 422
    assert re.search(words, text(page))
    assert not Indicator.objects.filter(text="新指标").exists()


def test_what_the_service_refuses_by_itself(cast: Cast) -> None:
    version = walk.draft(cast)
    node = walk.node(version, "C1")
    other = services.create_framework(by=cast.office, name="别的").levels.first()
    for content, words in (
        (Content(code="C1", text=" "), "编号或内容未填"),
        (Content(code="C1", text="甲", points=Decimal("0.05"), method=Method.POINTS), "最小单位0.1"),
        (Content(code="C1", text="甲", points=Decimal(5), method=Method.POINTS, steps=read("≥1得5分")), "只有测量指标"),
        (Content(code="C1", text="甲", method=Method.POINTS, cap=Cap.CAP, caps_at=other), "另一版本"),
    ):
        with pytest.raises(Refused, match=words):
            services.edit_indicator(node, by=cast.office, content=content)
    assert walk.node(version, "C1").text == "C1内容"


def test_edit_an_indicator(cast: Cast, browser: Browser) -> None:
    version = walk.draft(cast)
    node = walk.node(version, "C4")
    office = browser("office")
    address = f"{URL}indicators/{node.pk}/edit/"
    page = text(office.get(address))
    assert "≥95得25分\n≥90得20分\n≥60得10分" in page
    given = {
        "code": "C4",
        "text": "完成率",
        "points": "25",
        "method": "measured",
        "measure": "滞后天数（天）",
        "steps": "不高于0：25\n<=10：15",
        "observation": "看台账",
        "cap": "veto",
        "cap_note": "造假",
    }
    assert office.post(address, given).status_code == 302
    node = walk.node(version, "C4")
    assert (str(node.steps), node.better, node.measure) == ("≤0得25分；≤10得15分", "lower", "滞后天数（天）")
    assert (node.cap, node.cap_note, node.caps_at, node.observation) == ("veto", "造假", None, "看台账")
    event = AuditEvent.objects.get(action="edit_indicator")
    assert event.data["changed"]["text"] == ["C4内容", "完成率"]
    assert office.post(address, given | {"method": "points"}).status_code == 302
    assert walk.node(version, "C4").steps is None


def test_edit_a_branch(cast: Cast, browser: Browser) -> None:
    version = walk.draft(cast)
    node = walk.node(version, "B1")
    address = f"{URL}indicators/{node.pk}/edit/"
    assert "修改上级指标" in text(browser("office").get(address))
    assert browser("office").post(address, {"code": "B7", "text": "安全"}).status_code == 302
    assert str(walk.node(version, "B7")) == "B7 安全"
    assert browser("office").post(address, {"code": "A1", "text": "安全"}).status_code == 422


def test_move_among_those_beside_it(cast: Cast, browser: Browser) -> None:
    version = walk.draft(cast)
    walk.leaf(version, cast, walk.branch(version, cast, "A2"), "C9")
    address = f"{URL}indicators/{walk.node(version, 'A2').pk}/move/"
    page = browser("office").post(address, {"up": "1"})
    assert page["Location"].startswith(version.get_absolute_url())
    assert codes(version) == ["A2", "C9", "A1", "B1", "C1", "C2", "C3", "C4"]
    services.move_indicator(walk.node(version, "C2"), by=cast.office, up=False)
    assert codes(version) == ["A2", "C9", "A1", "B1", "C1", "C3", "C2", "C4"]
    services.move_indicator(walk.node(version, "C1"), by=cast.office, up=True)  # the first stays the first
    assert codes(version)[4:] == ["C1", "C3", "C2", "C4"]
    assert AuditEvent.objects.filter(action="move_indicator").count() == 2
    page = browser("office").post(address, {"up": "0"}, headers=HTMX)
    content = text(page)
    assert page.status_code == 200
    assert "<html" not in content
    assert content.index("A1 A1类") < content.index("A2 A2类")
    assert browser("office").get(address).status_code == 405


def test_take_out_with_all_that_hangs_on_it(cast: Cast, browser: Browser) -> None:
    version = walk.draft(cast)
    node = walk.node(version, "B1")
    address = f"{URL}indicators/{node.pk}/remove/"
    page = text(browser("office").get(address))
    assert "将从草稿中移出：B1 B1类。" in page
    assert "其下的4项指标一并移出" in page
    assert browser("office").post(address)["Location"] == version.get_absolute_url()
    assert codes(version) == ["A1"]
    assert faults_of(version) == ["没有指标的版本不能启用。"]


def test_copy_a_version_with_everything(cast: Cast, browser: Browser) -> None:
    version = walk.in_force(cast)
    page = browser("office").post(f"{URL}versions/{version.pk}/copy/", {"note": "增加安全指标"})
    draft = FrameworkVersion.objects.get(number=2)
    assert page["Location"] == draft.get_absolute_url()
    assert (draft.state, draft.note, draft.total_points) == (VersionState.DRAFT, "增加安全指标", 100)
    assert codes(draft) == codes(version)
    copy = walk.node(draft, "C4")
    assert (str(copy.steps), copy.caps_at.name) == ("≥95得25分；≥90得20分；≥60得10分", "合格")  # type: ignore[union-attr]
    assert copy.caps_at.version == draft  # type: ignore[union-attr]
    assert copy.parent == walk.node(draft, "B1")
    services.remove_indicator(copy, by=cast.office)
    assert walk.node(version, "C4").steps is not None
    assert codes(version)[-1] == "C4"


def test_edit_the_levels(cast: Cast, browser: Browser) -> None:
    version = walk.draft(cast)
    office = browser("office")
    address = f"{URL}versions/{version.pk}/edit/"
    assert 'value="优秀"' in text(office.get(address))
    rows = [("好", "85"), ("合格", "60.5"), ("不合格", "")]
    given: dict[str, Any] = {"rule": "total", "total_points": "100", "note": "三等", **LEVELS}
    for n, (name, least) in enumerate(rows):
        given |= {f"levels-{n}-name": name, f"levels-{n}-least_percent": least}
    kept = ConclusionLevel.objects.get(version=version, name="合格")
    assert office.post(address, given)["Location"] == version.get_absolute_url()
    assert list(version.levels.values_list("name", "least_percent")) == [
        ("好", 85),
        ("合格", Decimal("60.5")),
        ("不合格", None),
    ]
    assert walk.node(version, "C4").caps_at == kept
    page = office.post(address, given | {"levels-1-name": "中"})
    assert page.status_code == 422
    assert "不能去掉等次“合格”：C4以其限档。" in text(page)
    assert "等次“好”重复" in text(office.post(address, given | {"levels-1-name": "好"}))
    page = office.post(address, given | {"levels-0-least_percent": "120"})
    assert page.status_code == 422
    assert "等次中有的数字填写有误" in text(page)
    assert version.levels.count() == 3


def test_points_in_all_below_zero(cast: Cast) -> None:
    version = walk.draft(cast)
    with pytest.raises(Refused, match="总分不小于0"):
        services.edit_version(
            version, by=cast.office, rule="total", total_points=Decimal(-1), note="", levels=[LevelRow("好")]
        )


def test_a_version_in_force_is_read_only(cast: Cast, browser: Browser) -> None:
    version = walk.in_force(cast)
    office = browser("office")
    node = walk.node(version, "C1")
    pages = [
        f"{URL}versions/{version.pk}/edit/",
        f"{URL}versions/{version.pk}/indicators/add/?level=A",
        f"{URL}indicators/{node.pk}/edit/",
        f"{URL}indicators/{node.pk}/remove/",
    ]
    for address in pages:
        page = office.get(address)
        assert page.status_code == 409
        assert "第1版已启用，不能再修改。" in text(page)
    assert office.post(f"{URL}indicators/{node.pk}/move/", {"up": "1"}).status_code == 409
    services.retire(version, by=cast.office)
    content = Content(code="C1", text="改")
    for attempt in (
        lambda: services.edit_indicator(node, by=cast.office, content=content),
        lambda: services.remove_indicator(node, by=cast.office),
        lambda: services.move_indicator(node, by=cast.office, up=True),
        lambda: services.add_indicator(version, by=cast.office, parent=None, level="A", content=content),
        lambda: services.edit_version(
            version, by=cast.office, rule="total", total_points=Decimal(100), note="", levels=[LevelRow("好")]
        ),
    ):
        with pytest.raises(TransitionRefused, match="第1版已停用，不能再修改"):
            attempt()
    assert "上移C1" not in text(office.get(version.get_absolute_url()))


def test_only_the_office_edits(cast: Cast, browser: Browser) -> None:
    version = walk.draft(cast)
    node = walk.node(version, "C1")
    pages = [
        f"{URL}create/",
        f"{URL}versions/{version.pk}/copy/",
        f"{URL}versions/{version.pk}/edit/",
        f"{URL}versions/{version.pk}/indicators/add/?level=A",
        f"{URL}indicators/{node.pk}/edit/",
        f"{URL}indicators/{node.pk}/remove/",
    ]
    for name in ("leader", "inspector", "expert"):
        assert [browser(name).get(address).status_code for address in pages] == [403] * 6
        assert browser(name).post(f"{URL}indicators/{node.pk}/move/", {"up": "1"}).status_code == 403
    for name in ("school_head", "sysadmin"):
        assert [browser(name).get(address).status_code for address in pages] == [403] + [404] * 5
    with pytest.raises(NotAllowed, match="此操作由督导办办理"):
        services.copy_version(version, by=cast.inspector)
    with pytest.raises(NotAllowed, match="此操作由督导办办理"):
        services.create_framework(by=cast.leader, name="甲")
    assert Framework.objects.count() == 1


def test_the_tree_of_a_draft_needs_no_more_statements(cast: Cast, browser: Browser) -> None:
    version = walk.draft(cast)
    office = browser("office")
    few = queries(office, version.get_absolute_url())
    second = walk.node(version, "B1")
    for n in range(20):
        walk.leaf(version, cast, second, f"C{n + 20}", method=Method.MEASURED, steps="≥1得25分")
    assert queries(office, version.get_absolute_url()) == few <= 14
