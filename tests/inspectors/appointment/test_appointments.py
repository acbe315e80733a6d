"""recommend, vet, publicise, appoint: the way of a candidate, each refusal, who sees and does what."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Zone
from accounts.services.policy import edit_policy
from accounts.turns import turns_of
from core import calendar
from core.calendar import DayUnit, deadline
from core.errors import NotAllowed, NotYourTurn, Refused, TransitionRefused
from core.models import CalendarDay, Notification
from inspectors.appointment import services
from inspectors.appointment.services.vetting import fact_lines
from inspectors.models import Appointment
from inspectors.term.services.term import usual_end, years_after
from tests.pages import queries, text
from tests.people import Cast
from tests.walk import appointment as walk
from tests.walk import clock
from tests.walk.roster import identity, scan

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
    with pytest.raises(NotAllowed, match="单位只能以本单位名义推荐"):
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
    with pytest.raises(NotYourTurn, match="不由您办理，应由推荐人办理"):
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
    with pytest.raises(Refused, match="督学管理暂行办法"):
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


@pytest.mark.parametrize("name", ["leader", "inspector", "school_head", "zone_leader", "auditor"])
def test_each_step_belongs_to_somebody(cast: Cast, name: str) -> None:
    person = getattr(cast, name)
    found = walk.recommended(cast)
    with pytest.raises(NotYourTurn, match="不由您办理，应由督导办办理"):
        services.vet_appointment(found, by=person, judgements=walk.judgements(found))
    with pytest.raises(NotYourTurn, match="不由您办理，应由督导办办理"):
        services.return_appointment(found, by=person, reason="x")
    with pytest.raises(NotYourTurn, match="不由您办理，应由督导办办理"):
        services.refuse_appointment(found, by=person, reason="x")
    found = walk.vetted(cast, found)
    for step in (services.publicise_appointment, services.appoint_inspector):
        with pytest.raises((NotYourTurn, TransitionRefused), match=r"不由您办理，应由督导办主任办理|目前为“审核通过”"):
            step(found, by=person)
    with pytest.raises(NotYourTurn, match="不由您办理，应由督导办主任办理"):
        services.decline_appointment(found, by=person, reason="x")
    with pytest.raises(NotYourTurn, match="不由您办理，应由督导办主任办理"):
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


def test_returned_and_declined_on_their_pages(cast: Cast, sign_in: SignIn) -> None:
    found = walk.recommended(cast)
    office = sign_in(cast.office)
    assert "补正" in text(office.get(page("return_appointment", found)))
    assert office.post(page("return_appointment", found), {"reason": "缺学历证明"}).status_code == 302
    other = walk.vetted(cast, name="另一人")
    head = sign_in(cast.office_head)
    assert "撤下" in text(head.get(page("decline_appointment", other)))
    assert head.post(page("decline_appointment", other), {"reason": "名额已满"}).status_code == 302
    other.refresh_from_db()
    assert (other.state, other.decision) == ("not_appointed", "名额已满")
    assert sign_in(cast.office).get(page("decline_appointment", other)).status_code == 409


def test_a_zone_leader_recommends_for_the_own_zone_only(cast: Cast, sign_in: SignIn) -> None:
    other = Zone.objects.create(number=2, name="第二责任区")
    with pytest.raises(NotAllowed, match="责任区组长只能为本责任区推荐"):
        walk.recommended(cast, by=cast.zone_leader, organisation=None, zone=other)
    answer = sign_in(cast.zone_leader).post(f"{LIST}recommend/", form(zone=other.pk))
    assert answer.status_code == 422
    known = walk.recommended(cast, identity=identity())
    answer = sign_in(cast.office).post(f"{LIST}recommend/", form(identity=identity()))
    assert answer.status_code == 422
    assert "正在办理" in text(answer)
    assert list(Appointment.objects.all()) == [known]


def test_rules_of_facts_that_contradict_each_other(cast: Cast) -> None:
    lines = fact_lines(
        walk.recommended(cast, term_until=calendar.today(), identity=identity(), born=dt.date(1980, 1, 2))
    )
    broken = {line.key: line.note for line in lines if not line.is_kept}
    assert set(broken) == {"term", "identity"}
    assert str(lines[0]) == "大学本科以上学历"
    assert years_after(dt.date(2028, 2, 29), 3) == dt.date(2031, 2, 28)


def test_the_office_mends_what_it_recommended_itself(cast: Cast) -> None:
    mine = walk.recommended(cast, by=cast.office, organisation=None)
    services.return_appointment(mine, by=cast.office, reason="工作单位有误")
    mine.refresh_from_db()
    given = {"recommendation": "已更正", "employer": "县教育科学研究室", "name": mine.name}
    mine = services.recommend_again(mine, by=cast.office, **given)
    assert (mine.state, mine.round, mine.employer) == ("recommended", 2, "县教育科学研究室")
