"""workload, workload_rows, export_workload: filed work by month and ISO week, the load against the ceiling."""

import datetime as dt
import io
from collections.abc import Callable
from decimal import Decimal

from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from accounts.policy import forget
from accounts.services.policy import edit_policy
from core import calendar
from core.models import AuditEvent
from inspectors.allowance import services
from inspectors.models import Inspector
from inspectors.months import month_after, week_of
from tests.pages import queries, text
from tests.people import Cast, make_inspector
from tests.walk import allowance as walk
from tests.walk import clock
from tests.walk import inspection as inspections

SignIn = Callable[[object], Client]
OCTOBER = {"span": "month", "on": "2026-10-15"}


def row_of(page: object, inspector: Inspector) -> Inspector:
    (found,) = (row for row in page.context["page"] if row.pk == inspector.pk)  # type: ignore[attr-defined]
    return found


def test_a_month_by_kind_days_and_week(cast: Cast, sign_in: SignIn) -> None:
    inspector = Inspector.objects.get(user=cast.inspector)
    walk.filed(cast, dt.date(2026, 10, 13))
    walk.filed(cast, dt.date(2026, 10, 13), cast.kindergarten)
    walk.filed(cast, dt.date(2026, 10, 20))
    office = sign_in(cast.office)
    page = office.get(reverse("workload"), OCTOBER)
    row = row_of(page, inspector)
    assert dict(row.load.by_kind)["regular_visit"] == 3
    assert (row.load.total, row.load.days) == (3, Decimal(2))
    assert [count for _monday, count in row.weeks] == [0, 0, 2, 1, 0]
    week = office.get(reverse("workload"), {"span": "week", "on": "2026-10-16"})
    assert (row_of(week, inspector).load.total, row_of(week, inspector).weeks) == (2, [])
    assert row_of(office.get(reverse("workload"), {"span": "month", "on": "2026-09-02"}), inspector).load.total == 0
    assert "2026年第42周" in text(week)


def test_each_figure_leads_to_its_rows(cast: Cast, sign_in: SignIn) -> None:
    inspector = Inspector.objects.get(user=cast.inspector)
    visit = walk.filed(cast, dt.date(2026, 10, 13))
    walk.filed(cast, dt.date(2026, 10, 20))
    office = sign_in(cast.office)
    address = reverse("workload_rows")
    assert f"{address}?inspector={inspector.pk}" in text(office.get(reverse("workload"), OCTOBER)).replace("&amp;", "&")
    page = office.get(address, {"inspector": inspector.pk, **OCTOBER, "work": "regular_visit"})
    assert len(page.context["items"]) == 2
    assert visit.get_absolute_url() in text(page)
    assert len(office.get(address, {"inspector": inspector.pk, **OCTOBER, "work": "report"}).context["items"]) == 0
    assert office.get(address).status_code == 404
    assert sign_in(cast.inspector).get(address).context["inspector"] == inspector
    assert sign_in(cast.zone_leader).get(address, {"inspector": inspector.pk}).status_code == 200
    assert sign_in(cast.other_inspector).get(address, {"inspector": inspector.pk}).status_code == 403
    assert sign_in(cast.school_head).get(address, {"inspector": inspector.pk}).status_code == 404


def test_the_ceiling_warns_by_name(cast: Cast, sign_in: SignIn) -> None:
    inspection = inspections.notified(cast, announced=False)
    with clock.on(inspection.starts_on):
        office = sign_in(cast.office)
        page = office.get(reverse("workload"))
        assert (page.context["over"], page.context["at"]) == ([], [])
        edit_policy("load_ceiling", by=cast.office_head, value=2)
        forget()  # it holds from the end of the transaction on
        page = office.get(reverse("workload"))
        names = {person.name for person, _count in page.context["at"]}
        assert names == set(inspection.team.members.values_list("inspector__name", flat=True))  # type: ignore[union-attr]
        assert "已达在办上限" in text(page)
        leader = Inspector.objects.get(user=cast.inspector)
        rows = office.get(reverse("workload_rows"), {"inspector": leader.pk})
        on = {target.unit_name for target in rows.context["targets"]}
        assert on == {cast.school.name, cast.other_school.name}
        assert services.loads_now([leader.pk]) == {leader.pk: 2}
        edit_policy("load_ceiling", by=cast.office_head, value=1)
        forget()
        page = office.get(reverse("workload"))
        assert "超出在办上限" in text(page)
        assert {count for _person, count in page.context["over"]} == {2}


def test_filters_and_who_sees_what(cast: Cast, sign_in: SignIn) -> None:
    office = sign_in(cast.office)
    address = reverse("workload")
    outside = make_inspector(None, "外区督学", 50)
    assert {row.name for row in office.get(address).context["page"]} == {"督学甲", "督学乙", "督学丙", "外区督学"}
    assert [row.pk for row in office.get(address, {"q": "外区"}).context["page"]] == [outside.pk]
    assert len(office.get(address, {"zone": cast.zone.pk}).context["page"]) == 3
    assert len(office.get(address, {"kind": "part_time"}).context["page"]) == 0
    assert "没有符合条件" in text(office.get(address, {"kind": "part_time"}))
    led = {row.name for row in sign_in(cast.zone_leader).get(address).context["page"]}
    assert led == {"督学甲", "督学乙", "督学丙"}
    for name in ("inspector", "school_head", "expert", "liaison"):
        assert sign_in(getattr(cast, name)).get(address).status_code == 403
    few = queries(office, address)
    for number in range(60, 75):
        make_inspector(None, f"督学{number}", number)
    assert queries(office, address) == few <= 16


def test_excel(cast: Cast, sign_in: SignIn) -> None:
    walk.filed(cast, dt.date(2026, 10, 13))
    page = sign_in(cast.office).post(reverse("export_workload") + "?span=month&on=2026-10-15")
    (sheet,) = load_workbook(io.BytesIO(page.content)).worksheets
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert "2026年10月" in rows[0][0]
    assert rows[3][1] == "督学甲"
    assert rows[3][5:14] == [0, 1, 0, 0, 0, 1, 1, 0, 0]
    assert len(rows[2]) == len(rows[3])
    assert AuditEvent.objects.get(action="export_workload").data["count"] == 3
    assert sign_in(cast.zone_leader).post(reverse("export_workload")).status_code == 403


def test_on_the_inspectors_page(cast: Cast, sign_in: SignIn) -> None:
    inspector = Inspector.objects.get(user=cast.inspector)
    walk.paid(cast)
    shown = text(sign_in(cast.office).get(inspector.get_absolute_url()))
    assert "最近一期补助" in shown
    assert "220.00" in shown
    assert "最近一期补助" not in text(sign_in(cast.other_inspector).get(inspector.get_absolute_url()))


def test_months_and_weeks() -> None:
    assert month_after(dt.date(2026, 12, 1)) == dt.date(2027, 1, 1)
    assert month_after(dt.date(2026, 1, 1), -1) == dt.date(2025, 12, 1)
    assert month_after(dt.date(2026, 3, 1), -6) == dt.date(2025, 9, 1)
    assert week_of(dt.date(2027, 1, 1)) == dt.date(2026, 12, 28)
    weeks = services.weeks_in(dt.date(2026, 10, 1), dt.date(2026, 11, 1))
    assert (weeks[0], weeks[-1], len(weeks)) == (dt.date(2026, 9, 28), dt.date(2026, 10, 26), 5)
    assert calendar.today() is not None
