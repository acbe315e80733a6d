"""Breaking text into lines: what may not start or end one, what is not torn apart, how wide it becomes."""

import pytest

from reports.layout.fonts import Face
from reports.layout.lines import NOT_AT_END, NOT_AT_START, Measure, SetText, break_lines, width_of


def half_or_whole(char: str, _face: Face) -> float:
    return 0.5 if char.isascii() else 1.0


def broken(text: str, width: float = 10, indent: float = 0, pitch: float = 0) -> SetText:
    return break_lines([(text, Face.FANG)], Measure(width, indent, pitch), half_or_whole)


def words(text: str, width: float = 10, indent: float = 0) -> list[str]:
    return [line.text for line in broken(text, width, indent).lines]


def test_plain_text_fills_every_line() -> None:
    assert words("一二三四五六七八九十甲乙丙丁") == ["一二三四五六七八九十", "甲乙丙丁"]


def test_first_line_leaves_room_for_the_indent() -> None:
    assert words("一二三四五六七八九十甲乙", indent=2) == ["一二三四五六七八", "九十甲乙"]


def test_pitch_lets_more_characters_in() -> None:
    assert broken("一" * 22, 10, pitch=-0.1).lines[0].text == "一" * 11


@pytest.mark.parametrize("mark", list("，。、；：？！）》”’…％"))
def test_no_line_starts_with_a_closing_mark(mark: str) -> None:
    for length in range(8, 14):
        for line in words("一" * length + mark + "二" * 20)[1:]:
            assert line[0] not in NOT_AT_START


@pytest.mark.parametrize("mark", list("（《“‘〔【"))
def test_no_line_ends_with_an_opening_mark(mark: str) -> None:
    for length in range(8, 14):
        for line in words("一" * length + mark + "二" * 20)[:-1]:
            assert line[-1] not in NOT_AT_END


@pytest.mark.parametrize("whole", ["2026", "12.5%", "0812-8170000", "——", "……", "PDF/UA"])
def test_numbers_words_and_long_dashes_are_not_torn(whole: str) -> None:
    for length in range(5, 14):
        assert any(whole in line for line in words("一" * length + whole + "二" * 15, width=12))


def test_closing_mark_hangs_where_that_costs_next_to_nothing() -> None:
    text = "一" * 28 + "，" + "二" * 10
    lines = broken(text, 28).lines
    assert lines[0].text == "一" * 28 + "，"
    assert -0.036 <= lines[0].spacing < 0


def test_a_line_that_gives_a_character_away_is_stretched_to_the_edge() -> None:
    lines = broken("一" * 28 + "”。" + "二" * 10, 28).lines
    assert lines[0].text == "一" * 27
    assert lines[0].spacing == pytest.approx(1 / 26)
    assert lines[1].text.startswith("一”。")


def test_last_line_keeps_its_natural_width() -> None:
    assert broken("一" * 15).lines[-1].spacing == 0
    assert broken("一" * 15).lines[0].spacing == 0


def test_a_last_line_of_one_character_is_given_another() -> None:
    lines = broken("一" * 27 + "二三。", 28).lines
    assert [line.text for line in lines] == ["一" * 27, "二三。"]
    assert lines[0].spacing == pytest.approx(1 / 26)
    lines = broken("一" * 27 + "二三四。", 28).lines
    assert [line.text for line in lines] == ["一" * 27 + "二", "三四。"]


def test_a_single_character_stays_alone_where_company_would_tear_a_hole() -> None:
    assert words("一二三四五六七八九十甲。") == ["一二三四五六七八九十", "甲。"]
    assert words("supervision甲。", 5.5) == ["supervision", "甲。"]


def test_a_line_emptied_by_a_long_word_is_left_ragged() -> None:
    lines = broken("一二" + "a" * 18 + "三", 10).lines
    assert lines[0].text == "一二"
    assert lines[0].spacing == 0


def test_a_word_longer_than_the_line_is_cut_rather_than_lost() -> None:
    text = "https://supervision.example.gov.cn/check?code=K7QF2M9DXT4H"
    assert "".join(words(text)) == text
    assert all(width_of(line, Face.FANG, half_or_whole) <= 10.6 for line in words(text))


def test_an_address_is_broken_after_a_stroke() -> None:
    assert words("https://supervision.example/check/code/1234", 15)[0][-1] == "/"


def test_spaces_vanish_at_the_break() -> None:
    assert words("一二三四五六七八九十 甲乙") == ["一二三四五六七八九十", "甲乙"]
    assert "".join(words("一二三四五六七八九 word 甲乙")) == "一二三四五六七八九word 甲乙"


def test_faces_are_kept_across_breaks() -> None:
    set_text = break_lines([("（一）楷体标题。", Face.KAI), ("后文" * 6, Face.FANG)], Measure(6), half_or_whole)
    assert set_text.lines[0].runs == (("（一）楷体标", Face.KAI),)
    assert set_text.lines[1].runs[0][1] is Face.KAI
    assert set_text.lines[1].runs[1][1] is Face.FANG
    assert "".join(line.text for line in set_text.lines) == "（一）楷体标题。" + "后文" * 6


def test_html_escapes_and_states_only_spacing_of_its_own() -> None:
    assert broken("<b>", 20).html == '<span class="l">&lt;b&gt;</span>'
    html = broken("一" * 28 + "，二三", 28).html
    assert html.startswith('<span class="l" style="letter-spacing:-0.0')
    assert html.endswith('\n<span class="l">二三</span>')
    kai = break_lines([("楷", Face.KAI)], Measure(5), half_or_whole)
    assert kai.html == '<span class="l"><span class="kai">楷</span></span>'


def test_no_text_makes_no_line() -> None:
    assert len(break_lines([("", Face.FANG)], Measure(10), half_or_whole)) == 0
