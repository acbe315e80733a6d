"""feed_back, state_defence, waive_defence, issue_opinion: the unit is heard before the letter goes out (REG 20, 21)."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from core import calendar, files
from core.errors import NotAllowed, NotYourTurn, Refused, TransitionRefused
from core.models import DocumentNumber, Notification
from supervision.models import Defence, Inspection, Opinion
from supervision.opinion import services
from supervision.procedure.services.gate import defence_gate
from supervision.signals import opinion_issued, preliminary_opinion_fed_back
from tests.core.threads import run_together
from tests.people import Cast, make_cast, told
from tests.walk import clock
from tests.walk import inspection as walk

Browser = Callable[[str], Client]


def after_the_window(inspection: Inspection) -> object:
    """The day after the unit's window."""
    assert inspection.due_on is not None
    return clock.on(inspection.due_on + calendar.ONE_DAY)


def test_fed_back(cast: Cast) -> None:
    heard: list[object] = []
    listener = lambda **news: heard.append(news["opinion_id"])  # noqa: E731
    preliminary_opinion_fed_back.connect(listener)
    inspection = walk.fed_back(cast)
    assert inspection.state == "defence_open"
    assert inspection.due_basis["policy"] == "defence_days"
    assert inspection.due_basis["days"] == 10
    opinion = Opinion.objects.get()
    assert opinion.preliminary_number.startswith("米教督办〔")
    assert opinion.fed_back_on == calendar.today()
    assert heard == [opinion.pk]
    message = Notification.objects.get(kind="feed_back")
    assert str(message.recipient) == "校长甲"
    assert "申辩" in message.body


def test_feeding_back_is_the_offices(cast: Cast, browser: Browser) -> None:
    inspection = walk.opinion_drafted(cast).inspection
    with pytest.raises(NotYourTurn, match="不由您办理，应由督导办办理"):
        services.feed_back(inspection, by=cast.inspector)
    address = reverse("feed_back", args=[inspection.pk])
    assert browser("other_school_head").get(address).status_code == 404
    assert browser("inspector").get(address).status_code == 403
    office = browser("office")
    assert walk.FINDING in office.get(address).content.decode()
    assert office.post(address).status_code == 302
    assert office.post(address).status_code == 409


def test_a_defence_with_evidence_answered_in_the_letter(cast: Cast) -> None:
    inspection = walk.fed_back(cast)
    defence = services.state_defence(inspection, by=cast.school_head, text=" 已整改 ", files=[walk.picture()])
    assert (defence.text, defence.is_waived, str(defence.stated_by)) == ("已整改", False, "校长甲")
    assert files.files_of(defence).count() == 1
    assert Notification.objects.filter(kind="state_defence", recipient=cast.office).exists()
    with pytest.raises(Refused, match="尚未答复") as refusal:
        services.issue_opinion(inspection, by=cast.office)
    assert "第二十条" in str(refusal.value.rule)
    services.answer_defence(inspection, by=cast.office, answers=[("partly", " 已核实 ")])
    done = services.issue_opinion(inspection, by=cast.office)
    assert done.state == "opinion_issued"
    defence.refresh_from_db()
    assert defence.answer == "1. 部分采纳：已核实"


def test_defence_refusals(cast: Cast) -> None:
    inspection = walk.fed_back(cast)
    with pytest.raises(Refused, match="没有填写申辩"):
        services.state_defence(inspection, by=cast.school_head, text=" ")
    with pytest.raises(NotAllowed, match="申辩或放弃申辩由被督导单位办理"):
        services.state_defence(inspection, by=cast.office, text="代写")
    with pytest.raises(NotAllowed, match="申辩或放弃申辩由被督导单位办理"):
        services.waive_defence(inspection, by=cast.other_school_head)
    with after_the_window(inspection), pytest.raises(Refused, match="届满"):  # type: ignore[attr-defined]
        services.state_defence(inspection, by=cast.school_head, text="晚了")
    services.waive_defence(inspection, by=cast.school_head)
    with pytest.raises(Refused, match="已经申辩或放弃"):
        services.state_defence(inspection, by=cast.school_head, text="反悔")
    services.issue_opinion(inspection, by=cast.office)
    with pytest.raises(TransitionRefused, match="目前为“意见书已发”"):
        services.waive_defence(inspection, by=cast.school_head)


