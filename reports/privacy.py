"""A last look before anything is published: no phone number, no identity number, no pupil's name survives."""

import re

MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
IDENTITY = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")
# 学生张某某、幼儿李某: a person named together with being a pupil. Words that only look like a name are let through.
PUPIL = re.compile(r"(?:学生|幼儿|小朋友)[:：]?(?P<name>[\u4e00-\u9fff]{2,3})(?:同学|（[男女]|，[男女]，)")


def personal_data_in(text: str) -> list[str]:
    """The passages of `text` that must not be published, in the order in which they stand; empty when it is clean."""
    found = [
        (match.start(), match.group()) for pattern in (MOBILE, IDENTITY, PUPIL) for match in pattern.finditer(text)
    ]
    return [passage for _start, passage in sorted(found)]


def masked(passage: str) -> str:
    """The passage as it may be shown in a refusal: enough to find it, too little to give it away."""
    return f"{passage[:3]}{'*' * max(len(passage) - 5, 1)}{passage[-2:]}"
