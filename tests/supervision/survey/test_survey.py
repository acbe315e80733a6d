"""create_survey, edit_survey, open_survey, close_survey and their pages: chance picks, small counts stay hidden."""

import hashlib
import re
from collections import Counter
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from core import calendar
from core.errors import NotAllowed, NotYourTurn, Refused, TransitionRefused
from core.models import AuditEvent, Notification
from supervision.inspection import services as inspection_services
from supervision.models import Survey, SurveyAnswer, SurveyDevice, SurveyGroup
from supervision.opinion import services as opinion_services
from supervision.procedure.services.gate import public_opinion_gate
from supervision.survey import picking
from supervision.survey import services as survey_services
from supervision.survey.services.results import results_of
from supervision.survey.tasks import close_due_surveys
from tests.people import Cast
from tests.walk import clock
from tests.walk import inspection as walk
from tests.walk import survey as surveys

Browser = Callable[[str], Client]
Counting = Callable[[Client, str], int]


def test_office_and_leader_prepare_from_notice_to_deliberation(cast: Cast) -> None:
    planned = walk.inspection_of(walk.approved(cast), cast.school)
    with pytest.raises(TransitionRefused, match="目前为“待通知”"):
        surveys.drafted(cast, inspection=planned)
    inspection = inspection_services.issue_notice(planned, by=cast.office)
    with pytest.raises(NotAllowed, match="只有督导小组组长和督导办可以开展问卷"):
        survey_services.create_survey(inspection, by=cast.other_inspector, audiences=["parents"], classes={"g7": 1})
    survey = survey_services.create_survey(inspection, by=cast.inspector, audiences=["parents"], classes={"g7": 1})
    assert survey.state == "drafted"
    with pytest.raises(Refused, match="已有拟定或开放") as refusal:
        surveys.drafted(cast, inspection=inspection)
    assert "第十九条" in str(refusal.value.rule)
    with pytest.raises(TransitionRefused, match="目前为“已评议”"):
        surveys.drafted(cast, inspection=walk.deliberated(cast, name="第二次"))


def test_refusals_of_a_draft(cast: Cast) -> None:
    inspection = walk.notified(cast)
    for changes, words in (
        ({"audiences": []}, "没有选择"),
        ({"classes": {}}, "多少个班级"),
        ({"classes": {"g1": 3}}, "班级"),
    ):
        with pytest.raises(Refused, match=words) as refusal:
            surveys.drafted(cast, inspection=inspection, **changes)
        assert "第十九条" in str(refusal.value.rule)
    task = walk.approved(cast, name="乡镇", units=[cast.town])
    town = inspection_services.issue_notice(walk.inspection_of(task, cast.town), by=cast.office)
    with pytest.raises(Refused, match="不是学校或幼儿园"):
        survey_services.create_survey(town, by=cast.office, audiences=["parents"], classes={})


def test_classes_numbered_through_where_only_their_number_is_known(cast: Cast) -> None:
    cast.school.classes = 9
    cast.school.save()
    survey = surveys.opened(cast, classes={})
    assert survey.classes == {"": 9}
    assert all(code.startswith("all-") for code in survey.picked)
    assert re.fullmatch(r"\d班", surveys.group_of(survey).class_label)


def test_a_kindergarten_asks_no_pupils(cast: Cast) -> None:
    task = walk.approved(cast, units=[cast.kindergarten])
    inspection = inspection_services.issue_notice(walk.inspection_of(task, cast.kindergarten), by=cast.office)
    survey = surveys.drafted(cast, inspection=inspection, classes={"k1": 2, "g7": 5})
    assert survey.audiences == ["parents", "teachers"]
    assert survey.classes == {"k1": 2}


def test_chance_picks_and_everybody_can_recompute_it(cast: Cast) -> None:
    survey = surveys.opened(cast)
    assert len(survey.seed) == 32
    codes = [f"g{grade}-{number}" for grade in (7, 8, 9) for number in (1, 2, 3, 4)]
    ranked = sorted(codes, key=lambda code: hashlib.sha256(f"{survey.seed}:{code}".encode()).hexdigest())
    assert survey.picked == ranked[:3]
    assert AuditEvent.objects.get(action="open_survey").data["seed"] == survey.seed
    groups = survey.groups
    assert groups.filter(audience="parents").count() == groups.filter(audience="pupils").count() == 3
    assert groups.filter(audience="teachers").count() == 1
    assert survey.due_basis["policy"] == "survey_days"
    assert survey.due_on == calendar.today() + calendar.ONE_DAY * 7
    assert Notification.objects.filter(kind="open_survey", recipient=cast.third_inspector).exists()
    with pytest.raises(TransitionRefused, match="目前为“答卷中”"):
        survey_services.open_survey(survey, by=cast.office)
    with pytest.raises(TransitionRefused, match="目前为“答卷中”"):
        survey_services.edit_survey(survey, by=cast.office, audiences=["parents"], classes={"g7": 1})


