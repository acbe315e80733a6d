"""plain_name, named: one unit however it is spelled, by the same rule in Python and in the database."""

import pytest

from accounts.models import Organisation
from accounts.names import PlainName, plain_name
from tests.people import Cast


@pytest.mark.parametrize("spelled", ["第一示例中学", " 第一 示例中学", "第一\u3000示例中学\t", "第一示例中学\xa0"])
def test_white_space_does_not_count(cast: Cast, spelled: str) -> None:
    assert list(Organisation.objects.named(spelled)) == [cast.school]


def test_full_width_forms_and_capitals_do_not_count(cast: Cast) -> None:
    Organisation.objects.filter(pk=cast.school.pk).update(name="示例ＡＢ学校（东校区）")
    assert list(Organisation.objects.named("示例ab学校(东校区)")) == [cast.school]
    stored = Organisation.objects.annotate(plain=PlainName("name")).get(pk=cast.school.pk)
    assert stored.plain == plain_name(stored.name) == "示例ab学校(东校区)"


def test_no_name_and_another_name_are_nobodys(cast: Cast) -> None:
    assert not Organisation.objects.named("", "  ").exists()
    assert not Organisation.objects.named().exists()
    assert not Organisation.objects.named("第一示例").exists()
    assert Organisation.objects.named("", "第一示例中学", "第二示例小学").count() == 2
