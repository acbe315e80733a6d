"""end_term with a day to come, carry_ends, take_back_end: nothing follows before the day, everything on it."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import User
from core import calendar
from core.errors import NotAllowed, Refused, TransitionRefused
from core.models import AuditEvent, Notification
from inspectors.appointment import services as appointment_services
from inspectors.appointment.tasks import watch_terms
from inspectors.appraisal.services.opening import appraisable
from inspectors.models import CareerEvent, Inspector, PlaqueAssignment, TermEnd, TermWarning
from inspectors.plaque import services as plaque_services
from inspectors.roster import services as roster_services
from inspectors.staffing import services as staffing_services
from inspectors.term import services as term_services
from supervision.team.services.team import barred_units
from tests.core.threads import run_together
from tests.pages import queries, text
from tests.people import Cast, make_cast
from tests.walk import appointment as walk
from tests.walk import clock
from tests.walk import draw as draws

SignIn = Callable[[object], Client]
AHEAD = 40


def url(inspector: Inspector) -> str:
    return reverse("take_back_end", args=[inspector.pk])


def day() -> dt.date:
    return calendar.today() + dt.timedelta(days=AHEAD)


def words_of(on: dt.date) -> str:
    return f"{on.year}年{on.month}月{on.day}日"


def leaving(cast: Cast, inspector: Inspector, *, on: dt.date | None = None) -> Inspector:
    """The resignation of `inspector` is entered for the day `on`."""
    term_services.end_term(inspector, by=cast.office, ground="resigned", reason="个人原因", on=on or day())
    return Inspector.objects.get(pk=inspector.pk)


@pytest.fixture
def gone_soon(cast: Cast, first: Inspector) -> Inspector:
    """An inspector with a plaque, whose resignation was entered ahead."""
    plaque_services.assign_plaque(cast.school, by=cast.office, inspector=first)
    return leaving(cast, first)


def test_entered_by_the_page_and_seen_everywhere_while_nothing_follows(
    cast: Cast, sign_in: SignIn, first: Inspector
) -> None:
    plaque_services.assign_plaque(cast.school, by=cast.office, inspector=first)
    office = sign_in(cast.office)
    given = {"ground": "resigned", "reason": "个人原因", "on": day().isoformat()}
    assert office.post(reverse("end_term", args=[first.pk]), given).status_code == 302
    first.refresh_from_db()
    assert (first.removed_at, first.leaves_on, first.leaving_by) == (None, day(), cast.office)
    assert not TermEnd.objects.exists()
    assert PlaqueAssignment.objects.current().exists()
    assert User.objects.get(pk=cast.inspector.pk).is_active
    event = AuditEvent.objects.get(action="end_term")
    assert event.data["on"] == str(day())
    note = Notification.objects.get(kind="end_term")
    assert (note.recipient, note.body) == (cast.inspector, "个人原因")
    assert words_of(day()) in note.title
    leaves = f"将于{words_of(day())}离任（辞职）"
    page = text(office.get(first.get_absolute_url()))
    assert leaves in page
    assert url(first) in page
    assert reverse("renew_inspector", args=[first.pk]) not in page
    assert f"自{words_of(day())}起，辞职：个人原因" in page  # the history
    assert leaves in text(office.get(reverse("inspectors")))
    own = text(sign_in(cast.inspector).get(first.get_absolute_url()))
    assert leaves in own
    assert url(first) not in own
    assert words_of(day()) in text(sign_in(cast.inspector).get(reverse("my_service")))


def test_from_its_day_on_the_inspector_does_not_serve(cast: Cast, gone_soon: Inspector) -> None:
    before = day() - calendar.ONE_DAY
    assert (gone_soon.is_serving(before), gone_soon.is_serving(day())) == (True, False)
    assert Inspector.objects.serving(on=before).filter(pk=gone_soon.pk).exists()
    assert not Inspector.objects.serving(on=day()).filter(pk=gone_soon.pk).exists()
    with pytest.raises(Refused, match="不在聘期内"):
        plaque_services.assign_plaque(cast.kindergarten, by=cast.office, inspector=gone_soon, began_on=day())
    Inspector.objects.exclude(pk=gone_soon.pk).update(is_trained=False)
    assert not barred_units([cast.school], first=before, last=before)
    assert barred_units([cast.school], first=before, last=day()) == [cast.school]


def test_the_draw_leaves_out_whoever_leaves_before_its_last_day(cast: Cast, first: Inspector) -> None:
    draws.more(cast, inspectors=4)
    leaving(cast, first, on=calendar.today() + calendar.ONE_DAY * 8)
    names = [person["name"] for person in draws.committed(cast).content["inspectors"]]
    assert first.name not in names
    assert "督学乙" in names


def test_what_ends_soon_takes_the_earlier_day(cast: Cast, sign_in: SignIn, gone_soon: Inspector) -> None:
    office, today = sign_in(cast.office), calendar.today()
    full_time = staffing_services.staffing().county.lines[0]
    assert (full_time.in_post, full_time.ending) == (3, 1)
    ending = office.get(reverse("staffing_rows"), {"what": "full_time", "ending": "on"})
    assert list(ending.context["page"]) == [gone_soon]
    shown = office.get(reverse("terms_ending"))
    assert list(shown.context["page"]) == [gone_soon]
    assert words_of(day()) in text(shown)
    assert url(gone_soon) in text(shown)
    assert reverse("renew_inspector", args=[gone_soon.pk]) not in text(shown)
    assert queries(office, reverse("terms_ending")) <= 12
    for term, found in (("ending", True), ("over", False), ("serving", True)):
        rows = office.get(reverse("inspectors"), {"term": term}).context["page"]
        assert (gone_soon in list(rows)) is found
    assert list(appraisable("end_of_term", today.year)) == [gone_soon]
    assert term_services.warn_of_ending_terms(today) == 1
    assert term_services.warn_of_ending_terms(today + dt.timedelta(days=15)) == 1
    assert term_services.warn_of_ending_terms(today + dt.timedelta(days=16)) == 0
    assert set(TermWarning.objects.values_list("term_until", "days")) == {(day(), 90), (day(), 30)}
    told = Notification.objects.filter(kind="term_ending")
    assert any("离任" in note.title and "接任" in note.body for note in told.filter(recipient=cast.office))
    assert all(note.title.startswith("您将于") for note in told.filter(recipient=cast.inspector))


def test_the_certificate_holds_until_the_day(cast: Cast, client: Client, gone_soon: Inspector) -> None:
    shown = text(client.get(gone_soon.get_certificate_url()))
    assert "有效" in shown
    assert "离任" not in shown
    with clock.on(day()):  # the task of the night has not run yet
        shown = text(client.get(gone_soon.get_certificate_url()))
    assert "已失效" in shown
    assert words_of(day()) in shown


def test_carried_through_on_its_day_once_and_caught_up(cast: Cast, gone_soon: Inspector) -> None:
    watch_terms()
    assert not TermEnd.objects.exists()
    with clock.on(day() + dt.timedelta(days=3)):  # the worker stood still
        watch_terms()
        watch_terms()
    gone_soon.refresh_from_db()
    assert gone_soon.removal_reason == "辞职：个人原因"
    assert gone_soon.removed_at is not None
    assert (gone_soon.user, gone_soon.leaves_on, gone_soon.leaving_reason) == (None, None, "")
    end = TermEnd.objects.get()
    assert (end.ground, end.on, end.ended_by) == ("resigned", day(), cast.office)
    assert end.consequences["plaques_ended"] == ["第一示例中学"]
    assert PlaqueAssignment.objects.get().ended_on == day()
    assert not User.objects.get(pk=cast.inspector.pk).is_active
    assert CareerEvent.objects.filter(inspector=gone_soon, kind="ended").count() == 1
    assert AuditEvent.objects.filter(action="end_term", actor_name=cast.office.name).count() == 2  # entered, carried
    with pytest.raises(Refused, match="没有"):
        term_services.take_back_end(gone_soon, by=cast.office, reason="继续任职")


def test_on_the_last_day_of_the_term_it_is_the_entered_end_that_counts(cast: Cast, first: Inspector) -> None:
    Inspector.objects.filter(pk=first.pk).update(term_until=day())
    first = leaving(cast, Inspector.objects.get(pk=first.pk))
    with clock.on(day()):
        watch_terms()
    assert TermEnd.objects.get().ground == "resigned"
    assert Inspector.objects.get(pk=first.pk).removed_at is not None


def test_a_run_that_stopped_is_taken_up_where_it_stood(cast: Cast, gone_soon: Inspector, second: Inspector) -> None:
    leaving(cast, second)
    with clock.on(day()):
        term_services.end_term(gone_soon, by=cast.office, ground="resigned", reason="个人原因")  # this one was done
        assert term_services.carry_ends(day()) == 1
        assert term_services.carry_ends(day()) == 0
    assert TermEnd.objects.count() == 2


def test_taken_back(cast: Cast, sign_in: SignIn, gone_soon: Inspector) -> None:
    office = sign_in(cast.office)
    asked = text(office.get(url(gone_soon)))
    assert f"将于{words_of(day())}离任" in asked
    assert "继续任职" in asked
    assert "离任日期" in text(office.get(gone_soon.get_absolute_url()))  # beside the term
    assert Inspector.objects.get(pk=gone_soon.pk).leaves_on == day()  # looking changes nothing
    assert office.post(url(gone_soon), {"reason": " "}).status_code == 422
    assert office.post(url(gone_soon), {"reason": "本人撤回申请"}).status_code == 302
    gone_soon.refresh_from_db()
    assert (gone_soon.leaves_on, gone_soon.leaving_ground, gone_soon.leaving_by) == (None, "", None)
    note = Notification.objects.get(kind="take_back_end")
    assert (note.recipient, note.body) == (cast.inspector, "本人撤回申请")
    page = text(office.get(gone_soon.get_absolute_url()))
    assert "撤回离任登记" in page  # the history
    assert "本人撤回申请" in page
    assert f"将于{words_of(day())}离任" not in page
    assert "离任日期" not in page
    with clock.on(day()):
        watch_terms()
    assert not TermEnd.objects.exists()
    assert leaving(cast, gone_soon).leaves_on == day()  # and may be entered again


def test_without_an_account_nobody_is_told(cast: Cast, second: Inspector) -> None:
    Inspector.objects.filter(pk=second.pk).update(user=None)
    second = leaving(cast, second)
    term_services.take_back_end(second, by=cast.office, reason="继续任职")
    assert not Notification.objects.filter(kind__in=["end_term", "take_back_end"]).exists()


def test_entering_is_refused(cast: Cast, gone_soon: Inspector, second: Inspector) -> None:
    Inspector.objects.filter(pk=second.pk).update(term_until=day())
    second = Inspector.objects.get(pk=second.pk)
    with pytest.raises(Refused, match="届满"):
        leaving(cast, second, on=day() + calendar.ONE_DAY)
    with pytest.raises(Refused, match="已登记于"):
        leaving(cast, gone_soon, on=day() + calendar.ONE_DAY)
    for ground in ("term_over", "died", "correction"):
        with pytest.raises(Refused, match=r"所填日期尚未到来|请选择事由"):
            term_services.end_term(second, by=cast.office, ground=ground, reason="个人原因", on=day())
    with pytest.raises(Refused, match="未到"):
        term_services.end_term(second, by=cast.office_head, ground="absent", reason="多次缺席", on=day())
    with pytest.raises(NotAllowed, match="终止聘任由督导办公室办理"):
        term_services.end_term(second, by=cast.leader, ground="resigned", reason="个人原因", on=day())
    term_services.remove_inspector(second, by=cast.office, reason="登记有误")
    with pytest.raises(Refused, match="已移出名册"):
        leaving(cast, second)


def test_taking_back_is_refused(cast: Cast, sign_in: SignIn, gone_soon: Inspector, second: Inspector) -> None:
    with pytest.raises(Refused, match="没有"):
        term_services.take_back_end(second, by=cast.office, reason="继续任职")
    with clock.on(day()), pytest.raises(Refused, match="已到"):
        term_services.take_back_end(gone_soon, by=cast.office, reason="继续任职")
    with pytest.raises(Refused, match="填写理由"):
        term_services.take_back_end(gone_soon, by=cast.office, reason=" ")
    with pytest.raises(NotAllowed, match="终止聘任由督导办公室办理"):
        term_services.take_back_end(gone_soon, by=cast.leader, reason="继续任职")
    for name, status in (("leader", 403), ("inspector", 403), ("school_head", 404)):
        client = sign_in(getattr(cast, name))
        assert client.get(url(gone_soon)).status_code == status
        assert client.post(url(gone_soon), {"reason": "继续任职"}).status_code == status
    assert Inspector.objects.get(pk=gone_soon.pk).leaves_on == day()


def test_a_stranger_signs_in_first(client: Client, gone_soon: Inspector) -> None:
    assert client.get(url(gone_soon)).status_code == 302
    assert Inspector.objects.get(pk=gone_soon.pk).leaves_on == day()


def test_a_stale_page_neither_enters_nor_takes_back(cast: Cast, first: Inspector) -> None:
    seen = roster_services.standing(first)
    entered = leaving(cast, first)
    with pytest.raises(TransitionRefused, match="您打开页面之后"):
        term_services.end_term(first, by=cast.office, ground="resigned", reason="个人原因", seen=seen)
    old = roster_services.standing(entered)
    term_services.take_back_end(entered, by=cast.office, reason="继续任职", seen=old)
    leaving(cast, first, on=day() + calendar.ONE_DAY)
    with pytest.raises(TransitionRefused, match="您打开页面之后"):
        term_services.take_back_end(first, by=cast.office, reason="继续任职", seen=old)


@pytest.mark.parametrize("how", ["end", "remove"])
def test_an_end_at_once_takes_its_place(cast: Cast, gone_soon: Inspector, how: str) -> None:
    if how == "end":
        term_services.end_term(gone_soon, by=cast.office_head, ground="punished", reason="受到处分")
    else:
        term_services.remove_inspector(gone_soon, by=cast.office, reason="登记有误")
    gone_soon.refresh_from_db()
    assert gone_soon.leaves_on is None
    term_services.restore_inspector(gone_soon, by=cast.office, reason="返聘")
    assert Inspector.objects.get(pk=gone_soon.pk).is_serving(day())


def test_no_renewal_while_it_stands(cast: Cast, first: Inspector) -> None:
    Inspector.objects.filter(pk=first.pk).update(term_until=day() + calendar.ONE_DAY)
    first = Inspector.objects.get(pk=first.pk)
    under_way = walk.publicised_before(cast, walk.renewal(cast, first))
    first = leaving(cast, first)
    with pytest.raises(Refused, match="离任") as refused:
        appointment_services.appoint_inspector(under_way, by=cast.office_head)
    assert "撤回" in str(refused.value.remedy)
    second = leaving(cast, Inspector.objects.get(user=cast.other_inspector))
    with pytest.raises(Refused, match="离任"):
        walk.renewal(cast, second)
    term_services.take_back_end(first, by=cast.office, reason="继续任职")
    assert appointment_services.appoint_inspector(under_way, by=cast.office_head).state == "appointed"


def test_the_database_keeps_the_columns_together(gone_soon: Inspector, second: Inspector) -> None:
    for inspector, change in ((second, {"leaves_on": day()}), (gone_soon, {"leaving_reason": ""})):
        with pytest.raises(IntegrityError, match="leaving_whole_or_not"), transaction.atomic():
            Inspector.objects.filter(pk=inspector.pk).update(**change)
    assert Inspector.objects.get(pk=second.pk).leaves_on is None


@pytest.mark.django_db(transaction=True)
def test_two_workers_carry_it_through_once() -> None:
    cast = make_cast()
    leaving(cast, Inspector.objects.get(user=cast.inspector))
    results = run_together([lambda: term_services.carry_ends(day())] * 2)
    assert sum(result for result in results if isinstance(result, int)) == 1
    assert TermEnd.objects.count() == 1
