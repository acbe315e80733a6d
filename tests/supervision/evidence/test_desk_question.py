"""desk_question: asked in desk review, answered by the unit, asked again or closed (PLAN 二（二）4)."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.services.policy import edit_policy
from core import calendar, files
from core.errors import NotAllowed, NotYourTurn, Refused, TransitionRefused
from core.models import Notification
from supervision.evidence import services
from supervision.models import DeskQuestion, QuestionEntry
from tests.pages import HTMX, text
from tests.people import Cast
from tests.walk import evidence
from tests.walk import inspection as walk

Browser = Callable[[str], Client]
pytestmark = pytest.mark.django_db


def at(name: str, question: DeskQuestion) -> str:
    """The address of a step on the question."""
    return reverse(name, args=[question.pk])


def test_asked_with_the_days_of_an_answer(cast: Cast, holidays: None) -> None:
    edit_policy("question_days", by=cast.office_head, value=2)
    question = evidence.asked(cast)
    assert (question.state, question.asked_by) == ("asked", cast.inspector)
    assert question.title == "C1 隐患台账缺少九月的记录，请补充。"
    assert question.due_on is not None
    days = calendar.working_days_between(calendar.today(), question.due_on)
    assert (days, question.due_basis["policy"]) == (2, "question_days")
    assert Notification.objects.filter(kind="ask_question", recipient=cast.school_head).count() == 1
    long = services.ask_question(question.item, by=cast.other_inspector, text="问" * 300)
    assert (len(long.title), long.entries.get().text) == (120, "问" * 300)


def test_answered_asked_again_answered_and_closed(cast: Cast) -> None:
    question = evidence.answered(cast)
    entry = QuestionEntry.objects.get(question=question, is_answer=True)
    assert [file.name for file in files.files_of(entry)] == ["九月台账.png"]
    assert Notification.objects.filter(kind="answer_question", recipient=cast.inspector).count() == 1
    again = services.ask_again(question, by=cast.inspector, text="签字页也请补充")
    assert (again.state, again.due_on is not None) == ("asked", True)
    answered = services.answer_question(again, by=cast.school_head, text="已补充签字页")
    closed = services.close_question(answered, by=cast.inspector)
    assert (closed.state, closed.entries.count()) == ("closed", 4)
    with pytest.raises(TransitionRefused, match="目前为“已办结”"):
        services.answer_question(closed, by=cast.school_head, text="再说一句")


def test_refusals(cast: Cast) -> None:
    question = evidence.asked(cast)
    with pytest.raises(Refused, match="没有填写"):
        services.ask_question(question.item, by=cast.inspector, text=" ")
    with pytest.raises(Refused, match="没有填写"):
        services.answer_question(question, by=cast.school_head, text="")
    lie = SimpleUploadedFile("台账.pdf", b"GIF89a", "application/pdf")
    with pytest.raises(Refused, match="与文件名不符"):
        services.answer_question(question, by=cast.school_head, text="见附件", files=[lie])
    assert question.entries.count() == 1
    for person in (cast.office, cast.inspector, cast.other_school_head):
        with pytest.raises(NotYourTurn, match="不由您办理，应由被督导单位办理"):
            services.answer_question(question, by=person, text="代答")
    for person in (cast.office, cast.other_inspector, cast.school_head):
        with pytest.raises(NotYourTurn, match="不由您办理，应由提问的评审人办理"):
            services.withdraw_question(question, by=person, reason="不问了")
    for person in (cast.office, cast.school_head, cast.zone_leader):
        with pytest.raises(NotAllowed, match="材料由督导小组和获分配的评审人评审"):
            services.ask_question(question.item, by=person, text="问")
    with pytest.raises(Refused, match="理由"):
        services.withdraw_question(question, by=cast.inspector, reason="")
    assert services.withdraw_question(question, by=cast.inspector, reason="附件里有").state == "closed"


def test_the_leader_closes_what_a_colleague_asked(cast: Cast) -> None:
    inspection = evidence.evaluated(cast)
    question = services.ask_question(evidence.item_of(inspection), by=cast.other_inspector, text="请补充")
    answered = services.answer_question(question, by=cast.school_head, text="已补充")
    with pytest.raises(NotYourTurn, match="不由您办理，应由提问的评审人办理"):
        services.close_question(answered, by=cast.third_inspector)
    assert services.close_question(answered, by=cast.inspector).state == "closed"


def test_it_stands_in_the_turn_of_the_unit_then_of_the_reviewer(cast: Cast, browser: Browser) -> None:
    question = evidence.asked(cast)
    assert question.title in text(browser("school_head").get(reverse("my_turn")))
    assert question.title not in text(browser("inspector").get(reverse("my_turn")))
    services.answer_question(question, by=cast.school_head, text="已补齐")
    assert question.title in text(browser("inspector").get(reverse("my_turn")))


def test_an_expert_sees_own_questions_only(cast: Cast, browser: Browser) -> None:
    question = evidence.asked(cast)
    evidence.assigned(cast, question.inspection)
    expert = evidence.invited(cast, question.inspection)
    own = services.ask_question(question.item, by=expert, text="请说明频次")
    assert list(DeskQuestion.objects.visible_to(expert)) == [own]
    assert browser("expert").get(at("desk_question", question)).status_code == 404
    assert browser("expert").get(at("desk_question", own)).status_code == 200


def test_who_sees_it(cast: Cast, browser: Browser) -> None:
    question = evidence.answered(cast)
    entry = QuestionEntry.objects.get(question=question, is_answer=True)
    (file,) = files.files_of(entry)
    for name, sees in (
        ("school_head", True),
        ("inspector", True),
        ("office", True),
        ("other_school_head", False),
        ("township", False),
        ("liaison", False),
    ):
        assert browser(name).get(at("desk_question", question)).status_code == (200 if sees else 404), name
        assert files.readable_by(getattr(cast, name), file) is sees


def test_the_pages(cast: Cast, browser: Browser) -> None:
    inspection = evidence.evaluated(cast)
    inspector, school = browser("inspector"), browser("school_head")
    leaf = evidence.leaf(inspection, "C1")
    ask = reverse("ask_question", args=[inspection.pk, leaf.pk])
    assert inspector.post(ask, {"text": ""}, headers=HTMX).status_code == 422
    assert "请补充九月记录" in text(inspector.post(ask, {"text": "请补充九月记录"}, headers=HTMX))
    assert inspector.post(ask, {"text": "再问"}).status_code == 302
    question = DeskQuestion.objects.earliest("created_at")
    assert inspector.get(at("answer_question", question)).status_code == 403
    answer = at("answer_question", question)
    assert "请补充九月记录" in text(school.get(answer))
    assert school.post(answer, {"text": ""}).status_code == 422
    assert school.post(answer, {"text": "已补齐", "files": [walk.picture("九月.png")]}).status_code == 302
    assert school.post(answer, {"text": "又答"}).status_code == 409
    assert "九月.png" in text(inspector.get(question.get_absolute_url()))
    assert inspector.post(at("ask_again", question), {"text": "还缺签字"}).status_code == 302
    assert inspector.post(at("withdraw_question", question), {"reason": "已看到"}).status_code == 302
    other = DeskQuestion.objects.latest("created_at")
    services.answer_question(other, by=cast.school_head, text="已答")
    assert school.get(at("close_question", other)).status_code == 403
    assert inspector.post(at("close_question", other)).status_code == 302
    assert {row.state for row in DeskQuestion.objects.all()} == {"closed"}
