"""raise_recusal, uphold_recusal, dismiss_recusal, withdraw_recusal: raised by three sides, decided by the head."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.turns import turns_of
from core import calendar
from core.calendar import deadline
from core.errors import NotAllowed, NotYourTurn, Refused, TransitionRefused
from core.models import AuditEvent, Notification
from inspectors.models import Inspector, PlaqueAssignment, Recusal, RecusalRequest, Side
from inspectors.plaque import services as plaque_services
from inspectors.recusal import services as recusal_services
from tests.core.threads import run_together
from tests.pages import queries, text
from tests.people import Cast, make_cast, make_inspector
from tests.walk import team as teams

SignIn = Callable[[object], Client]
LIST = "/desk/inspectors/recusals/"


def test_the_inspector_raises_and_the_head_upholds(cast: Cast, sign_in: SignIn, second: Inspector) -> None:
    plaque_services.assign_plaque(cast.school, by=cast.office, inspector=second)
    client = sign_in(cast.other_inspector)
    address = reverse("raise_recusal", args=[second.pk])
    page = client.post(address, {"unit": cast.school.pk, "ground": "family_there", "reason": "配偶在该校任教"})
    request = RecusalRequest.objects.get()
    assert page["Location"] == request.get_absolute_url()
    assert (request.state, request.side, request.raised_by) == ("raised", Side.INSPECTOR, cast.other_inspector)
    assert not Recusal.objects.exists()
    head = sign_in(cast.office_head)
    assert turns_of(cast.office_head, today=calendar.today()).items[0].title == "督学乙"
    assert head.get(reverse("uphold_recusal", args=[request.pk])).status_code == 200
    assert head.post(reverse("uphold_recusal", args=[request.pk]), {"reason": "属实"}).status_code == 302
    request.refresh_from_db()
    recusal = Recusal.objects.get()
    assert (request.state, request.recusal, request.decision) == ("upheld", recusal, "属实")
    assert (recusal.inspector, recusal.unit, recusal.recorded_by) == (second, cast.school, cast.office_head)
    assert not PlaqueAssignment.objects.current().exists()
    told = Notification.objects.filter(kind="uphold_recusal").values_list("recipient__username", flat=True)
    assert set(told) == {"office", "head", "inspector2"}
    assert AuditEvent.objects.filter(action="create_recusal_request", actor=cast.other_inspector).count() == 1


def test_the_deadline_is_a_setting_and_counts_working_days(cast: Cast) -> None:
    request = teams.raised(cast)
    limit = deadline(calendar.today(), 3, calendar.DayUnit.WORKING)
    assert (request.due_on, request.due_basis) == (limit.on, limit.basis("recusal_days"))


def test_the_office_raises_on_the_inspectors_page(cast: Cast, sign_in: SignIn, second: Inspector) -> None:
    client = sign_in(cast.office)
    address = reverse("raise_recusal", args=[second.pk])
    assert address in text(client.get(second.get_absolute_url()))
    page = client.get(address, {"unit": cast.school.pk, "ground": "on_staff"})
    assert page.context["form"].initial == {"unit": str(cast.school.pk), "ground": "on_staff"}
    client.post(address, {"unit": cast.school.pk, "ground": "other", "reason": "群众反映"})
    assert RecusalRequest.objects.get().side == Side.OFFICE
    assert "尚未决定" in text(client.get(second.get_absolute_url()))


def test_dismissed_with_a_reason(cast: Cast, sign_in: SignIn) -> None:
    request = teams.raised(cast)
    head = sign_in(cast.office_head)
    address = reverse("dismiss_recusal", args=[request.pk])
    assert head.post(address, {"reason": ""}).status_code == 422
    assert head.post(address, {"reason": "配偶已于上学期调离"}).status_code == 302
    request.refresh_from_db()
    assert (request.state, request.decision) == ("dismissed", "配偶已于上学期调离")
    assert not Recusal.objects.exists()
    assert "配偶已于上学期调离" in text(sign_in(cast.other_inspector).get(request.get_absolute_url()))
    stale = RecusalRequest.objects.get(pk=request.pk)
    stale.state = "raised"  # as another browser still shows it
    with pytest.raises(TransitionRefused, match="目前为“不予回避”"):
        recusal_services.dismiss_recusal(stale, by=cast.office_head, reason="再次")


def test_withdrawn_by_whoever_raised_it_only(cast: Cast, sign_in: SignIn) -> None:
    request = teams.raised(cast)
    with pytest.raises(NotYourTurn, match="不由您办理，应由申请人办理"):
        recusal_services.withdraw_recusal(request, by=cast.office_head)
    address = reverse("withdraw_recusal", args=[request.pk])
    assert sign_in(cast.office).get(address).status_code == 403
    client = sign_in(cast.other_inspector)
    assert client.get(address).status_code == 200
    assert client.post(address).status_code == 302
    request.refresh_from_db()
    assert request.state == "withdrawn"
    assert teams.raised(cast).state == "raised"  # it may be raised anew


@pytest.mark.parametrize("name", ["office", "leader", "inspector", "zone_leader"])
def test_only_the_head_decides(cast: Cast, name: str) -> None:
    request = teams.raised(cast)
    with pytest.raises(NotYourTurn, match="不由您办理，应由督导办主任办理"):
        recusal_services.uphold_recusal(request, by=getattr(cast, name))
    with pytest.raises(NotYourTurn, match="不由您办理，应由督导办主任办理"):
        recusal_services.dismiss_recusal(request, by=getattr(cast, name), reason="不属实")


def test_each_side_raises_for_itself(cast: Cast, sign_in: SignIn, first: Inspector) -> None:
    for name, side in (
        ("inspector", Side.INSPECTOR),  # about the second inspector
        ("leader", Side.OFFICE),
        ("other_school_head", Side.UNIT),  # about a school that is not its own
        ("office", Side.INSPECTOR),
    ):
        with pytest.raises(NotAllowed, match="回避由督学本人"):
            teams.raised(cast, by=getattr(cast, name), side=side)
    assert teams.raised(cast, by=cast.school_head, side=Side.UNIT, inspector=first).side == Side.UNIT
    assert sign_in(cast.zone_leader).get(reverse("raise_recusal", args=[first.pk])).status_code == 403
    assert sign_in(cast.school_head).get(reverse("raise_recusal", args=[first.pk])).status_code == 404


def test_refusals(cast: Cast, sign_in: SignIn, second: Inspector) -> None:
    with pytest.raises(Refused, match="填写理由"):
        teams.raised(cast, reason="  ")
    request = teams.raised(cast)
    with pytest.raises(Refused, match="正在等待决定"):
        teams.raised(cast)
    recusal_services.uphold_recusal(request, by=cast.office_head)
    with pytest.raises(Refused, match="已经回避"):
        teams.raised(cast)
    page = sign_in(cast.other_inspector).post(
        reverse("raise_recusal", args=[second.pk]), {"unit": cast.school.pk, "ground": "other", "reason": "再次提出"}
    )
    assert page.status_code == 422
    assert "已经回避" in text(page)


def test_upheld_while_the_same_recusal_was_recorded_meanwhile(cast: Cast, second: Inspector) -> None:
    request = teams.raised(cast)
    known = recusal_services.add_recusal(second, by=cast.office_head, unit=cast.school, ground="family_there")
    request = recusal_services.uphold_recusal(request, by=cast.office_head)
    assert request.recusal == known
    assert Recusal.objects.count() == 1


def test_who_sees_a_request(cast: Cast, sign_in: SignIn, first: Inspector) -> None:
    own = teams.raised(cast)
    units = teams.raised(cast, by=cast.school_head, side=Side.UNIT, inspector=first)

    def sees(name: str, request: RecusalRequest) -> int:
        return sign_in(getattr(cast, name)).get(request.get_absolute_url()).status_code

    assert [sees(name, own) for name in ("office", "office_head", "leader", "other_inspector")] == [200] * 4
    assert [sees(name, own) for name in ("inspector", "school_head", "zone_leader", "expert", "auditor")] == [404] * 5
    assert [sees(name, units) for name in ("school_head", "inspector", "office")] == [200] * 3
    assert [sees(name, units) for name in ("other_school_head", "other_inspector", "township")] == [404] * 3
    page = text(sign_in(cast.school_head).get(units.get_absolute_url()))
    assert first.get_absolute_url() not in page  # the unit sees the name, not the inspector's file


def test_the_list(cast: Cast, sign_in: SignIn, first: Inspector) -> None:
    office = sign_in(cast.office)
    assert "没有符合条件的回避申请" in text(office.get(LIST))
    one = teams.raised(cast)
    two = teams.raised(cast, by=cast.office, side=Side.OFFICE, inspector=first, unit=cast.kindergarten)
    recusal_services.dismiss_recusal(two, by=cast.office_head, reason="不属实")

    def shown(**query: str) -> set[object]:
        return set(office.get(LIST, query).context["page"])

    assert shown() == {one, two}
    assert shown(state="dismissed") == {two}
    assert shown(side="inspector") == {one}
    assert shown(q="幼儿园") == {two}
    assert shown(q="督学乙") == {one}
    assert shown(state="nonsense") == {one, two}
    assert sign_in(cast.leader).get(LIST).status_code == 200
    for name in ("inspector", "school_head", "zone_leader"):
        assert sign_in(getattr(cast, name)).get(LIST).status_code == 403


def test_the_list_asks_no_more_for_more_rows(cast: Cast, sign_in: SignIn) -> None:
    teams.raised(cast)
    office = sign_in(cast.office)
    one = queries(office, f"{LIST}?side=")
    for number in range(20):
        inspector = make_inspector(None, f"督学{number}", 60 + number, employer="第二示例小学")
        teams.raised(cast, by=cast.office, side=Side.OFFICE, inspector=inspector)
    assert queries(office, f"{LIST}?side=") == one <= 12
    assert queries(office, LIST) <= 12


def test_my_recusals(cast: Cast, sign_in: SignIn, second: Inspector) -> None:
    client = sign_in(cast.other_inspector)
    page = text(client.get(f"{LIST}mine/"))
    assert "尚无申请" in page
    recusal_services.uphold_recusal(teams.raised(cast), by=cast.office_head)
    Inspector.objects.filter(pk=second.pk).update(employer="第二示例小学")
    page = text(client.get(f"{LIST}mine/"))
    assert "配偶在该校任教" in page
    assert "第二示例小学是您的工作单位" in page
    assert sign_in(cast.office).get(f"{LIST}mine/").status_code == 403
    Inspector.objects.filter(pk=second.pk).update(user=None)
    assert "尚未关联督学" in text(sign_in(cast.other_inspector).get(f"{LIST}mine/"))


def test_the_roster_suggests_and_records_nothing(cast: Cast, sign_in: SignIn, second: Inspector) -> None:
    Inspector.objects.filter(pk=second.pk).update(employer="第一示例中学")
    assert recusal_services.suggested_recusals() == [(second, cast.school)]
    assert "名册提示1项" in text(sign_in(cast.office).get(LIST))
    assert not Recusal.objects.exists()
    request = teams.raised(cast)
    assert recusal_services.suggested_recusals() == []
    recusal_services.withdraw_recusal(request, by=cast.other_inspector)
    assert recusal_services.suggested_recusals([second]) == [(second, cast.school)]
    recusal_services.add_recusal(second, by=cast.office_head, unit=cast.school, ground="on_staff")
    assert recusal_services.suggested_recusals() == []


@pytest.mark.django_db(transaction=True)
def test_two_raise_the_same_at_once() -> None:
    cast = make_cast()
    first = Inspector.objects.get(user=cast.inspector)

    def by_office() -> None:
        teams.raised(cast, by=cast.office, side=Side.OFFICE, inspector=first)

    results = run_together([by_office, by_office])
    assert RecusalRequest.objects.count() == 1
    assert sum(isinstance(result, Refused) for result in results) == 1


def test_an_employer_is_found_however_it_is_spelled(cast: Cast, second: Inspector) -> None:
    Inspector.objects.filter(pk=second.pk).update(employer=" 第一\u3000示例中学 ")
    second.refresh_from_db()
    assert recusal_services.suggested_recusals([second]) == [(second, cast.school)]
