"""end_term, close_terms, watch_terms: what follows is shown and carried through; warnings go out once."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.models import User, Zone, ZoneGrant
from core import calendar, transitions
from core.errors import NotAllowed, Refused, TransitionRefused
from core.models import AuditEvent, Notification
from inspectors.appointment import services as appointment_services
from inspectors.appointment.tasks import watch_terms
from inspectors.models import CareerEvent, Inspector, PlaqueAssignment, TermEnd, TermWarning
from inspectors.plaque import services as plaque_services
from inspectors.roster import services as roster_services
from inspectors.term import services as term_services
from inspectors.zone import services as zone_services
from supervision.models import DeskAssignment, TeamMember
from supervision.team.services import crew
from tests.core.threads import run_together
from tests.pages import queries, text
from tests.people import Cast, make_cast
from tests.walk import appointment as walk
from tests.walk import clock
from tests.walk import inspection as tasks

SignIn = Callable[[object], Client]


def url(inspector: Inspector) -> str:
    return reverse("end_term", args=[inspector.pk])


def ends_in(inspector: Inspector, days: int) -> Inspector:
    Inspector.objects.filter(pk=inspector.pk).update(term_until=calendar.today() + dt.timedelta(days=days))
    return Inspector.objects.get(pk=inspector.pk)


def test_shown_first_then_carried_through(cast: Cast, sign_in: SignIn, first: Inspector) -> None:
    plaque_services.assign_plaque(cast.school, by=cast.office, inspector=first)
    cast.inspector.roles = ["inspector", "zone_leader"]
    cast.inspector.save()
    zone_services.appoint_zone_leader(cast.zone, by=cast.office, user=cast.inspector, deputy=cast.zone_leader)
    task = tasks.make_task(cast)
    office = sign_in(cast.office)
    shown = text(office.get(url(first)))
    for words in ("第一示例中学", "第一责任区", task.name, "inspector", "停用"):
        assert words in shown
    assert PlaqueAssignment.objects.current().exists()  # looking changes nothing
    given = {"ground": "resigned", "reason": "个人原因", "on": calendar.today().isoformat()}
    assert office.post(url(first), given).status_code == 302
    first.refresh_from_db()
    assert first.removed_at is not None
    assert first.user is None
    assert not PlaqueAssignment.objects.current().exists()
    assert Zone.objects.get(pk=cast.zone.pk).leader is None
    assert not ZoneGrant.objects.filter(user=cast.inspector).exists()
    account = User.objects.get(pk=cast.inspector.pk)
    assert (account.roles, account.is_active) == ([], False)
    end = TermEnd.objects.get()
    assert (end.ground, end.on, end.ended_by) == ("resigned", calendar.today(), cast.office)
    assert end.consequences["plaques_ended"] == ["第一示例中学"]
    assert CareerEvent.objects.filter(inspector=first, kind="ended").count() == 1
    assert AuditEvent.objects.filter(action="end_term").count() == 1
    member = TeamMember.objects.get(inspector=first, task=task)
    assert member.missing_since == calendar.today()
    assert not crew.team_gate(task).met
    assert "缺员" in text(office.get(task.get_absolute_url()))
    told = Notification.objects.filter(kind="member_missing").values_list("recipient__username", flat=True)
    assert {"office", "head"} <= set(told)
    assert "无责任督学" in Notification.objects.filter(kind="end_term", recipient=cast.office).get().body


def test_an_account_with_another_role_stays_open(cast: Cast, first: Inspector) -> None:
    cast.inspector.roles = ["inspector", "office"]
    cast.inspector.save()
    term_services.end_term(first, by=cast.office_head, ground="transferred", reason="退休")
    account = User.objects.get(pk=cast.inspector.pk)
    assert (account.roles, account.is_active) == (["office"], True)


def test_a_dismissal_is_the_heads_and_has_its_ground(cast: Cast, sign_in: SignIn, first: Inspector) -> None:
    assert "取消" not in text(sign_in(cast.office).get(url(first))).split("id_ground")[1][:900]
    with pytest.raises(NotAllowed, match="取消聘任由督导办负责人决定"):
        term_services.end_term(first, by=cast.office, ground="absent", reason="多次无故缺席")
    head = sign_in(cast.office_head)
    given = {"ground": "absent", "reason": "多次无故缺席", "on": calendar.today().isoformat()}
    assert head.post(url(first), given).status_code == 302
    assert TermEnd.objects.get().ground == "absent"
    assert Inspector.objects.get(pk=first.pk).removal_reason.endswith("多次无故缺席")


def test_refusals(cast: Cast, sign_in: SignIn, first: Inspector) -> None:
    day = calendar.today()

    def end(**changes: object) -> None:
        given = {"by": cast.office, "ground": "resigned", "reason": "个人原因", **changes}
        term_services.end_term(first, **given)

    with pytest.raises(Refused, match="填写理由"):
        end(reason=" ")
    with pytest.raises(Refused, match="请选择事由"):
        end(ground="correction")
    with pytest.raises(Refused, match="未到"):
        end(ground="died", on=day + calendar.ONE_DAY)
    with pytest.raises(Refused, match="未到"):
        end(by=cast.office_head, ground="absent", on=day + calendar.ONE_DAY)
    with pytest.raises(Refused, match="聘期自"):
        end(on=first.term_from - calendar.ONE_DAY)
    seen = roster_services.standing(first)
    plaque_services.assign_plaque(cast.school, by=cast.office, inspector=first)
    with pytest.raises(TransitionRefused, match="您打开页面之后"):
        end(seen=seen)
    with pytest.raises(NotAllowed, match="终止聘任由督导办公室办理"):
        end(by=cast.leader)
    end()
    with pytest.raises(Refused, match="已移出名册"):
        end()
    for name, status in (("leader", 403), ("inspector2", 403), ("school_head", 404)):
        person = cast.other_inspector if name == "inspector2" else getattr(cast, name)
        assert sign_in(person).get(url(first)).status_code == status


def test_taking_off_the_roster_follows_the_same_way(cast: Cast, first: Inspector) -> None:
    task = tasks.make_task(cast)
    term_services.remove_inspector(first, by=cast.office, reason="登记有误")
    assert TermEnd.objects.get().ground == "correction"
    assert TeamMember.objects.get(inspector=first, task=task).missing_since is not None
    assert not User.objects.get(pk=cast.inspector.pk).is_active
    term_services.restore_inspector(Inspector.objects.get(pk=first.pk), by=cast.office, reason="登记有误")
    assert TermEnd.objects.get().undone_at is not None
    assert TeamMember.objects.get(inspector=first, task=task).missing_since is None
    told = Notification.objects.filter(kind="restore_inspector").values_list("recipient__username", flat=True)
    assert set(told) == {"security", "sysadmin"}


def test_a_term_that_runs_out_ends_by_itself_once(cast: Cast, first: Inspector) -> None:
    plaque_services.assign_plaque(cast.school, by=cast.office, inspector=first)
    first = ends_in(first, 0)
    watch_terms()
    watch_terms()
    end = TermEnd.objects.get()
    assert (end.ground, end.ended_by, end.on) == ("term_over", None, calendar.today())
    assert not PlaqueAssignment.objects.current().exists()
    first.refresh_from_db()
    assert first.removed_at is None  # on the roster, where the term may be renewed
    assert not User.objects.get(pk=cast.inspector.pk).is_active
    found = appointment_services.appoint_inspector(
        walk.publicised_before(cast, walk.renewal(cast, first)), by=cast.office_head
    )
    assert found.state == "appointed"
    assert TermEnd.objects.get().undone_at is not None
    assert term_services.close_terms(calendar.today()) == 0


def test_warned_90_and_30_days_before_once_each_and_caught_up(cast: Cast, first: Inspector) -> None:
    first = ends_in(first, 100)
    today = calendar.today()
    assert term_services.warn_of_ending_terms(today) == 0
    assert term_services.warn_of_ending_terms(today + dt.timedelta(days=10)) == 1
    assert term_services.warn_of_ending_terms(today + dt.timedelta(days=11)) == 0
    assert term_services.warn_of_ending_terms(today + dt.timedelta(days=75)) == 1  # the worker stood still meanwhile
    assert term_services.warn_of_ending_terms(today + dt.timedelta(days=99)) == 0
    assert set(TermWarning.objects.values_list("days", flat=True)) == {90, 30}
    told = Notification.objects.filter(kind="term_ending").values_list("recipient__username", flat=True)
    assert sorted(told) == ["head", "head", "inspector", "inspector", "office", "office"]
    other = ends_in(Inspector.objects.get(user=cast.other_inspector), 20)  # both missed: one goes out
    assert term_services.warn_of_ending_terms(today) == 1
    assert TermWarning.objects.get(inspector=other).days == 30


def test_terms_ending(cast: Cast, sign_in: SignIn, first: Inspector, second: Inspector) -> None:
    address = reverse("terms_ending")
    office = sign_in(cast.office)
    assert "近期没有聘期届满" in text(office.get(address))
    ends_in(first, 60)
    late = ends_in(second, -3)
    shown = office.get(address)
    assert list(shown.context["page"]) == [first]
    assert shown.context["late"] == [late]
    assert reverse("renew_inspector", args=[first.pk]) in text(shown)
    assert list(office.get(address, {"within": "30"}).context["page"]) == []
    found = walk.renewal(cast, first)
    assert found.get_absolute_url() in text(office.get(address))
    assert queries(office, address) <= 12
    for name in ("leader", "inspector", "school_head"):
        assert sign_in(getattr(cast, name)).get(address).status_code == 403


def test_the_public_check_of_a_certificate(cast: Cast, client: Client, first: Inspector, second: Inspector) -> None:
    shown = text(client.get(first.get_certificate_url()))
    for words in ("有效", first.name, first.certificate, "专职", "县教育和体育局"):
        assert words in shown
    assert "13800005035" not in shown
    ends_in(second, -3)
    assert "已失效" in text(client.get(second.get_certificate_url()))
    on = calendar.today() - dt.timedelta(days=2)
    term_services.end_term(first, by=cast.office, ground="resigned", reason="个人原因", on=on)
    shown = text(client.get(first.get_certificate_url()))
    assert f"{on.year}年{on.month}月{on.day}日" in shown
    assert "个人原因" not in shown
    with clock.on(dt.date(2025, 1, 1)):
        third = Inspector.objects.get(user=cast.third_inspector)
        assert "尚未生效" in text(client.get(third.get_certificate_url()))
    unknown = reverse("public_certificate", args=["00000000-0000-4000-8000-000000000000"])
    assert client.get(unknown).status_code == 404


def test_without_an_account_nobody_is_asked_to_give_rights_back(cast: Cast, second: Inspector) -> None:
    Inspector.objects.filter(pk=second.pk).update(user=None)
    second = ends_in(second, 20)
    assert term_services.warn_of_ending_terms(calendar.today()) == 1
    term_services.remove_inspector(second, by=cast.office, reason="调离")
    term_services.restore_inspector(Inspector.objects.get(pk=second.pk), by=cast.office, reason="返聘")
    assert not Notification.objects.filter(kind="restore_inspector").exists()
    assert [str(row) for row in (TermEnd.objects.get(), TermWarning.objects.get())] == [
        "督学乙 – 移出名册",
        "督学乙 – 30",
    ]


def test_reviews_at_the_desk_are_duties_too(cast: Cast, first: Inspector) -> None:
    task = tasks.make_task(cast)
    inspection = task.inspections.first()
    with transaction.atomic():
        transitions.create(DeskAssignment(inspection=inspection, reviewer=cast.inspector), by=cast.office)
    titles = [duty.title for duty in term_services.consequences_of(first).duties]
    assert titles == [task.name, f"案头审阅：{inspection.unit}"]


@pytest.mark.django_db(transaction=True)
def test_two_workers_close_a_term_once() -> None:
    cast = make_cast()
    first = ends_in(Inspector.objects.get(user=cast.inspector), 0)

    def close() -> int:
        return term_services.close_terms(calendar.today())

    results = run_together([close, close])
    assert sum(result for result in results if isinstance(result, int)) == 1
    assert TermEnd.objects.filter(inspector=first).count() == 1
