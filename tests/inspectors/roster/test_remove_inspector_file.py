"""Taking a paper off the file of a person."""

import pytest
from django.urls import reverse

from core import files
from core.errors import NotAllowed, Refused, TransitionRefused
from core.models import AuditEvent, StoredFile
from inspectors.roster.services import remove_inspector_file
from tests.pages import text
from tests.walk import roster as walk


def url(paper):
    return f"/desk/inspectors/files/{paper.pk}/remove/"


def test_it_goes_with_a_reason_and_the_log_keeps_it(cast, sign_in, first):
    paper = walk.paper(first, cast.office)
    stored = files.files_of(paper).get()
    client = sign_in(cast.office)
    assert "四川师范大学本科毕业证书" in text(client.get(url(paper)))
    page = client.post(url(paper), {"reason": "扫描不清"})
    assert (page.status_code, page.url) == (302, f"/desk/inspectors/{first.pk}/")
    paper.refresh_from_db()
    assert paper.removed_at is not None
    assert paper.removal_reason == "扫描不清"
    assert StoredFile.objects.get(pk=stored.pk).removed_at is not None
    event = AuditEvent.objects.get(action="remove_inspector_file")
    assert (event.about_id, event.reason) == (str(first.pk), "扫描不清")
    content = text(client.get(f"/desk/inspectors/{first.pk}/"))
    assert url(paper) not in content
    assert "删除档案材料" in content
    assert client.get(reverse("open_file", args=[stored.pk])).status_code == 404


def test_a_reason_is_needed(cast, sign_in, first):
    paper = walk.paper(first, cast.office)
    assert sign_in(cast.office).post(url(paper), {"reason": ""}).status_code == 422
    with pytest.raises(Refused, match="请填写理由"):
        remove_inspector_file(paper, by=cast.office, reason=" ")


def test_a_stale_page_is_refused(cast, sign_in, first):
    paper = walk.paper(first, cast.office)
    remove_inspector_file(paper, by=cast.office_head, reason="重复")
    page = sign_in(cast.office).post(url(paper), {"reason": "扫描不清"})
    assert page.status_code == 409
    assert "已被删除" in text(page)
    with pytest.raises(TransitionRefused, match="四川师范大学本科毕业证书"):
        remove_inspector_file(paper, by=cast.office, reason="再次")
    paper.refresh_from_db()
    assert paper.removal_reason == "重复"


def test_one_removes_what_one_added_but_not_the_offices(cast, sign_in, first):
    own, offices = walk.paper(first, cast.inspector), walk.paper(first, cast.office, caption="聘书")
    client = sign_in(cast.inspector)
    content = text(client.get(f"/desk/inspectors/{first.pk}/"))
    assert url(own) in content
    assert url(offices) not in content
    assert client.get(url(offices)).status_code == 403
    assert client.post(url(own), {"reason": "传错"}).status_code == 302
    with pytest.raises(NotAllowed, match="教育督导办公室归档的材料由教育督导办"):
        remove_inspector_file(offices, by=cast.inspector, reason="x")


def test_to_everybody_else_there_is_none(cast, sign_in, first):
    paper = walk.paper(first, cast.office)
    for name in ("leader", "zone_leader", "other_inspector", "school_head", "expert"):
        assert sign_in(getattr(cast, name)).get(url(paper)).status_code == 404
