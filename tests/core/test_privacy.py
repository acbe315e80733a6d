"""What leads to a person is taken out of free text; what only looks like it stays."""

import pytest

from core.privacy import HIDDEN, scrubbed


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("电话13800001111", f"电话{HIDDEN}"),
        ("电话138 0000-1111，谢谢", f"电话{HIDDEN}，谢谢"),
        ("座机0812-8170000", f"座机{HIDDEN}"),
        ("身份证51042119900101123X", f"身份证{HIDDEN}"),
        ("全角１３８００００１１１１", f"全角{HIDDEN}"),
        ("微信号 1234567", f"微信号 {HIDDEN}"),
        ("学生王小明同学反映", f"学生{HIDDEN}同学反映"),
        ("每天作业60分钟，2026年秋季", "每天作业60分钟，2026年秋季"),
        ("第1、2、3条和12:30", "第1、2、3条和12:30"),
        ("希望改善食堂", "希望改善食堂"),
    ],
)
def test_scrubbed(text: str, kept: str) -> None:
    assert scrubbed(text) == kept
