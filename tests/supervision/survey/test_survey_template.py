"""edit_survey_template: the office writes the questions; open questionnaires keep theirs."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from core.errors import NotAllowed, Refused
from core.models import AuditEvent
from supervision.models import Audience
from supervision.survey import services
from supervision.survey.questions import Question, brought
from supervision.survey.services.template import questions_of
from tests.people import Cast
from tests.walk import survey as surveys

Browser = Callable[[str], Client]
OWN = [Question("scale", "您对校车是否满意？", ""), Question("text", "还有什么要说？", "")]


def test_the_platform_brings_questions_for_everybody() -> None:
    for audience in Audience:
        kinds = {question.kind for question in brought(audience)}
        assert kinds == {"scale", "yes_no", "text"}
        assert all(question.text_en and question.text != question.text_en for question in brought(audience))


def test_own_questions_from_the_next_questionnaire_on(cast: Cast) -> None:
    open_one = surveys.opened(cast)
    services.edit_survey_template("parents", by=cast.office, questions=OWN)
    assert [question.text for question in questions_of("parents")] == ["您对校车是否满意？", "还有什么要说？"]
    open_one.refresh_from_db()
    assert len(open_one.form["parents"]) == 7
    later = surveys.opened(cast, inspection=surveys.ready(cast, name="第二次"))
    assert [question["text"] for question in later.form["parents"]] == ["您对校车是否满意？", "还有什么要说？"]
    assert AuditEvent.objects.filter(action="edit_survey_template").count() == 1


@pytest.mark.parametrize(
    ("questions", "refusal"),
    [
        ([Question("text", "说说", "")], "没有满意度"),
        ([Question("scale", "满意吗", "")] * 31, "最多设置30道"),
        ([*OWN, Question("yes_no", " ", "")], "没有填写内容"),
    ],
)
def test_refusals(cast: Cast, questions: list[Question], refusal: str) -> None:
    with pytest.raises(Refused, match=refusal):
        services.edit_survey_template("parents", by=cast.office, questions=questions)


def test_the_pages(cast: Cast, browser: Browser) -> None:
    listing, address = reverse("survey_templates"), reverse("edit_survey_template", args=["pupils"])
    assert browser("school_head").get(listing).status_code == 404
    assert browser("school_head").get(address).status_code == 404
    assert "你对在学校的学习生活是否满意" in browser("inspector").get(listing).content.decode()
    assert browser("inspector").get(address).status_code == 403
    with pytest.raises(NotAllowed, match="此操作由督导办办理"):
        services.edit_survey_template("pupils", by=cast.inspector, questions=OWN)
    office = browser("office")
    assert office.get(reverse("edit_survey_template", args=["cooks"])).status_code == 404
    assert "你对老师的教学是否满意" in office.get(address).content.decode()
    form = {"form-TOTAL_FORMS": 2, "form-INITIAL_FORMS": 0}
    rows = {"form-0-kind": "text", "form-0-text": "说说看", "form-1-kind": "scale", "form-1-text": ""}
    page = office.post(address, form | rows)
    assert page.status_code == 422
    assert "说说看" in page.content.decode()
    assert office.post(address, form | rows | {"form-1-text": "你喜欢食堂吗？"}).status_code == 302
    assert "你喜欢食堂吗" in office.get(listing).content.decode()
