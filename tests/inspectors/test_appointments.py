"""recommend, vet, publicise, appoint: the way of a candidate, each refusal, who sees and does what."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.services.policy import edit_policy
from accounts.turns import turns_of
from core import calendar
from core.calendar import DayUnit, deadline
from core.errors import NotAllowed, NotYourTurn, Refused, TransitionRefused
from core.models import AuditEvent, CalendarDay, DocumentNumber, Notification
from inspectors import services
from inspectors.models import Appointment, CareerEvent, Inspector
from inspectors.services.appointing import next_certificate
from inspectors.services.term import term_in_row, usual_end
from reports.models import OfficialDocument
from tests.pages import queries, text
from tests.people import Cast
from tests.walk import clock
from tests.walk import corps_appointment as walk
from tests.walk.corps_roster import identity, scan

SignIn = Callable[[object], Client]
LIST = "/desk/inspectors/appointments/"


def page(name: str, row: Appointment) -> str:
    return reverse(name, args=[row.pk])


def form(**changes: object) -> dict[str, object]:
    given = walk.facts()
    given["term_from"] = given["term_from"].isoformat()
    return {**given, **changes}


def test_a_school_recommends_its_own(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.school_head)
    assert "推荐" in text(client.get(f"{LIST}recommend/"))
    answer = client.post(f"{LIST}recommend/", form(organisation=cast.school.pk, employer="别处", papers=[scan()]))
    found = Appointment.objects.get()
    assert answer["Location"] == found.get_absolute_url()
    assert (found.state, found.employer, found.organisation) == ("recommended", "第一示例中学", cast.school)
    assert (found.term_until, found.terms_in_row) == (usual_end("part_time", calendar.today()), 1)
    assert "学位证书.pdf" in text(client.get(found.get_absolute_url()))
    told = Notification.objects.filter(kind="recommend_appointment").values_list("recipient__username", flat=True)
    assert set(told) == {"office", "head"}
    refused = client.post(f"{LIST}recommend/", form(organisation=cast.other_school.pk))
    assert refused.status_code == 422
    with pytest.raises(NotAllowed):
        walk.recommended(cast, organisation=cast.other_school)


def test_the_office_and_zone_leaders_recommend_others_do_not(cast: Cast, sign_in: SignIn) -> None:
    office = sign_in(cast.office)
    assert office.post(f"{LIST}recommend/", form()).status_code == 302
    assert Appointment.objects.get().organisation is None
    zone = sign_in(cast.zone_leader)
    assert zone.post(f"{LIST}recommend/", form(zone=cast.zone.pk, name="区内候选人")).status_code == 302
    for name in ("leader", "inspector", "expert", "auditor"):
        assert sign_in(getattr(cast, name)).get(f"{LIST}recommend/").status_code == 403


def test_vetting_shows_every_rule_and_keeps_it(cast: Cast, sign_in: SignIn) -> None:
    found = walk.recommended(cast)
    client = sign_in(cast.office)
    shown = text(client.get(page("vet_appointment", found)))
    for words in ("大学本科以上学历", "《教育督导条例》第七条第四项", "14年", "138****5036", "《教育督导条例》第六条"):
        assert words in shown
    answers = {f"kept_{rule}": "yes" for rule in walk.judgements(found)}
    answers["note_source"] = "现任副校长"
    assert client.post(page("vet_appointment", found), answers).status_code == 302
    found.refresh_from_db()
    assert (found.state, found.vetted_by, found.vetted_on) == ("vetted", cast.office, calendar.today())
    lines = {line.key: line for line in found.lines.all()}
    assert set(lines) == {
        *("education", "experience", "term", "terms_in_row", "phone"),
        *("conviction", "knowledge", "integrity", "record", "ability", "health", "source"),
    }
    assert all(line.is_kept for line in lines.values())
    assert (lines["source"].note, lines["experience"].has) == ("现任副校长", "14年")
    shown = text(client.get(found.get_absolute_url()))
    assert "现任副校长" in shown
    assert "办公室甲" in shown
    assert "审核" not in text(sign_in(cast.school_head).get(found.get_absolute_url())).split("聘任条件")[-1][:0]
    assert turns_of(cast.office_head, today=calendar.today()).items[0].title == "示例候选人"


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"education": "college"}, "本科"),
        ({"experience_years": 8}, "8年"),
        ({"term_until": dt.date(2099, 1, 1)}, "3年"),
        ({"phone": "123"}, "电话"),
        ({"identity": "510421197805160000"}, "身份证"),
    ],
)
def test_a_broken_rule_cannot_be_vetted_as_fit(cast: Cast, facts: dict[str, object], words: str) -> None:
    found = walk.recommended(cast, **facts)
    with pytest.raises(Refused, match=words) as refusal:
        walk.vetted(cast, found)
    assert refusal.value.rule
    assert refusal.value.remedy
    assert not found.lines.exists()


def test_a_judged_no_and_a_rule_not_judged_are_broken_rules(cast: Cast, sign_in: SignIn) -> None:
    found = walk.recommended(cast)
    with pytest.raises(Refused, match="受过处分"):
        services.vet_appointment(found, by=cast.office, judgements=walk.judgements(found, integrity="受过处分"))
    with pytest.raises(Refused, match="未判断"):
        services.vet_appointment(found, by=cast.office, judgements={})
    answers = {f"kept_{rule}": "yes" for rule in walk.judgements(found)} | {"kept_health": "no"}
    answer = sign_in(cast.office).post(page("vet_appointment", found), answers)
    assert answer.status_code == 422
    assert "身体健康" in text(answer)


def test_refused_with_the_rules_on_record(cast: Cast, sign_in: SignIn) -> None:
    found = walk.recommended(cast, experience_years=6)
    client = sign_in(cast.office)
    assert client.get(page("refuse_appointment", found)).status_code == 200
    assert client.post(page("refuse_appointment", found), {"reason": ""}).status_code == 422
    assert client.post(page("refuse_appointment", found), {"reason": "工作年限不足"}).status_code == 302
    found.refresh_from_db()
    assert (found.state, found.decision) == ("refused", "工作年限不足")
    assert not found.lines.get(key="experience").is_kept
    assert "工作年限不足" in text(sign_in(cast.school_head).get(found.get_absolute_url()))


def test_returned_and_recommended_again(cast: Cast, sign_in: SignIn) -> None:
    found = walk.recommended(cast)
    services.return_appointment(found, by=cast.office, reason="请补充任职证明")
    client = sign_in(cast.school_head)
    assert "请补充任职证明" in text(client.get(page("recommend_again", found)))
    assert turns_of(cast.school_head, today=calendar.today()).items[0].title == "示例候选人"
    again = form(experience_years="15", recommendation="已补充证明。", papers=[scan("任职证明.pdf")])
    assert client.post(page("recommend_again", found), again).status_code == 302
    found.refresh_from_db()
    assert (found.state, found.round, found.experience_years, found.decision) == ("recommended", 2, 15, "")
    with pytest.raises(NotYourTurn):
        services.withdraw_appointment(found, by=cast.office, reason="不再推荐")
    assert client.post(page("withdraw_appointment", found), {"reason": "本人放弃"}).status_code == 302
    found.refresh_from_db()
    assert found.state == "withdrawn"
    assert walk.recommended(cast).state == "recommended"


def test_publicised_for_seven_working_days(cast: Cast, sign_in: SignIn) -> None:
    found = walk.vetted(cast)
    head = sign_in(cast.office_head)
    assert "个工作日" in text(head.get(page("publicise_appointment", found)))
    assert head.post(page("publicise_appointment", found)).status_code == 302
    found.refresh_from_db()
    limit = deadline(calendar.today(), 7, DayUnit.WORKING)
    assert (found.publicity_from, found.publicity_until) == (calendar.today(), limit.on)
    assert found.publicity_basis == limit.basis("publicity_days")
    assert found.is_open_to_objections
    assert turns_of(cast.office_head, today=calendar.today()).items == []  # nobody is to act yet
    with clock.on(limit.on + calendar.ONE_DAY):
        assert [row.title for row in turns_of(cast.office_head, today=calendar.today()).items] == ["示例候选人"]
    with pytest.raises(Refused):
        edit_policy("publicity_days", by=cast.office_head, value=6)


def test_a_holiday_entered_later_moves_the_end(cast: Cast) -> None:
    found = walk.publicised(cast)
    last = found.publicity_until
    CalendarDay.objects.update_or_create(
        day=last, defaults={"kind": "holiday", "name": "临时放假", "source": CalendarDay.Source.OFFICE}
    )
    calendar.redate(
        calendar.load_days(last, last + dt.timedelta(days=90)), by=cast.office, reason="x", first=last, last=last
    )
    found.refresh_from_db()
    assert found.publicity_until > last


def test_not_before_the_end_and_not_with_open_or_founded_objections(cast: Cast) -> None:
    running = walk.publicised(cast)
    with pytest.raises(Refused, match="公示期至") as refusal:
        services.appoint_inspector(running, by=cast.office_head)
    assert refusal.value.rule
    assert refusal.value.remedy
    found = walk.recommended(cast, name="第二人")
    with clock.on(calendar.today() - walk.LATER * calendar.ONE_DAY):
        found = walk.publicised(cast, found)
        objection = walk.objected(found)
    with pytest.raises(Refused, match="1条异议"):
        services.appoint_inspector(found, by=cast.office_head)
    services.answer_objection(objection, by=cast.office, finding="founded", answer="属实。")
    with pytest.raises(Refused, match="成立"):
        services.appoint_inspector(found, by=cast.office_head)
    found = services.decline_appointment(found, by=cast.office_head, reason="异议成立")
    assert found.state == "not_appointed"
    assert not Inspector.objects.filter(name="第二人").exists()


def test_appointed_with_letter_certificate_and_career(cast: Cast, sign_in: SignIn) -> None:
    Inspector.objects.filter(user=cast.inspector).update(certificate=f"川米督〔{calendar.today().year}〕041")
    found = walk.over(cast, identity=identity(), zone=cast.zone)
    head = sign_in(cast.office_head)
    assert "聘书" in text(head.get(page("appoint_inspector", found)))
    begin = calendar.today()
    assert head.post(page("appoint_inspector", found), {"term_from": begin.isoformat()}).status_code == 302
    found.refresh_from_db()
    inspector = found.inspector
    assert inspector is not None
    assert (found.state, found.appointed_on) == ("appointed", begin)
    assert inspector.certificate == f"川米督〔{begin.year}〕042"  # after the number on the imported roster
    assert (inspector.term_from, inspector.term_until) == (begin, usual_end("part_time", begin))
    assert (inspector.is_trained, inspector.zone, inspector.terms_in_row) == (False, cast.zone, 1)
    assert CareerEvent.objects.filter(inspector=inspector, kind="appointed").count() == 1
    letter = OfficialDocument.objects.get(kind="appointment_letter")
    assert (letter.number, letter.about_id) == (found.letter_number, str(found.pk))
    assert re.fullmatch(r"米府教督聘〔\d{4}〕1号", letter.number)
    assert head.get(page("letter_of_appointment", found))["Location"] == letter.get_absolute_url()
    assert AuditEvent.objects.filter(action="appoint_inspector", actor=cast.office_head).count() == 1
    shown = text(head.get(found.get_absolute_url()))
    assert inspector.certificate in shown
    assert reverse("inspector_certificate", args=[inspector.pk]) in shown
    with pytest.raises(TransitionRefused):
        services.appoint_inspector(found, by=cast.office_head)


def test_certificate_numbers_have_no_gaps(cast: Cast) -> None:
    year = calendar.today().year
    walk.appointed(cast)
    broken = walk.over(cast, name="第二人")
    Appointment.objects.filter(pk=broken.pk).update(experience_years=3)
    with pytest.raises(Refused, match="3年"):
        services.appoint_inspector(Appointment.objects.get(pk=broken.pk), by=cast.office_head)
    walk.appointed(cast, name="第三人")
    held = Inspector.objects.filter(certificate__startswith=f"川米督〔{year}〕").order_by("certificate")
    assert list(held.values_list("certificate", flat=True)) == [f"川米督〔{year}〕001", f"川米督〔{year}〕002"]
    assert DocumentNumber.objects.filter(series__code="米府教督聘").count() == 2
    assert next_certificate(by=cast.office_head, on=calendar.today()) == f"川米督〔{year}〕003"


def test_a_term_keeps_its_length_when_it_begins_later(cast: Cast) -> None:
    begin = calendar.today() + dt.timedelta(days=20)
    found = services.appoint_inspector(walk.over(cast), by=cast.office_head, term_from=begin)
    assert (found.term_from, found.term_until) == (begin, usual_end("part_time", begin))
    full = walk.over(cast, name="专职", kind="full_time")
    assert services.appoint_inspector(full, by=cast.office_head).term_until is None


def test_renewed_at_most_three_times_in_a_row(cast: Cast, second: Inspector, sign_in: SignIn) -> None:
    begun = calendar.today() - dt.timedelta(days=3 * 365)
    Inspector.objects.filter(pk=second.pk).update(
        kind="part_time", terms_in_row=2, term_from=begun, term_until=usual_end("part_time", begun)
    )
    second.refresh_from_db()
    office = sign_in(cast.office)
    address = reverse("renew_inspector", args=[second.pk])
    assert address in text(office.get(second.get_absolute_url()))
    begin = second.term_until
    given = {"term_from": begin.isoformat(), "recommendation": "考核优秀"}
    assert office.post(address, given).status_code == 302
    found = Appointment.objects.get()
    assert (found.is_renewal, found.terms_in_row, found.name) == (True, 3, second.name)
    assert "正在办理" in text(office.post(address, given))
    found = services.appoint_inspector(walk.publicised_before(cast, found), by=cast.office_head)
    second.refresh_from_db()
    assert (second.terms_in_row, second.term_from, second.certificate) == (3, begin, "川米督〔2025〕902")
    assert CareerEvent.objects.filter(inspector=second, kind="renewed").count() == 1
    fourth = walk.renewal(cast, second, term_from=second.term_until)
    with pytest.raises(Refused, match="连续"):
        walk.vetted(cast, fourth)
    assert term_in_row(second, second.term_until + dt.timedelta(days=500)) == 1


def test_who_is_on_the_roster_or_recommended_is_not_recommended_anew(cast: Cast, first: Inspector) -> None:
    Inspector.objects.filter(pk=first.pk).update(identity=identity())
    with pytest.raises(Refused, match="已在督学名册"):
        walk.recommended(cast, identity=identity())
    walk.recommended(cast, identity=identity(sequence=2))
    with pytest.raises(Refused, match="已被推荐"):
        walk.recommended(cast, identity=identity(sequence=2))
    services.remove_inspector(first, by=cast.office, reason="调离")
    with pytest.raises(Refused, match="移出名册"):
        walk.renewal(cast, first)
    with pytest.raises(Refused):
        walk.recommended(cast, recommendation="  ")


@pytest.mark.parametrize("name", ["leader", "inspector", "school_head", "zone_leader", "auditor"])
def test_each_step_belongs_to_somebody(cast: Cast, name: str) -> None:
    person = getattr(cast, name)
    found = walk.recommended(cast)
    with pytest.raises(NotYourTurn):
        services.vet_appointment(found, by=person, judgements=walk.judgements(found))
    with pytest.raises(NotYourTurn):
        services.return_appointment(found, by=person, reason="x")
    with pytest.raises(NotYourTurn):
        services.refuse_appointment(found, by=person, reason="x")
    found = walk.vetted(cast, found)
    for step in (services.publicise_appointment, services.appoint_inspector):
        with pytest.raises((NotYourTurn, TransitionRefused)):
            step(found, by=person)
    with pytest.raises(NotYourTurn):
        services.decline_appointment(found, by=person, reason="x")
    with pytest.raises(NotYourTurn):
        services.publicise_appointment(found, by=cast.office)  # the head's


def test_who_sees_an_appointment(cast: Cast, sign_in: SignIn) -> None:
    found = walk.recommended(cast)

    def sees(name: str) -> int:
        return sign_in(getattr(cast, name)).get(found.get_absolute_url()).status_code

    assert [sees(name) for name in ("office", "office_head", "leader", "school_head")] == [200] * 4
    assert [sees(name) for name in ("inspector", "other_school_head", "zone_leader", "expert", "auditor")] == [404] * 5
    assert "本科以上学历" not in text(sign_in(cast.school_head).get(found.get_absolute_url()))
    assert sign_in(cast.leader).get(page("vet_appointment", found)).status_code == 403


def test_the_list(cast: Cast, sign_in: SignIn) -> None:
    office = sign_in(cast.office)
    assert "没有符合条件的聘任" in text(office.get(LIST))
    one = walk.recommended(cast)
    two = walk.vetted(cast, name="另一人", kind="full_time", zone=cast.zone)

    def shown(**query: str) -> set[object]:
        return set(office.get(LIST, query).context["page"])

    assert shown() == {one, two}
    assert shown(state="vetted") == {two}
    assert shown(kind="part_time") == {one}
    assert shown(q="另一") == {two}
    assert shown(zone=str(cast.zone.pk)) == {two}
    assert shown(renewal="yes") == set()
    assert shown(state="nonsense") == {one, two}
    assert set(sign_in(cast.other_school_head).get(LIST).context["page"]) == set()
    for name in ("inspector", "expert", "auditor"):
        assert sign_in(getattr(cast, name)).get(LIST).status_code == 403
    made = office.post(f"{LIST}export/")
    assert made["Content-Type"].endswith("sheet")
    assert sign_in(cast.leader).post(f"{LIST}export/").status_code == 403


def test_the_list_asks_no_more_for_more_rows(cast: Cast, sign_in: SignIn) -> None:
    walk.recommended(cast)
    office = sign_in(cast.office)
    one = queries(office, f"{LIST}?q=")
    for number in range(20):
        walk.recommended(cast, name=f"候选人{number}")
    assert queries(office, f"{LIST}?q=") == one <= 14
