"""The register of units: list, filters, Excel, and what the office may do with a unit."""

import io

import pytest
from django.db import connection
from openpyxl import load_workbook

from accounts.models import Organisation
from accounts.services import organisations as services
from core.errors import NotAllowed, Refused
from tests.accounts.work import events, statements
from tests.people import make_unit

URL = "/desk/units/"


def form_data(unit, **changes):
    """What the form would send for `unit`, with `changes`."""
    data = {name: getattr(unit, name) for name in services.FIELDS}
    data = {name: getattr(value, "pk", value) for name, value in data.items()} | changes
    return {name: value for name, value in data.items() if value not in (None, False)}


def names(client, query=""):
    return {unit.name for unit in client.get(f"{URL}?{query}").context["page"]}


def test_each_sees_the_units_that_are_theirs(cast, sign_in):
    assert len(names(sign_in(cast.office))) == 5
    assert len(names(sign_in(cast.inspector))) == 5
    assert names(sign_in(cast.school_head)) == {"第一示例中学"}
    assert names(sign_in(cast.township)) == {"攀莲镇人民政府", "第一示例中学", "第二示例小学", "示例幼儿园"}
    assert names(sign_in(cast.expert)) == set()
    assert "新增单位" not in sign_in(cast.leader).get(URL).content.decode()


@pytest.mark.parametrize("name", ["sysadmin", "security", "auditor"])
def test_administrators_have_no_business_here(cast, sign_in, name):
    client = sign_in(getattr(cast, name))
    assert client.get(URL).status_code == client.post(f"{URL}export/").status_code == 403


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=示例小", {"第二示例小学"}),
        ("q=510421D", {"县教育和体育局"}),
        ("kind=kindergarten", {"示例幼儿园", "民办幼儿园"}),
        ("private=yes", {"民办幼儿园"}),
        ("large=yes", {"大学校"}),
        ("large=no&kind=primary", {"第二示例小学"}),
        ("state=off", {"旧学校"}),
        ("kind=unsinn&q=大", {"大学校", "第一示例中学"}),
    ],
)
def test_filters(cast, sign_in, query, found):
    make_unit("9000001", "民办幼儿园", "kindergarten", is_private=True)
    make_unit("9000002", "大学校", "primary", is_large=True)
    make_unit("9000003", "旧学校", "primary", is_active=False)
    result = names(sign_in(cast.office), query)
    assert result == found or ("unsinn" in query and found - {"第一示例中学"} <= result)


def test_filters_by_place(cast, sign_in):
    client = sign_in(cast.office)
    assert len(names(client, f"township={cast.town.pk}")) == 3
    assert len(names(client, f"zone={cast.zone.pk}&kind=junior")) == 1
    assert "没有符合条件的单位" in client.get(f"{URL}?q=nichts", headers={"HX-Request": "true"}).content.decode()
    pupils = [unit.pupils for unit in client.get(f"{URL}?zone={cast.zone.pk}&sort=-pupils").context["page"]]
    assert pupils == [1726, 1392, 210]


def test_as_many_statements_for_fifty_units_as_for_one(cast, sign_in):
    client = sign_in(cast.office)
    one = statements(client, f"{URL}?q=第一")
    for number in range(60):
        make_unit(f"80000{number:02}", f"第一学校{number}", "primary", township=cast.town, zone=cast.zone)
    assert statements(client, f"{URL}?q=第一") == one <= 12


def test_export_gives_out_what_is_shown(cast, sign_in):
    Organisation.objects.filter(pk=cast.school.pk).update(contact_phone="13812345678", is_large=True)
    answer = sign_in(cast.office).post(f"{URL}export/?kind=junior")
    rows = list(load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert rows[0][0] == "米易县督导单位名录"
    assert len(rows) == 3
    assert {"5104210004", "第一示例中学", "初级中学", "是", "攀莲镇人民政府", 1726, "13812345678"} <= set(rows[2])
    masked = sign_in(cast.inspector).post(f"{URL}export/?kind=junior")
    assert "138****5678" in next(
        r for r in load_workbook(io.BytesIO(masked.content)).active.iter_rows(min_row=3, values_only=True)
    )


def test_enters_a_unit(cast, sign_in):
    client = sign_in(cast.office)
    assert client.get(f"{URL}create/").status_code == 200
    data = {"code": "5104210099", "name": "新学校", "kind": "primary", "township": cast.town.pk, "zone": cast.zone.pk}
    answer = client.post(f"{URL}create/", data)
    unit = Organisation.objects.get(code="5104210099")
    assert answer["Location"] == f"/desk/units/{unit.pk}/"
    assert unit.zone == cast.zone
    assert events("create_unit").get().about == unit


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"code": "5104210006"}, "已存在"),
        ({"code": "kein"}, "6至20位"),
        ({"contact_phone": "123"}, "11位手机号码"),
        ({"name": ""}, "请填写此项"),
        ({"kind": "township", "zone": "zone"}, "只有学校和幼儿园划入责任区"),
        ({"kind": "kindergarten", "is_large": "on"}, "只有学校可以标为大规模"),
        ({"kind": "department", "is_private": "on"}, "不能标为民办"),
        ({"is_member_unit": "on"}, "督导委员会成员单位"),
    ],
)
def test_what_does_not_go_together_is_refused(cast, sign_in, changes, words):
    data = {"code": "5104210099", "name": "新学校", "kind": "primary"} | changes
    if data.get("zone"):
        data["zone"] = cast.zone.pk
    answer = sign_in(cast.office).post(f"{URL}create/", data, headers={"HX-Request": "true"})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Organisation.objects.filter(name="新学校").exists()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"code": "5104210006"}, "代码 5104210006"),
        ({"name": "第二示例小学"}, "第二示例小学"),
        ({"township": "school"}, "乡镇人民政府"),
        ({"governing": "town"}, "县级部门"),
    ],
)
def test_the_service_keeps_the_rules_by_itself(cast, fields, words):
    values = {
        key: getattr(cast, value, value) if key in {"township", "governing"} else value for key, value in fields.items()
    }
    with pytest.raises(Refused, match=words):
        services.create_unit(by=cast.office, **({"code": "1", "name": "新", "kind": "primary"} | values))


