"""Numbers in the names of zones, and telephone numbers."""

import pytest

from accounts.phones import is_phone, mask_phone
from accounts.resources import number_of_zone


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("第一责任区", 1),
        ("第十责任区", 10),
        ("第十二责任区", 12),
        ("第二十责任区", 20),
        ("第二十三责任区", 23),
        ("三责任区", 3),
        ("第7责任区", 7),
        ("第一督学责任区", 1),
        ("城区责任区", None),
        ("第零责任区", None),
        ("第一二责任区", None),
        ("第二十一二责任区", None),
        ("第一", None),
        ("0责任区", None),
    ],
)
def test_number_of_zone(name, number):
    assert number_of_zone(name) == number


def test_phones():
    assert is_phone("13800000001")
    assert is_phone("0812-8170000")
    assert not is_phone("1380812")
    assert [mask_phone(text) for text in ("13800005035", "0812-8170000", "12345", "")] == [
        "138****5035",
        "081****0000",
        "****",
        "",
    ]