def test_not_while_the_window_is_open(cast: Cast) -> None:
    inspection = walk.fed_back(cast)
    with pytest.raises(Refused, match="前申辩") as refusal:
        services.issue_opinion(inspection, by=cast.office)
    assert "第二十条" in str(refusal.value.rule)
    assert not DocumentNumber.objects.filter(text__startswith="米府教督").exists()
    with after_the_window(inspection):  # type: ignore[attr-defined]
        assert services.issue_opinion(inspection, by=cast.office).state == "opinion_issued"
    assert "未提出申辩" in defence_gate(Inspection.objects.get(pk=inspection.pk)).detail


def test_the_letter(cast: Cast) -> None:
    heard: list[object] = []
    listener = lambda **news: heard.append(news["opinion_id"])  # noqa: E731
    opinion_issued.connect(listener)
    opinion = walk.opinion_issued(cast)
    assert opinion.number.startswith("米府教督〔")
    assert opinion.issued_on == calendar.today()
    assert heard == [opinion.pk]
    assert opinion.inspection.state == "opinion_issued"
    assert told("issue_opinion") == {"校长甲", "督学甲", "督学乙", "督学丙"}


def test_nothing_to_put_right_is_verified_at_once(cast: Cast) -> None:
    assert walk.opinion_issued(cast, ()).inspection.state == "verified"


def test_the_pages_of_the_unit(cast: Cast, browser: Browser) -> None:
    inspection = walk.fed_back(cast)
    school = browser("school_head")
    address = reverse("state_defence", args=[inspection.pk])
    assert browser("other_school_head").get(address).status_code == 404
    assert browser("office").get(address).status_code == 403
    assert walk.FINDING in school.get(address).content.decode()
    page = school.post(address, {"text": "有异议", "files": [walk.picture("坏.exe")]})
    assert page.status_code == 422
    assert "有异议" in page.content.decode()
    assert school.post(address, {"text": "有异议", "files": [walk.picture()]}).status_code == 302
    assert Defence.objects.get().text == "有异议"
    assert "有异议" in school.get(inspection.get_absolute_url()).content.decode()
    assert school.post(address, {"text": "再来"}).status_code == 422


def test_waiving_on_the_page(cast: Cast, browser: Browser) -> None:
    inspection = walk.fed_back(cast)
    school = browser("school_head")
    address = reverse("waive_defence", args=[inspection.pk])
    assert browser("inspector").get(address).status_code == 403
    assert "不能撤回" in school.get(address).content.decode()
    assert school.post(address).status_code == 302
    assert Defence.objects.get().is_waived
    assert "书面放弃申辩" in school.get(inspection.get_absolute_url()).content.decode()
    assert school.post(address).status_code == 422


def test_the_page_of_the_letter(cast: Cast, browser: Browser) -> None:
    inspection = walk.fed_back(cast)
    address = reverse("issue_opinion", args=[inspection.pk])
    assert browser("other_school_head").get(address).status_code == 404
    assert browser("school_head").get(address).status_code == 403
    office = browser("office")
    text = office.get(address).content.decode()
    assert "前申辩" in text
    assert "县教育和体育局" in text
    assert office.post(address).status_code == 422
    services.state_defence(inspection, by=cast.school_head, text="有异议")
    assert "有异议" in office.get(address).content.decode()
    assert office.post(address).status_code == 422
    services.answer_defence(inspection, by=cast.office, answers=[("rejected", "事实清楚")])
    assert office.post(address).status_code == 302
    assert office.post(address).status_code == 409
    assert "不予采纳" in browser("school_head").get(inspection.get_absolute_url()).content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_issue_at_once_and_no_number_is_lost() -> None:
    cast = make_cast()
    inspection = walk.fed_back(cast)
    services.waive_defence(inspection, by=cast.school_head)
    outcomes = run_together([lambda: services.issue_opinion(inspection, by=cast.office)] * 2)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Inspection", "TransitionRefused"]
    assert DocumentNumber.objects.filter(text__startswith="米府教督").count() == 1


@pytest.mark.django_db(transaction=True)
def test_stating_and_waiving_at_once() -> None:
    cast = make_cast()
    inspection = walk.fed_back(cast)
    state = lambda: services.state_defence(inspection, by=cast.school_head, text="有异议")  # noqa: E731
    waive = lambda: services.waive_defence(inspection, by=cast.school_head)  # noqa: E731
    outcomes = run_together([state, waive])
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Defence", "Refused"]
