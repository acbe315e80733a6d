"""Filing a paper of an inspector."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core import files
from core.errors import NotAllowed, Refused
from core.models import AuditEvent
from inspectors.models import InspectorFile
from inspectors.roster.services import add_inspector_file
from tests.pages import queries, text
from tests.walk import roster as walk


def url(inspector):
    return f"/desk/inspectors/{inspector.pk}/files/add/"


def page_of(inspector):
    return f"/desk/inspectors/{inspector.pk}/"


def test_the_office_files_a_degree(cast, sign_in, first):
    client = sign_in(cast.office)
    assert "暂无材料" in text(client.get(page_of(first)))
    assert client.get(url(first)).status_code == 200
    given = {"kind": "degree", "caption": "本科毕业证书", "file": walk.scan()}
    assert client.post(url(first), given).status_code == 302
    paper = InspectorFile.objects.get()
    assert (paper.inspector, paper.kind, paper.caption, paper.added_by) == (
        first,
        "degree",
        "本科毕业证书",
        cast.office,
    )
    stored = files.files_of(paper).get()
    event = AuditEvent.objects.get(action="add_inspector_file")
    assert (event.about_id, event.data["sha256"]) == (str(first.pk), stored.sha256)
    content = text(client.get(page_of(first)))
    for words in ("本科毕业证书", "学历学位证书", reverse("open_file", args=[stored.pk])):
        assert words in content


def test_one_files_ones_own(cast, sign_in, first):
    given = {"kind": "honour", "caption": "优秀教师", "file": walk.scan()}
    assert sign_in(cast.inspector).post(url(first), given).status_code == 302
    assert InspectorFile.objects.get().added_by == cast.inspector


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"caption": ""}, "请填写此项"),
        ({"file": SimpleUploadedFile("a.exe", b"MZ")}, "不属于可接收的文件类型"),
        ({"file": SimpleUploadedFile("a.pdf", b"no pdf")}, "内容与文件名不符"),
        ({"kind": "nonsense"}, "nonsense"),
    ],
)
def test_what_is_refused(cast, sign_in, first, changes, words):
    given = {"kind": "degree", "caption": "毕业证书", "file": walk.scan()} | changes
    page = sign_in(cast.office).post(url(first), given)
    assert page.status_code == 422
    assert words in text(page)
    assert not InspectorFile.objects.exists()


def test_only_office_and_the_person_see_and_open_it(cast, sign_in, first):
    stored = files.files_of(walk.paper(first, cast.office)).get()
    address = reverse("open_file", args=[stored.pk])
    for name in ("office", "office_head", "inspector"):
        client = sign_in(getattr(cast, name))
        assert "四川师范大学" in text(client.get(page_of(first)))
        assert walk.answer_to(client, address) == 200
    for name in ("leader", "zone_leader", "other_inspector"):
        client = sign_in(getattr(cast, name))
        assert "四川师范大学" not in text(client.get(page_of(first)))
        assert walk.answer_to(client, address) == 404
    assert sign_in(cast.school_head).get(address).status_code == 404


def test_wrong_roles_and_strangers(cast, sign_in, first):
    for name in ("leader", "zone_leader", "other_inspector"):
        assert sign_in(getattr(cast, name)).get(url(first)).status_code == 403
    assert sign_in(cast.school_head).get(url(first)).status_code == 404
    with pytest.raises(NotAllowed, match="个人档案材料由教育督导办公室和督学本"):
        walk.paper(first, cast.leader)
    with pytest.raises(Refused, match="请说明材料名称"):
        add_inspector_file(first, by=cast.office, kind="degree", caption=" ", file=walk.scan())


def test_more_papers_need_no_more_queries(cast, sign_in, first):
    client = sign_in(cast.office)
    walk.paper(first, cast.office)
    few = queries(client, page_of(first))
    for number in range(5):
        walk.paper(first, cast.office, caption=f"证书{number}")
    assert queries(client, page_of(first)) == few