def test_a_department_does_not_govern_itself(cast):
    with pytest.raises(Refused, match="自己"):
        services.edit_unit(cast.education_bureau, by=cast.office, governing=cast.education_bureau)


def test_changes_are_logged_field_by_field(cast, sign_in):
    client = sign_in(cast.office)
    path = f"{URL}{cast.school.pk}/edit/"
    assert "第一示例中学" in client.get(path).content.decode()
    assert client.post(path, form_data(cast.school, pupils=1800, zone="")).status_code == 302
    changed = events("edit_unit").get().data["changed"]
    assert changed == {"zone": ["第一责任区", None], "pupils": [1726, 1800]}
    cast.school.refresh_from_db()
    assert (cast.school.zone, cast.school.pupils) == (None, 1800)
    client.post(path, form_data(cast.school))
    assert events("edit_unit").count() == 1


def test_an_error_shows_the_name_as_it_is_kept(cast, sign_in):
    answer = sign_in(cast.office).post(f"{URL}{cast.school.pk}/edit/", form_data(cast.school, name=""))
    assert answer.status_code == 422
    assert "<h1>第一示例中学</h1>" in answer.content.decode().replace("\n", "").replace("  ", "")


def test_taking_off_the_register_and_putting_back(cast, sign_in):
    client = sign_in(cast.office)
    path = f"{URL}{cast.school.pk}/"
    assert client.get(f"{path}deactivate/").status_code == 200
    assert client.post(f"{path}deactivate/", {"reason": "撤并"}).status_code == 302
    cast.school.refresh_from_db()
    assert not cast.school.is_active
    assert events("deactivate_unit").get().reason == "撤并"
    assert client.get(f"{path}reactivate/").status_code == 200
    assert client.post(f"{path}reactivate/").status_code == 302
    cast.school.refresh_from_db()
    assert cast.school.is_active


def test_refusals_of_taking_off(cast):
    with pytest.raises(Refused, match="还有单位属于它"):
        services.deactivate_unit(cast.town, by=cast.office, reason="x")
    with pytest.raises(Refused, match="理由"):
        services.deactivate_unit(cast.school, by=cast.office, reason=" ")
    services.deactivate_unit(cast.school, by=cast.office, reason="x")
    with pytest.raises(Refused, match="已移出"):
        services.deactivate_unit(cast.school, by=cast.office, reason="x")
    services.reactivate_unit(cast.school, by=cast.office)
    with pytest.raises(Refused, match="已在名录中"):
        services.reactivate_unit(cast.school, by=cast.office)


@pytest.mark.parametrize("name", ["leader", "inspector", "school_head", "sysadmin"])
def test_by_nobody_else(cast, sign_in, name):
    user = getattr(cast, name)
    client = sign_in(user)
    for path in ("create/", *(f"{cast.school.pk}/{verb}/" for verb in ("edit", "deactivate", "reactivate"))):
        assert client.get(f"{URL}{path}").status_code == 403
    for act in (
        lambda: services.create_unit(by=user, code="1", name="x", kind="primary"),
        lambda: services.edit_unit(cast.school, by=user, name="x"),
        lambda: services.deactivate_unit(cast.school, by=user, reason="x"),
        lambda: services.reactivate_unit(cast.school, by=user),
    ):
        with pytest.raises(NotAllowed, match="单位名录由督导办维护"):
            act()


def test_units_are_found_by_a_word_of_their_name_in_either_case_or_by_the_beginning_of_their_code(db: None) -> None:
    both = make_unit("5104219001", "ABC外国语学校", "primary")
    only = make_unit("5104219002", "外滩小学", "primary")
    asked = Organisation.objects.asked_for
    assert {*asked("外国语")} == {*asked("abc外")} == {*asked("c外国")} == {both}
    assert {*asked("外")} == {both, only}
    assert {*asked("510421900")} == {both, only}
    assert not asked("国外").exists()


def test_an_index_finds_units_by_two_letters(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert "organisation_pairs" in Organisation.objects.order_by().called("外国").explain()
