"""The simple map of townships: what it counts, and the places of its tiles."""

import pytest

from accounts.enums import OrganisationKind
from accounts.models import Organisation
from core.errors import NotAllowed, Refused
from core.models import AuditEvent
from inspectors.models import TownshipTile
from inspectors.plaque.services import assign_plaque
from inspectors.zone.services import edit_township_map, township_map
from tests.pages import text
from tests.people import make_unit

URL = "/desk/inspectors/zones/map/edit/"


def test_a_tile_counts_schools_and_gaps_of_each_zone(cast, sign_in, first):
    assign_plaque(cast.school, by=cast.office, inspector=first)
    make_unit("77", "孤校", OrganisationKind.PRIMARY, township=cast.town)
    make_unit("78", "无镇小学", OrganisationKind.PRIMARY)
    tile, lone = township_map().tiles
    assert (tile.name, tile.count, tile.gaps) == ("攀莲镇", 4, 3)
    assert [(band.zone, band.count, band.gaps) for band in tile.bands] == [(cast.zone, 3, 2), (None, 1, 1)]
    assert (lone.township, lone.count) == (None, 1)
    content = text(sign_in(cast.zone_leader).get("/desk/inspectors/zones/"))
    assert "乡镇按责任区排列" in content
    assert "缺2" in content
    assert "调整位置" not in content
    rows = text(sign_in(cast.office).get(f"/desk/inspectors/plaques/?zone={cast.zone.pk}&township={cast.town.pk}"))
    assert "第一示例中学" in rows
    assert "无镇小学" not in rows
    assert "无镇小学" in text(sign_in(cast.office).get("/desk/inspectors/plaques/?township=none"))


def test_places_are_kept_and_the_others_follow_below(cast, sign_in):
    north = make_unit("510421T008", "湾丘彝族乡人民政府", OrganisationKind.TOWNSHIP)
    client = sign_in(cast.office)
    assert "湾丘彝族乡：行" in text(client.get(URL))
    data = {f"row_{north.pk}": 2, f"column_{north.pk}": 3}
    assert client.post(URL, data)["Location"] == "/desk/inspectors/zones/"
    found = township_map()
    assert found.is_placed
    assert [(t.name, t.row, t.column) for t in found.tiles] == [("湾丘彝族乡", 2, 3), ("攀莲镇", 3, 1)]
    assert "tile-r2 tile-c3" in text(client.get("/desk/inspectors/zones/"))
    assert AuditEvent.objects.get(action="edit_township_map").data == {"rows": 1}
    client.post(URL, {})
    assert not TownshipTile.objects.exists()


def test_refusals(cast, sign_in):
    north = make_unit("510421T008", "湾丘彝族乡人民政府", OrganisationKind.TOWNSHIP)
    data = {f"{name}_{town.pk}": 1 for town in (north, cast.town) for name in ("row", "column")}
    page = sign_in(cast.office).post(URL, data)
    assert page.status_code == 422
    assert "攀莲镇人民政府和湾丘彝族乡人民政府同在第1行第1列" in text(page)
    page = sign_in(cast.office).post(URL, {f"row_{north.pk}": 1})
    assert "行和列要么都填，要么都不填" in text(page)
    with pytest.raises(Refused, match="超出"):
        edit_township_map(by=cast.office, places={cast.town: (99, 1)})
    assert not TownshipTile.objects.exists()


def test_who_sees_places(cast):
    TownshipTile.objects.create(township=cast.town, row=1, column=1)
    assert TownshipTile.objects.visible_to(cast.inspector).count() == 1
    assert not TownshipTile.objects.visible_to(cast.school_head).exists()
    assert str(TownshipTile.objects.get()) == "攀莲镇人民政府 (1, 1)"


@pytest.mark.parametrize("name", ["leader", "zone_leader", "school_head"])
def test_nobody_else_changes_it(cast, sign_in, name):
    assert sign_in(getattr(cast, name)).get(URL).status_code == 403
    with pytest.raises(NotAllowed, match="责任区由督导办管理"):
        edit_township_map(by=getattr(cast, name), places={})


def test_more_townships_need_no_more_statements(cast, django_assert_num_queries):
    for number in range(20):
        town = make_unit(f"T{number}", f"第{number}镇", OrganisationKind.TOWNSHIP)
        make_unit(f"S{number}", f"第{number}镇小学", OrganisationKind.PRIMARY, township=town, zone=cast.zone)
    assert Organisation.objects.count() > 40
    with django_assert_num_queries(5):
        township_map()
