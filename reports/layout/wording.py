"""Dates, counts and lists as official Chinese writes them (GB/T 9704-2012, 7.3.5.4; GB/T 15835-2011)."""

import re
from collections.abc import Sequence
from datetime import date, datetime

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_DIGITS = "零一二三四五六七八九"
_SCHOOLS = frozenset({"primary", "junior", "nine_year", "senior", "vocational", "special_education"})
_ENDINGS = {
    "幼儿园": "你园",
    "学校": "你校",
    "小学": "你校",
    "中学": "你校",
    "乡人民政府": "你乡",
    "镇人民政府": "你镇",
    "乡": "你乡",
    "镇": "你镇",
    "局": "你局",
}


def cn_date(day: date) -> str:
    """Write a date with Arabic numerals and no leading zeros: 2026年7月1日."""
    return f"{day.year}年{day.month}月{day.day}日"


def cn_moment(moment: datetime) -> str:
    """Write a moment, in whatever zone it stands: 2026年7月1日9时05分."""
    return f"{cn_date(moment)}{moment.hour}时{moment.minute:02}分"


def cn_period(first: date, last: date) -> str:
    """Write a span of days, saying once what both ends share: 2026年12月7日至9日."""
    if first == last:
        return cn_date(first)
    if first.year != last.year:
        return f"{cn_date(first)}至{cn_date(last)}"
    if first.month != last.month:
        return f"{cn_date(first)}至{last.month}月{last.day}日"
    return f"{cn_date(first)}至{last.day}日"


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


def one_line(text: str) -> str:
    """Take line breaks, tabs and other control characters out of what people typed."""
    return _CONTROL.sub("", text.replace("\t", " ")).strip()


def sentence(text: str) -> str:
    """End `text` with a full stop unless it ends a sentence already."""
    text = text.strip()
    return text if not text or text[-1] in "。！？；：…" else text + "。"


def you(unit: str, kind: str = "") -> str:
    """How a document speaks to `unit`: 你校, 你园, 你镇, 你局; 你单位 where nothing closer is known.

    Takes the unit's name and, where known, its kind (domain: kindergarten, primary, township …).
    """
    if kind in _SCHOOLS:
        return "你校"
    if kind == "kindergarten":
        return "你园"
    for ending, word in _ENDINGS.items():
        if unit.endswith(ending):
            return word
    return "你单位"


def level_number(level: int, count: int) -> str:
    """The number before a heading of `level`: 一、 （一） 1. （1） (GB/T 9704-2012, 7.3.3)."""
    return {1: f"{cn_number(count)}、", 2: f"（{cn_number(count)}）", 3: f"{count}.", 4: f"（{count}）"}[level]


# What an appraisal is called behind its year, by its kind.
APPRAISED = {"yearly": "年度考核", "end_of_term": "年任期届满考核"}

# The labels of the person in a growth file.
GROWTH = {
    "name": "姓名",
    "gender": "性别",
    "kind": "督学类别",
    "certificate": "督学证号",
    "employer": "工作单位",
    "title": "职称",
    "education": "学历",
    "experience": "教龄（年）",
    "specialities": "专长",
    "zone": "责任区",
    "term": "任期",
    "as_of": "统计日期",
    "open_end": "长期",
    "from_until": "{}至{}",
}
