"""appoint_inspector, renew_inspector: after the publicity, with letter and certificate; three terms in a row."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.formats import date_format

from core import calendar, files
from core.errors import NotAllowed, Refused, TransitionRefused
from core.models import AuditEvent, DocumentNumber
from inspectors.appointment import services as appointment_services
from inspectors.appointment.services.appointing import next_certificate
from inspectors.models import Appointment, CareerEvent, Inspector
from inspectors.roster import services as roster_services
from inspectors.term import services as term_services
from inspectors.term.services.term import term_in_row, usual_end
from reports.models import OfficialDocument
from tests.pages import text
from tests.people import Cast
from tests.walk import appointment as walk
from tests.walk import clock
from tests.walk.roster import answer_to, identity, scan

SignIn = Callable[[object], Client]
LIST = "/desk/inspectors/appointments/"


def page(name: str, row: Appointment) -> str:
    return reverse(name, args=[row.pk])


def form(**changes: object) -> dict[str, object]:
    given = walk.facts()
    given["term_from"] = given["term_from"].isoformat()
    return {**given, **changes}


def test_not_before_the_end_and_not_with_open_or_founded_objections(cast: Cast) -> None:
    running = walk.publicised(cast)
    with pytest.raises(Refused, match="公示期至") as refusal:
        appointment_services.appoint_inspector(running, by=cast.office_head)
    assert refusal.value.rule
    assert refusal.value.remedy
    found = walk.recommended(cast, name="第二人")
    with clock.on(calendar.today() - walk.LATER * calendar.ONE_DAY):
        found = walk.publicised(cast, found)
        objection = walk.objected(found)
    with pytest.raises(Refused, match="1条异议"):
        appointment_services.appoint_inspector(found, by=cast.office_head)
    appointment_services.answer_objection(objection, by=cast.office, finding="founded", answer="属实。")
    with pytest.raises(Refused, match="成立"):
        appointment_services.appoint_inspector(found, by=cast.office_head)
    found = appointment_services.decline_appointment(found, by=cast.office_head, reason="异议成立")
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
    with pytest.raises(TransitionRefused, match="目前为“已聘任”"):
        appointment_services.appoint_inspector(found, by=cast.office_head)


def test_certificate_numbers_have_no_gaps(cast: Cast) -> None:
    year = calendar.today().year
    walk.appointed(cast)
    broken = walk.over(cast, name="第二人")
    Appointment.objects.filter(pk=broken.pk).update(experience_years=3)
    with pytest.raises(Refused, match="3年"):
        appointment_services.appoint_inspector(Appointment.objects.get(pk=broken.pk), by=cast.office_head)
    walk.appointed(cast, name="第三人")
    held = Inspector.objects.filter(certificate__startswith=f"川米督〔{year}〕").order_by("certificate")
    assert list(held.values_list("certificate", flat=True)) == [f"川米督〔{year}〕001", f"川米督〔{year}〕002"]
    assert DocumentNumber.objects.filter(series__code="米府教督聘").count() == 2
    assert next_certificate(by=cast.office_head, on=calendar.today()) == f"川米督〔{year}〕003"


def test_a_term_keeps_its_length_when_it_begins_later(cast: Cast) -> None:
    begin = calendar.today() + dt.timedelta(days=20)
    found = appointment_services.appoint_inspector(walk.over(cast), by=cast.office_head, term_from=begin)
    assert (found.term_from, found.term_until) == (begin, usual_end("part_time", begin))
    full = walk.over(cast, name="专职", kind="full_time")
    assert appointment_services.appoint_inspector(full, by=cast.office_head).term_until is None


def test_renewed_at_most_three_times_in_a_row(cast: Cast, second: Inspector, sign_in: SignIn) -> None:
    begun = calendar.today() - dt.timedelta(days=3 * 365 - 5)  # the three years are over within the week
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
    appointment_services.appoint_inspector(walk.publicised_before(cast, found), by=cast.office_head)
    second.refresh_from_db()
    assert second.term_from == begun  # the old term stands until the new one begins
    assert second.is_serving(calendar.today())
    assert term_services.warn_of_ending_terms(calendar.today()) == 0
    assert "原聘期" in text(office.get(found.get_absolute_url()))
    with pytest.raises(Refused, match="正在办理"):
        walk.renewal(cast, second)
    assert appointment_services.begin_terms(begin - calendar.ONE_DAY) == 0
    assert appointment_services.begin_terms(begin) == 1
    assert appointment_services.begin_terms(begin) == 0
    assert term_services.close_terms(begin) == 0
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
    term_services.remove_inspector(first, by=cast.office, reason="调离")
    with pytest.raises(Refused, match="移出名册"):
        walk.renewal(cast, first)
    with pytest.raises(Refused, match="请填写推荐理由"):
        walk.recommended(cast, recommendation="  ")


def test_a_renewal_is_put_right_in_its_term_alone(cast: Cast, second: Inspector, sign_in: SignIn) -> None:
    found = appointment_services.return_appointment(
        walk.renewal(cast, second), by=cast.office_head, reason="起始日期有误"
    )
    begin = second.term_until + calendar.ONE_DAY
    given = {"term_from": begin.isoformat(), "recommendation": "已更正", "name": "改名"}
    assert sign_in(cast.office).post(page("recommend_again", found), given).status_code == 302
    found.refresh_from_db()
    assert (found.term_from, found.name) == (begin, second.name)
    with pytest.raises(NotAllowed, match="续聘由督导办公室推荐"):
        appointment_services.renew_inspector(second, by=cast.leader, recommendation="x", term_from=begin)
    Inspector.objects.filter(pk=second.pk).update(term_until=None)
    appointment_services.withdraw_appointment(found, by=cast.office, reason="x")
    with pytest.raises(Refused, match="没有截止日"):
        walk.renewal(cast, second)


def test_what_changed_on_the_roster_meanwhile_is_refused(cast: Cast, first: Inspector, second: Inspector) -> None:
    found = walk.over(cast, identity=identity())
    Inspector.objects.filter(pk=first.pk).update(identity=identity())
    with pytest.raises(Refused, match="身份证号"):
        appointment_services.appoint_inspector(found, by=cast.office_head)
    renewal = walk.publicised_before(cast, walk.renewal(cast, second))
    Inspector.objects.filter(pk=second.pk).update(education="college")
    with pytest.raises(Refused, match="本科"):
        appointment_services.appoint_inspector(renewal, by=cast.office_head)
    term_services.remove_inspector(second, by=cast.office, reason="调离")
    with pytest.raises(Refused, match="移出名册"):
        appointment_services.appoint_inspector(renewal, by=cast.office_head)


def test_the_inspectors_page_shows_appointments_to_the_county_and_the_inspector(cast: Cast, sign_in: SignIn) -> None:
    second = Inspector.objects.get(user=cast.other_inspector)
    words = "聘任与督学证"
    assert words in text(sign_in(cast.other_inspector).get(second.get_absolute_url()))
    assert words in text(sign_in(cast.leader).get(second.get_absolute_url()))
    assert words not in text(sign_in(cast.zone_leader).get(second.get_absolute_url()))


def test_papers_of_the_recommendation_stand_in_the_file_too(cast: Cast, sign_in: SignIn) -> None:
    found = walk.over(cast, papers=[scan("学位证书.pdf")])
    found = appointment_services.appoint_inspector(found, by=cast.office_head)
    inspector = found.inspector
    assert inspector is not None
    paper = roster_services.papers_of(inspector)[0]
    given = files.files_of(found).get()
    assert (paper.caption, paper.added_by) == ("学位证书", cast.office_head)
    assert paper.stored.pk != given.pk
    assert paper.stored.file.name == given.file.name  # the bytes lie once
    assert AuditEvent.objects.filter(action="add_inspector_file").count() == 1
    address = reverse("open_file", args=[paper.stored.pk])
    assert answer_to(sign_in(cast.office), address) == 200
    assert sign_in(cast.school_head).get(address).status_code == 404  # the file of a person is not the recommender's
    assert address in text(sign_in(cast.office).get(inspector.get_absolute_url()))
    roster_services.remove_inspector_file(paper, by=cast.office, reason="重复")
    assert files.files_of(found).get().pk == given.pk
    assert files.changed_files() == []


def test_a_paper_that_is_in_the_file_is_not_filed_twice(cast: Cast, first: Inspector) -> None:
    Inspector.objects.filter(pk=first.pk).update(kind="part_time", term_until=calendar.today(), terms_in_row=1)
    first.refresh_from_db()
    roster_services.add_inspector_file(first, by=cast.office, kind="degree", caption="学位证书", file=scan("a.pdf"))
    renewal = walk.publicised_before(cast, walk.renewal(cast, first, papers=[scan("b.pdf")]))
    appointment_services.appoint_inspector(renewal, by=cast.office_head)
    assert [paper.caption for paper in roster_services.papers_of(first)] == ["学位证书"]


def test_no_button_before_its_day_but_the_day(cast: Cast, sign_in: SignIn) -> None:
    running = walk.publicised(cast)
    head = sign_in(cast.office_head)
    shown = text(head.get(running.get_absolute_url()))
    assert page("appoint_inspector", running) not in shown
    assert page("decline_appointment", running) in shown
    assert running.appointable_from is not None
    assert f"{date_format(running.appointable_from)}起方可聘任" in shown
    assert head.get(page("appoint_inspector", running)).status_code == 422
    with clock.on(running.appointable_from):
        assert page("appoint_inspector", running) in text(sign_in(cast.office_head).get(running.get_absolute_url()))


def test_no_button_while_an_objection_is_open_or_a_rule_broken(cast: Cast, sign_in: SignIn) -> None:
    with clock.on(calendar.today() - walk.LATER * calendar.ONE_DAY):
        found = walk.publicised(cast)
        walk.objected(found)
    head = sign_in(cast.office_head)
    shown = text(head.get(found.get_absolute_url()))
    assert page("appoint_inspector", found) not in shown
    assert "1条异议" in shown
    assert "1条异议" not in text(sign_in(cast.school_head).get(found.get_absolute_url()))
    broken = walk.recommended(cast, name="第二人", experience_years=3)
    shown = text(sign_in(cast.office).get(broken.get_absolute_url()))
    assert page("vet_appointment", broken) not in shown
    assert page("refuse_appointment", broken) in shown
    assert "不符合聘任条件" in shown


def test_who_left_meanwhile_is_not_renewed(cast: Cast, sign_in: SignIn, first: Inspector) -> None:
    Inspector.objects.filter(pk=first.pk).update(kind="part_time", term_until=calendar.today(), terms_in_row=1)
    first.refresh_from_db()
    renewal = walk.publicised_before(cast, walk.renewal(cast, first))
    term_services.remove_inspector(first, by=cast.office, reason="调离")
    shown = text(sign_in(cast.office_head).get(renewal.get_absolute_url()))
    assert page("appoint_inspector", renewal) not in shown
    assert "目前不能聘任" in shown
