"""public_survey and answer_survey: without an account, once a device, never after closing, and nobody is named."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.services.policy import edit_policy
from core import calendar
from core.errors import Refused
from core.models import AuditEvent
from supervision.models import SurveyAnswer, SurveyDevice, SurveyGroup
from supervision.survey import services
from supervision.survey.services.survey import AlreadyAnswered
from tests.core.threads import run_together
from tests.people import Cast, make_cast
from tests.walk import clock
from tests.walk import survey as surveys


def phone(group: SurveyGroup, **headers: str) -> Client:
    """A phone that has scanned the code: its cookie is set."""
    client = Client(headers=headers)
    assert client.get(group.public_path).status_code == 200
    return client


def test_answered_by_anybody_without_an_account(cast: Cast) -> None:
    group = surveys.group_of(surveys.opened(cast))
    client = Client()
    page = client.get(group.public_path)
    text = page.content.decode()
    assert "第一示例中学" in text
    assert "匿名答卷" in text
    assert page.cookies["survey_device"]["httponly"]
    assert page["Cache-Control"] == "no-store"
    page = client.post(group.public_path, surveys.values(group, 4, "希望改善食堂"))
    assert page["Location"] == group.public_path
    answer = SurveyAnswer.objects.get()
    assert answer.group == group
    assert answer.values["q1"] == 4
    assert answer.values["q7"] == "希望改善食堂"
    text = client.get(group.public_path).content.decode()
    assert "感谢您" in text
    assert "<form" not in text.split("<main")[1]
    assert not AuditEvent.objects.filter(action__contains="answer").exists()


def test_one_answer_a_device(cast: Cast) -> None:
    survey = surveys.opened(cast)
    group = surveys.group_of(survey)
    client = phone(group)
    assert client.post(group.public_path, surveys.values(group)).status_code == 302
    again = client.post(group.public_path, surveys.values(group, 1))
    assert again.status_code == 422
    assert "已提交过答卷" in again.content.decode()
    other_class = surveys.group_of(survey, place=1)
    assert client.post(other_class.public_path, surveys.values(other_class)).status_code == 422
    teacher = surveys.group_of(survey, "teachers")
    assert client.post(teacher.public_path, surveys.values(teacher)).status_code == 302
    assert SurveyAnswer.objects.count() == 2


def test_a_forged_cookie_is_no_device(cast: Cast) -> None:
    group = surveys.group_of(surveys.opened(cast))
    client = Client()
    client.cookies["survey_device"] = "made-up:1:abc"
    page = client.post(group.public_path, surveys.values(group, text="请保留"))
    assert page.status_code == 422
    assert "Cookie" in page.content.decode()
    assert "请保留" in page.content.decode()
    assert SurveyAnswer.objects.count() == 0


def test_the_trace_of_a_device_is_salted(cast: Cast) -> None:
    first, second = surveys.opened(cast), surveys.opened(cast, inspection=surveys.ready(cast, name="第二次"))
    for survey in (first, second):
        group = surveys.group_of(survey)
        services.answer_survey(group, device="one phone", answers=surveys.values(group))
    traces = set(SurveyDevice.objects.values_list("digest", flat=True))
    assert len(traces) == 2
    assert "one phone" not in str(traces)


def test_incomplete_and_made_up_answers(cast: Cast) -> None:
    group = surveys.group_of(surveys.opened(cast))
    client = phone(group)
    page = client.post(group.public_path, surveys.values(group, text="写了一半") | {"q2": ""})
    assert page.status_code == 422
    assert "写了一半" in page.content.decode()
    assert "第2题" in page.content.decode()
    assert client.post(group.public_path, surveys.values(group) | {"q1": "9"}).status_code == 422
    with pytest.raises(Refused, match="尚未作答"):
        services.answer_survey(group, device="x", answers=surveys.values(group) | {"q1": "6"})
    assert client.post(group.public_path, surveys.values(group) | {"q7": "长" * 301}).status_code == 422
    assert SurveyAnswer.objects.count() == 0


def test_pupils_say_that_they_are_of_age(cast: Cast) -> None:
    survey = surveys.opened(cast)
    group = surveys.group_of(survey, "pupils")
    client = phone(group)
    assert "家长陪同" in client.get(group.public_path).content.decode()
    assert client.post(group.public_path, surveys.values(group)).status_code == 422
    assert client.post(group.public_path, surveys.values(group) | {"of_age": "on"}).status_code == 302
    assert "of_age" not in SurveyAnswer.objects.get().values


def test_numbers_and_names_are_taken_out(cast: Cast) -> None:
    group = surveys.group_of(surveys.opened(cast))
    words = "学生张小明同学被打，电话138 1234-5678，身份证51042119800101123X，座机0812-8170000，第3条意见"
    services.answer_survey(group, device="x", answers=surveys.values(group, text=words))
    kept = SurveyAnswer.objects.get().values["q7"]
    assert kept.count("〔已隐去〕") == 4
    assert "张小明" not in kept
    assert "第3条意见" in kept


def test_after_closing_nothing_is_lost_but_refused(cast: Cast) -> None:
    survey = surveys.opened(cast)
    group = surveys.group_of(survey)
    client = phone(group)
    services.close_survey(survey, by=cast.office)
    page = client.post(group.public_path, surveys.values(group, text="刚写好的意见"))
    text = page.content.decode()
    assert page.status_code == 409
    assert "已于" in text
    assert "第十九条" in text
    assert "刚写好的意见" in text
    assert "提交答卷" not in text
    assert SurveyAnswer.objects.count() == 0
    page = client.get(group.public_path)
    assert page.status_code == 200
    assert "不再接受答卷" in page.content.decode()
    assert "仍保留在本页" not in page.content.decode()


def test_the_last_day_counts_and_the_next_does_not(cast: Cast) -> None:
    survey = surveys.opened(cast)
    group = surveys.group_of(survey)
    assert survey.due_on is not None
    with clock.on(survey.due_on, 23):
        services.answer_survey(group, device="x", answers=surveys.values(group))
    with clock.on(survey.due_on + calendar.ONE_DAY, 0), pytest.raises(Refused, match="不再接受"):
        services.answer_survey(group, device="y", answers=surveys.values(group))


def test_an_unknown_address_tells_nothing(cast: Cast) -> None:
    token = surveys.group_of(surveys.opened(cast)).token
    pages = {Client().get(f"/s/{guess}/").content.decode() for guess in ("a", token[:-1], "x" * 22)}
    for page in pages:
        assert "没有对应的问卷" in page
        assert "第一示例中学" not in page
    assert Client().get(f"/s/{token[:-1]}/").status_code == 404
    assert Client().get("/s/").status_code == 404


def test_many_answers_from_one_network_are_slowed_down(cast: Cast) -> None:
    edit_policy("survey_hourly", by=cast.office_head, value=20)
    group = surveys.group_of(surveys.opened(cast))
    for _number in range(20):
        assert phone(group).post(group.public_path, surveys.values(group)).status_code == 302
    page = phone(group).post(group.public_path, surveys.values(group, text="第二十一份"))
    assert page.status_code == 429
    assert "第二十一份" in page.content.decode()
    assert SurveyAnswer.objects.count() == 20
    other = Client(REMOTE_ADDR="10.9.8.7")
    other.get(group.public_path)
    assert other.post(group.public_path, surveys.values(group)).status_code == 302


def test_in_english(cast: Cast) -> None:
    group = surveys.group_of(surveys.opened(cast), "parents")
    client = Client()
    client.cookies["django_language"] = "en"
    text = client.get(group.public_path).content.decode()
    assert "How satisfied are you with safety" in text
    assert "Anonymous" in text


def test_few_statements(cast: Cast) -> None:
    survey = surveys.opened(cast)
    group = surveys.group_of(survey)
    surveys.answer(group, 30)
    client = phone(group)
    with CaptureQueriesContext(connection) as shown:
        client.get(group.public_path)
    with CaptureQueriesContext(connection) as sent:
        client.post(group.public_path, surveys.values(group))
    assert len(shown) <= 4
    assert len(sent) <= 12


@pytest.mark.django_db(transaction=True)
def test_a_double_press_is_one_answer() -> None:
    cast = make_cast()
    group = surveys.group_of(surveys.opened(cast))
    send: Callable[[], Any] = lambda: services.answer_survey(  # noqa: E731
        group, device="one", answers=surveys.values(group)
    )
    outcomes = run_together([send] * 3)
    assert sum(isinstance(outcome, AlreadyAnswered) for outcome in outcomes) == 2
    assert SurveyAnswer.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_answer_at_the_moment_of_closing_is_counted_or_refused() -> None:
    cast = make_cast()
    survey = surveys.opened(cast)
    group = surveys.group_of(survey)
    surveys.answer(group, 5)
    send: Callable[[], Any] = lambda: services.answer_survey(  # noqa: E731
        group, device="late", answers=surveys.values(group)
    )
    run_together([send, lambda: services.close_survey(survey, by=cast.office)])
    survey.refresh_from_db()
    assert survey.results["audiences"]["parents"]["answers"] == SurveyAnswer.objects.count()
