"""A parent, a pupil and a teacher answer on their phones; the team votes on its own; the leader counts."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils.translation import gettext as _

from accounts.services.policy import edit_policy
from supervision.inspection import services
from supervision.models import Inspection, Proposal, Survey, SurveyAnswer
from tests.browser.conftest import Person
from tests.browser.stage import address
from tests.people import Cast, make_cast
from tests.walk import inspection as walk
from tests.walk import survey as surveys

People = Callable[..., Person]


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """The cast; an authenticator app is asked of nobody here."""
    people = make_cast()
    edit_policy("mfa_required", by=people.office_head, value=False)
    return people


def test_from_the_questionnaire_to_the_deliberation(person: People, live_server: Any, cast: Cast) -> None:
    inspection = walk.visited(cast).inspection
    office = person("office")
    survey = prepare(office, inspection)
    answer(person, survey)
    read_results(office, survey)
    vote(person, inspection)
    inspection.refresh_from_db()
    assert inspection.state == "deliberated"


def prepare(office: Person, inspection: Inspection) -> Survey:
    """The office enters the classes, lets chance pick, and looks at the sheets."""
    page = office.open(address("create_survey", inspection.pk))
    for grade in ("g7", "g8", "g9"):
        page.fill(f"[name={grade}]", "4")
    office.check("create-survey")
    office.press(_("Save the draft"))
    survey = Survey.objects.get()
    office.open(address("open_survey", survey.pk))
    office.check()
    office.press(_("Let chance pick and open"))
    office.open(address("survey_sheet", survey.pk))
    office.check("survey-sheet")
    assert page.locator(".survey-sheet").count() == 7
    survey.refresh_from_db()
    return survey


def answer(person: People, survey: Survey) -> None:
    """On a phone, without an account and without JavaScript: what is missing is said, what was typed is kept."""
    for audience in ("parents", "pupils", "teachers"):
        group = surveys.group_of(survey, audience)
        phone = person(phone=True)
        page = phone.open(group.public_path)
        phone.check(f"survey-{audience}")
    group = surveys.group_of(survey, "parents")
    phone = person(phone=True, scripts=False)
    page = phone.open(group.public_path)
    page.fill("textarea", "希望放学时有人疏导交通")
    page.get_by_role("button", name=_("Send the answers")).click()
    assert _("Something is still missing") in page.locator("main").inner_text()
    assert page.locator("textarea").input_value() == "希望放学时有人疏导交通"
    for fieldset in page.locator("fieldset.survey-question").all():
        fieldset.locator("label").first.click()
    page.get_by_role("button", name=_("Send the answers")).click()
    assert _("Thank you, your answer has arrived") in page.locator("main").inner_text()
    assert page.locator("main form").count() == 0
    assert SurveyAnswer.objects.get().values["q1"] == 5
    page.context.clear_cookies()
    for audience, count in (("parents", 6), ("pupils", 6), ("teachers", 2)):
        surveys.answer(surveys.group_of(survey, audience), count, marks=(5, 4, 3))


def read_results(office: Person, survey: Survey) -> None:
    """Counts while it is open; after closing what was answered, and nothing where too few answered."""
    page = office.open(survey.get_absolute_url())
    office.check("survey-open")
    assert "希望放学时有人疏导交通" not in page.locator("main").inner_text()
    office.open(address("close_survey", survey.pk))
    office.press(_("Close the questionnaire"))
    office.open(survey.get_absolute_url())
    office.sees("希望放学时有人疏导交通", "答卷不足5份，不予显示", "满意率")
    office.check("survey-results")


def vote(person: People, inspection: Inspection) -> None:
    """The leader words the opinion, everybody votes on a phone, the leader closes."""
    services.record_public_opinion(
        inspection,
        by=Inspection.objects.get(pk=inspection.pk).team.members.first().inspector.user,
        held_on=inspection.starts_on,
        method="座谈会",
        picked_how="随机抽取",
        pupils=0,
        parents=0,
        teachers=9,
        summary="工作量适中。",
    )
    leader = person("inspector", phone=True)
    page = leader.open(address("propose_opinion", inspection.pk))
    page.fill("[name=text]", "学校管理总体规范，实验室存在隐患。")
    leader.check("propose-opinion")
    leader.press(_("Put to the vote"))
    proposal = Proposal.objects.get()
    for username, choice, opinion in (
        ("inspector2", "agrees", ""),
        ("inspector3", "disagrees", "隐患应单独列出。"),
        ("inspector", "agrees", ""),
    ):
        member = person(username, phone=True) if username != "inspector" else leader
        if username != "inspector":
            member.sees(_("Vote on the preliminary opinion"))
        page = member.open(address("cast_vote", proposal.pk))
        page.check(f"[name=choice][value={choice}]")
        page.fill("[name=opinion]", opinion)
        member.check(f"cast-vote-{choice}")
        member.press(_("Cast your vote"))
        member.sees("学校管理总体规范")
    leader.open(address("deliberate", inspection.pk))
    leader.sees("隐患应单独列出。")
    leader.check("deliberate-votes")
    leader.press(_("Close the vote and record the deliberation"))
    assert Inspection.objects.get(pk=inspection.pk).state == "deliberated"
    leader.open(inspection.get_absolute_url())
    leader.sees("隐患应单独列出。")
    leader.open(proposal.get_absolute_url())
    leader.check("proposal")
