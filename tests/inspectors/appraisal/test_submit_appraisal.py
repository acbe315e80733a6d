"""submit_appraisal, receive_summary, waive_summary, return_summary: the self-summary by each way."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from core import calendar
from core.errors import NotYourTurn, Refused, TransitionRefused
from core.models import Notification
from inspectors.appraisal import services
from inspectors.models import Appraisal, Inspector
from tests.pages import text
from tests.people import Cast
from tests.walk import appraisal as walk
from tests.walk import clock

SignIn = Callable[[object], Client]


def test_the_inspector_writes_it_with_the_figures_in_sight(cast: Cast, sign_in: SignIn) -> None:
    row = walk.opened(cast)
    client = sign_in(cast.inspector)
    address = reverse("submit_appraisal", args=[row.pk])
    page = text(client.get(address))
    assert f'data-draft="appraisal-{row.pk}"' in page
    assert "责任学校按月督导" in page
    assert client.post(address, {"summary": " "}).status_code == 422
    assert client.post(address, {"summary": walk.SUMMARY}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.summary, row.summary_on, row.due_on) == (
        "submitted",
        walk.SUMMARY,
        calendar.today(),
        None,
    )
    with pytest.raises(TransitionRefused, match="目前为“个人总结已提交”"):
        services.submit_appraisal(row, by=cast.inspector, summary="再交一次")


def test_only_the_person_hands_it_in(cast: Cast, sign_in: SignIn) -> None:
    row = walk.opened(cast)
    address = reverse("submit_appraisal", args=[row.pk])
    assert sign_in(cast.office).get(address).status_code == 403
    for name in ("other_inspector", "school_head", "zone_leader", "expert"):
        assert sign_in(getattr(cast, name)).get(address).status_code == 404
    for name in ("office", "office_head", "leader", "other_inspector"):
        with pytest.raises(NotYourTurn, match="不由您办理，应由被考核的督学办理"):
            services.submit_appraisal(row, by=getattr(cast, name), summary="代写")
    with pytest.raises(Refused, match="还没有填写"):
        services.submit_appraisal(row, by=cast.inspector, summary="  ")


def test_the_office_enters_one_on_paper_for_a_person_without_an_account(cast: Cast, sign_in: SignIn) -> None:
    row = walk.opened(cast)
    office = sign_in(cast.office)
    address = reverse("receive_summary", args=[row.pk])
    assert office.get(address).status_code == 200
    page = office.post(address, {"summary": "手写总结"})
    assert page.status_code == 422
    assert "有平台账号" in text(page)
    Inspector.objects.filter(pk=row.inspector_id).update(user=None)
    assert office.post(address, {"summary": "手写总结"}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.summary) == ("submitted", "手写总结")


def test_waived_once_the_day_is_past(cast: Cast, sign_in: SignIn) -> None:
    row = walk.opened(cast)
    office = sign_in(cast.office)
    address = reverse("waive_summary", args=[row.pk])
    assert office.get(address).status_code == 200
    page = office.post(address, {"reason": "长期病假"})
    assert page.status_code == 422
    assert "前提交个人总结" in text(page)
    Appraisal.objects.filter(pk=row.pk).update(due_on=calendar.today() - calendar.ONE_DAY)
    row.refresh_from_db()
    with pytest.raises(Refused, match="请填写理由"):
        services.waive_summary(row, by=cast.office, reason=" ")
    row = services.waive_summary(row, by=cast.office, reason="长期病假")
    assert (row.state, row.summary) == ("submitted", "")
    assert Notification.objects.get(kind="waive_summary").recipient == cast.inspector


def test_returned_with_a_reason_the_time_runs_anew(cast: Cast, sign_in: SignIn) -> None:
    with clock.on(calendar.today() - calendar.ONE_DAY * 20):
        row = walk.submitted(cast)
    address = reverse("return_summary", args=[row.pk])
    office = sign_in(cast.office)
    assert office.post(address, {"reason": ""}).status_code == 422
    assert office.post(address, {"reason": "请补充不足之处"}).status_code == 302
    row.refresh_from_db()
    assert row.state == "open"
    assert row.due_on > calendar.today()
    assert Notification.objects.get(kind="return_summary").body == "请补充不足之处"
    form = sign_in(cast.inspector).get(reverse("submit_appraisal", args=[row.pk])).context["form"]
    assert form.initial == {"summary": walk.SUMMARY}
    with pytest.raises(NotYourTurn, match="不由您办理，应由督导办办理"):
        services.return_summary(walk.submitted(cast), by=cast.inspector, reason="自己退回")
