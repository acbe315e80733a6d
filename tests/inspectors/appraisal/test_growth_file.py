"""growth_file, my_growth_file: all that is on record of an inspector, for the person, the office and the leaders."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from core import calendar
from core.errors import NotAllowed
from inspectors.appraisal import services as appraisal_services
from inspectors.models import CareerKind, Inspector, WorkKind
from inspectors.roster import services as roster_services
from tests.pages import queries, text
from tests.people import Cast
from tests.walk import allowance as allowances
from tests.walk import appraisal as walk
from tests.walk import training

SignIn = Callable[[object], Client]
MINE = "/desk/inspectors/growth/"


def test_what_it_holds(cast: Cast, first: Inspector) -> None:
    training.recorded(cast, hours=Decimal(16))
    roster_services.record_career(
        first, by=cast.office, kind=CareerKind.COMMENDED, text="市级优秀督学", on=dt.date(2026, 5, 1)
    )
    filed = walk.filed(cast)
    walk.graded(cast, year=2024)
    growth = appraisal_services.growth_of(first, by=cast.inspector)
    assert [year.number for year in growth.years] == list(range(calendar.today().year, first.term_from.year - 1, -1))
    assert (growth.years[0].hours, growth.years[0].asked) == (Decimal(16), 40)
    assert growth.appraisals == [filed]  # what is not told yet is not in it
    assert [line.text for line in growth.praise] == ["市级优秀督学"]
    assert {line.kind for line in growth.career} == {"commended", "appraisal"}


def test_ones_own_and_the_offices(cast: Cast, sign_in: SignIn, first: Inspector) -> None:
    row = walk.filed(cast)
    address = reverse("growth_file", args=[first.pk])
    for client, page in ((sign_in(cast.inspector), MINE), (sign_in(cast.leader), address)):
        shown = text(client.get(page))
        assert row.get_absolute_url() in shown
        assert reverse("print_growth_file", args=[first.pk]) in shown
        assert queries(client, page) <= 20
    assert "我的成长档案" in text(sign_in(cast.inspector).get(MINE))


def test_nobody_elses(cast: Cast, sign_in: SignIn, first: Inspector) -> None:
    address = reverse("growth_file", args=[first.pk])
    printed = reverse("print_growth_file", args=[first.pk])
    for name, status in (("other_inspector", 403), ("zone_leader", 403), ("school_head", 404), ("expert", 404)):
        client = sign_in(getattr(cast, name))
        assert client.get(address).status_code == status
        assert client.post(printed).status_code == status
    with pytest.raises(NotAllowed, match="成长档案仅限督学本人"):
        appraisal_services.growth_of(first, by=cast.other_inspector)
    assert sign_in(cast.office).get(MINE).status_code == 403
    Inspector.objects.filter(pk=first.pk).update(user=None)
    assert "尚未关联督学" in text(sign_in(cast.inspector).get(MINE))


def test_filed_work_counts_in_its_year(cast: Cast, first: Inspector) -> None:
    allowances.filed(cast, dt.date(2026, 10, 13))
    allowances.filed(cast, dt.date(2026, 10, 20), cast.kindergarten, filed_on=dt.date(2026, 11, 2))
    years = {year.number: year.work for year in appraisal_services.growth_of(first, by=cast.inspector).years}
    assert (years[2026][WorkKind.REGULAR_VISIT], years[2025][WorkKind.REGULAR_VISIT]) == (2, 0)
