"""experts, propose_expert, edit_expert, note_expert, link_expert_account, unmask_expert_phone: the register."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from core import calendar
from core.errors import NotAllowed, Refused, TransitionRefused
from core.models import AuditEvent, Notification
from inspectors.expert import services
from inspectors.models import Expert
from tests.pages import HTMX, queries, text
from tests.people import Cast
from tests.walk import expert as walk

SignIn = Callable[[object], Client]
LIST = "/desk/inspectors/experts/"
FORM = {
    "name": "钱专家",
    "employer": "市教育科学研究所",
    "categories": ["monitoring", "compulsory"],
    "phone": walk.PHONE,
    "grounds": "长期从事质量监测",
}


def names(client: Client, query: str = "") -> list[str]:
    return [row.name for row in client.get(LIST + query).context["page"]]


def test_proposed_by_form_and_told_to_the_head(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.office)
    assert "没有符合条件的专家" in text(client.get(LIST))
    assert client.get(reverse("propose_expert")).status_code == 200
    page = client.post(reverse("propose_expert"), FORM)
    expert = Expert.objects.get()
    assert page["Location"] == expert.get_absolute_url()
    assert (expert.state, expert.proposed_by, expert.partner) == ("proposed", cast.office, None)
    assert expert.categories == ["compulsory", "monitoring"]
    assert Notification.objects.get(kind="propose_expert").recipient == cast.office_head
    content = text(client.get(expert.get_absolute_url()))
    assert "139****1234" in content
    assert walk.PHONE not in content
    assert "长期从事质量监测" in content


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": ""}, "填写此项"),
        ({"categories": []}, "填写此项"),
        ({"phone": "12"}, "不是电话号码"),
        ({"categories": ["sorcery"]}, "sorcery"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(cast: Cast, sign_in: SignIn, changes: dict, words: str) -> None:
    page = sign_in(cast.office).post(reverse("propose_expert"), {**FORM, **changes})
    assert page.status_code == 422
    assert words in text(page)
    assert not Expert.objects.exists()


def test_nobody_is_proposed_twice(cast: Cast, sign_in: SignIn) -> None:
    walk.proposed(cast)
    page = sign_in(cast.office).post(reverse("propose_expert"), FORM)
    assert page.status_code == 422
    assert "已在专家库名册中" in text(page)
    with pytest.raises(ValidationError):
        walk.proposed(cast, categories=[])


def test_edited_with_the_number_kept_or_deleted(cast: Cast, sign_in: SignIn) -> None:
    expert = walk.proposed(cast)
    client = sign_in(cast.office)
    address = reverse("edit_expert", args=[expert.pk])
    page = text(client.get(address))
    assert "139****1234" in page
    assert walk.PHONE not in page
    assert client.post(address, {**FORM, "phone": "", "title": "教授"}).status_code == 302
    expert.refresh_from_db()
    assert (expert.title, expert.phone) == ("教授", walk.PHONE)
    assert client.post(address, {**FORM, "phone": "", "forget": "on"}).status_code == 302
    expert.refresh_from_db()
    assert expert.phone == ""
    event = AuditEvent.objects.filter(action="edit_expert").latest("pk")
    assert event.data["changes"]["phone"] == ["…", "…"]
    assert client.post(address, {**FORM, "phone": "1"}).status_code == 422
    assert services.edit_expert(expert, by=cast.office).pk == expert.pk


def test_a_partners_expert_is_noted_on_and_not_edited(cast: Cast, sign_in: SignIn) -> None:
    walk.taken(cast)
    expert = Expert.objects.get()
    client = sign_in(cast.office)
    page = text(client.get(expert.get_absolute_url()))
    assert "邻县（示例）" in page
    assert reverse("edit_expert", args=[expert.pk]) not in page
    assert reverse("suspend_expert", args=[expert.pk]) in page
    assert client.get(reverse("edit_expert", args=[expert.pk])).status_code == 409
    with pytest.raises(TransitionRefused, match="邻县专家甲来自邻县"):
        services.edit_expert(expert, by=cast.office, name="改名")
    note = reverse("note_expert", args=[expert.pk])
    assert client.get(note).status_code == 200
    assert client.post(note, {"note": "评审认真"}).status_code == 302
    assert "评审认真" in text(client.get(expert.get_absolute_url()))


def test_the_number_is_read_with_a_trace(cast: Cast, sign_in: SignIn) -> None:
    expert = walk.member(cast)
    address = reverse("unmask_expert_phone", args=[expert.pk])
    page = sign_in(cast.office).post(address, headers=HTMX)
    assert walk.PHONE in text(page)
    assert "<html" not in text(page)
    assert AuditEvent.objects.get(action="unmask_expert_phone").actor == cast.office
    assert walk.PHONE in text(sign_in(cast.expert).post(address))
    assert sign_in(cast.leader).post(address).status_code == 403
    assert sign_in(cast.inspector).post(address).status_code == 404


def test_linked_to_an_account(cast: Cast, sign_in: SignIn) -> None:
    expert = walk.selected(cast)
    client = sign_in(cast.office)
    address = reverse("link_expert_account", args=[expert.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {"user": str(cast.expert.pk)}).status_code == 302
    expert.refresh_from_db()
    assert expert.user == cast.expert
    other = walk.selected(cast, name="孙专家")
    with pytest.raises(Refused, match="已关联"):
        services.link_expert_account(other, by=cast.office, user=cast.expert)
    with pytest.raises(Refused, match="不是专家账号"):
        services.link_expert_account(other, by=cast.office, user=cast.inspector)
    with pytest.raises(NotAllowed, match="专家库由督导办维护"):
        services.link_expert_account(other, by=cast.leader, user=None)
    services.link_expert_account(expert, by=cast.office, user=cast.expert)
    assert AuditEvent.objects.filter(action="link_expert_account").count() == 1
    assert services.link_expert_account(expert, by=cast.office, user=None).user is None


def test_filters(cast: Cast, sign_in: SignIn) -> None:
    walk.selected(cast)
    walk.proposed(cast, name="孙专家", categories=["law"], employer="县司法局")
    soon = walk.selected(cast, name="李专家", categories=["finance"])
    Expert.objects.filter(pk=soon.pk).update(term_until=calendar.today() + dt.timedelta(days=20))
    walk.taken(cast)
    client = sign_in(cast.office)
    assert set(names(client)) == {"钱专家", "孙专家", "李专家", "邻县专家甲"}
    assert names(client, "?category=law") == ["孙专家"]
    assert names(client, "?state=proposed") == ["孙专家"]
    assert names(client, "?origin=partner") == ["邻县专家甲"]
    assert set(names(client, "?origin=own")) == {"钱专家", "孙专家", "李专家"}
    assert names(client, f"?partner={walk.partner(cast).pk}") == ["邻县专家甲"]
    assert names(client, "?term=ending") == ["李专家"]
    assert set(names(client, "?term=running")) == {"钱专家", "李专家", "邻县专家甲"}
    assert names(client, "?q=司法") == ["孙专家"]
    assert names(client, "?sort=-term_until&state=selected")[0] == "钱专家"
    assert names(client, "?q=无此人") == []
    assert "<html" not in text(client.get(LIST, headers=HTMX))


def test_terms_in_words(cast: Cast, sign_in: SignIn) -> None:
    expert = walk.selected(cast)
    client = sign_in(cast.office)
    Expert.objects.update(term_from=calendar.today() + calendar.ONE_DAY)
    assert "聘期未开始" in text(client.get(LIST))
    walk.over(expert)
    assert "聘期已满" in text(client.get(LIST))


def test_excel_out_is_logged(cast: Cast, sign_in: SignIn) -> None:
    walk.selected(cast)
    page = sign_in(cast.office).post(reverse("export_experts"))
    assert page.status_code == 200
    assert AuditEvent.objects.get(action="export_experts").data["count"] == 1
    assert sign_in(cast.leader).post(reverse("export_experts")).status_code == 403


def test_who_sees_the_pool(cast: Cast, sign_in: SignIn) -> None:
    expert = walk.member(cast)
    for name in ("office", "office_head", "leader"):
        assert sign_in(getattr(cast, name)).get(LIST).status_code == 200
        assert sign_in(getattr(cast, name)).get(expert.get_absolute_url()).status_code == 200
    for name in ("inspector", "zone_leader", "school_head", "liaison", "sysadmin"):
        assert sign_in(getattr(cast, name)).get(LIST).status_code == 403
        assert sign_in(getattr(cast, name)).get(expert.get_absolute_url()).status_code == 404
    own = sign_in(cast.expert).get(expert.get_absolute_url())
    assert own.status_code == 200
    assert "本地备注" not in text(own)
    assert sign_in(cast.expert).get(LIST).status_code == 403
    for name in ("propose_expert",):
        assert sign_in(cast.leader).get(reverse(name)).status_code == 403
    for name in ("edit_expert", "note_expert", "link_expert_account"):
        assert sign_in(cast.leader).get(reverse(name, args=[expert.pk])).status_code == 403
    with pytest.raises(NotAllowed, match="专家库由督导办维护"):
        services.propose_expert(by=cast.leader, **walk.facts())
    with pytest.raises(NotAllowed, match="专家库由督导办维护"):
        services.note_expert(expert, by=cast.leader, note="x")


def test_statements_do_not_grow(cast: Cast, sign_in: SignIn) -> None:
    expert = walk.selected(cast)
    client = sign_in(cast.office)
    few, page = queries(client, LIST), queries(client, expert.get_absolute_url())
    for number in range(20):
        walk.selected(cast, name=f"专家{number}")
    assert queries(client, LIST) == few <= 14
    assert queries(client, expert.get_absolute_url()) == page
