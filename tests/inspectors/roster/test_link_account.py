"""Which account is whose."""

import pytest

from accounts.roles import Role
from core.errors import NotAllowed, Refused
from core.models import AuditEvent
from inspectors.models import Inspector
from inspectors.roster.services import link_account
from tests.pages import text
from tests.people import make_inspector, make_user


def url(inspector):
    return f"/desk/inspectors/{inspector.pk}/account/link/"


def test_a_free_account_is_linked_and_taken_off_again(cast, sign_in):
    new = make_inspector(None, "新督学", 50)
    account = make_user("newone", "新督学", Role.INSPECTOR)
    client = sign_in(cast.office)
    content = text(client.get(url(new)))
    assert "新督学（newone）" in content
    assert "督学甲（inspector）" not in content
    assert client.post(url(new), {"user": account.pk}).status_code == 302
    assert Inspector.objects.get(pk=new.pk).user == account
    client.post(url(new), {"user": ""})
    assert Inspector.objects.get(pk=new.pk).user is None
    assert [event.data["account"] for event in AuditEvent.objects.filter(action="link_account").order_by("pk")] == [
        "newone",
        "",
    ]


def test_an_account_without_the_role_or_another_inspectors_is_refused(cast, sign_in, first, second):
    with pytest.raises(Refused, match="没有督学角色"):
        link_account(first, by=cast.office, user=cast.school_head)
    with pytest.raises(Refused, match="已关联督学乙"):
        link_account(first, by=cast.office, user=cast.other_inspector)
    page = sign_in(cast.office).post(url(first), {"user": cast.other_inspector.pk})
    assert page.status_code == 422


def test_wrong_roles(cast, sign_in, first):
    for name in ("leader", "inspector", "zone_leader"):
        assert sign_in(getattr(cast, name)).get(url(first)).status_code == 403
    with pytest.raises(NotAllowed, match="督学名册由教育督导办公室管理"):
        link_account(first, by=cast.inspector, user=None)
