"""my_service: an inspector's own page on the phone."""

import datetime as dt
from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from core import calendar
from inspectors.models import Inspector
from inspectors.recusal import services
from tests.pages import queries, text
from tests.people import Cast
from tests.walk import allowance as allowances
from tests.walk import inspection as walk
from tests.walk import regular, training

SignIn = Callable[[object], Client]
PAGE = "/desk/service/"


def test_everything_of_ones_own(cast: Cast, sign_in: SignIn) -> None:
    inspector = Inspector.objects.get(user=cast.inspector)
    regular.hang(cast)
    training.approved(cast)
    walk.notified(cast)
    services.add_recusal(
        inspector, by=cast.office_head, unit=cast.other_school, ground="relative_of_head", reason="姐夫为校长"
    )
    statement = allowances.computed(cast)
    page = sign_in(cast.inspector).get(PAGE)
    shown = text(page)
    for words in (
        inspector.certificate,
        "2031年9月1日",
        "8 / 40",
        cast.school.name,
        cast.other_school.name,
        "220.00",
        reverse("my_month"),
        reverse("my_training"),
        reverse("my_allowance"),
        reverse("confirm_statement", args=[statement.pk]),
        reverse("raise_recusal", args=[inspector.pk]),
    ):
        assert words in shown, words
    assert page.context["days_left"] == (dt.date(2031, 9, 1) - calendar.today()).days
    assert {row.unit for row in page.context["inspections"]} == {cast.school, cast.other_school}


def test_first_in_the_menu_and_from_the_visits(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.inspector)
    assert f'href="{PAGE}"' in text(client.get(reverse("my_month")))
    assert f'href="{PAGE}"' in text(client.get(reverse("my_turn")))


def test_a_term_near_its_end_and_one_that_is_over(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.inspector)
    mine = Inspector.objects.filter(user=cast.inspector)
    mine.update(term_until=calendar.today() + dt.timedelta(days=30))
    assert "即将届满" in text(client.get(PAGE))
    mine.update(term_until=calendar.today())
    assert "未在任期" in text(client.get(PAGE))
    mine.update(term_until=None)
    assert client.get(PAGE).context["days_left"] is None


def test_zone_leaders_and_strangers(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.zone_leader).get(PAGE)
    assert cast.zone.get_absolute_url() in text(page)
    assert "尚未关联" not in text(page)
    Inspector.objects.filter(user=cast.third_inspector).update(user=cast.zone_leader)
    assert "督学丙" in text(sign_in(cast.zone_leader).get(PAGE))
    assert "尚未关联" in text(sign_in(cast.third_inspector).get(PAGE))
    for name in ("office", "leader", "school_head", "expert", "auditor"):
        assert sign_in(getattr(cast, name)).get(PAGE).status_code == 403


def test_as_many_statements_for_many_schools(cast: Cast, sign_in: SignIn) -> None:
    regular.hang(cast)
    client = sign_in(cast.inspector)
    few = queries(client, PAGE)
    regular.hang(cast, cast.kindergarten)
    regular.hang(cast, cast.other_school)
    assert queries(client, PAGE) == few
