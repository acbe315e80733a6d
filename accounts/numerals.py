"""Chinese numerals in the names of zones: 第一责任区 is zone 1, 第十二责任区 zone 12."""

import re

DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")}
ZONE = re.compile(r"第?([零一二三四五六七八九十]+|\d{1,3})(?:督学)?责任区")


def number_of_zone(name: str) -> int | None:
    """The number in a zone's name; None where it carries none."""
    match = ZONE.fullmatch(name)
    if match is None:
        return None
    word = match.group(1)
    if word.isdigit() and word.isascii():
        return int(word) or None
    tens, mark, ones = word.rpartition("十")
    if not mark:
        return DIGITS[ones] if len(ones) == 1 and DIGITS[ones] else None
    if len(tens) > 1 or len(ones) > 1:
        return None
    return DIGITS.get(tens, 1) * 10 + DIGITS.get(ones, 0)
