"""The plain values: what is refused at once, how dates and numbers are written, how a unit is spoken to."""

from dataclasses import replace
from datetime import date

import pytest

from reports.layout.content import Column, Heading, Paragraph, Table
from reports.layout.kinds import KINDS, Layout
from reports.layout.office import Office
from reports.layout.page import place_mark
from reports.layout.storage import dump, load
from reports.layout.wording import cn_date, cn_list, cn_number, cn_period, level_number, sentence, you
from tests.pdf.examples import EXAMPLES


def test_every_kind_of_the_domain_is_registered() -> None:
    assert len(KINDS) == 22
    assert all(code == kind.code and kind.name and kind.series for code, kind in KINDS.items())
    assert {code for code, kind in KINDS.items() if kind.upward} == {
        "inspection_report",
        "filing_letter",
        "annual_report",
    }


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"kind": "poem"}, "Unknown kind"),
        ({"addressees": ()}, "needs an addressee"),
        ({"kind": "inspection_report"}, "names its signer"),
    ],
)
def test_impossible_documents_are_refused(changes: dict[str, object], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        replace(EXAMPLES["urging_notice"](), **changes)  # type: ignore[arg-type]


def test_impossible_blocks_are_refused() -> None:
    with pytest.raises(ValueError, match="levels 1 to 4"):
        Heading(5, "第五级")
    with pytest.raises(ValueError, match="one cell for each column"):
        Table((Column("甲"), Column("乙")), (("一",),))
    with pytest.raises(ValueError, match="as many keys as rows"):
        Table((Column("甲"),), (("一",),), keys=("1", "2"))


def test_unknown_block_in_storage_is_refused() -> None:
    data = dump(replace(EXAMPLES["urging_notice"](), body=(Paragraph("一"),)))
    data["body"][0]["block"] = "picture"
    with pytest.raises(ValueError, match="Unknown kind of block"):
        load(data)


@pytest.mark.parametrize(("number", "written"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九")])
def test_chinese_numbers(number: int, written: str) -> None:
    assert cn_number(number) == written


@pytest.mark.parametrize("number", [0, 100])
def test_numbers_out_of_range_are_refused(number: int) -> None:
    with pytest.raises(ValueError, match="1 to 99"):
        cn_number(number)


def test_dates_and_periods() -> None:
    assert cn_date(date(2026, 7, 1)) == "2026年7月1日"
    assert cn_period(date(2026, 12, 7), date(2026, 12, 7)) == "2026年12月7日"
    assert cn_period(date(2026, 12, 7), date(2026, 12, 9)) == "2026年12月7日至9日"
    assert cn_period(date(2026, 11, 30), date(2026, 12, 2)) == "2026年11月30日至12月2日"
    assert cn_period(date(2026, 12, 30), date(2027, 1, 4)) == "2026年12月30日至2027年1月4日"


def test_lists_sentences_and_levels() -> None:
    assert cn_list(["甲", "乙"]) == "甲、乙"
    assert cn_list(["甲、乙", "丙"]) == "甲、乙，丙"
    assert sentence(" 甲 ") == "甲。"
    assert sentence("甲！") == "甲！"
    assert sentence("") == ""
    assert [level_number(level, 3) for level in (1, 2, 3, 4)] == ["三、", "（三）", "3.", "（3）"]


@pytest.mark.parametrize(
    ("unit", "kind", "word"),
    [
        ("米易县攀莲镇中心学校", "primary", "你校"),
        ("米易县攀莲镇中心学校", "", "你校"),
        ("米易县机关幼儿园", "kindergarten", "你园"),
        ("小太阳托育园", "kindergarten", "你园"),
        ("丙谷镇人民政府", "township", "你镇"),
        ("湾丘彝族乡人民政府", "township", "你乡"),
        ("米易县财政局", "department", "你局"),
        ("米易县委编办", "department", "你单位"),
    ],
)
def test_how_a_unit_is_spoken_to(unit: str, kind: str, word: str) -> None:
    assert you(unit, kind) == word


def test_mark_is_set_narrower_but_never_smaller_than_it_must() -> None:
    short = place_mark("米易县人民政府", Layout.STANDARD)
    long = place_mark("米易县人民政府教育督导委员会办公室文件", Layout.STANDARD)
    assert short.scale == 1
    assert long.scale == pytest.approx(0.68, abs=0.01)
    assert long.size < short.size


def test_contact_is_named_only_where_it_is_known() -> None:
    office = Office("办公室", "委员会", "政府")
    assert office.contact_notes == ()
    assert replace(office, phone="0812-8170000").contact_notes == ("联系电话：0812-8170000",)
