"""What goes on which page, and what becomes of very long titles, addressees, tables and lists."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from reports.layout.content import Attachment, Column, DocumentContent, Heading, Paragraph, Table
from reports.layout.render import document_text, render_pdf
from tests.pdf.examples import EXAMPLES
from tests.pdf.reading import Pdf, squeeze
from tests.pdf.test_places import BOTTOM, CELL, LEFT, LINE, RIGHT

SENTENCE = "督导工作应当坚持正确方向服务教育教学突出质量公平遵循教育规律做到客观公正"


def rendered(**more: object) -> Pdf:
    content: DocumentContent = EXAMPLES["inspection_notice"]()
    return Pdf(render_pdf(replace(content, **{"attachments": (), "notes": (), **more})))  # type: ignore[arg-type]


def page_of(pdf: Pdf, words: str) -> int:
    return next(number for number in range(1, pdf.pages + 1) if words in pdf.text(number))


@pytest.mark.parametrize("lines", range(8, 34, 2))
def test_close_never_stands_alone_on_a_page(lines: int) -> None:
    body = (*(Paragraph("一") for _ in range(lines - 4)), Paragraph("末" * 26 + "段" * 28 + "落" * 28 + "完。"))
    pdf = rendered(body=body)
    page = page_of(pdf, "米易县人民政府教育督导委员会办公室2026年11月24日")
    assert "完。米易县" in pdf.text(page)
    assert squeeze("".join(char.text for char in pdf.chars)).count("此页无正文") == 0


def test_single_line_at_the_end_takes_its_neighbour_along() -> None:
    for count in range(6, 24, 3):
        pdf = rendered(body=(*(Paragraph("一" * 10) for _ in range(count)), Paragraph("特此通知。")))
        page = page_of(pdf, "特此通知。")
        assert "一特此通知。米易县" in pdf.text(page)


def test_imprint_that_does_not_fit_goes_to_the_last_page_alone() -> None:
    pdf = rendered(body=tuple(Paragraph("一" * 20) for _ in range(9)), copies=("米易县教育和体育局" * 2,) * 14)
    assert page_of(pdf, "抄送：") == pdf.pages
    assert pdf.ink(pdf.pages, (0, 200, 210, BOTTOM + 1.2))[3] == pytest.approx(BOTTOM, abs=0.15)


def test_line_spacing_gives_way_where_only_the_imprint_would_run_over() -> None:
    tight = [
        pdf
        for pdf in (rendered(body=tuple(Paragraph("一" * 20) for _ in range(count))) for count in range(20, 32))
        if pdf.lines(1)[-2][0].baseline - pdf.lines(1)[-3][0].baseline < LINE - 0.2
    ]
    assert tight
    for pdf in tight:
        assert "一米易县" in pdf.text(pdf.pages)


def test_long_title_is_broken_between_words_in_balance() -> None:
    title = (
        "关于对米易县攀莲镇中心学校落实《教育督导问责办法》和开展2026年秋季学期规范办学行为综合督导情况进行复查的通知"
    )
    pdf = rendered(title=title)
    lines = ["".join(char.text for char in line) for line in pdf.lines(1) if round(line[0].size) == 22]
    assert "".join(lines) == title
    assert len(lines) == 3
    widths = [line[-1].right - line[0].x for line in pdf.lines(1) if round(line[0].size) == 22]
    assert max(widths) - min(widths) <= 45
    for line in lines:
        assert line[0] not in "的、》和"
    assert any("2026年秋季学期" in line for line in lines)
    assert any("《教育督导问责办法》" in line for line in lines)


def test_title_stays_within_the_text_block() -> None:
    pdf = rendered(title="关于" + "攀莲镇" * 20 + "的通知")
    for line in pdf.lines(1):
        if round(line[0].size) == 22:
            assert line[0].x >= LEFT - 0.2
            assert line[-1].right <= RIGHT + 0.2


def test_many_addressees_run_over_flush_left() -> None:
    names = tuple(f"米易县第{number}初级中学校" for number in range(1, 30))
    pdf = rendered(addressees=names, body=(Paragraph(SENTENCE),))
    assert "、".join(names) + "：" in pdf.text()
    lines = [line for line in pdf.lines(1) if round(line[0].size) == 16 and line[0].x < LEFT + 1]
    assert len(lines) > 5
    assert all(line[-1].right <= RIGHT + (CELL / 2 + 0.3 if line[-1].text in "、：" else 0.3) for line in lines)


def test_long_table_repeats_its_head_on_every_page() -> None:
    rows = tuple((str(number), f"第{number}个问题：{SENTENCE}", "2026年12月31日前") for number in range(1, 41))
    columns = (Column("序号", 1, "center"), Column("存在的问题", 6), Column("整改期限", 2, "center"))
    pdf = rendered(body=(Heading(1, "问题"), Table(columns, rows)))
    pages = [number for number in range(1, pdf.pages + 1) if "个问题：" in pdf.text(number)]
    assert len(pages) >= 3
    for page in pages:
        assert "序号存在的问题整改期限" in pdf.text(page)
    whole = pdf.text()
    assert all(f"第{number}个问题：{SENTENCE}2026年12月31日前" in whole for number in range(1, 41))
    assert all(char.right <= RIGHT + 0.3 for char in pdf.chars)


def test_rows_of_a_table_are_not_torn_apart() -> None:
    rows = tuple((str(number), f"甲{number}始" + SENTENCE * 3 + f"终{number}乙") for number in range(1, 16))
    pdf = rendered(body=(Table((Column("序号", 1), Column("内容", 4)), rows),))
    for number in range(1, 16):
        assert page_of(pdf, f"甲{number}始") == page_of(pdf, f"终{number}乙")


def test_attachment_names_are_flush_below_each_other() -> None:
    long = "义务教育学校督导评估指标体系（2026年版）及自评说明材料目录清单与填报要求和样表汇编"
    pdf = rendered(attachments=(Attachment(long), Attachment("自评报告提纲")), body=(Paragraph(SENTENCE),))
    first = pdf.line_with("附件：1.")
    second = pdf.line_with("2.自评报告提纲")
    assert first[0].x == pytest.approx(LEFT + 2 * CELL, abs=0.2)
    assert second[0].x == pytest.approx(first[3].x, abs=0.2)
    run_over = pdf.lines(first[0].page)[pdf.lines(first[0].page).index(first) + 1]
    assert run_over[0].x == pytest.approx(first[5].x, abs=0.3)


def test_single_attachment_has_no_number() -> None:
    pdf = rendered(attachments=(Attachment("自评报告提纲"),))
    assert "附件：自评报告提纲" in pdf.text()


def test_annex_starts_a_page_with_its_label_and_title(example: Callable[[str], Pdf]) -> None:
    pdf = example("inspection_report")
    label = pdf.line_with("附件", pdf.pages)
    title = pdf.line_with("被督导单位督导结果一览表", pdf.pages)
    assert pdf.text(pdf.pages).startswith("附件被督导单位督导结果一览表序号")
    assert label[0].x == pytest.approx(LEFT, abs=0.2)
    assert (title[0].x + title[-1].right) / 2 == pytest.approx(106, abs=0.6)
    assert page_of(pdf, "印发") == pdf.pages


def test_first_page_shows_body_text(example: Callable[[str], Pdf]) -> None:
    for kind in EXAMPLES:
        assert "根据" in example(kind).text(1) or "经2026年" in example(kind).text(1)


def test_heading_is_never_the_last_line_of_a_page() -> None:
    for count in range(4, 12):
        pdf = rendered(body=(*(Paragraph("一" * 10) for _ in range(count)), Heading(1, "标题"), Paragraph("正" * 60)))
        assert "一、标题正" in pdf.text(page_of(pdf, "一、标题"))


def test_draft_without_number_copies_or_code_renders() -> None:
    content = replace(EXAMPLES["inspection_notice"](), number="", copies=(), check=None, printed_by="")
    pdf = Pdf(render_pdf(content))
    assert pdf.text() == squeeze(document_text(content))


def test_announcement_has_no_addressee_and_a_record_no_head() -> None:
    notice = EXAMPLES["inspection_notice"]()
    content = replace(notice, kind="rectification_announcement", addressees=(), body=(Paragraph(SENTENCE),))
    assert Pdf(render_pdf(content)).text() == squeeze(document_text(content))
    record = replace(content, kind="draw_record")
    pdf = Pdf(render_pdf(record))
    assert pdf.text() == squeeze(document_text(record))
    with pytest.raises(AssertionError, match="No ink"):
        pdf.ink(1, (0, 0, 210, 297), red=True)
