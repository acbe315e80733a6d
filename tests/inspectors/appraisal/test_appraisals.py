"""Pages of appraisals: the list, side by side, Excel out, one page, the rows behind each figure, one's own."""

import datetime as dt
import io
from collections.abc import Callable
from decimal import Decimal

from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from core import calendar
from core.models import AuditEvent
from inspectors.appraisal import services
from inspectors.models import Appraisal, ConductFigure, Inspector, KeptKind, WorkKind
from tests.pages import queries, text
from tests.people import Cast, make_inspector
from tests.walk import allowance as allowances
from tests.walk import appraisal as walk
from tests.walk import clock, conduct, regular, training

SignIn = Callable[[object], Client]
LIST = "/desk/inspectors/appraisals/"


def test_the_list_and_its_filters(cast: Cast, sign_in: SignIn, first: Inspector, second: Inspector) -> None:
    office = sign_in(cast.office)
    assert "没有符合条件的考核" in text(office.get(LIST))
    one = walk.graded(cast)
    old = walk.filed(cast, inspector=second, year=2025, grade="basic")

    def shown(**query: object) -> set[Appraisal]:
        return set(office.get(LIST, query).context["page"])

    assert len(shown()) == 4
    assert shown(year=2025) == {old}
    assert shown(state="graded") == {one}
    assert shown(grade="basic") == {old}
    assert shown(q="督学乙", year=2025) == {old}
    assert shown(kind="end_of_term") == set()
    assert len(shown(zone=cast.zone.pk)) == 4
    assert len(shown(state="nonsense")) == 4
    assert sign_in(cast.leader).get(LIST).status_code == 200
    assert "开启考核" not in text(sign_in(cast.leader).get(LIST))
    for name in ("inspector", "zone_leader", "school_head", "expert"):
        for page in (LIST, f"{LIST}table/"):
            assert sign_in(getattr(cast, name)).get(page).status_code == 403


def test_the_list_says_what_is_missing_by_when_and_who_is_next(
    cast: Cast, sign_in: SignIn, first: Inspector, second: Inspector
) -> None:
    walk.graded(cast)
    walk.filed(cast, inspector=second, year=2025)
    late = Appraisal.objects.get(inspector=second, state="open")
    Appraisal.objects.filter(pk=late.pk).update(due_on=calendar.today() - calendar.ONE_DAY)
    Inspector.objects.exclude(pk__in=[first.pk, second.pk]).update(user=None)
    paper = Appraisal.objects.exclude(inspector__in=[first, second]).get()
    office = sign_in(cast.office)
    page = office.get(LIST)
    tabs = {tab["label"]: tab for tab in page.context["tabs"]}
    assert [(label, tab["count"]) for label, tab in tabs.items()] == [
        ("全部", None),
        ("待填写个人总结", 2),
        ("已拟定等次", 1),
        ("逾期", 1),
    ]
    assert set(office.get(LIST + tabs["逾期"]["url"]).context["page"]) == {late}
    shown = text(page)
    assert reverse("waive_summary", args=[late.pk]) in shown
    assert reverse("receive_summary", args=[paper.pk]) in shown
    assert "督导办主任：审定等次" in shown
    assert "无账号" in shown
    assert reverse("confirm_appraisal", args=[Appraisal.objects.get(state="graded").pk]) not in shown
    assert "confirm" in text(sign_in(cast.office_head).get(LIST))


def test_the_list_and_the_table_ask_no_more_for_more_rows(cast: Cast, sign_in: SignIn) -> None:
    walk.opened(cast)
    office = sign_in(cast.office)
    pages = (LIST, f"{LIST}table/")
    few = [queries(office, page) for page in pages]
    for number in range(30):
        make_inspector(None, f"督学{number}", 40 + number, zone=cast.zone)
    walk.opened(cast)
    assert [queries(office, page) for page in pages] == few
    assert few[0] <= 10
    # Not among the house's lists, which take fourteen: each question of work and of what was kept is asked once, by the
    # app that holds it, and so are class hours and conduct. The number is the same for fifty rows as for one.
    assert few[1] <= 26


def test_the_table_stands_in_the_order_of_certificates(cast: Cast, sign_in: SignIn) -> None:
    walk.graded(cast, grade="basic")
    page = sign_in(cast.office).get(f"{LIST}table/")
    rows = list(page.context["page"])
    assert [row.inspector.name for row in rows] == ["督学甲", "督学乙", "督学丙"]
    assert "不排名次" in text(page)
    assert "3人中最多0人" in text(page)
    assert reverse("appraisal_rows", args=[rows[0].pk, "coverage"]) in text(page)
    assert sign_in(cast.office).get(f"{LIST}table/?kind=end_of_term&zone={cast.zone.pk}").context["quota"] is None
    assert "该年度没有考核" in text(sign_in(cast.office).get(f"{LIST}table/?year=2020"))


def test_excel_out_of_what_is_shown(cast: Cast, sign_in: SignIn) -> None:
    training.recorded(cast, hours=Decimal("6.5"))
    walk.graded(cast)
    answer = sign_in(cast.office).post(f"{LIST}export/?state=graded")
    sheet = load_workbook(io.BytesIO(answer.content)).active
    rows = [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]
    header = next(row for row in rows if row[0] == "序号")
    line = dict(zip(header, next(row for row in rows if row[0] == "1"), strict=False))
    assert (line["姓名"], line["状态"], line["等次"]) == ("督学甲", "已拟定等次", "称职")
    assert line[f"{calendar.today().year}年培训学时"] == "6.5/40"
    assert AuditEvent.objects.get(action="export_appraisals").data["count"] == 1
    assert sign_in(cast.leader).post(f"{LIST}export/").status_code == 403


