"""Where everything stands, in millimetres from the page's upper left corner (GB/T 9704-2012)."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest

from reports.layout.content import DocumentContent, Paragraph
from reports.layout.render import render_pdf
from tests.pdf.examples import EXAMPLES
from tests.pdf.reading import Pdf

LEFT, RIGHT, TOP, BOTTOM = 28.0, 184.0, 37.0, 262.0
LINE, CELL = 225 / 22, 156 / 28
FULL = (0.0, 0.0, 210.0, 297.0)
# 72 characters that break nowhere in particular.
PLAIN_TEXT = "督导工作应当坚持正确方向服务教育教学突出质量公平遵循教育规律做到客观公正" * 30


def long_document(**more: object) -> Pdf:
    content: DocumentContent = EXAMPLES["inspection_notice"]()
    body = (Paragraph(PLAIN_TEXT),)
    return Pdf(render_pdf(replace(content, body=body, attachments=(), notes=(), **more)))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def filled() -> Pdf:
    return long_document()


def test_paper_is_a4(filled: Pdf) -> None:
    box = filled.reader.pages[0].mediabox
    assert (round(float(box.width) / 72 * 25.4), round(float(box.height) / 72 * 25.4)) == (210, 297)


def test_full_page_has_22_lines_of_28_characters(filled: Pdf) -> None:
    lines = [line for line in filled.lines(2) if line[0].size == pytest.approx(16, abs=0.1)]
    assert len(lines) == 22
    assert {len(line) for line in lines} == {28}


def test_lines_fill_the_width_and_the_height(filled: Pdf) -> None:
    left, top, right, bottom = filled.ink(2, (0, 30, 210, 263))
    assert left == pytest.approx(LEFT, abs=0.6)
    assert right == pytest.approx(RIGHT, abs=0.6)
    assert top == pytest.approx(TOP + (LINE - 5.64) / 2, abs=0.8)
    assert bottom == pytest.approx(BOTTOM - (LINE - 5.64) / 2, abs=0.8)


def test_lines_keep_the_pitch_beside_a_face_of_other_height(example: Callable[[str], Pdf]) -> None:
    content = EXAMPLES["inspection_notice"]()
    pdf = Pdf(render_pdf(replace(content, body=(Paragraph("䶮𬭎" + PLAIN_TEXT + "䶮" * 300),))))
    baselines = [line[0].baseline for line in pdf.lines(3) if line[0].size == pytest.approx(16, abs=0.1)]
    steps = {round(below - above, 1) for above, below in pairwise(baselines)}
    assert steps == {round(LINE, 1)}


def test_paragraphs_start_two_characters_in(filled: Pdf) -> None:
    first = filled.line_with(PLAIN_TEXT[:10])
    assert first[0].x == pytest.approx(LEFT + 2 * CELL, abs=0.2)
    assert len(first) == 26


def test_mark_starts_35_mm_below_the_text_block_in_red(example: Callable[[str], Pdf]) -> None:
    left, top, right, _bottom = example("inspection_notice").ink(1, (0, 0, 210, 100), red=True)
    assert top == pytest.approx(TOP + 35, abs=0.3)
    assert left >= LEFT - 0.3
    assert right <= RIGHT + 0.3
    assert (left + right) / 2 == pytest.approx(106, abs=0.6)


def test_number_stands_two_lines_below_the_mark_and_4_mm_above_the_rule(example: Callable[[str], Pdf]) -> None:
    pdf = example("inspection_notice")
    mark = pdf.ink(1, (0, 0, 210, 100), red=True)
    rule = pdf.ink(1, (0, mark[3] + 1, 210, 140), red=True)
    number = pdf.ink(1, (LEFT, mark[3] + 1, RIGHT, rule[1] - 0.5))
    assert number[1] - mark[3] == pytest.approx(2 * LINE + 2.3, abs=1.2)
    assert rule[1] - number[3] == pytest.approx(4, abs=0.6)
    assert (number[0] + number[2]) / 2 == pytest.approx(106, abs=0.8)
    assert (rule[0], rule[2]) == pytest.approx((LEFT, RIGHT), abs=0.2)


def test_title_stands_two_lines_below_the_rule(example: Callable[[str], Pdf]) -> None:
    pdf = example("inspection_notice")
    rule = pdf.ink(1, (0, 110, 210, 140), red=True)
    title = pdf.ink(1, (0, rule[3] + 1, 210, rule[3] + 32))
    assert title[1] - rule[3] == pytest.approx(2 * LINE + 2.4, abs=1.0)
    assert {round(char.size) for char in pdf.find("规范办学行为综合督导的通知")} == {22}


def test_addressee_is_flush_left(example: Callable[[str], Pdf]) -> None:
    assert example("inspection_notice").line_with("米易县攀莲镇中心学校：", 1)[0].x == pytest.approx(LEFT, abs=0.2)


def test_page_numbers_stand_outside_at_7_mm(filled: Pdf) -> None:
    odd = filled.line_with("—1—", 1)
    even = filled.line_with("—2—", 2)
    character = 14 / 72 * 25.4
    assert odd[-1].right == pytest.approx(RIGHT - character, abs=0.3)
    assert even[0].x == pytest.approx(LEFT + character, abs=0.3)
    for page, line in ((1, odd), (2, even)):
        dash = filled.ink(page, (line[0].x - 0.5, BOTTOM + 3, line[0].right, BOTTOM + 15))
        assert dash[1] == pytest.approx(BOTTOM + 7, abs=0.25)


def test_last_rule_of_the_imprint_is_the_lower_edge(filled: Pdf) -> None:
    page = filled.pages
    left, _top, right, bottom = filled.ink(page, (0, 255, 210, BOTTOM + 1.2))
    assert (left, right) == pytest.approx((LEFT, RIGHT), abs=0.2)
    assert bottom == pytest.approx(BOTTOM, abs=0.15)


def test_imprint_stands_one_character_in(filled: Pdf) -> None:
    character = 14 / 72 * 25.4
    copies = filled.line_with("抄送：", filled.pages)
    printing = filled.line_with("印发", filled.pages)
    assert copies[0].x == pytest.approx(LEFT + character, abs=0.2)
    assert printing[0].x == pytest.approx(LEFT + character, abs=0.2)
    assert printing[-1].right == pytest.approx(RIGHT - character, abs=0.3)
    assert {round(char.size) for char in copies} == {14}


def test_date_stands_four_characters_in_and_a_short_issuer_centred_above() -> None:
    pdf = long_document(issuer="米易县人民政府")
    date = pdf.line_with("2026年11月24日", pdf.pages)
    issuer = pdf.line_with("米易县人民政府", pdf.pages)
    assert date[-1].right == pytest.approx(RIGHT - 4 * CELL, abs=0.3)
    assert (issuer[0].x + issuer[-1].right) / 2 == pytest.approx((date[0].x + date[-1].right) / 2, abs=0.4)
    assert date[0].baseline - issuer[0].baseline == pytest.approx(LINE, abs=0.1)


def test_long_issuer_keeps_two_characters_from_the_edge(filled: Pdf) -> None:
    date = filled.line_with("2026年11月24日", filled.pages)
    issuer = filled.line_with("米易县人民政府教育督导委员会办公室", filled.pages)
    assert issuer[-1].right == pytest.approx(RIGHT - 2 * CELL, abs=0.3)
    assert (issuer[0].x + issuer[-1].right) / 2 == pytest.approx((date[0].x + date[-1].right) / 2, abs=0.4)


def test_upward_number_at_the_left_and_signer_at_the_right(example: Callable[[str], Pdf]) -> None:
    line = example("inspection_report").line_with("签发人：", 1)
    assert "".join(char.text for char in line) == "米教督报〔2026〕3号签发人：王建国"
    assert line[0].x == pytest.approx(LEFT + CELL, abs=0.2)
    assert line[-1].right == pytest.approx(RIGHT - CELL, abs=0.3)


def test_several_signers_stand_two_to_a_line_the_last_beside_the_number() -> None:
    content = replace(EXAMPLES["inspection_report"](), signers=("王建国", "张卫东", "李晓梅"))
    pdf = Pdf(render_pdf(content))
    first, last = pdf.line_with("签发人：", 1), pdf.line_with("米教督报", 1)
    assert "".join(char.text for char in first) == "签发人：王建国张卫东"
    assert "".join(char.text for char in last).endswith("号李晓梅")
    assert last[-3].x == pytest.approx(first[4].x, abs=0.2)
    assert last[0].baseline - first[0].baseline == pytest.approx(LINE, abs=0.1)


def test_letter_has_its_mark_at_30_mm_and_two_red_double_rules(example: Callable[[str], Pdf]) -> None:
    pdf = example("preliminary_opinion")
    mark = pdf.ink(1, (0, 0, 210, 44), red=True)
    upper = pdf.ink(1, (0, 44, 210, 60), red=True)
    lower = pdf.ink(1, (0, 265, 210, 297), red=True)
    assert mark[1] == pytest.approx(30, abs=0.3)
    assert upper[1] - mark[3] == pytest.approx(4, abs=0.3)
    assert (upper[0], upper[2]) == pytest.approx((20, 190), abs=0.2)
    assert (lower[0], lower[2]) == pytest.approx((20, 190), abs=0.2)
    assert lower[3] == pytest.approx(297 - 20, abs=0.2)


def test_letter_number_is_flush_right_below_the_rule(example: Callable[[str], Pdf]) -> None:
    pdf = example("preliminary_opinion")
    upper = pdf.ink(1, (0, 44, 210, 60), red=True)
    number = pdf.line_with("米教督初〔2026〕9号", 1)
    ink = pdf.ink(1, (LEFT, upper[3] + 1, RIGHT + 2, upper[3] + 14))
    assert number[-1].right == pytest.approx(RIGHT, abs=0.4)
    assert ink[1] - upper[3] == pytest.approx(5.64 * 7 / 8, abs=0.7)


def test_first_page_of_a_letter_bears_no_number(example: Callable[[str], Pdf]) -> None:
    pdf = example("preliminary_opinion")
    pages = ["".join(char.text for char in pdf.chars if char.page == page) for page in (1, 2)]
    assert "—" not in pages[0]
    assert "— 2 —" in pages[1]


def test_second_red_rule_of_a_letter_is_on_its_first_page_only(example: Callable[[str], Pdf]) -> None:
    with pytest.raises(AssertionError, match="No ink"):
        example("preliminary_opinion").ink(2, FULL, red=True)


def test_qr_code_stands_outside_of_the_text_block(example: Callable[[str], Pdf]) -> None:
    pdf = example("inspection_notice")
    code = pdf.line_with("查验码", pdf.pages)
    assert code[0].baseline > BOTTOM + 2
    _left, top, _right, bottom = pdf.ink(pdf.pages, (75, BOTTOM + 0.5, 89, 297))
    assert top >= BOTTOM + 1.5
    assert bottom <= 277
