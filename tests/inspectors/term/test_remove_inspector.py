"""Leaving the roster and coming back."""

import pytest

from core.errors import NotAllowed, Refused, TransitionRefused
from core.models import AuditEvent, Notification
from inspectors.models import CareerEvent, Inspector, PlaqueAssignment
from inspectors.plaque.services import assign_plaque
from inspectors.roster.services import edit_inspector, standing
from inspectors.term.services import remove_inspector, restore_inspector
from tests.pages import text


def url(inspector, step):
    return f"/desk/inspectors/{inspector.pk}/{step}/"


def test_leaving_ends_the_plaques_and_keeps_the_record(cast, sign_in, first):
    assign_plaque(cast.school, by=cast.office, inspector=first)
    client = sign_in(cast.office)
    assert "档案和记录保留" in text(client.get(url(first, "remove")))
    assert client.post(url(first, "remove"), {"reason": "调离教育系统"}).status_code == 302
    first.refresh_from_db()
    assert first.removed_at is not None
    assert first.removal_reason == "调离教育系统"
    assert not PlaqueAssignment.objects.current().exists()
    event = AuditEvent.objects.get(action="remove_inspector")
    assert (event.reason, event.data["plaques_ended"]) == ("调离教育系统", ["第一示例中学"])


def test_a_reason_is_needed(cast, sign_in, first):
    assert sign_in(cast.office).post(url(first, "remove"), {"reason": ""}).status_code == 422
    with pytest.raises(Refused, match="请填写理由"):
        remove_inspector(first, by=cast.office, reason="  ")


def test_leaving_twice_is_refused(cast, sign_in, first):
    remove_inspector(first, by=cast.office, reason="调离")
    page = sign_in(cast.office).post(url(first, "remove"), {"reason": "调离"})
    assert page.status_code == 422
    assert "已移出名册" in text(page)


def test_coming_back(cast, sign_in, first):
    remove_inspector(first, by=cast.office, reason="调离")
    client = sign_in(cast.office)
    assert "不会恢复" in text(client.get(url(first, "restore")))
    unsaid = client.post(url(first, "restore"))
    assert unsaid.status_code == 422
    assert client.post(url(first, "restore"), {"reason": "借调期满"}).status_code == 302
    assert Inspector.objects.get(pk=first.pk).removed_at is None
    assert AuditEvent.objects.filter(action="restore_inspector").count() == 1
    again = client.post(url(first, "restore"), {"reason": "借调期满"})
    assert again.status_code == 422
    assert "已在名册中" in text(again)


def test_both_stand_in_the_career_and_in_what_happened(cast, sign_in, first):
    remove_inspector(first, by=cast.office, reason="借调")
    restore_inspector(first, by=cast.office_head, reason="借调期满")
    lines = {(line.kind, line.text) for line in CareerEvent.objects.filter(inspector=first)}
    assert lines == {("ended", "移出名册：借调"), ("other", "恢复到名册：借调期满")}
    page = sign_in(cast.office).get(f"/desk/inspectors/{first.pk}/")
    assert "移出名册：借调" in text(page)
    history = text(page).split('class="timeline"')[1]
    for words in ("移出名册", "恢复到名册", "借调期满"):
        assert words in history


def test_a_stale_page_neither_removes_nor_restores(cast, sign_in, first):
    client = sign_in(cast.office)
    seen = client.get(url(first, "remove")).context["form"]["seen"].value()
    edit_inspector(first, by=cast.office_head, title="高级教师")
    page = client.post(url(first, "remove"), {"reason": "调离", "seen": seen})
    assert page.status_code == 409
    assert "已被他人更改" in text(page)
    assert Inspector.objects.get(pk=first.pk).removed_at is None
    remove_inspector(first, by=cast.office_head, reason="调离")
    seen = client.get(url(first, "restore")).context["form"]["seen"].value()
    restore_inspector(first, by=cast.office_head, reason="返岗")
    remove_inspector(first, by=cast.office_head, reason="退休")
    page = client.post(url(first, "restore"), {"seen": seen, "reason": "返岗"})
    assert page.status_code == 409
    assert Inspector.objects.get(pk=first.pk).removal_reason == "退休"


def test_a_plaque_hung_meanwhile_makes_the_page_stale(cast, first):
    seen = standing(first)
    assign_plaque(cast.school, by=cast.office, inspector=first)
    with pytest.raises(TransitionRefused, match="您打开页面之后"):
        remove_inspector(first, by=cast.office, reason="调离", seen=seen)
    first.refresh_from_db()
    assert first.removed_at is None
    remove_inspector(first, by=cast.office, reason="调离", seen=standing(first))
    first.refresh_from_db()
    assert first.removed_at is not None


def test_wrong_roles(cast, sign_in, first):
    for name in ("leader", "inspector", "zone_leader"):
        for step in ("remove", "restore"):
            assert sign_in(getattr(cast, name)).post(url(first, step), {"reason": "x"}).status_code == 403
    with pytest.raises(NotAllowed, match="督学名册由教育督导办公室管理"):
        remove_inspector(first, by=cast.leader, reason="x")
    with pytest.raises(NotAllowed, match="督学名册由教育督导办公室管理"):
        restore_inspector(first, by=cast.leader, reason="x")


def test_back_from_before_ends_were_kept(cast, first):
    """A roster that was imported may hold people who left without an end on record: nothing is there to give back."""
    Inspector.objects.filter(pk=first.pk).update(removed_at=first.created_at, removal_reason="调离")
    first.refresh_from_db()
    restore_inspector(first, by=cast.office_head, reason="借调期满")
    assert Inspector.objects.get(pk=first.pk).removed_at is None
    assert not Notification.objects.filter(kind="restore_inspector").exists()


def test_coming_back_needs_a_reason_too(cast, first):
    remove_inspector(first, by=cast.office, reason="借调")
    with pytest.raises(Refused, match="理由"):
        restore_inspector(first, by=cast.office_head, reason=" ")
