"""Which faces: the wanted ones, embedded, and none of another kind for any Chinese character."""

import logging
from collections.abc import Callable
from typing import Any

import pytest

from reports.layout.render import render_pdf
from tests.pdf.examples import EXAMPLES
from tests.pdf.reading import Pdf

MARK = ("Fandol-XiaoBiaoSong-Bold", "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05S-Bold")
FANG = ("FandolFang", "FangSong_GB2312", "FangSong")
KAI = ("FandolKai", "KaiTi_GB2312", "KaiTi")
HEI = ("FandolHei", "SimHei")
SONG = ("FandolSong", "SimSun")
RARE = ("Noto-Serif-CJK-SC", "Noto-Serif-SC")


def faces_of(pdf: Pdf, words: str) -> set[str]:
    return {char.face for char in pdf.find(words)}


@pytest.mark.parametrize(
    ("kind", "words", "faces"),
    [
        ("inspection_notice", "米易县人民政府教育督导委员会办公室文件", MARK),
        ("inspection_notice", "米教督办〔2026〕17号", FANG),
        ("inspection_notice", "规范办学行为综合督导的通知", MARK),
        ("inspection_notice", "一、督导时间", HEI),
        ("inspection_notice", "（一）依法配合督导。", KAI),
        ("inspection_notice", "你校应当积极配合督导小组依法开展", FANG),
        ("inspection_notice", "抄送：米易县教育和体育局。", FANG),
        ("inspection_report", "王建国", KAI),
        ("inspection_report", "签发人：", FANG),
        ("rectification_order", "存在的问题整改要求", HEI),
    ],
)
def test_each_part_has_its_face(example: Callable[[str], Pdf], kind: str, words: str, faces: tuple[str, ...]) -> None:
    assert faces_of(example(kind), words) <= set(faces)


def test_page_number_is_song_of_14_points(example: Callable[[str], Pdf]) -> None:
    number = example("inspection_notice").line_with("—1—", 1)
    assert {char.face for char in number} <= set(SONG)
    assert {round(char.size, 1) for char in number} == {14.0}


def test_rare_characters_are_real_glyphs_of_noto(
    example: Callable[[str], Pdf], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        pdf = Pdf(render_pdf(EXAMPLES["inspection_notice"]()))
    assert faces_of(pdf, "䶮") <= set(RARE)
    assert faces_of(pdf, "𬭎") <= set(RARE)
    assert not [record for record in caplog.records if ".notdef" in record.getMessage()]


@pytest.mark.parametrize("kind", list(EXAMPLES))
def test_every_face_is_wanted_and_embedded(example: Callable[[str], Pdf], kind: str) -> None:
    pdf = example(kind)
    wanted = {*MARK, *FANG, *KAI, *HEI, *SONG, *RARE}
    assert {char.face for char in pdf.chars} <= wanted
    for page in pdf.reader.pages:
        fonts: Any = page["/Resources"]
        for font in fonts["/Font"].values():
            descriptor = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
            assert "/FontFile3" in descriptor or "/FontFile2" in descriptor


@pytest.mark.parametrize("kind", list(EXAMPLES))
def test_no_character_is_an_empty_box(example: Callable[[str], Pdf], kind: str) -> None:
    assert "\ufffd" not in example(kind).text()
    assert "\x00" not in example(kind).text()
