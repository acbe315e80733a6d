"""Grants for units, zones and tasks: given, prolonged, ended, and cleared away when over."""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.models import Organisation, OrganisationGrant, User, ZoneGrant
from accounts.services import grants
from accounts.tasks import remove_expired_grants
from core import calendar
from core.errors import NotAllowed, Refused
from inspectors.expert.services import suspend_expert
from supervision.models import TaskGrant
from tests.accounts.work import events, waiting_task
from tests.pages import text
from tests.people import act_for, let_into
from tests.walk import expert as experts


def url(user, kind, verb=""):
    return f"/desk/accounts/{user.pk}/grants/{kind}/{verb}"


def fresh(user):
    return User.objects.get(pk=user.pk)


def in_days(days):
    return timezone.now() + dt.timedelta(days=days)


@pytest.mark.parametrize("typed", ["5104210006", "第二示例小学", "第二示例"])
def test_a_unit_by_code_name_or_piece_of_it(cast, sign_in, typed):
    client = sign_in(cast.security)
    assert client.get(url(cast.school_head, "unit")).status_code == 200
    answer = client.post(url(cast.school_head, "unit"), {"target": typed, "expires_at": "2027-06-30"})
    assert answer.status_code == 302
    assert cast.other_school.pk in fresh(cast.school_head).organisation_ids
    grant = OrganisationGrant.objects.get(user=cast.school_head, content_object=cast.other_school)
    assert grant.last_day == dt.date(2027, 6, 30)
    assert grant.granted_by == cast.security
    event = events("grant_access").get()
    assert event.data["target"] == "第二示例小学"
    page = client.get(answer["Location"]).content.decode()
    assert "单位" in page
    assert "2027年6月30日" in page


@pytest.mark.parametrize(
    ("typed", "words"),
    [("示例", "有多个单位符合"), ("没有", "没有这个名称或代码"), ("", "请填写此项"), ("   ", "请填写此项")],
)
def test_a_unit_that_is_not_clear(cast, sign_in, typed, words):
    answer = sign_in(cast.security).post(url(cast.school_head, "unit"), {"target": typed})
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_a_second_grant_prolongs_the_first(cast):
    for days in (10, 20):
        grant = grants.grant_access(
            cast.school_head, by=cast.security, kind="unit", target=cast.school, expires_at=in_days(days)
        )
    assert OrganisationGrant.objects.filter(user=cast.school_head).count() == 1
    assert grant.expires_at > in_days(19)


def test_a_zone_and_a_task(cast, sign_in):
    client = sign_in(cast.security)
    assert client.post(url(cast.zone_leader, "zone"), {"target": str(cast.zone.pk)}).status_code == 302
    task = waiting_task()
    experts.member(cast)
    refused = client.post(url(cast.expert, "task"), {"target": str(task.pk)})
    assert refused.status_code == 422
    assert (
        client.post(url(cast.expert, "task"), {"target": str(task.pk), "expires_at": "2027-01-31"}).status_code == 302
    )
    assert fresh(cast.expert).task_ids == [task.pk]


def test_refusals(cast):
    def grant(user, **fields):
        values = {"by": cast.security, "kind": "unit", "target": cast.school} | fields
        return grants.grant_access(user, **values)

    with pytest.raises(Refused, match="不能给本人授权"):
        grant(cast.security)
    with pytest.raises(Refused, match="没有这一角色"):
        grant(cast.inspector)
    with pytest.raises(Refused, match="截止日期已过"):
        grant(cast.school_head, expires_at=in_days(-1))
    with pytest.raises(Refused, match="必须有截止日期"):
        grant(cast.expert, kind="task", target=waiting_task())
    cast.school_head.is_active = False
    with pytest.raises(Refused, match="账号已停用"):
        grant(cast.school_head)


def test_a_task_goes_to_the_pool_only(cast, sign_in):
    client, task = sign_in(cast.security), waiting_task()
    words = {"target": str(task.pk), "expires_at": (calendar.today() + dt.timedelta(days=9)).isoformat()}
    answer = client.post(url(cast.expert, "task"), words)
    assert answer.status_code == 422
    assert "不在专家库中" in text(answer)
    expert = experts.member(cast)
    late = expert.term_until + calendar.ONE_DAY
    answer = client.post(url(cast.expert, "task"), {**words, "expires_at": late.isoformat()})
    assert answer.status_code == 422
    assert "聘期至" in text(answer)
    suspend_expert(expert, by=cast.office, reason="正在接受调查")
    with pytest.raises(Refused, match="已暂停"):
        grants.grant_access(cast.expert, by=cast.security, kind="task", target=task, expires_at=in_days(9))
    assert not TaskGrant.objects.exists()


def test_the_pool_says_nothing_of_other_grants(cast):
    grant = grants.grant_access(cast.school_head, by=cast.security, kind="unit", target=cast.other_school)
    assert grant.user == cast.school_head


@pytest.mark.parametrize("name", ["sysadmin", "auditor", "office_head"])
def test_by_nobody_else(cast, sign_in, name):
    user = getattr(cast, name)
    grant = OrganisationGrant.objects.get(user=cast.school_head)
    assert sign_in(user).get(url(cast.school_head, "unit")).status_code == 403
    assert sign_in(user).get(url(cast.school_head, "unit", f"{grant.pk}/end/")).status_code == 403
    with pytest.raises(NotAllowed, match="授权和解锁只由安全管理员办理"):
        grants.grant_access(cast.school_head, by=user, kind="unit", target=cast.school)
    with pytest.raises(NotAllowed, match="授权和解锁只由安全管理员办理"):
        grants.end_access(cast.school_head, by=user, kind="unit", grant_id=grant.pk)


def test_ending_a_grant(cast, sign_in):
    client = sign_in(cast.security)
    grant = OrganisationGrant.objects.get(user=cast.school_head)
    end = url(cast.school_head, "unit", f"{grant.pk}/end/")
    assert client.get(end).status_code == 200
    assert client.post(end).status_code == 302
    assert fresh(cast.school_head).organisation_ids == []
    assert events("end_access").get().data["target"] == "第一示例中学"
    answer = client.post(end)
    assert answer.status_code == 422
    assert "已经结束" in answer.content.decode()


def test_an_unknown_kind_is_not_found(cast, sign_in):
    client = sign_in(cast.security)
    assert client.get(url(cast.school_head, "unsinn")).status_code == 404
    assert client.get(url(cast.school_head, "unsinn", "1/end/")).status_code == 404


def test_the_night_clears_what_is_over_and_notes_it(cast, monkeypatch):
    monkeypatch.setattr(grants, "BATCH", 2)
    for number in range(3):
        unit = Organisation.objects.create(code=f"99999{number}", name=f"单位{number}", kind="primary")
        act_for(cast.school_head, unit, expires_at=in_days(-1))
    ZoneGrant.objects.filter(user=cast.zone_leader).update(expires_at=in_days(-2))
    task = waiting_task()
    let_into(cast.expert, task)
    TaskGrant.objects.update(expires_at=in_days(1))
    assert remove_expired_grants() == 4
    assert OrganisationGrant.objects.filter(user=cast.school_head).count() == 1
    assert not ZoneGrant.objects.exists()
    assert TaskGrant.objects.exists()
    assert events("grant_expired").count() == 4
    assert remove_expired_grants() == 0
    assert grants.remove_expired_grants(at=in_days(2)) == 1
