"""select, decline, renew, suspend, resume, remove, propose again; the term's end; what ends with it."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.turns import turns_of
from core import calendar
from core.errors import NotAllowed, NotYourTurn, Refused, TransitionRefused
from core.models import AuditEvent, Notification
from inspectors.expert import services
from inspectors.expert.services.pool import _let_go, pool_member, standing_words, term_end
from inspectors.expert.tasks import end_expert_terms
from inspectors.models import Expert
from inspectors.questions import invitations_of
from inspectors.signals import expert_left
from supervision.models import ExpertInvitation, TaskGrant
from supervision.team.services import end_expert_work
from tests.pages import text
from tests.people import Cast, let_into
from tests.walk import expert as walk
from tests.walk import inspection as inspections
from tests.walk import team as teams
from tests.walk.clock import on

SignIn = Callable[[object], Client]


def at(name: str, expert: Expert) -> str:
    return reverse(name, args=[expert.pk])


def test_selected_for_a_term_by_the_head(cast: Cast, sign_in: SignIn) -> None:
    expert = walk.proposed(cast)
    assert "钱专家" in {item.title for item in turns_of(cast.office_head, today=calendar.today()).items}
    assert "钱专家" not in {item.title for item in turns_of(cast.office, today=calendar.today()).items}
    client = sign_in(cast.office_head)
    page = client.get(at("select_expert", expert))
    assert "长期从事质量监测" in text(page)
    initial = page.context["form"].initial
    assert client.post(at("select_expert", expert), initial)["Location"] == expert.get_absolute_url()
    expert.refresh_from_db()
    today = calendar.today()
    assert (expert.state, expert.term_from, expert.terms) == ("selected", today, 1)
    assert expert.term_until == term_end(today, 3)
    assert expert.is_available(today)
    assert set(Notification.objects.filter(kind="select_expert").values_list("recipient__username", flat=True)) == {
        "office",
        "head",
    }


def test_several_selected_at_once(cast: Cast, sign_in: SignIn) -> None:
    first, second, third = (walk.proposed(cast, name=name) for name in ("甲专家", "乙专家", "丙专家"))
    head, address = sign_in(cast.office_head), reverse("select_experts")
    page = head.get(address)
    assert page.context["form"].fields["experts"].queryset.count() == 3
    terms = page.context["form"].initial
    assert head.post(address, {**terms, "experts": []}).status_code == 422
    answer = head.post(address, {**terms, "experts": [str(first.pk), str(second.pk)]})
    assert answer["Location"] == reverse("experts")
    assert set(Expert.objects.filter(state="selected")) == {first, second}
    late = {"term_from": terms["term_from"], "term_until": "2099-01-01", "experts": [str(third.pk)]}
    assert head.post(address, late).status_code == 422
    assert sign_in(cast.office).get(address).status_code == 403
    with pytest.raises(NotAllowed, match="此操作由督导办主任办理"):
        services.select_experts(by=cast.office, experts=[third])
    with pytest.raises(TransitionRefused, match="目前为“在库”"):
        services.select_experts(by=cast.office_head, experts=[third, first])
    third.refresh_from_db()
    assert third.state == "proposed"


@pytest.mark.parametrize(("first", "days"), [(0, -1), (-400, 100), (0, 5000)])
def test_terms_that_make_no_sense(cast: Cast, first: int, days: int) -> None:
    expert = walk.proposed(cast)
    begin = calendar.today() + dt.timedelta(days=first)
    with pytest.raises(Refused, match="请选择"):
        services.select_expert(expert, by=cast.office_head, term_from=begin, term_until=begin + dt.timedelta(days=days))


def test_the_end_of_a_term_that_begins_on_a_leap_day() -> None:
    assert term_end(dt.date(2028, 2, 29), 3) == dt.date(2031, 2, 28)
    assert term_end(dt.date(2026, 1, 1), 3) == dt.date(2028, 12, 31)


def test_declined_and_proposed_again(cast: Cast, sign_in: SignIn) -> None:
    expert = walk.proposed(cast)
    head = sign_in(cast.office_head)
    assert head.get(at("decline_expert", expert)).status_code == 200
    assert head.post(at("decline_expert", expert), {"reason": ""}).status_code == 422
    assert head.post(at("decline_expert", expert), {"reason": "专业不对口"}).status_code == 302
    office = sign_in(cast.office)
    assert "专业不对口" in text(office.get(expert.get_absolute_url()))
    assert office.get(at("propose_expert_again", expert)).status_code == 200
    assert office.post(at("propose_expert_again", expert), {"reason": "已补充材料"}).status_code == 302
    expert.refresh_from_db()
    assert (expert.state, expert.grounds, expert.state_reason) == ("proposed", "已补充材料", "")


def test_renewed_behind_the_running_term(cast: Cast, sign_in: SignIn) -> None:
    expert = walk.selected(cast)
    head = sign_in(cast.office_head)
    page = head.get(at("renew_expert", expert))
    assert head.post(at("renew_expert", expert), page.context["form"].initial).status_code == 302
    renewed = Expert.objects.get()
    assert renewed.term_until == term_end(expert.term_until + calendar.ONE_DAY, 3)
    assert (renewed.state, renewed.terms, renewed.term_from) == ("selected", 2, expert.term_from)
    page = head.post(at("renew_expert", expert), {"term_until": str(renewed.term_until)})
    assert page.status_code == 422
    with pytest.raises(Refused, match="3年"):
        services.renew_expert(renewed, by=cast.office_head, term_until=renewed.term_until + dt.timedelta(days=2000))


def test_suspended_and_back(cast: Cast, sign_in: SignIn) -> None:
    expert = walk.member(cast)
    task = inspections.approved(cast)
    teams.invited(cast, task)
    office = sign_in(cast.office)
    assert office.get(at("suspend_expert", expert)).status_code == 200
    assert office.post(at("suspend_expert", expert), {"reason": "正在接受调查"}).status_code == 302
    assert not TaskGrant.objects.exists()
    row = ExpertInvitation.objects.get()
    assert (row.ended_on, row.end_reason) == (calendar.today(), "正在接受调查")
    assert Notification.objects.filter(recipient=cast.expert, kind="end_expert").count() == 1
    assert Notification.objects.filter(recipient=cast.expert, kind="suspend_expert").count() == 1
    page = text(office.get(expert.get_absolute_url()))
    assert task.name in page
    assert "正在接受调查" in page
    until = calendar.today() + dt.timedelta(days=3)
    with pytest.raises(Refused, match="暂停"):
        pool_member(cast.expert, until=until)
    assert sign_in(cast.office).get(at("resume_expert", expert)).status_code == 403
    head = sign_in(cast.office_head)
    assert head.get(at("resume_expert", expert)).status_code == 200
    assert head.post(at("resume_expert", expert), {"reason": "调查结束，无问题"}).status_code == 302
    assert pool_member(cast.expert, until=until) == expert
    assert not TaskGrant.objects.exists()


def test_not_resumed_after_the_term(cast: Cast) -> None:
    expert = walk.suspended(cast)
    walk.over(expert)
    with pytest.raises(Refused, match="聘期已满"):
        services.resume_expert(Expert.objects.get(), by=cast.office_head, reason="恢复")


def test_taken_out(cast: Cast, sign_in: SignIn) -> None:
    expert = walk.member(cast)
    head = sign_in(cast.office_head)
    assert head.get(at("remove_expert", expert)).status_code == 200
    assert head.post(at("remove_expert", expert), {"reason": "调离"}).status_code == 302
    expert.refresh_from_db()
    assert (expert.state, expert.state_reason) == ("ended", "调离")
    with pytest.raises(TransitionRefused, match="目前为“已出库”"):
        services.remove_expert(expert, by=cast.office_head, reason="再次")


def test_the_term_ends_by_itself_once(cast: Cast) -> None:
    expert = walk.member(cast)
    task = inspections.approved(cast)
    let_into(cast.expert, task)  # a grant without end, as the security administrator gives it
    walk.over(expert)
    other = walk.selected(cast, name="孙专家")
    assert end_expert_terms() == 1
    assert end_expert_terms() == 0
    expert.refresh_from_db()
    other.refresh_from_db()
    assert (expert.state, other.state) == ("ended", "selected")
    assert not TaskGrant.objects.exists()
    event = AuditEvent.objects.get(action="end_expert_term")
    assert (event.actor, event.to_state) == (None, "ended")
    assert AuditEvent.objects.filter(action="end_expert").count() == 1
    assert end_expert_work(cast.expert, by=None, expert_id=expert.pk, reason="x") == 0


def test_one_renewed_while_the_others_end_is_left_alone(cast: Cast) -> None:
    first, second = walk.member(cast), walk.selected(cast, name="孙专家")
    walk.over(first)
    walk.over(second)
    Expert.objects.filter(pk=first.pk).update(term_until=calendar.today() - 5 * calendar.ONE_DAY)

    def renew(**_kwargs: object) -> None:
        Expert.objects.filter(pk=second.pk).update(term_until=calendar.today())

    expert_left.connect(renew)
    try:
        assert services.end_expert_terms(calendar.today()) == 1
    finally:
        expert_left.disconnect(renew)
    second.refresh_from_db()
    assert second.state == "selected"


def test_a_renewal_in_between_wins(cast: Cast) -> None:
    expert = walk.selected(cast)
    with on(expert.term_until + calendar.ONE_DAY):
        stale = Expert.objects.get()
        Expert.objects.update(term_until=calendar.today() + dt.timedelta(days=99))
        with pytest.raises(TransitionRefused, match="续聘"):
            _let_go(stale, "end_expert_term", by=None, reason="期满")


def test_the_last_day_counts(cast: Cast) -> None:
    expert = walk.member(cast)
    assert pool_member(cast.expert, until=expert.term_until) == expert
    with pytest.raises(Refused, match="聘期至"):
        pool_member(cast.expert, until=expert.term_until + calendar.ONE_DAY)
    with on(expert.term_until):
        assert services.end_expert_terms(calendar.today()) == 0
        assert pool_member(cast.expert, until=calendar.today()) == expert
    with on(expert.term_until + calendar.ONE_DAY), pytest.raises(Refused, match="专家目前不能受邀"):
        pool_member(cast.expert, until=calendar.today())
    Expert.objects.update(term_from=calendar.today() + calendar.ONE_DAY)
    assert "开始" in standing_words(Expert.objects.get())
    Expert.objects.update(
        term_from=calendar.today() - 9 * calendar.ONE_DAY, term_until=calendar.today() - calendar.ONE_DAY
    )
    assert "结束" in standing_words(Expert.objects.get())
    assert standing_words(walk.selected(cast, name="孙专家")) == "在库"


def test_taking_the_account_off_ends_its_work(cast: Cast) -> None:
    expert = walk.member(cast)
    task = inspections.approved(cast)
    teams.invited(cast, task)
    services.link_expert_account(expert, by=cast.office, user=None)
    assert not TaskGrant.objects.exists()
    assert ExpertInvitation.objects.get().ended_on == calendar.today()
    (item,) = invitations_of(expert.pk)
    assert (item.title, item.is_open(calendar.today())) == (task.name, False)


def test_whose_steps_they_are(cast: Cast, sign_in: SignIn) -> None:
    proposed, expert = walk.proposed(cast, name="孙专家"), walk.selected(cast)
    for name, row in (("select_expert", proposed), ("decline_expert", proposed), ("renew_expert", expert)):
        assert sign_in(cast.office).get(at(name, row)).status_code == 403
    assert sign_in(cast.office).get(at("remove_expert", expert)).status_code == 403
    assert sign_in(cast.leader).get(at("suspend_expert", expert)).status_code == 403
    assert sign_in(cast.inspector).get(at("suspend_expert", expert)).status_code == 404
    with pytest.raises(NotYourTurn, match="不由您办理，应由督导办主任办理"):
        services.select_expert(proposed, by=cast.office)
    walk.taken(cast)
    partners = Expert.objects.get(name="邻县专家甲")
    for name in ("renew_expert", "remove_expert"):
        assert sign_in(cast.office_head).get(at(name, partners)).status_code == 403
    assert services.suspend_expert(partners, by=cast.office, reason="未到场").state == "suspended"


def test_an_account_that_is_nobodys_in_the_pool(cast: Cast) -> None:
    with pytest.raises(Refused, match="专家库") as refusal:
        pool_member(cast.expert, until=calendar.today())
    assert "遴选" in str(refusal.value.remedy)
