"""What names a person in free text: numbers of telephones and identity cards, and a pupil's name."""

import re

MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
IDENTITY = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")
# 学生张某某、幼儿李某: a person named together with being a pupil. Words that only look like a name are let through.
PUPIL = re.compile(r"(?:学生|幼儿|小朋友)[:：]?(?P<name>[\u4e00-\u9fff]{2,3})(?:同学|（[男女]|，[男女]，)")
# Any number of seven digits or more, however it is spaced: telephones, identity cards, accounts of messengers.
NUMBER = re.compile(r"(?<![\d０-９])[\d０-９](?:[\s\-—–·.()（）]{0,2}[\d０-９]){6,}[Xx]?")
HIDDEN = "〔已隐去〕"


def scrubbed(text: str) -> str:
    """The text without numbers that lead to a person and without a pupil's name."""
    text = NUMBER.sub(HIDDEN, text)
    return PUPIL.sub(lambda match: match.group().replace(match.group("name"), HIDDEN), text)
