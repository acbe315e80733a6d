"""seed_draw: a public number from after the commit, read out twice, before two other witnesses."""

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from core import calendar
from core.errors import Refused
from supervision.models import Draw, SeedKind
from tests.people import Cast
from tests.walk import draw as walk


def test_a_seed_before_the_commit_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match="名录库尚未公布"):
        walk.enter(walk.drafted(cast), cast)


def at(hour: int, minute: int = 0, *, days: int = 1) -> dt.datetime:
    day = calendar.today() - calendar.ONE_DAY * days
    return dt.datetime.combine(day, dt.time(hour, minute), tzinfo=timezone.get_default_timezone())


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"at": at(9, 59)}, "产生于名录库公布之前"),
        ({"at": at(10)}, "产生于名录库公布之前"),
        ({"at": at(15, 1)}, "产生时间还没有到"),
        ({"again": walk.DIGITS[::-1]}, "两次录入的种子不一致"),
        ({"digits": walk.DIGITS[:19]}, "不少于20次.*现有19位"),
        ({"digits": walk.DIGITS[:19] + "7"}, "不少于20次"),
        ({"digits": "1" * 101}, "不少于20次"),
        ({"kind": SeedKind.LOTTERY, "digits": "123456789"}, "不少于10位"),
        ({"kind": SeedKind.LOTTERY, "digits": "12345678x0"}, "不少于10位"),
        ({"kind": SeedKind.LOTTERY, "digits": "１２３４５６７８９０"}, "不少于10位"),
        ({"source": " "}, "种子来源"),
        ({"witnesses": walk.WITNESSES[:1]}, "两名不同的见证人，目前只有1名"),
        ({"witnesses": [walk.WITNESSES[0], {"name": "见证人 甲", "post": "别处"}]}, "目前只有1名"),
        ({"witnesses": [{"name": "办公室甲", "post": "督导办"}, walk.WITNESSES[0]]}, "不能作见证人"),
        ({"witnesses": [{"name": "见证人丙", "post": ""}, walk.WITNESSES[0]]}, "单位和职务"),
    ],
)
def test_a_seed_that_is_not_to_be_trusted(cast: Cast, changes: dict[str, Any], words: str) -> None:
    draw = walk.committed(cast)
    with pytest.raises(Refused, match=words):
        walk.enter(draw, cast, **changes)
    assert Draw.objects.get().seed == ""


def test_the_table_refuses_a_seed_older_than_the_commit(cast: Cast) -> None:
    draw = walk.committed(cast)
    with pytest.raises(DatabaseError, match="seed_after_commit"), transaction.atomic():
        Draw.objects.filter(pk=draw.pk).update(seed="1" * 20, seed_at=at(9), seeded_at=at(15))


def test_dice_and_lottery_are_entered_as_they_came(cast: Cast) -> None:
    draw = walk.enter(walk.committed(cast), cast, digits=" ".join(walk.DIGITS))
    assert (draw.state, draw.seed, draw.seed_kind) == ("seeded", walk.DIGITS, SeedKind.DICE)
    assert draw.witnesses == walk.WITNESSES
    lottery = {"kind": SeedKind.LOTTERY, "digits": "01 07 12 19 25 33 09", "source": "福彩双色球2026135期"}
    assert walk.enter(walk.committed(cast), cast, **lottery).seed == "01071219253309"


def test_a_seed_serves_one_draw_only(cast: Cast) -> None:
    first = walk.enter(walk.committed(cast), cast)
    with pytest.raises(Refused, match=f"已在{first.number}中使用"):
        walk.enter(walk.committed(cast), cast)


def test_a_result_that_stays_secret_wants_dice_and_more_of_them(cast: Cast) -> None:
    draw = walk.committed(cast, result_public_on=calendar.today() + calendar.ONE_DAY)
    with pytest.raises(Refused, match="任何人现在就能算出结果"):
        walk.enter(draw, cast, kind=SeedKind.LOTTERY, digits="1234567890")
    with pytest.raises(Refused, match="不少于30次"):
        walk.enter(draw, cast, digits=walk.DIGITS[:29])
    assert walk.enter(draw, cast).state == "seeded"