def test_who_sees_one(cast: Cast, sign_in: SignIn) -> None:
    row = walk.told(cast)
    rows = reverse("appraisal_rows", args=[row.pk, "visit"])

    def sees(name: str, url: str) -> int:
        return sign_in(getattr(cast, name)).get(url).status_code

    for url in (row.get_absolute_url(), rows):
        assert [sees(name, url) for name in ("office", "office_head", "leader", "inspector")] == [200] * 4
        strangers = ("other_inspector", "zone_leader", "school_head", "liaison", "expert", "auditor")
        assert [sees(name, url) for name in strangers] == [404] * 6


@clock.on(dt.date(2026, 11, 24))
def test_every_figure_leads_to_its_rows(cast: Cast, sign_in: SignIn, first: Inspector) -> None:
    regular.hang(cast)
    with clock.on(dt.date(2026, 10, 20)):
        visit = regular.sign(regular.filled(cast))
    training.recorded(cast, hours=Decimal(16))
    row = walk.opened(cast)
    figures = {figure.key: figure for figure in services.figures_of([row])[row.pk]}
    keys = [*KeptKind.values, *WorkKind.values, f"training_{row.year}", *ConductFigure.values]
    assert list(figures) == keys
    client = sign_in(cast.inspector)
    page = text(client.get(row.get_absolute_url()))
    for key in keys:
        address = reverse("appraisal_rows", args=[row.pk, key])
        assert address in page
        rows = client.get(address).context["rows"]
        figure = figures[key]
        if key in KeptKind.values:
            assert (len(rows), sum(one.met for one in rows)) == (int(figure.target or 0), int(figure.value))
        elif not key.startswith("training"):
            assert len(rows) == int(figure.value)
    assert figures["visit_in_time"] == services.Figure("visit_in_time", "1", "1")
    assert visit.get_absolute_url() in text(client.get(reverse("appraisal_rows", args=[row.pk, "visit_in_time"])))
    assert "16学时" in text(client.get(reverse("appraisal_rows", args=[row.pk, f"training_{row.year}"])))
    assert client.get(reverse("appraisal_rows", args=[row.pk, "nonsense"])).status_code == 404
    coverage = figures["coverage"]
    assert (coverage.is_short, coverage.percent) == (True, 100 // int(coverage.target))
    assert figures["recheck_in_time"].percent is None


def test_rows_say_where_they_differ_from_the_frozen_figure(cast: Cast, sign_in: SignIn) -> None:
    row = walk.graded(cast)
    training.recorded(cast, hours=Decimal(16))
    page = text(sign_in(cast.office).get(reverse("appraisal_rows", args=[row.pk, f"training_{row.year}"])))
    assert "固定的数据：0（要求：40）" in page
    assert "16学时" in page


def test_ones_own(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.inspector)
    mine = f"{LIST}mine/"
    assert "尚无考核" in text(client.get(mine))
    row = walk.told(cast)
    page = text(client.get(mine))
    assert row.get_absolute_url() in page
    assert "称职" in page
    assert "What happened" not in text(client.get(row.get_absolute_url()))
    assert "督导办内部办理过程" in text(client.get(row.get_absolute_url()))
    assert sign_in(cast.office).get(mine).status_code == 403
    Inspector.objects.filter(user=cast.inspector).update(user=None)
    assert "尚未关联督学" in text(sign_in(cast.inspector).get(mine))


def test_the_section_on_the_inspectors_page(cast: Cast, sign_in: SignIn) -> None:
    row = walk.confirmed(cast)
    url = row.inspector.get_absolute_url()
    page = text(sign_in(cast.office).get(url))
    assert row.get_absolute_url() in page
    assert reverse("growth_file", args=[row.inspector_id]) in page
    assert "称职" not in text(sign_in(cast.inspector).get(url))
    assert row.get_absolute_url() not in text(sign_in(cast.other_inspector).get(url))


def test_work_stands_behind_its_figure_with_the_day_on_which_it_was_filed(cast: Cast, first: Inspector) -> None:
    row = walk.opened(cast)
    allowances.filed(cast, dt.date(2026, 10, 13))
    late = allowances.filed(cast, dt.date(2026, 10, 20), cast.kindergarten, filed_on=dt.date(2026, 10, 22))
    found = services.rows_of(row, WorkKind.REGULAR_VISIT, by=cast.office)
    assert [(line.on.day, line.note) for line in found] == [(13, ""), (20, "2026年10月22日归档")]
    assert found[1].url == late.get_absolute_url()
    figures = {figure.key: figure.value for figure in services.figures_of([row])[row.pk]}
    assert figures[WorkKind.REGULAR_VISIT] == "2"


def test_conduct_stands_behind_its_figure_for_whoever_may_open_it(cast: Cast, second: Inspector) -> None:
    row = walk.opened(cast, second)
    report = conduct.decided(cast)
    praise = conduct.given(cast)
    figures = {figure.key: figure.value for figure in services.figures_of([row])[row.pk]}
    for key, title in (("upheld", report.get_category_display()), ("measures", "警告"), ("commended", "表彰")):
        assert figures[key] == "1"
        (line,) = services.rows_of(row, key, by=cast.office_head)
        assert title in f"{line.title}{line.note}" or key == "commended"
        assert line.url
    assert services.rows_of(row, "commended", by=cast.office)[0].url == praise.get_absolute_url()
    assert [line.url for line in services.rows_of(row, "upheld", by=cast.other_inspector)] == [""]
