"""tell_appraisal and what follows: accepted, replied, answered, graded anew, lapsed, filed."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.turns import turns_of
from core import calendar
from core.errors import NotYourTurn, Refused
from core.models import Notification
from inspectors.appraisal import services, tasks
from inspectors.models import Appraisal, CareerEvent, Inspector
from tests.pages import text
from tests.people import Cast
from tests.walk import appraisal as walk

SignIn = Callable[[object], Client]


def test_told_to_the_person_and_the_employer(cast: Cast, sign_in: SignIn, first: Inspector) -> None:
    row = walk.confirmed(cast)
    office = sign_in(cast.office)
    address = reverse("tell_appraisal", args=[row.pk])
    assert "县教育和体育局的收件箱" in text(office.get(address))
    assert office.post(address).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.told_on, row.employer, row.employer_unit) == (
        "told",
        calendar.today(),
        "县教育和体育局",
        cast.education_bureau,
    )
    assert row.notice_number.startswith("米教督考〔")
    assert row.due_on is not None
    message = Notification.objects.get(kind="tell_appraisal")
    assert (message.recipient, "考核等次：称职" in message.body) == (cast.inspector, True)
    page = text(sign_in(cast.inspector).get(row.get_absolute_url()))
    assert walk.REASONS in page
    assert reverse("accept_appraisal", args=[row.pk]) in page
    assert "督学甲" in [turn.title for turn in turns_of(cast.inspector, today=calendar.today()).items]


@pytest.mark.parametrize(("employer", "says"), [("县外某校", "打印考核结果通知"), ("", "只告知本人")])
def test_an_employer_without_an_account(cast: Cast, sign_in: SignIn, employer: str, says: str) -> None:
    Inspector.objects.filter(user=cast.inspector).update(employer=employer)
    row = walk.confirmed(cast)
    assert says in text(sign_in(cast.office).get(reverse("tell_appraisal", args=[row.pk])))
    row = services.tell_appraisal(row, by=cast.office)
    assert (row.employer, row.employer_unit) == (employer, None)


def test_accepted_and_filed(cast: Cast, sign_in: SignIn) -> None:
    row = walk.told(cast)
    client = sign_in(cast.inspector)
    assert client.get(reverse("accept_appraisal", args=[row.pk])).status_code == 200
    assert client.post(reverse("accept_appraisal", args=[row.pk])).status_code == 302
    office = sign_in(cast.office)
    assert office.get(reverse("file_appraisal", args=[row.pk])).status_code == 200
    assert office.post(reverse("file_appraisal", args=[row.pk])).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.filed_on) == ("filed", calendar.today())
    assert row.form_number != row.notice_number
    line = CareerEvent.objects.get(inspector=row.inspector)
    assert (line.kind, line.text, line.url) == ("appraisal", f"{row.year}年度考核：称职", row.get_absolute_url())


def test_replied_and_answered(cast: Cast, sign_in: SignIn) -> None:
    row = walk.told(cast)
    client = sign_in(cast.inspector)
    address = reverse("reply_appraisal", args=[row.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {"reply": " "}).status_code == 422
    assert client.post(address, {"reply": walk.REPLY}).status_code == 302
    told = Notification.objects.filter(kind="reply_appraisal").values_list("recipient__username", flat=True)
    assert set(told) == {"office", "head"}
    office = sign_in(cast.office)
    answer = reverse("answer_appraisal", args=[row.pk])
    assert walk.REPLY in text(office.get(answer))
    assert office.post(answer, {"answer": "复查已计入，维持等次"}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.replied_on, row.answer) == ("settled", calendar.today(), "复查已计入，维持等次")
    assert "复查已计入，维持等次" in text(client.get(row.get_absolute_url()))


def test_graded_anew(cast: Cast, sign_in: SignIn) -> None:
    row = walk.replied(cast)
    address = reverse("regrade_appraisal", args=[row.pk])
    office = sign_in(cast.office)
    assert office.get(address).status_code == 200
    assert office.post(address, {"reason": "两次复查漏计"}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.grade, row.figures_on, row.answer) == ("submitted", "", None, "两次复查漏计")
    first_notice = row.notice_number
    row = services.grade_appraisal(row, by=cast.office, grade="basic", reasons="听课偏少，须加强")
    assert "听课偏少，须加强" not in text(sign_in(cast.inspector).get(row.get_absolute_url()))
    row = services.tell_appraisal(services.confirm_appraisal(row, by=cast.office_head), by=cast.office)
    assert row.notice_number != first_notice


def test_the_time_for_a_reply_runs_out(cast: Cast, sign_in: SignIn) -> None:
    row = walk.told(cast)
    address = reverse("lapse_reply", args=[row.pk])
    office = sign_in(cast.office)
    assert office.get(address).status_code == 200
    page = office.post(address, {"reason": "没有意见"})
    assert page.status_code == 422
    assert "前提出意见" in text(page)
    assert tasks.lapse_replies() == 0
    Appraisal.objects.filter(pk=row.pk).update(due_on=calendar.today() - calendar.ONE_DAY)
    assert tasks.lapse_replies() == 1
    row.refresh_from_db()
    assert row.state == "settled"
    assert tasks.lapse_replies() == 0


def test_a_person_without_an_account_answers_on_paper(cast: Cast) -> None:
    row = walk.told(cast)
    Inspector.objects.filter(pk=row.inspector_id).update(user=None)
    row = Appraisal.objects.select_related("inspector").get(pk=row.pk)
    with pytest.raises(Refused, match="请填写理由"):
        services.lapse_reply(row, by=cast.office, reason=" ")
    assert services.lapse_reply(row, by=cast.office, reason="本人签字：无异议").state == "settled"


def test_a_failed_one_is_a_ground_for_dismissal(cast: Cast, sign_in: SignIn) -> None:
    row = walk.told(cast, grade="incompetent")
    assert row.is_failed
    assert "可以作为解聘的依据" in text(sign_in(cast.office).get(row.get_absolute_url()))
    end = reverse("end_term", args=[row.inspector_id])
    assert f"{end}?ground=incompetent" in text(sign_in(cast.office_head).get(row.get_absolute_url()))
    own = text(sign_in(cast.inspector).get(row.get_absolute_url()))
    assert "督导办将与您沟通" in own
    assert "办理解聘" not in own


def test_who_may(cast: Cast) -> None:
    row = walk.told(cast)
    for step in (services.accept_appraisal, lambda r, by: services.reply_appraisal(r, by=by, reply="x")):
        for name in ("office", "office_head", "other_inspector", "school_head"):
            with pytest.raises(NotYourTurn, match="不由您办理，应由被考核的督学办理"):
                step(row, by=getattr(cast, name))
    with pytest.raises(Refused, match="请写明"):
        services.reply_appraisal(row, by=cast.inspector, reply=" ")
    row = services.reply_appraisal(row, by=cast.inspector, reply="x")
    with pytest.raises(Refused, match="作出答复"):
        services.answer_appraisal(row, by=cast.office, answer=" ")
    with pytest.raises(NotYourTurn, match="不由您办理，应由督导办办理"):
        services.answer_appraisal(row, by=cast.inspector, answer="x")
    with pytest.raises(NotYourTurn, match="不由您办理，应由督导办办理"):
        services.regrade_appraisal(row, by=cast.leader, reason="x")
    row = services.answer_appraisal(row, by=cast.office, answer="x")
    with pytest.raises(NotYourTurn, match="不由您办理，应由督导办办理"):
        services.file_appraisal(row, by=cast.inspector)
