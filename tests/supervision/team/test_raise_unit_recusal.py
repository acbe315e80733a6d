"""raise_unit_recusal: a notified unit objects to a member of its team; what an open request holds up."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from core import calendar
from core.errors import NotAllowed, Refused, TransitionRefused
from core.models import Notification
from inspectors.models import Inspector, RecusalRequest
from inspectors.recusal import services as recusal_services
from supervision.inspection import services as inspection_services
from supervision.team import services as team_services
from supervision.team.services import crew
from supervision.visit import services as visit_services
from tests.people import Cast
from tests.walk import inspection as walk
from tests.walk import team as teams

Browser = Callable[[str], Client]


def test_the_unit_asks_on_its_inspections_page(cast: Cast, browser: Browser) -> None:
    inspection = walk.notified(cast)
    school = browser("school_head")
    address = reverse("raise_unit_recusal", args=[inspection.pk])
    assert address in school.get(inspection.get_absolute_url()).content.decode()
    page = school.get(address)
    assert [str(one) for one in page.context["form"].fields["inspector"].queryset] == ["督学甲", "督学乙", "督学丙"]
    first = walk.team(cast)[0]
    words = {"inspector": first.pk, "ground": "relative_of_head", "reason": "系校长表弟"}
    request_page = school.post(address, words)["Location"]
    request = RecusalRequest.objects.get()
    assert request_page == request.get_absolute_url()
    assert (request.side, request.unit, request.raised_by) == ("unit", cast.school, cast.school_head)
    assert "系校长表弟" in school.get(request_page).content.decode()
    assert "待决定" in school.get(inspection.get_absolute_url()).content.decode()
    head = browser("office_head").get(reverse("uphold_recusal", args=[request.pk])).content.decode()
    assert str(inspection.task) in head
    recusal_services.uphold_recusal(request, by=cast.office_head)
    title = "督学甲应当回避第一示例中学，请更换小组成员"
    told = Notification.objects.filter(kind="uphold_recusal", title=title)
    assert set(told.values_list("recipient__username", flat=True)) == {"inspector", "head"}
    page = browser("office_head").get(request_page).content.decode()
    assert reverse("replace_member", args=[inspection.task_id, first.pk]) in page


def test_nobody_else_and_about_the_team_only(cast: Cast, browser: Browser) -> None:
    inspection = walk.notified(cast)
    address = reverse("raise_unit_recusal", args=[inspection.pk])
    assert browser("other_school_head").get(address).status_code == 404
    assert browser("inspector").get(address).status_code == 403
    assert browser("office").get(address).status_code == 403
    content = {"ground": "other", "reason": "不便"}
    with pytest.raises(NotAllowed, match="只有被督导单位可以对督导小组成员提出"):
        team_services.raise_unit_recusal(inspection, by=cast.office, inspector=walk.team(cast)[0], **content)
    with pytest.raises(Refused, match="不在前来督导的小组中"):
        team_services.raise_unit_recusal(inspection, by=cast.school_head, inspector=teams.others(cast)[0], **content)


def test_from_the_notice_to_the_end_of_the_visit(cast: Cast) -> None:
    planned = walk.inspection_of(walk.approved(cast), cast.school)
    member = walk.team(cast)[0]
    content = {"inspector": member, "ground": "other", "reason": "不便"}
    with pytest.raises(TransitionRefused, match="目前为“待通知”"):
        team_services.raise_unit_recusal(planned, by=cast.school_head, **content)
    with pytest.raises(TransitionRefused, match="目前为“已评议”"):
        team_services.raise_unit_recusal(walk.deliberated(cast), by=cast.school_head, **content)


def test_no_notice_while_a_request_is_open(cast: Cast) -> None:
    task = walk.approved(cast)
    request = teams.raised(cast)  # the second inspector, about the school
    with pytest.raises(Refused, match="督学乙回避第一示例中学的申请尚未决定") as refusal:
        inspection_services.issue_notice(walk.inspection_of(task, cast.school), by=cast.office)
    assert "第十条" in str(refusal.value.rule)
    # The other unit is not held up.
    assert (
        inspection_services.issue_notice(walk.inspection_of(task, cast.other_school), by=cast.office).state
        == "notified"
    )
    recusal_services.dismiss_recusal(request, by=cast.office_head, reason="不属实")
    assert inspection_services.issue_notice(walk.inspection_of(task, cast.school), by=cast.office).state == "notified"


def test_the_member_does_not_visit_while_a_request_is_open(cast: Cast) -> None:
    inspection = walk.notified(cast)
    first = walk.team(cast)[0]
    request = team_services.raise_unit_recusal(
        inspection, by=cast.school_head, inspector=first, ground="other", reason="不便"
    )
    with pytest.raises(Refused, match="尚未决定"):
        visit_services.begin_visit(inspection, by=cast.inspector, visited_on=calendar.today())
    assert not crew.recusal_gate_of(inspection).met
    # The others do.
    assert visit_services.begin_visit(inspection, by=cast.other_inspector, visited_on=calendar.today()).state == "draft"
    recusal_services.uphold_recusal(request, by=cast.office_head)
    with pytest.raises(Refused, match="应当回避"):
        visit_services.begin_visit(
            walk.inspection_of(inspection.task, cast.school), by=cast.inspector, visited_on=calendar.today()
        )


def test_what_the_office_and_the_unit_see_on_the_inspection(cast: Cast, browser: Browser) -> None:
    inspection = walk.notified(cast)
    teams.raised(cast)  # raised by the inspector: not the unit's business
    assert "配偶" not in browser("school_head").get(inspection.get_absolute_url()).content.decode()
    assert RecusalRequest.objects.get().get_absolute_url() in (
        browser("office").get(inspection.get_absolute_url()).content.decode()
    )
    assert Inspector.objects.count() == 3
