"""Making an inspector answer for a school."""

import datetime as dt

import pytest
from django.utils.formats import date_format

from accounts.models import Organisation, PolicySetting
from core import calendar
from core.errors import NotAllowed, Refused
from core.models import AuditEvent, Notification
from inspectors.models import Inspector, PlaqueAssignment
from inspectors.plaque.services import assign_plaque
from inspectors.recusal.services import add_recusal
from inspectors.roster.services import load_of
from tests.pages import HTMX, text


def url(unit):
    return f"/desk/inspectors/plaques/units/{unit.pk}/assign/"


def data(inspector, day=None):
    return {"inspector": inspector.pk, "began_on": (day or calendar.today()).isoformat()}


def test_the_office_assigns_and_both_records_know(cast, sign_in, first):
    client = sign_in(cast.office)
    content = text(client.get(url(cast.school)))
    assert "还没有责任督学" in content
    assert "督学甲（专职，第一责任区，已挂牌0所）" in content
    page = client.post(url(cast.school), data(first), follow=True)
    assert "督学甲已担任第一示例中学的责任督学" in text(page)
    plaque = PlaqueAssignment.objects.get()
    assert (plaque.unit, plaque.inspector, plaque.ended_on) == (cast.school, first, None)
    assert {event.about_text for event in AuditEvent.objects.filter(action="assign_plaque")} == {
        "督学甲",
        "第一示例中学",
    }


def test_whoever_did_before_ends(cast, sign_in, first, second):
    assign_plaque(cast.school, by=cast.office, inspector=first, began_on=dt.date(2026, 1, 1))
    client = sign_in(cast.office)
    assert "现由督学甲担任责任督学" in text(client.get(url(cast.school)))
    client.post(url(cast.school), data(second))
    old, new = PlaqueAssignment.objects.order_by("began_on")
    assert (old.ended_on, old.end_reason) == (calendar.today(), "由督学乙接任")
    assert (new.inspector, new.ended_on) == (second, None)


def test_those_who_may_not_are_named_with_the_reason(cast, sign_in, first, second):
    add_recusal(first, by=cast.office_head, unit=cast.school, ground="on_staff")
    Inspector.objects.filter(pk=second.pk).update(term_until=calendar.today())
    Inspector.objects.filter(name="督学丙").update(is_trained=False)
    page = sign_in(cast.office).get(url(cast.school))
    assert {(i.name, why.label) for i, why in page.context["left_out"]} == {
        ("督学甲", "应回避该单位"),
        ("督学乙", "不在聘期内"),
        ("督学丙", "未完成岗前培训"),
    }


def test_more_than_usual_is_allowed_with_a_warning(cast, sign_in, first):
    PolicySetting.objects.create(key="plaque_schools", value=1)
    assign_plaque(cast.other_school, by=cast.office, inspector=first)
    client = sign_in(cast.office)
    assert "已达一般数量" in text(client.get(url(cast.school)))
    page = client.post(url(cast.school), data(first), follow=True)
    assert "督学甲现挂牌2所，一般为1所左右" in text(page)
    assert load_of(first).is_over


def test_refusals_name_the_rule(cast, sign_in, first, second):
    add_recusal(first, by=cast.office_head, unit=cast.school, ground="on_staff")
    Inspector.objects.filter(pk=second.pk).update(is_trained=False)
    third = Inspector.objects.get(name="督学丙")
    Inspector.objects.filter(pk=third.pk).update(term_until=calendar.today())
    client = sign_in(cast.office)
    for inspector, words in (
        (first, "督学甲应回避第一示例中学：本人在该单位任职。"),
        (second, "督学乙尚未完成岗前培训"),
        (third, "不在聘期内"),
    ):
        page = client.post(url(cast.school), data(inspector))
        assert page.status_code == 422
        assert words in text(page)
        assert "依据：《" in text(page)
    assert not PlaqueAssignment.objects.exists()


def test_the_same_one_and_dates_before_are_refused(cast, first, second):
    assign_plaque(cast.school, by=cast.office, inspector=first, began_on=dt.date(2026, 6, 1))
    with pytest.raises(Refused, match="已是第一示例中学的责任督学"):
        assign_plaque(cast.school, by=cast.office, inspector=first)
    with pytest.raises(Refused, match="更换日期不能早于这一天"):
        assign_plaque(cast.school, by=cast.office, inspector=second, began_on=dt.date(2026, 5, 1))


def test_departments_have_no_plaque(cast, sign_in, first):
    with pytest.raises(Refused, match="只有学校和幼儿园"):
        assign_plaque(cast.education_bureau, by=cast.office, inspector=first)
    assert sign_in(cast.office).get(url(cast.education_bureau)).status_code == 404


def test_a_closed_school_has_none(cast, first):
    Organisation.objects.filter(pk=cast.school.pk).update(is_active=False)
    with pytest.raises(Refused, match="只有学校和幼儿园安排责任督学挂牌"):
        assign_plaque(cast.school, by=cast.office, inspector=first)


def test_wrong_roles_and_strangers(cast, sign_in, first):
    for name in ("leader", "zone_leader", "inspector", "school_head"):
        assert sign_in(getattr(cast, name)).post(url(cast.school), data(first)).status_code == 403
    assert sign_in(cast.other_school_head).post(url(cast.school), data(first)).status_code == 404
    with pytest.raises(NotAllowed, match="责任督学由教育督导办公室安排"):
        assign_plaque(cast.school, by=cast.leader, inspector=first)


def test_htmx_gets_the_form_alone(cast, sign_in):
    page = sign_in(cast.office).post(url(cast.school), {"inspector": ""}, headers=HTMX)
    assert page.status_code == 422
    assert "<html" not in text(page)


def test_inspectors_and_unit_are_told(cast, first, second):
    assign_plaque(cast.school, by=cast.office, inspector=first)
    assign_plaque(cast.school, by=cast.office, inspector=second)
    day = date_format(calendar.today(), "DATE_FORMAT")
    told = {(row.recipient, row.title) for row in Notification.objects.filter(kind__in=["assign_plaque", "end_plaque"])}
    assert told == {
        (cast.inspector, f"您自{day}起担任第一示例中学责任督学"),
        (cast.school_head, f"督学甲自{day}起担任第一示例中学责任督学"),
        (cast.inspector, f"您自{day}起不再担任第一示例中学责任督学"),
        (cast.other_inspector, f"您自{day}起担任第一示例中学责任督学"),
        (cast.school_head, f"督学乙自{day}起担任第一示例中学责任督学"),
    }
