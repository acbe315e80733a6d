"""Breaking titles: whole words, balance, as few lines as will do."""

import pytest

from reports.layout.title import title_lines

SCHOOL = "米易县攀莲镇中心学校"


def width(text: str) -> float:
    return sum(0.5 if char.isascii() else 1 for char in text)


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("整改通知书", ["整改通知书"]),
        ("关于开展督导工作的通知", ["关于开展督导工作的通知"]),
        (f"关于限期整改{SCHOOL}综合督导发现问题的通知", [f"关于限期整改{SCHOOL}", "综合督导发现问题的通知"]),
        (
            "关于印发《米易县深化新时代教育督导体制机制改革的实施方案》的通知",
            ["关于印发《米易县深化新时代教育督导", "体制机制改革的实施方案》的通知"],
        ),
        (f"关于对{SCHOOL}开展2026年秋季学期综合督导的通知", [f"关于对{SCHOOL}", "开展2026年秋季学期综合督导的通知"]),
    ],
)
def test_titles_of_ours(title: str, lines: list[str]) -> None:
    assert title_lines(title, 20.1, (SCHOOL,)) == lines


@pytest.mark.parametrize("length", range(21, 90, 7))
def test_lines_fit_and_lose_nothing(length: int) -> None:
    title = ("关于对米易县第一初级中学校和丙谷镇中心幼儿园开展2026年秋季学期综合督导及整改情况复查工作" * 3)[
        :length
    ] + "的通知"
    lines = title_lines(title, 20.1)
    assert "".join(lines) == title
    assert all(width(line) <= 20.1 for line in lines)
    assert len(lines) <= -(-width(title) // 20.1) + 1


def test_names_that_are_given_stay_whole() -> None:
    for name in (SCHOOL, "米易县人民政府教育督导委员会办公室"):
        title = f"关于转发{name}关于进一步加强和改进中小学校园食品安全专项督导工作意见的通知"
        assert any(name in line for line in title_lines(title, 20.1, (name,)))


def test_no_line_is_a_stub() -> None:
    lines = title_lines(f"关于{SCHOOL}2026年秋季学期规范办学的通知", 20.1, (SCHOOL,))
    assert min(width(line) for line in lines) > 6


def test_no_line_starts_with_a_particle_or_a_closing_mark() -> None:
    title = "关于报送《2026年度县级有关部门和乡镇人民政府履行教育职责督导评估报告》及其问题台账的报告"
    for line in title_lines(title, 20.1)[1:]:
        assert line[0] not in "的》及、，"


def test_one_endless_word_is_cut_rather_than_lost() -> None:
    lines = title_lines("A" * 90, 20.1)
    assert "".join(lines) == "A" * 90
    assert all(width(line) <= 20.1 for line in lines)
