"""Frameworks: the list, the tree of a version, putting in force, retiring, Excel out."""

import pytest

from core.errors import NotAllowed, Refused, TransitionRefused
from core.excel import confirm_import, run_import
from core.models import AuditEvent
from supervision.framework import services
from supervision.models import Framework, FrameworkVersion, VersionState
from tests.pages import queries, text
from tests.workbooks import changed_demo, demo, table_of

URL = "/desk/supervision/frameworks/"


@pytest.fixture
def version(cast):
    """The first version of the framework for kindergartens, a draft."""
    confirm_import(run_import("frameworks", demo("indicators-kindergarten"), by=cast.office), by=cast.office)
    return FrameworkVersion.objects.get()


@pytest.fixture
def newer(cast, version):
    """A second version, a draft too."""
    upload = changed_demo("indicators-kindergarten", {"C4": "C1 新的党建要求"})
    confirm_import(run_import("frameworks", upload, by=cast.office), by=cast.office)
    return FrameworkVersion.objects.get(number=2)


def states():
    return dict(FrameworkVersion.objects.values_list("number", "state"))


def test_the_list_shows_the_version_in_force_and_the_drafts(cast, sign_in, version, newer):
    services.put_in_force(version, by=cast.office)
    content = text(sign_in(cast.office).get(URL))
    for words in ("幼儿园督导评估指标", "已启用", "第2版", "导入指标体系", "100"):
        assert words in content


def test_before_the_first_framework(cast, sign_in):
    assert "还没有指标体系" in text(sign_in(cast.office).get(URL))
    assert "还没有指标体系" in text(sign_in(cast.inspector).get(URL))


def test_the_tree_with_points_methods_and_caps(cast, sign_in, version):
    page = sign_in(cast.inspector).get(f"{URL}{version.framework.pk}/")
    content = text(page)
    for words in (
        "A1 办园方向",
        "13分",
        "B2 科学理念",
        "C5 保安",
        "一票否决",
        "重大安全责任事故",
        "限档",
        "测量",
        "幼儿园",
    ):
        assert words in content
    assert [group["points"] for group in page.context["tree"]] == [13, 26, 23, 14, 24]
    assert "启用这一版本" not in content


def test_switching_between_versions(cast, sign_in, version, newer):
    client = sign_in(cast.office)
    url = f"{URL}{version.framework.pk}/"
    assert "新的党建要求" in text(client.get(url))  # the newest while none is in force
    services.put_in_force(version, by=cast.office)
    assert "新的党建要求" not in text(client.get(url))
    assert "新的党建要求" in text(client.get(f"{url}?version=2"))
    for nonsense in ("9", "x"):
        assert client.get(f"{url}?version={nonsense}").status_code == 404


def test_a_framework_without_versions(cast, sign_in):
    empty = Framework.objects.create(name="空体系")
    client = sign_in(cast.office)
    assert "还没有指标" in text(client.get(f"{URL}{empty.pk}/"))
    assert client.get(URL).status_code == 200
    assert client.post(f"{URL}{empty.pk}/export/").status_code == 404


def test_put_in_force_retires_the_one_before(cast, sign_in, version, newer):
    services.put_in_force(version, by=cast.office)
    client = sign_in(cast.office)
    url = f"{URL}versions/{newer.pk}/put-in-force/"
    assert "现行版本停用" in text(client.get(url))
    assert client.post(url)["Location"] == f"{URL}{version.framework.pk}/?version=2"
    assert states() == {1: VersionState.RETIRED, 2: VersionState.IN_FORCE}
    assert [(e.action, e.data["version"]) for e in AuditEvent.objects.filter(to_state__gt="").order_by("pk")][-3:] == [
        ("put_in_force", 1),
        ("retire", 1),
        ("put_in_force", 2),
    ]
    assert client.post(url).status_code == 409


def test_retire(cast, sign_in, version):
    services.put_in_force(version, by=cast.office)
    client = sign_in(cast.office)
    url = f"{URL}versions/{version.pk}/retire/"
    assert "进行中的任务仍可使用" in text(client.get(url))
    assert client.post(url).status_code == 302
    assert states() == {1: VersionState.RETIRED}
    page = client.post(url)
    assert page.status_code == 409
    assert "已停用" in text(page)


def test_an_empty_version_is_not_put_in_force(cast):
    empty = FrameworkVersion.objects.create(framework=Framework.objects.create(name="空体系"), number=1)
    with pytest.raises(Refused, match="没有指标的版本不能启用"):
        services.put_in_force(empty, by=cast.office)


def test_someone_was_faster(cast, version):
    services.put_in_force(version, by=cast.office)
    with pytest.raises(TransitionRefused, match="目前为“已启用”"):
        services.put_in_force(version, by=cast.office)


def test_only_the_office_moves_versions(cast, sign_in, version):
    for name in ("leader", "inspector", "expert"):
        client = sign_in(getattr(cast, name))
        for step in ("put-in-force", "retire"):
            assert client.post(f"{URL}versions/{version.pk}/{step}/").status_code == 403
    for service in (services.put_in_force, services.retire):
        with pytest.raises(NotAllowed, match="此操作由督导办办理"):
            service(version, by=cast.leader)
    assert states() == {1: VersionState.DRAFT}


def test_strangers(cast, sign_in, version):
    for name in ("school_head", "liaison", "sysadmin"):
        client = sign_in(getattr(cast, name))
        assert client.get(URL).status_code == 403
        assert client.get(f"{URL}{version.framework.pk}/").status_code == 404
        assert client.post(f"{URL}{version.framework.pk}/export/").status_code == 404
        assert client.post(f"{URL}versions/{version.pk}/retire/").status_code == 404


def test_excel_out_is_what_came_in(cast, sign_in, version):
    page = sign_in(cast.inspector).post(f"{URL}{version.framework.pk}/export/?version=1")
    table, original = table_of(page.content), table_of(demo("indicators-kindergarten").read_bytes())
    assert table[0][:10] == original[0]
    assert [row[:10] for row in table[2:]] == original[2:]
    assert table[1][0] == "结论规则：按总分；等次：优秀（≥90）、良好（≥75）、合格（≥60）、不合格"
    assert table[2][10:] == ["观测要点", "测量内容", "测量阈值", "限档等次"]


def test_more_frameworks_and_versions_need_no_more_queries(cast, sign_in, version):
    client = sign_in(cast.office)
    few = queries(client, URL), queries(client, f"{URL}{version.framework.pk}/")
    for number in range(2, 52):
        FrameworkVersion.objects.create(framework=version.framework, number=number)
        other = Framework.objects.create(name=f"体系{number}")
        FrameworkVersion.objects.create(framework=other, number=1)
    assert (queries(client, URL), queries(client, f"{URL}{version.framework.pk}/?version=1")) == few
    assert max(few) <= 12