def test_every_class_has_the_same_chance() -> None:
    """Chi-square over 4000 seeds and 12 classes: 11 degrees of freedom, 99.99 per cent below 37.4."""
    codes = picking.codes_of({"g7": 4, "g8": 4, "g9": 4})
    picked = Counter(code for seed in range(4000) for code in picking.pick(codes, f"{seed:032x}", 3))
    expected = 4000 * 3 / 12
    assert sum((picked[code] - expected) ** 2 / expected for code in codes) < 37.4


def test_fewer_classes_than_wanted_are_all_picked() -> None:
    assert sorted(picking.pick(["g7-1", "g7-2"], "seed", 3)) == ["g7-1", "g7-2"]
    assert picking.split("all-12") == ("", 12)
    assert picking.split("g10-3") == ("g10", 3)


def test_tokens_cannot_be_guessed(cast: Cast) -> None:
    tokens = set(surveys.opened(cast).groups.values_list("token", flat=True))
    assert len(tokens) == 7
    assert all(len(token) >= 22 for token in tokens)


def test_closing_counts_and_forgets_the_devices(cast: Cast) -> None:
    survey = surveys.opened(cast)
    group = surveys.group_of(survey)
    surveys.answer(group, 6, marks=(5, 5, 4, 3, 5, 1), text="菜太咸")
    assert survey.results == {}
    assert SurveyDevice.objects.count() == 6
    survey = survey_services.close_survey(survey, by=cast.inspector)
    assert (survey.state, survey.salt, survey.closed_on) == ("closed", "", calendar.today())
    assert SurveyDevice.objects.count() == 0
    assert SurveyAnswer.objects.count() == 6
    result = survey.results["audiences"]["parents"]
    assert (result["answers"], result["shown"], result["percent"]) == (6, True, 67)
    first = result["questions"][0]
    assert first["counts"] == [[5, 3], [4, 1], [3, 1], [2, 0], [1, 1]]
    assert first["mean"] == 3.83
    assert result["questions"][-1]["texts"] == ["菜太咸"] * 6
    assert Notification.objects.filter(kind="close_survey", recipient=cast.office).exists()


def test_small_counts_are_hidden(cast: Cast) -> None:
    survey = surveys.closed(cast, {"parents": 4, "teachers": 5})
    parents, teachers = survey.results["audiences"]["parents"], survey.results["audiences"]["teachers"]
    assert (parents["answers"], parents["shown"], parents["percent"], parents["questions"]) == (4, False, None, [])
    assert teachers["shown"]


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ((2, 6, 10), (False, False, True)),  # 2 could be worked out from the whole without the 6
        ((2, 3, 10), (False, False, True)),
        ((0, 6, 10), (False, True, True)),
        ((7, 6, 10), (True, True, True)),
        ((4, 4, 4), (False, False, False)),
    ],
)
def test_what_is_hidden_cannot_be_worked_out(cast: Cast, counts: tuple[int, ...], shown: tuple[bool, ...]) -> None:
    survey = surveys.opened(cast)
    for place, count in enumerate(counts):
        surveys.answer(surveys.group_of(survey, place=place), count)
    classes = results_of(survey, least=5)["audiences"]["parents"]["classes"]
    assert tuple(row["shown"] for row in classes) == shown
    assert all(row["percent"] is None for row in classes if not row["shown"])


def test_it_closes_by_itself_once(cast: Cast) -> None:
    survey = surveys.opened(cast)
    with clock.on(survey.due_on):
        assert close_due_surveys() == 0
    with clock.on(survey.due_on + calendar.ONE_DAY):
        assert close_due_surveys() == 1
        assert close_due_surveys() == 0
    survey.refresh_from_db()
    assert survey.state == "closed"
    assert AuditEvent.objects.get(action="close_survey").actor is None


def test_the_deliberation_closes_it(cast: Cast) -> None:
    inspection = surveys.ready(cast)
    survey = survey_services.open_survey(surveys.drafted(cast, inspection=inspection), by=cast.office)
    walk.vote(inspection, cast)
    opinion_services.deliberate(inspection, by=cast.inspector, held_on=calendar.today())
    survey.refresh_from_db()
    assert survey.state == "closed"


def test_enough_answers_count_as_hearing(cast: Cast) -> None:
    """The gate of REG 19 is met by closed questionnaires alone; one with too few answers hears nobody."""
    visit = walk.visited(cast)
    surveys.closed(cast, {"parents": 5, "pupils": 4, "teachers": 5}, inspection=visit.inspection)
    gate = public_opinion_gate(visit.inspection)
    assert not gate.met
    assert "尚未听取意见：学生" in gate.detail
    surveys.closed(cast, {"pupils": 5}, inspection=visit.inspection)
    gate = public_opinion_gate(visit.inspection)
    assert gate.met
    assert "家长问卷5份，满意率100%" in gate.detail


def test_who_closes(cast: Cast) -> None:
    survey = surveys.opened(cast)
    with pytest.raises(NotYourTurn, match="不由您办理"):
        survey_services.close_survey(survey, by=cast.other_inspector)
    survey_services.close_survey(survey, by=cast.office_head)
    with pytest.raises(TransitionRefused, match="目前为“已关闭”"):
        survey_services.close_survey(survey, by=cast.office)


