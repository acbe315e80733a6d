"""follow_up: advice answered, accepted or returned; letters; closing by the office; late answers; the list."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from core import calendar, files
from core.errors import NotYourTurn, Refused, TransitionRefused
from core.models import Notification
from supervision.models import FollowUp, FollowUpAnswer
from supervision.regular import services
from tests.people import Cast
from tests.walk import clock
from tests.walk import regular as walk
from tests.walk.inspection import picture

Browser = Callable[[str], Client]
LIST = "/desk/supervision/follow-ups/"
pytestmark = pytest.mark.usefixtures("holidays")


def waiting(user: object) -> list[FollowUp]:
    """What waits for `user`."""
    return list(FollowUp.objects.waiting_for(user))


def titles(user: object) -> list[str]:
    """What `user` was told, newest first."""
    rows = Notification.objects.filter(recipient=user).order_by("-created_at")
    return list(rows.values_list("title", flat=True))


class TestAdvice:
    """The unit answers; the inspector accepts or returns."""

    def test_answered_and_accepted(self, cast: Cast, browser: Browser) -> None:
        found = walk.follow_up(cast)
        assert waiting(cast.school_head) == [found]
        assert waiting(cast.other_school_head) == waiting(cast.liaison) == waiting(cast.office) == []
        address = reverse("answer_follow_up", args=[found.pk])
        for name, status in (("office", 403), ("inspector", 403), ("liaison", 404), ("other_school_head", 404)):
            assert browser(name).get(address).status_code == status, name
        school = browser("school_head")
        assert walk.ADVICE in school.get(address).content.decode()
        assert school.post(address, {"text": " "}).status_code == 422
        assert school.post(address, {"text": "已补齐", "evidence": [picture("a.txt")]}).status_code == 422
        assert FollowUpAnswer.objects.count() == 0
        assert school.post(address, {"text": "已补齐", "evidence": [picture("整改.png")]}).status_code == 302
        assert school.post(address, {"text": "又一次"}).status_code == 409
        answer = FollowUpAnswer.objects.get()
        assert (answer.round, answer.text, str(answer.answered_by)) == (1, "已补齐", "校长甲")
        photo = files.files_of(answer).get()
        assert files.readable_by(cast.inspector, photo)
        assert not files.readable_by(cast.other_school_head, photo)
        assert (waiting(cast.school_head), waiting(cast.inspector)) == ([], [found])
        assert titles(cast.inspector)[0].startswith("已答复")
        accept = reverse("accept_follow_up", args=[found.pk])
        assert browser("office").get(accept).status_code == 403
        assert browser("inspector").post(accept, {"outcome": "现场已看"}).status_code == 302
        closed = FollowUp.objects.get()
        assert (closed.state, closed.outcome, closed.due_on) == ("closed", "现场已看", None)
        assert titles(cast.school_head)[0].startswith("已办结")
        text = school.get(found.get_absolute_url()).content.decode()
        assert "现场已看" in text
        assert "整改.png" in text

    def test_returned_and_answered_again(self, cast: Cast) -> None:
        found = walk.answered(cast)
        with pytest.raises(NotYourTurn, match="不由您办理"):
            services.return_follow_up(found, by=cast.office, reason="不行")
        with pytest.raises(Refused, match="理由"):
            services.return_follow_up(found, by=cast.inspector, reason=" ")
        later = calendar.today() + dt.timedelta(days=7)
        with clock.on(later):
            found = services.return_follow_up(found, by=cast.inspector, reason="没有照片")
            assert found.due_on == calendar.deadline(later, 3, calendar.DayUnit.CALENDAR).on
            assert titles(cast.school_head)[0].startswith("答复被退回")
            assert waiting(cast.school_head) == [found]
            found = services.answer_follow_up(found, by=cast.school_head, text="照片已补")
        assert list(found.answers.values_list("round", "text")) == [(2, "照片已补"), (1, "已补齐")]

    def test_late_answers_wait_for_the_office_too(self, cast: Cast, browser: Browser) -> None:
        found = walk.follow_up(cast)
        assert found.due_on is not None
        with clock.on(found.due_on):
            assert not found.is_overdue
            assert waiting(cast.office) == []
        with clock.on(found.due_on + calendar.ONE_DAY):
            assert FollowUp.objects.get().is_overdue
            assert waiting(cast.office) == waiting(cast.office_head) == waiting(cast.school_head) == [found]
            page = browser("office").get(LIST, {"standing": "overdue"})
            assert list(page.context["page"]) == [found]
            closed = services.close_follow_up(found, by=cast.office, reason="学校已撤并")
            assert not closed.is_overdue
            assert waiting(cast.office) == []

    def test_small_ones_are_over_at_once(self, cast: Cast) -> None:
        found = walk.follow_up(cast, "small")
        assert (found.state, found.outcome) == ("closed", walk.TOLD)
        with pytest.raises(TransitionRefused, match="目前为"):
            services.answer_follow_up(found, by=cast.school_head, text="好")


class TestTheOffice:
    """What is serious or complex waits for the office, which may also close with a reason."""

    def test_closed_with_a_reason(self, cast: Cast, browser: Browser) -> None:
        found = walk.follow_up(cast, "serious")
        assert waiting(cast.office) == waiting(cast.office_head) == [found]
        assert waiting(cast.school_head) == waiting(cast.leader) == []
        address = reverse("close_follow_up", args=[found.pk])
        assert browser("inspector").get(address).status_code == 403
        assert browser("school_head").get(address).status_code == 404
        office = browser("office")
        assert office.post(address, {"reason": ""}).status_code == 422
        assert office.post(address, {"reason": "当日已处理"}).status_code == 302
        assert office.post(address, {"reason": "再来"}).status_code == 409
        closed = FollowUp.objects.get()
        assert (closed.state, closed.outcome) == ("closed", "当日已处理")
        assert titles(cast.inspector)[0].startswith("已办结")
        assert not any(title.startswith("已办结") for title in titles(cast.school_head))

    def test_who_sees_what(self, cast: Cast, browser: Browser) -> None:
        visit = walk.submitted(cast, "small", "general", "serious", "complex")
        found = {row.kind: row for row in FollowUp.objects.filter(visit=visit)}
        seen = {
            "office": {"small", "general", "serious", "complex"},
            "leader": {"small", "general", "serious", "complex"},
            "inspector": {"small", "general", "serious", "complex"},
            "zone_leader": {"small", "general", "serious", "complex"},
            "school_head": {"small", "general"},
            "liaison": set(),
            "other_inspector": set(),
            "other_school_head": set(),
        }
        for name, kinds in seen.items():
            client = browser(name)
            for kind, row in found.items():
                status = 200 if kind in kinds else 404
                assert client.get(row.get_absolute_url()).status_code == status, (name, kind)


class TestTheLetter:
    """issue_letter: numbered, sent to the department, answered by its liaison, closed by the inspector."""

    def test_the_way_of_a_letter(self, cast: Cast, browser: Browser) -> None:
        found = walk.follow_up(cast, "complex")
        assert waiting(cast.office) == [found]
        assert waiting(cast.liaison) == waiting(cast.school_head) == []
        with pytest.raises(NotYourTurn, match="不由您办理"):
            services.answer_follow_up(found, by=cast.liaison, text="早了")
        address = reverse("issue_letter", args=[found.pk])
        assert browser("inspector").get(address).status_code == 403
        office = browser("office")
        assert walk.FOUND in office.get(address).content.decode()
        content = {"department": cast.education_bureau.pk, "found": "占道", "advice": "请整治"}
        assert office.post(address, content | {"department": ""}).status_code == 422
        assert office.post(address, content | {"department": cast.town.pk}).status_code == 422
        assert office.post(address, content).status_code == 302
        assert office.post(address, content).status_code == 409
        issued = FollowUp.objects.get()
        assert (issued.state, issued.number, issued.advice) == ("issued", "米教督函〔2026〕1号", "请整治")
        ten = calendar.deadline(calendar.today(), 10, calendar.DayUnit.WORKING)
        assert (issued.due_on, issued.due_basis["policy"]) == (ten.on, "consultation_days")
        assert waiting(cast.liaison) == [issued]
        assert waiting(cast.office) == []
        answer = reverse("answer_follow_up", args=[found.pk])
        assert browser("school_head").get(answer).status_code == 404
        assert browser("liaison").post(answer, {"text": "已联合整治"}).status_code == 302
        answered = FollowUp.objects.get()
        assert waiting(cast.inspector) == [answered]
        returned = services.return_follow_up(answered, by=cast.inspector, reason="何时完成？")
        assert returned.due_on == ten.on
        again = services.answer_follow_up(returned, by=cast.liaison, text="本月底前")
        assert services.accept_follow_up(again, by=cast.inspector).state == "closed"
        assert titles(cast.liaison)[0].startswith("已办结")

    def test_what_a_letter_needs(self, cast: Cast) -> None:
        found = walk.follow_up(cast, "complex")
        for given in (
            {"department": cast.town, "found": "甲", "advice": "乙"},
            {"department": cast.education_bureau, "found": " ", "advice": "乙"},
            {"department": cast.education_bureau, "found": "甲", "advice": ""},
        ):
            with pytest.raises(Refused, match=r"应当发给县级部门|应当写明发现的问题"):
                services.issue_letter(found, by=cast.office, **given)
        assert FollowUp.objects.get().number == ""

    def test_numbers_follow_each_other(self, cast: Cast) -> None:
        first = walk.issued(cast)
        second = walk.issued(cast, unit=cast.other_school)
        assert (first.number, second.number) == ("米教督函〔2026〕1号", "米教督函〔2026〕2号")

    def test_one_that_was_closed_instead_is_told_to_no_department(self, cast: Cast) -> None:
        found = walk.follow_up(cast, "complex")
        services.close_follow_up(found, by=cast.office, reason="已由县政府协调")
        assert titles(cast.liaison) == []


class TestTheList:
    """Filters, the reader's own, and a constant number of statements."""

    def test_filters(self, cast: Cast, browser: Browser) -> None:
        general = walk.answered(cast)
        serious = walk.follow_up(cast, "serious", unit=cast.kindergarten)
        office = browser("office")

        def listed(**query: object) -> list[FollowUp]:
            return list(office.get(LIST, query).context["page"])

        assert listed() == [serious, general]
        assert listed(kind="serious") == [serious]
        assert listed(state="answered") == [general]
        assert listed(q="幼儿园") == [serious]
        assert listed(unit=cast.school.pk) == [general]
        assert listed(zone=cast.zone.pk, standing="open") == [serious, general]
        assert listed(standing="overdue") == []
        assert listed(kind="nonsense", zone="none") == [serious, general]
        services.close_follow_up(serious, by=cast.office, reason="已处理")
        assert listed(standing="open") == [general]
        assert list(browser("school_head").get(LIST).context["page"]) == [general]

    def test_empty_and_htmx(self, cast: Cast, browser: Browser) -> None:
        page = browser("liaison").get(LIST, headers={"HX-Request": "true"}).content.decode()
        assert page.lstrip().startswith('<div id="list">')
        assert "没有符合条件的跟进事项" in page

    def test_statements_do_not_grow(
        self, cast: Cast, browser: Browser, statements: Callable[[Client, str], int]
    ) -> None:
        walk.follow_up(cast)
        counts = {name: statements(browser(name), LIST) for name in ("office", "school_head")}
        visit = FollowUp.objects.get().visit
        services.return_regular_visit(visit, by=cast.office, reason="补充")
        visit.refresh_from_db()
        for place in range(1, 8):
            walk.say(visit, "general", place=place)
        walk.sign(visit)
        assert FollowUp.objects.count() == 8
        for name, count in counts.items():
            assert statements(browser(name), LIST) == count <= 12
