"""What may not be published is found, what looks like it is let through."""

import pytest

from reports import privacy


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("家长电话13800001111反映", ["13800001111"]),
        ("身份证51042119900101123X", ["51042119900101123X"]),
        ("学生王小明（男）反映", ["学生王小明（男"]),
        ("幼儿李某某同学", ["幼儿李某某同学"]),
        ("共1200名学生，电话0812-8170000", []),
        ("编号138000011112", []),
        ("学生座谈会", []),
    ],
)
def test_found(text: str, found: list[str]) -> None:
    """Phones, identity numbers and named pupils, nothing else."""
    assert privacy.personal_data_in(text) == found


def test_masked_gives_nothing_away() -> None:
    """The refusal shows enough to find it."""
    assert privacy.masked("13800001111") == "138******11"
