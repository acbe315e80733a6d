"""How many plaques each inspector has, against the usual number."""

import pytest

from accounts.models import PolicySetting
from inspectors.models import Inspector
from inspectors.plaque.services import assign_plaque
from tests.pages import HTMX, queries, text
from tests.people import make_inspector
from tests.walk.zone import due

URL = "/desk/inspectors/plaques/loads/"


def test_the_fullest_stand_first_with_what_is_due(cast, sign_in, first, second):
    due(cast)
    PolicySetting.objects.create(key="plaque_schools", value=1)
    assign_plaque(cast.other_school, by=cast.office, inspector=first)
    assign_plaque(cast.kindergarten, by=cast.office, inspector=second)
    client = sign_in(cast.office)
    page = client.get(URL)
    rows = [(i.name, i.held, i.due, i.room) for i in page.context["page"]]
    assert rows == [("督学甲", 2, 1, -1), ("督学乙", 1, 0, 0), ("督学丙", 0, 0, 1)]
    assert [figure["value"] for figure in page.context["figures"]] == [3, 1, 0, 1]
    content = text(page)
    assert "超出1所" in content
    assert "还可挂1所" in content
    schools = client.get(f"/desk/inspectors/plaques/?inspector={first.pk}&covered=due").context["page"]
    assert [unit.name for unit in schools] == ["第一示例中学"]


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("load=over", ["督学甲"]),
        ("load=usual", ["督学乙"]),
        ("load=none", ["督学丙"]),
        ("load=room", []),
        ("q=乙", ["督学乙"]),
        ("load=nonsense", ["督学甲", "督学乙", "督学丙"]),
    ],
)
def test_filters(cast, sign_in, first, second, asked, names):
    PolicySetting.objects.create(key="plaque_schools", value=1)
    for unit, inspector in ((cast.school, first), (cast.other_school, first), (cast.kindergarten, second)):
        assign_plaque(unit, by=cast.office, inspector=inspector)
    page = sign_in(cast.office).get(f"{URL}?{asked}&zone={cast.zone.pk}")
    assert [i.name for i in page.context["page"]] == names


def test_those_who_serve_no_more_are_named_while_they_hold_one(cast, sign_in, first):
    assign_plaque(cast.school, by=cast.office, inspector=first)
    Inspector.objects.update(term_until="2026-01-01")
    assert [i.name for i in sign_in(cast.leader).get(URL).context["page"]] == ["督学甲"]


def test_nobody_else(cast, sign_in):
    assert sign_in(cast.school_head).get(URL).status_code == 403


def test_htmx_and_queries(cast, sign_in):
    client = sign_in(cast.office)
    assert "<html" not in text(client.get(URL, headers=HTMX))
    few = queries(client, URL)
    for number in range(10, 40):
        make_inspector(None, f"督学{number}", number, zone=cast.zone)
    assert queries(client, URL) <= few
