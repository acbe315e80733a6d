"""Dates, counts and lists as official Chinese writes them (GB/T 9704-2012, 7.3.5.4; GB/T 15835-2011)."""

from collections.abc import Sequence
from datetime import date

_DIGITS = "零一二三四五六七八九"


def cn_date(day: date) -> str:
    """Write a date with Arabic numerals and no leading zeros: 2026年7月1日."""
    return f"{day.year}年{day.month}月{day.day}日"


def cn_number(number: int) -> str:
    """Write 1 to 99 as Chinese counts levels: 一, 十, 十一, 二十一.

    Raises ValueError for anything else: no document of ours has so many sections.
    """
    if not 1 <= number <= 99:
        raise ValueError(f"Levels are counted from 1 to 99, not {number}.")
    tens, units = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十") + (_DIGITS[units] if units else "")


def cn_list(items: Sequence[str]) -> str:
    """Join names: with 、, or with ， where a name itself holds a 、."""
    return ("，" if any("、" in item for item in items) else "、").join(items)


def sentence(text: str) -> str:
    """End `text` with a full stop unless it ends a sentence already."""
    text = text.strip()
    return text if not text or text[-1] in "。！？；：…" else text + "。"


def level_number(level: int, count: int) -> str:
    """The number before a heading of `level`: 一、 （一） 1. （1） (GB/T 9704-2012, 7.3.3)."""
    return {1: f"{cn_number(count)}、", 2: f"（{cn_number(count)}）", 3: f"{count}.", 4: f"（{count}）"}[level]
