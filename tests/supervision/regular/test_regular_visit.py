"""Regular visits on the phone and in the office: begun, recorded, signed, filed, returned, and read by the school."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.formats import date_format

from accounts import policy
from accounts.services.policy import edit_policy
from core import calendar, files
from core.errors import NotAllowed, NotYourTurn, Refused, TransitionRefused
from core.models import AuditEvent, Notification
from inspectors.models import Inspector, RecusalGround
from inspectors.plaque import services as plaque_services
from inspectors.recusal import services as recusal_services
from supervision.models import FollowUp, Framework, FrameworkVersion, Indicator, MatterRating, RegularItem, RegularVisit
from supervision.regular import services as regular_services
from tests.people import Cast
from tests.walk import clock
from tests.walk import regular as walk
from tests.walk.inspection import picture

Browser = Callable[[str], Client]
HTMX = {"HX-Request": "true"}
pytestmark = pytest.mark.usefixtures("holidays")


def checklist(cast: Cast) -> FrameworkVersion:
    """A version of the monthly checklist in force: two matters of schools, one of kindergartens."""
    framework = Framework.objects.create(name="责任督学每月挂牌督导事项")
    version = FrameworkVersion.objects.create(framework=framework, number=1, state="in_force")
    schools = ["primary", "junior"]
    rows = (("A1", "收费", schools), ("A2", "安全", schools), ("K1", "保育", ["kindergarten"]))
    for order, (code, text, kinds) in enumerate(rows):
        top = Indicator.objects.create(version=version, level="A", code=code, order=order * 10, text=text)
        for number in (1, 2):
            Indicator.objects.create(
                version=version,
                parent=top,
                level="C",
                code=f"{code}.{number}",
                order=order * 10 + number,
                text=f"{text}观测点{number}",
                method="grade",
                applies_to=kinds,
            )
    return version


class TestBeginning:
    """begin_regular_visit: the plaque inspector's, or a colleague's of the zone with a reason."""

    def test_matters_without_a_checklist(self, cast: Cast) -> None:
        visit = walk.begun(cast)
        assert (visit.state, visit.is_unannounced, visit.certificate_shown) == ("draft", True, True)
        assert str(visit) == f"第一示例中学 {date_format(calendar.today())}"
        assert [item.code for item in visit.items.all()] == [f"M{n}" for n in range(1, 9)]
        assert visit.items.all()[6].text == "食堂、食品、饮水及宿舍卫生"
        kindergarten = walk.begun(cast, unit=cast.kindergarten)
        assert [str(item) for item in kindergarten.items.all()] == ["K1 安全管理", "K2 规范办园", "K3 师德师风"]

    def test_matters_of_the_checklist_in_force(self, cast: Cast) -> None:
        version = checklist(cast)
        items = list(walk.begun(cast).items.all())
        assert [(item.code, item.text, item.hint) for item in items] == [
            ("A1", "收费", "收费观测点1\n收费观测点2"),
            ("A2", "安全", "安全观测点1\n安全观测点2"),
        ]
        assert items[0].indicator == Indicator.objects.get(version=version, code="A1.1")
        assert [item.code for item in walk.begun(cast, unit=cast.kindergarten).items.all()] == ["K1"]

    def test_again_on_one_day_gives_the_same(self, cast: Cast) -> None:
        visit = walk.filled(cast)
        assert walk.begun(cast) == visit
        walk.sign(visit)
        with pytest.raises(Refused, match="已提交当天"):
            walk.begun(cast)
        assert RegularVisit.objects.count() == 1

    def test_whose(self, cast: Cast) -> None:
        walk.hang(cast)
        today = calendar.today()
        with pytest.raises(NotAllowed, match="督学"):
            regular_services.begin_regular_visit(cast.school, by=cast.office, visited_on=today)
        with pytest.raises(Refused, match="不是第一示例中学的挂牌督学") as refusal:
            regular_services.begin_regular_visit(cast.school, by=cast.other_inspector, visited_on=today)
        assert "理由" in str(refusal.value.remedy)
        reason = "受责任区组长委托，代督学甲"
        visit = regular_services.begin_regular_visit(
            cast.school, by=cast.other_inspector, visited_on=today, stand_in_reason=reason
        )
        assert visit.stand_in_reason == reason
        assert AuditEvent.objects.get(action="create_regular_visit").reason == reason
        Inspector.objects.filter(user=cast.third_inspector).update(zone=None)
        with pytest.raises(NotAllowed, match="本责任区"):
            regular_services.begin_regular_visit(
                cast.school, by=cast.third_inspector, visited_on=today, stand_in_reason=reason
            )

    def test_the_plaque_must_hang_on_the_day(self, cast: Cast) -> None:
        plaque = walk.hang(cast)
        plaque_services.end_plaque(plaque, by=cast.office, reason="轮岗")
        with pytest.raises(Refused, match="不是第一示例中学的挂牌督学"):
            regular_services.begin_regular_visit(cast.school, by=cast.inspector, visited_on=calendar.today())
        with pytest.raises(Refused, match="责任督学挂牌"):
            regular_services.begin_regular_visit(cast.town, by=cast.inspector, visited_on=calendar.today())

    def test_days(self, cast: Cast) -> None:
        walk.hang(cast)
        monday = dt.date(2026, 11, 23)
        with clock.on(monday):
            for day in (monday + calendar.ONE_DAY, monday - dt.timedelta(days=6)):
                with pytest.raises(Refused, match="最迟在"):
                    regular_services.begin_regular_visit(cast.school, by=cast.inspector, visited_on=day)
            friday = monday - dt.timedelta(days=3)
            visit = regular_services.begin_regular_visit(cast.school, by=cast.inspector, visited_on=friday)
            assert (visit.due_on, visit.due_basis["policy"]) == (monday, "backdate_days")
            edit_policy("backdate_days", by=cast.office_head, value=10)
            policy.forget()
            early = monday - dt.timedelta(days=6)
            assert (
                regular_services.begin_regular_visit(cast.school, by=cast.inspector, visited_on=early).visited_on
                == early
            )

    def test_eligible_and_not_recused(self, cast: Cast) -> None:
        walk.hang(cast)
        inspector = Inspector.objects.filter(user=cast.inspector)
        inspector.update(is_trained=False)
        with pytest.raises(Refused, match="培训"):
            walk.begun(cast)
        inspector.update(is_trained=True, term_until=calendar.today())
        with pytest.raises(Refused, match="任期"):
            walk.begun(cast)
        inspector.update(term_until=None)
        recusal = {"unit": cast.school, "ground": RecusalGround.OTHER, "reason": "亲属任教"}
        recusal_services.add_recusal(inspector.get(), by=cast.office_head, **recusal)
        with pytest.raises(Refused, match="应当回避"):
            regular_services.begin_regular_visit(
                cast.school, by=cast.inspector, visited_on=calendar.today(), stand_in_reason="代"
            )

    def test_the_page(self, cast: Cast, browser: Browser) -> None:
        walk.hang(cast)
        address = reverse("begin_regular_visit", args=[cast.school.pk])
        assert browser("office").get(address).status_code == 403
        assert browser("school_head").get(address).status_code == 403
        assert browser("other_school_head").get(address).status_code == 403
        assert browser("inspector").get(reverse("begin_regular_visit", args=[cast.town.pk])).status_code == 404
        colleague = browser("other_inspector")
        assert "代为督导的理由" in colleague.get(address).content.decode()
        today = {"visited_on": calendar.today(), "is_unannounced": "on", "certificate_shown": "on"}
        assert colleague.post(address, today).status_code == 422
        inspector = browser("inspector")
        assert "代为督导的理由" not in inspector.get(address).content.decode()
        assert inspector.post(address, {"visited_on": "2020-01-01"}).status_code == 422
        answer = inspector.post(address, today)
        visit = RegularVisit.objects.get()
        assert answer["Location"] == reverse("open_regular_visit", args=[visit.pk])
        assert inspector.post(address, today)["Location"] == answer["Location"]


class TestRecording:
    """record_matter, rate_rest, record_methods, photographs."""

    def test_the_last_word_counts(self, cast: Cast) -> None:
        visit = walk.begun(cast)
        item = walk.say(visit, MatterRating.COMPLEX, department=cast.education_bureau)
        assert (item.rating, item.department, item.is_problem, item.tone) == (
            "complex",
            cast.education_bureau,
            True,
            "bad",
        )
        item = walk.say(visit, MatterRating.SMALL, department=cast.education_bureau)
        assert item.department is None
        assert walk.say(visit, MatterRating.SMALL) == item
        assert AuditEvent.objects.filter(action="record_matter").count() == 2
        with pytest.raises(Refused, match="没有这个选项"):
            regular_services.record_matter(item, by=cast.inspector, rating="awful")

    def test_the_rest(self, cast: Cast) -> None:
        visit = walk.begun(cast)
        walk.say(visit, MatterRating.SMALL)
        assert regular_services.rate_rest(visit, by=cast.inspector) == 7
        assert regular_services.rate_rest(visit, by=cast.inspector) == 0
        assert visit.items.filter(rating=MatterRating.NONE).count() == 7

    def test_methods(self, cast: Cast) -> None:
        visit = regular_services.record_methods(walk.begun(cast), by=cast.inspector, lessons=3, questionnaires=40)
        assert visit.methods == [("随机听课（节）", 3), ("问卷调查（份）", 40)]
        for wrong in ({"lessons": -1}, {"lessons": 1000}, {"naps": 1}):
            with pytest.raises(Refused, match="数量"):
                regular_services.record_methods(visit, by=cast.inspector, **wrong)

    def test_photographs(self, cast: Cast) -> None:
        visit = walk.begun(cast)
        item = walk.say(visit, MatterRating.SMALL)
        regular_services.add_matter_photos(item, by=cast.inspector, photos=[picture()])
        (photo,) = files.files_of(item)
        regular_services.remove_matter_photo(item, by=cast.inspector, photo=photo)
        assert not files.files_of(item).exists()
        with pytest.raises(Refused, match="没有选择照片"):
            regular_services.add_matter_photos(item, by=cast.inspector, photos=[])
        paper = picture("会议记录.pdf")
        with pytest.raises(Refused, match="不符"):
            regular_services.add_matter_photos(item, by=cast.inspector, photos=[paper])

    def test_only_its_inspector_and_not_after_the_signature(self, cast: Cast) -> None:
        visit = walk.filled(cast)
        item = visit.items.first()
        assert item is not None
        with pytest.raises(NotAllowed, match="记录只能由填写的督学本人修改"):
            regular_services.record_matter(item, by=cast.other_inspector, rating="none")
        walk.sign(visit)
        for late in (
            lambda: regular_services.record_matter(item, by=cast.inspector, rating="small"),
            lambda: regular_services.rate_rest(visit, by=cast.inspector),
            lambda: regular_services.record_methods(visit, by=cast.inspector, lessons=1),
            lambda: regular_services.add_matter_photos(item, by=cast.inspector, photos=[picture()]),
        ):
            with pytest.raises(TransitionRefused, match="已提交"):
                late()


class TestSubmitting:
    """submit_regular_visit: what must not be missing, and what begins with it."""

    def test_what_is_missing(self, cast: Cast) -> None:
        visit = walk.begun(cast)
        with pytest.raises(Refused, match="没有内容"):
            walk.sign(visit)
        item = visit.items.all()[0]
        regular_services.record_matter(item, by=cast.inspector, rating=MatterRating.COMPLEX)
        with pytest.raises(Refused, match="没有记录督导方式"):
            walk.sign(visit)
        regular_services.record_methods(visit, by=cast.inspector, walks=1)
        words: dict[str, str] = {}
        for name, value, missing in (("note", "占道", "发现的问题"), ("advice", "整治", "整改要求")):
            with pytest.raises(Refused, match=f"M1 校务管理和制度执行：缺少{missing}"):
                walk.sign(visit)
            words[name] = value
            regular_services.record_matter(item, by=cast.inspector, rating=MatterRating.COMPLEX, **words)
        with pytest.raises(Refused, match="缺少主管部门"):
            walk.sign(visit)
        regular_services.record_matter(
            item, by=cast.inspector, rating=MatterRating.COMPLEX, department=cast.education_bureau, **words
        )
        for given in ({"told": " "}, {"told_to": ""}):
            with pytest.raises(Refused, match="当场反馈"):
                walk.sign(visit, **given)
        content = {"told": "好", "told_to": "校长"}
        with pytest.raises(Refused, match="签名"):
            regular_services.submit_regular_visit(visit, by=cast.inspector, **content)
        with pytest.raises(Refused, match="姓名"):
            regular_services.submit_regular_visit(visit, by=cast.inspector, typed_name="督学乙", **content)
        assert not FollowUp.objects.exists()
        signed = regular_services.submit_regular_visit(visit, by=cast.inspector, typed_name="督学甲", **content)
        assert (signed.state, signed.signed_name) == ("submitted", "督学甲")

    def test_five_ways(self, cast: Cast) -> None:
        """No remark begins nothing, each gravity its own follow-up; everybody concerned is told."""
        ratings = ("small", "general", "serious", "complex")
        visit = walk.submitted(cast, *ratings)
        assert visit.signed_at is not None
        assert files.files_of(visit, purpose="signature").exists()
        found = {row.kind: row for row in FollowUp.objects.all()}
        assert {kind: row.state for kind, row in found.items()} == {
            "small": "closed",
            "general": "opened",
            "serious": "opened",
            "complex": "opened",
        }
        assert found["small"].outcome == walk.TOLD
        due = calendar.deadline(calendar.today(), 3, calendar.DayUnit.CALENDAR)
        assert (found["general"].due_on, found["general"].due_basis["policy"]) == (due.on, "advice_days")
        assert found["serious"].due_on is None
        told = {
            name: set(Notification.objects.filter(recipient=user).values_list("title", flat=True))
            for name, user in cast.everybody().items()
        }
        assert any("结果" in title for title in told["school_head"])
        assert any(title.startswith("整改建议") for title in told["school_head"])
        assert any("严重问题" in title for title in told["office"] & told["office_head"])
        assert any("待发协商意见书" in title for title in told["office"])
        assert told["other_school_head"] == told["liaison"] == set()

    def test_twice_and_by_others(self, cast: Cast) -> None:
        visit = walk.submitted(cast, "general")
        with pytest.raises(TransitionRefused, match="目前为"):
            walk.sign(visit)
        with pytest.raises(NotAllowed, match="记录只能由填写的督学本人修改"):
            regular_services.submit_regular_visit(visit, by=cast.office, told="好", told_to="校长", typed_name="督学甲")
        assert FollowUp.objects.count() == 1


class TestFiling:
    """file_regular_visit and return_regular_visit."""

    def test_filed(self, cast: Cast, browser: Browser) -> None:
        visit = walk.submitted(cast)
        assert visit in RegularVisit.objects.waiting_for(cast.office)
        address = reverse("file_regular_visit", args=[visit.pk])
        assert browser("inspector").get(address).status_code == 403
        assert browser("other_school_head").get(address).status_code == 404
        office = browser("office")
        assert office.get(address).status_code == 200
        assert office.post(address)["Location"] == visit.get_absolute_url()
        assert office.post(address).status_code == 409
        with pytest.raises(NotYourTurn, match="不由您办理"):
            regular_services.file_regular_visit(walk.submitted(cast, unit=cast.kindergarten), by=cast.inspector)

    def test_returned_and_mended(self, cast: Cast, browser: Browser) -> None:
        visit = walk.submitted(cast, "general")
        address = reverse("return_regular_visit", args=[visit.pk])
        office = browser("office")
        assert office.post(address, {"reason": " "}).status_code == 422
        assert office.post(address, {"reason": "请补充听课班级"}).status_code == 302
        message = Notification.objects.get(recipient=cast.inspector, kind="return_regular_visit")
        assert message.body == "请补充听课班级"
        inspector = browser("inspector")
        assert "请补充听课班级" in inspector.get(message.url).content.decode()
        visit = RegularVisit.objects.get()
        item = RegularItem.objects.get(rating="general")
        with pytest.raises(Refused, match="已进入跟进程序"):
            regular_services.record_matter(item, by=cast.inspector, rating="none")
        mended = regular_services.record_matter(
            item, by=cast.inspector, rating="general", note="补充：三年级二班", advice=walk.ADVICE
        )
        assert mended.note == "补充：三年级二班"
        walk.say(visit, "small", place=3)
        assert walk.sign(visit).state == "submitted"
        assert sorted(FollowUp.objects.values_list("kind", "state")) == [("general", "opened"), ("small", "closed")]


class TestReading:
    """Who sees a visit, and what of it."""

    def test_who(self, cast: Cast, browser: Browser) -> None:
        draft = walk.filled(cast, "serious")
        address = draft.get_absolute_url()
        assert browser("school_head").get(address).status_code == 404
        walk.sign(draft)
        for name in ("office", "office_head", "leader", "inspector", "zone_leader", "school_head"):
            assert browser(name).get(address).status_code == 200, name
        for name in ("other_inspector", "other_school_head", "liaison", "township", "expert", "sysadmin"):
            assert browser(name).get(address).status_code == 404, name
        phone = reverse("open_regular_visit", args=[draft.pk])
        assert browser("school_head").get(phone).status_code == 404
        assert browser("other_inspector").get(phone).status_code == 404

    def test_the_school_never_sees_the_note(self, cast: Cast, browser: Browser) -> None:
        visit = walk.submitted(cast, "serious", "general")
        regular_services.return_regular_visit(visit, by=cast.office, reason="只给督学看的理由")
        page = browser("school_head").get(visit.get_absolute_url())
        text = page.content.decode()
        assert walk.TOLD in text
        assert "王校长" in text
        assert "校长态度敷衍" not in text
        assert "只给督学看的理由" not in text
        general, serious = FollowUp.objects.get(kind="general"), FollowUp.objects.get(kind="serious")
        assert general.get_absolute_url() in text
        assert serious.get_absolute_url() not in text
        assert "已上报督导办" in text
        assert [event["what"] for event in page.context["events"]] == ["已反馈结果并记录"]
        assert "校长态度敷衍" in browser("office").get(visit.get_absolute_url()).content.decode()

    def test_photographs_follow_the_visit(self, cast: Cast) -> None:
        """The school sees them once the visit is signed, a department once it has a letter about that problem."""
        visit = walk.filled(cast, "general", "complex")
        general, photo = (files.files_of(item).get() for item in visit.items.all()[:2])
        assert not files.readable_by(cast.school_head, photo)
        walk.sign(visit)
        assert files.readable_by(cast.school_head, photo)
        assert not files.readable_by(cast.other_school_head, photo)
        assert not files.readable_by(cast.liaison, photo)
        letter = FollowUp.objects.get(kind="complex")
        regular_services.issue_letter(letter, by=cast.office, department=cast.education_bureau, found="甲", advice="乙")
        assert files.readable_by(cast.liaison, photo)
        assert not files.readable_by(cast.liaison, general)