def test_no_column_can_hold_a_person() -> None:
    """An answer knows its group, its day and what was ticked; the trace of a device knows no answer."""
    columns = {model: {field.name for field in model._meta.get_fields()} for model in (SurveyAnswer, SurveyDevice)}
    assert columns == {
        SurveyAnswer: {"id", "group", "answered_on", "values"},
        SurveyDevice: {"id", "survey", "audience", "digest"},
    }
    assert SurveyAnswer._meta.pk.get_default().version == 4  # random: the order of the answers is not kept


def test_the_pages_of_the_office(cast: Cast, browser: Browser) -> None:
    inspection = walk.notified(cast)
    address = reverse("create_survey", args=[inspection.pk])
    assert browser("other_school_head").get(address).status_code == 404
    assert browser("school_head").get(address).status_code == 403
    assert browser("other_inspector").get(address).status_code == 403
    office = browser("office")
    assert "您对学校的安全管理是否满意" in office.get(address).content.decode()
    page = office.post(address, {"audiences": ["parents"], "g7": "", "g8": ""})
    assert page.status_code == 422
    assert "多少个班级" in page.content.decode()
    page = office.post(address, {"audiences": ["parents", "pupils"], "g7": 6, "g8": 7})
    survey = Survey.objects.get()
    assert page["Location"] == survey.get_absolute_url()
    assert survey.classes == {"g7": 6, "g8": 7}
    edit = reverse("edit_survey", args=[survey.pk])
    assert 'value="7"' in office.get(edit).content.decode()
    assert office.post(edit, {"audiences": ["teachers"], "g7": 5}).status_code == 302
    opening = reverse("open_survey", args=[survey.pk])
    assert "从5个班级中随机抽取3个" in office.get(opening).content.decode()
    assert office.post(opening).status_code == 302
    assert office.post(opening).status_code == 409
    assert office.get(edit).status_code == 409


def test_counts_while_open_results_after(cast: Cast, browser: Browser) -> None:
    survey = surveys.opened(cast)
    surveys.answer(surveys.group_of(survey), 6, text="希望多些体育活动")
    surveys.answer(surveys.group_of(survey, "teachers"), 2)
    office = browser("office")
    page = office.get(survey.get_absolute_url())
    text = page.content.decode()
    assert page.context["answers"] == 8
    assert survey.seed in text
    assert "希望多些体育活动" not in text
    sheet = office.get(reverse("survey_sheet", args=[survey.pk])).content.decode()
    assert sheet.count("data:image/svg+xml") == 7
    assert surveys.group_of(survey).token in sheet
    closing = reverse("close_survey", args=[survey.pk])
    assert office.get(closing).status_code == 200
    assert office.post(closing).status_code == 302
    text = office.get(survey.get_absolute_url()).content.decode()
    assert "希望多些体育活动" in text
    assert "答卷不足5份，不予显示" in text
    assert office.get(reverse("survey_sheet", args=[survey.pk])).status_code == 409
    inspection_page = office.get(survey.inspection.get_absolute_url()).content.decode()
    assert "满意率100%" in inspection_page


def test_who_sees_it(cast: Cast, browser: Browser) -> None:
    survey = surveys.opened(cast)
    for name in ("office", "office_head", "leader", "inspector", "other_inspector", "zone_leader"):
        assert browser(name).get(survey.get_absolute_url()).status_code == 200, name
    for name in ("school_head", "liaison", "township", "sysadmin"):
        assert browser(name).get(survey.get_absolute_url()).status_code == 404, name
    assert browser("third_inspector").get(reverse("survey_sheet", args=[survey.pk])).status_code == 200
    assert browser("zone_leader").get(reverse("survey_sheet", args=[survey.pk])).status_code == 403


def test_the_list(cast: Cast, browser: Browser, statements: Counting) -> None:
    survey = surveys.opened(cast)
    office = browser("office")
    address = reverse("surveys")
    assert browser("school_head").get(address).status_code == 404
    assert [row.pk for row in office.get(address, {"q": "第一", "state": "open"}).context["page"]] == [survey.pk]
    assert list(office.get(address, {"state": "closed"}).context["page"]) == []
    before = statements(office, address)
    survey_services.close_survey(survey, by=cast.office)
    for _number in range(20):
        surveys.closed(cast, {"parents": 1}, inspection=survey.inspection)
    assert statements(office, address) == before <= 12


def test_a_page_asks_no_more_for_more_answers(cast: Cast, browser: Browser, statements: Counting) -> None:
    survey = surveys.opened(cast)
    office = browser("office")
    before = statements(office, survey.get_absolute_url())
    for group in SurveyGroup.objects.select_related("survey"):
        surveys.answer(group, 8)
    assert statements(office, survey.get_absolute_url()) == before


def test_a_draft_waits_for_office_and_leader(cast: Cast) -> None:
    survey = surveys.drafted(cast)
    for person in (cast.office, cast.inspector):
        assert survey in Survey.objects.waiting_for(person)
    assert survey not in Survey.objects.waiting_for(cast.other_inspector)
    survey_services.open_survey(survey, by=cast.inspector)
    assert survey not in Survey.objects.waiting_for(cast.office)
