"""training_hours, training_records, record_training, strike_training, my_training: the hours and what is behind."""

import datetime as dt
import io
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from accounts.policy import forget
from accounts.services.policy import edit_policy
from core import calendar
from core.errors import NotAllowed, Refused
from core.models import AuditEvent
from inspectors.models import Inspector, TrainingKind, TrainingRecord
from inspectors.training import services
from tests.pages import queries, text
from tests.people import Cast, make_inspector
from tests.walk import training as walk
from tests.workbooks import table_of

SignIn = Callable[[object], Client]
HOURS = "/desk/inspectors/training/"
RECORDS = f"{HOURS}records/"
MINE = f"{HOURS}mine/"


@pytest.fixture(autouse=True)
def in_june(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """A day in the middle of a year, so that yesterday is of the same year."""
    day = calendar.today().replace(month=6, day=15)
    monkeypatch.setattr(calendar, "today", lambda: day)


def test_who_is_short_and_by_how_much(cast: Cast, sign_in: SignIn, first: Inspector, second: Inspector) -> None:
    walk.recorded(cast, hours=Decimal("33.5"))
    walk.recorded(cast, title="网络研修", mode="online", hours=Decimal("6.5"))
    walk.recorded(cast, inspector=second, hours=Decimal(8))
    walk.recorded(cast, inspector=second, day=dt.date(calendar.today().year - 1, 5, 1), hours=Decimal(99))
    office = sign_in(cast.office)
    page = office.get(HOURS)
    rows = {row.name: (row.hours, row.short, dict(row.modes)) for row in page.context["page"]}
    assert rows["督学甲"] == (
        Decimal(40),
        0,
        {"centralised": Decimal("33.5"), "online": Decimal("6.5"), "self_study": 0},
    )
    assert rows["督学乙"][:2] == (Decimal(8), Decimal(32))
    assert rows["督学丙"][:2] == (0, 40)
    assert page.context["short_count"] == 2
    assert "199天" in text(page)
    assert f"{RECORDS}?inspector={first.pk}" in text(page)

    def shown(**query: object) -> list[str]:
        return [row.name for row in office.get(HOURS, query).context["page"]]

    assert shown() == ["督学丙", "督学乙", "督学甲"]
    assert shown(short="on") == ["督学丙", "督学乙"]
    assert shown(q="督学乙") == ["督学乙"]
    assert shown(kind="preschool") == []
    assert shown(zone=cast.zone.pk) == ["督学丙", "督学乙", "督学甲"]
    last = calendar.today().year - 1
    page = office.get(HOURS, {"year": last})
    assert {row.name: row.hours for row in page.context["page"]}["督学乙"] == 99
    assert "该年度已结束" in text(page)
    assert office.get(HOURS, {"year": "nonsense"}).context["year"].number == calendar.today().year
    assert "没有符合条件的在任督学" in text(office.get(HOURS, {"q": "无此人"}))


def test_the_county_may_ask_for_more(cast: Cast, sign_in: SignIn) -> None:
    walk.recorded(cast, hours=Decimal(40))
    edit_policy("training_hours", by=cast.office_head, value=48)
    forget()
    page = sign_in(cast.office).get(HOURS)
    assert {row.name: row.short for row in page.context["page"]}["督学甲"] == 8


def test_hours_count_from_their_day_on_and_not_when_struck_out(cast: Cast, sign_in: SignIn, first: Inspector) -> None:
    year = calendar.today().year
    record = walk.recorded(cast)
    assert services.hours_of([first.pk], year) == {first.pk: Decimal(16)}
    TrainingRecord.objects.filter(pk=record.pk).update(day=dt.date(year, 12, 1))
    assert services.hours_of([first.pk], year) == {}
    office = sign_in(cast.office)
    assert "到期后计入" in text(office.get(RECORDS))
    TrainingRecord.objects.filter(pk=record.pk).update(day=dt.date(year, 2, 1))
    address = reverse("strike_training", args=[record.pk])
    assert office.get(address).status_code == 200
    assert office.post(address, {"reason": ""}).status_code == 422
    assert office.post(address, {"reason": "登记有误"}).status_code == 302
    assert services.hours_of([first.pk], year) == {}
    assert "登记有误" in text(office.get(RECORDS))
    with pytest.raises(Refused, match="已作废"):
        services.strike_training(record, by=cast.office, reason="再次")
    with pytest.raises(Refused, match="理由"):
        services.strike_training(record, by=cast.office, reason=" ")
    with pytest.raises(NotAllowed, match="培训班和培训记录由督导办管理"):
        services.strike_training(record, by=cast.inspector, reason="删")
    assert sign_in(cast.leader).get(address).status_code == 403
    assert sign_in(cast.other_inspector).get(address).status_code == 404
    assert AuditEvent.objects.filter(action="strike_training").count() == 1


def test_the_office_records_what_was_held_elsewhere(cast: Cast, sign_in: SignIn, first: Inspector) -> None:
    Inspector.objects.filter(pk=first.pk).update(is_trained=False)
    office = sign_in(cast.office)
    assert reverse("record_training", args=[first.pk]) in text(office.get(first.get_absolute_url()))
    address = reverse("record_training", args=[first.pk])
    assert office.get(address).status_code == 200
    form = {
        "kind": "pre_post",
        "mode": "centralised",
        "title": "省级岗前培训",
        "day": calendar.today(),
        "hours": "24",
    }
    assert office.post(address, form).status_code == 302
    first.refresh_from_db()
    assert first.is_trained
    assert office.post(address, form).status_code == 422  # twice
    with pytest.raises(NotAllowed, match="培训班和培训记录由督导办管理"):
        services.record_training(
            first, by=cast.inspector, kind="yearly", mode="online", title="一", day=calendar.today(), hours=Decimal(1)
        )
    assert sign_in(cast.inspector).get(address).status_code == 403
    assert sign_in(cast.school_head).get(address).status_code == 404


def test_striking_the_last_pre_post_training_takes_the_leave_back(
    cast: Cast, sign_in: SignIn, first: Inspector
) -> None:
    Inspector.objects.filter(pk=first.pk).update(is_trained=False)
    first.refresh_from_db()
    one = walk.recorded(cast, kind=TrainingKind.PRE_POST, title="岗前培训一")
    two = walk.recorded(cast, kind=TrainingKind.PRE_POST, title="岗前培训二")
    services.strike_training(one, by=cast.office, reason="登记有误")
    first.refresh_from_db()
    assert first.is_trained
    assert "不得再分派任务" in text(sign_in(cast.office).get(reverse("strike_training", args=[two.pk])))
    services.strike_training(two, by=cast.office, reason="登记有误")
    first.refresh_from_db()
    assert not first.is_trained
    assert "登记有误" in first.career.order_by("-created_at").first().text
    assert AuditEvent.objects.filter(action="take_pre_post_back").count() == 1


def test_trained_already_is_no_news(cast: Cast, first: Inspector) -> None:
    walk.recorded(cast, kind=TrainingKind.PRE_POST)
    assert not first.career.exists()


def test_the_records_behind_a_figure(cast: Cast, sign_in: SignIn, first: Inspector, second: Inspector) -> None:
    office = sign_in(cast.office)
    assert "没有符合条件的培训记录" in text(office.get(RECORDS))
    one = walk.recorded(cast)
    two = walk.recorded(cast, inspector=second, title="自学：优质均衡指标", mode="self_study")
    three = walk.approved(cast).record

    def shown(**query: object) -> set[object]:
        return set(office.get(RECORDS, query).context["page"])

    assert shown() == {one, two, three}
    assert shown(inspector=first.pk) == {one, three}
    assert shown(mode="self_study") == {two}
    assert shown(source="report") == {three}
    assert shown(q="均衡") == {two}
    assert shown(year=calendar.today().year - 1) == set()
    assert office.get(RECORDS, {"inspector": first.pk}).context["total"] == 24
    assert three.report.get_absolute_url() in text(office.get(RECORDS))
    assert sign_in(cast.inspector).get(RECORDS).status_code == 403


def test_excel_out(cast: Cast, sign_in: SignIn, first: Inspector) -> None:
    walk.recorded(cast)
    office = sign_in(cast.office)
    page = office.post(reverse("export_training"))
    year, day = calendar.today().year, calendar.today()
    table = table_of(page.content)
    assert table[0][0] == f"{year}年督学培训学时登记表"
    assert table[3] == [1, "督学甲", first.certificate, "市级督学集中培训", "集中", day.isoformat(), 16]
    page = office.post(reverse("export_training_hours"))
    sheet = load_workbook(io.BytesIO(page.content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert [row[5:] for row in rows if row[1] == "督学甲"] == [[16, 0, 0, 16, 24]]
    assert AuditEvent.objects.filter(action__in=("export_training", "export_training_hours")).count() == 2
    for name in ("export_training", "export_training_hours"):
        assert sign_in(cast.inspector).post(reverse(name)).status_code == 403


def test_my_training(cast: Cast, sign_in: SignIn, first: Inspector) -> None:
    client = sign_in(cast.inspector)
    assert "该年度还没有培训记录" in text(client.get(MINE))
    walk.recorded(cast)
    walk.returned(cast)
    walk.recorded(cast, inspector=Inspector.objects.get(user=cast.other_inspector), title="别人的")
    page = client.get(MINE)
    assert (page.context["total"], page.context["short"]) == (16, 24)
    assert "证书看不清" in text(page)
    assert "别人的" not in text(page)
    assert client.get(MINE, {"year": calendar.today().year - 1}).context["total"] == 0
    Inspector.objects.filter(pk=first.pk).update(is_trained=False)
    assert "您的岗前培训尚无记录" in text(client.get(MINE))
    assert sign_in(cast.office).get(MINE).status_code == 403
    Inspector.objects.filter(pk=first.pk).update(user=None)
    assert "尚未关联督学" in text(sign_in(cast.inspector).get(MINE))


def test_who_sees_the_hours(cast: Cast, sign_in: SignIn, first: Inspector) -> None:
    for name in ("office", "office_head", "leader"):
        assert sign_in(getattr(cast, name)).get(HOURS).status_code == 200
    for name in ("inspector", "zone_leader", "school_head", "expert"):
        assert sign_in(getattr(cast, name)).get(HOURS).status_code == 403
    page = first.get_absolute_url()
    assert "年已计0学时" in text(sign_in(cast.inspector).get(page))
    assert "年已计0学时" not in text(sign_in(cast.other_inspector).get(page))


def test_the_lists_ask_no_more_for_more_rows(cast: Cast, sign_in: SignIn) -> None:
    walk.recorded(cast)
    office = sign_in(cast.office)
    few = [queries(office, page) for page in (HOURS, RECORDS)]
    for number in range(20):
        walk.recorded(cast, inspector=make_inspector(None, f"督学{number}", 60 + number), title="专题")
    assert [queries(office, page) for page in (HOURS, RECORDS)] == few
    assert max(few) <= 14


def test_struck_out_before_it_opened_anything(cast: Cast, first: Inspector) -> None:
    record = walk.recorded(cast, kind=TrainingKind.PRE_POST)
    Inspector.objects.filter(pk=first.pk).update(is_trained=False)
    services.strike_training(record, by=cast.office, reason="重复登记")
    assert not Inspector.objects.get(pk=first.pk).is_trained
    assert not AuditEvent.objects.filter(action="take_pre_post_back").exists()
