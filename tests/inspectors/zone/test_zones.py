"""Zones: the list and one zone."""

import pytest

from accounts.enums import OrganisationKind
from accounts.models import PolicySetting, Zone
from inspectors.plaque.services import assign_plaque
from inspectors.term.services import remove_inspector
from tests.pages import queries, text
from tests.people import make_inspector, make_unit

URL = "/desk/inspectors/zones/"


def test_the_list_counts_schools_and_inspectors_in_order(cast, sign_in, first, second):
    Zone.objects.create(number=10, name="第十责任区")
    Zone.objects.create(number=2, name="第二责任区")
    assign_plaque(cast.school, by=cast.office, inspector=first)
    remove_inspector(second, by=cast.office, reason="调离")
    page = sign_in(cast.office).get(URL)
    rows = [(z.name, z.unit_count, z.covered_count, z.inspector_count) for z in page.context["zones"]]
    assert rows == [("第一责任区", 3, 1, 2), ("第二责任区", 0, 0, 0), ("第十责任区", 0, 0, 0)]
    assert "责任区组长" in text(page)


def test_schools_without_a_zone_and_zones_too_large_are_said(cast, sign_in):
    make_unit("77", "孤校", OrganisationKind.PRIMARY)
    PolicySetting.objects.create(key="zone_schools", value=2)
    client = sign_in(cast.office)
    content = text(client.get(URL))
    assert "有1所学校和幼儿园没有划入责任区" in content
    assert "超过2所" in content
    assert "本责任区有3所学校和幼儿园，一个责任区一般不超过2所" in text(client.get(f"{URL}{cast.zone.pk}/"))


def test_before_the_first_zone(db, sign_in, django_user_model):
    office = django_user_model.objects.create_user("o", name="办", roles=["office"], must_change_password=False)
    assert "还没有责任区" in text(sign_in(office).get(URL))


def test_one_zone_with_its_schools_and_inspectors(cast, sign_in, first):
    assign_plaque(cast.school, by=cast.office, inspector=first)
    content = text(sign_in(cast.zone_leader).get(f"{URL}{cast.zone.pk}/"))
    for words in ("第一责任区", "第一示例中学", "示例幼儿园", "督学丙", "攀莲镇人民政府", "暂无"):
        assert words in content
    assert "指定组长和副组长" not in content


def test_an_empty_zone(cast, sign_in):
    empty = Zone.objects.create(number=2, name="第二责任区")
    content = text(sign_in(cast.office).get(f"{URL}{empty.pk}/"))
    assert "本责任区没有学校" in content
    assert "本责任区没有督学" in content


@pytest.mark.parametrize("name", ["school_head", "liaison", "expert", "sysadmin"])
def test_nobody_else(cast, sign_in, name):
    client = sign_in(getattr(cast, name))
    for url in (URL, f"{URL}{cast.zone.pk}/", f"{URL}{cast.zone.pk}/leader/appoint/"):
        assert client.get(url).status_code == 403


def test_more_rows_need_no_more_queries(cast, sign_in):
    client = sign_in(cast.office)
    few = queries(client, URL), queries(client, f"{URL}{cast.zone.pk}/")
    for number in range(10, 60):
        Zone.objects.create(number=number, name=f"第{number}责任区")
        make_unit(f"7{number}", f"校{number}", OrganisationKind.PRIMARY, zone=cast.zone, township=cast.town)
        make_inspector(None, f"督学{number}", number, zone=cast.zone)
    assert (queries(client, URL), queries(client, f"{URL}{cast.zone.pk}/")) == few


def test_coverage_and_staffing_of_a_zone_lead_to_their_rows(cast, sign_in, first):
    assign_plaque(cast.school, by=cast.office, inspector=first)
    url = f"{URL}{cast.zone.pk}/"
    page = sign_in(cast.office).get(url)
    assert [figure["value"] for figure in page.context["figures"]] == [3, 1, 2, 0]
    content = text(page)
    assert f"/desk/inspectors/plaques/?zone={cast.zone.pk}&amp;covered=no" in content
    assert f"/desk/inspectors/staffing/rows/?what=full_time&amp;place={cast.zone.pk}" in content
    assert f"/desk/inspectors/plaques/?inspector={first.pk}" in content
    assert "督学配备" in text(sign_in(cast.zone_leader).get(url))
    assert "督学配备" not in text(sign_in(cast.inspector).get(url))


def test_one_with_more_plaques_than_usual_is_marked(cast, sign_in, first):
    PolicySetting.objects.create(key="plaque_schools", value=1)
    for unit in (cast.school, cast.other_school):
        assign_plaque(unit, by=cast.office, inspector=first)
    assert "超过一般数量" in text(sign_in(cast.office).get(f"{URL}{cast.zone.pk}/"))
