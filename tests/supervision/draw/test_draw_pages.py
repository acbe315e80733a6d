"""The desk pages of draws: the form with its rows and live counts, and each step pressed by its person."""

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.numbering import DocumentNumber
from reports.models import OfficialDocument
from supervision.draw import services
from supervision.models import Draw, InspectionTask, Ownership
from tests.people import Cast
from tests.walk import draw as walk
from tests.walk import inspection as tasks
from tests.walk import plan as plans
from tests.walk import report as documents

Browser = Callable[[str], Client]
LIST = "/desk/supervision/draws/"
CREATE = "/desk/supervision/draws/create/"
HTMX = {"HX-Request": "true"}


def typed(*strata: dict[str, Any], named: tuple[dict[str, str], ...] = (), **fields: Any) -> dict[str, Any]:
    """The form as a browser sends it."""
    day = timezone.localdate() + timezone.timedelta(days=9)
    data: dict[str, Any] = {"purpose": "食堂抽查", "first_on": day, "last_on": day, "per_unit": 3, "zone_rule": "any"}
    for name, rows in (("strata", strata), ("named", named)):
        data |= {f"{name}-TOTAL_FORMS": len(rows) + 1, f"{name}-INITIAL_FORMS": 0}
        for place, row in enumerate(rows):
            data |= {f"{name}-{place}-{field}": value for field, value in row.items()}
        data[f"named-{len(named)}-side"] = "exclude"
    return data | fields


def test_the_form_makes_a_draft(cast: Cast, browser: Browser) -> None:
    rows = (
        {"kind": "schools", "quota": "1"},
        {"codes": f"{cast.kindergarten.code}，", "percent": "50", "name": "风险园"},
    )
    named = ({"unit": cast.school.name, "side": "include", "reason": "群众举报"},)
    answer = browser("office").post(CREATE, typed(*rows, named=named, save="1"))
    draw = Draw.objects.get()
    assert answer["Location"] == draw.get_absolute_url()
    assert [row["name"] for row in draw.strata] == ["全部学校", "风险园"]
    assert draw.strata[1]["codes"] == [cast.kindergarten.code]
    assert draw.included == [{"code": cast.school.code, "reason": "群众举报"}]
    page = browser("office").get(reverse("edit_draw", args=[draw.pk])).content.decode()
    assert cast.kindergarten.code in page
    assert "风险园" in page
    emptied = typed({"kind": "schools", "quota": "2"}, {"codes": "", "percent": "", "name": ""}, save="1")
    browser("office").post(reverse("edit_draw", args=[draw.pk]), emptied)
    assert [row["quota"] for row in Draw.objects.get().strata] == [2]


def test_a_name_is_made_of_the_filter(cast: Cast, browser: Browser) -> None:
    row = {"kind": "primary", "township": cast.town.code, "zone": "1", "private": "no", "not_since": "2026-01-05"}
    browser("office").post(CREATE, typed({**row, "quota": "1"}, save="1"))
    assert Draw.objects.get().strata[0]["name"] == "小学、攀莲镇人民政府、第一责任区、仅公办、2026-01-05以来未受督导"


def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(cast: Cast, browser: Browser) -> None:
    rows = (
        {"kind": "schools", "quota": "1", "percent": "10"},
        {"kind": "primary"},
        {"codes": "9999", "quota": "1"},
    )
    named = ({"unit": "没有的学校", "side": "exclude", "reason": "x"}, {"unit": cast.school.code, "side": "exclude"})
    answer = browser("office").post(CREATE, typed(*rows, named=named, first_on="", save="1"))
    page = answer.content.decode()
    assert answer.status_code == 422
    for words in ("数量和比例只填一项", "请填写抽取数量", "没有代码为9999的单位", "没有这个名称", "都必须写明理由"):
        assert words in page
    assert "请填写督导日期" in page
    assert 'value="食堂抽查"' in page
    assert not Draw.objects.exists()


def test_a_refusal_of_the_service_is_shown_on_the_form(cast: Cast, browser: Browser) -> None:
    rows = ({"kind": "schools", "quota": "1", "name": "同名"}, {"kind": "primary", "quota": "1", "name": "同名"})
    answer = browser("office").post(CREATE, typed(*rows, save="1"))
    assert (answer.status_code, "分组名称相同" in answer.content.decode()) == (422, True)


def test_the_pools_are_counted_while_typing(cast: Cast, browser: Browser) -> None:
    office = browser("office")
    answer = office.post(CREATE, typed({"kind": "", "quota": "2"}, pick="count"), headers=HTMX)
    page = answer.content.decode()
    assert page.lstrip().startswith('<div id="draw-counts">')
    assert answer.context["counts"] == [("全部学校和幼儿园", 3, 3, 2)]
    assert "名录库足够抽取" in page
    page = office.post(CREATE, typed({"kind": "", "quota": "9"}, pick="count"), headers=HTMX).content.decode()
    assert "还差6个" in page
    page = office.post(CREATE, typed({"quota": "x"}, purpose="", pick="count"), headers=HTMX).content.decode()
    assert "填写事由和日期后" in page
    whole = office.post(CREATE, typed({"kind": "", "quota": "2"}, pick="count")).content.decode()
    assert "名录库足够抽取" in whole
    assert 'value="食堂抽查"' in whole
    assert not Draw.objects.exists()


def test_more_rows_keep_what_was_typed(cast: Cast, browser: Browser) -> None:
    page = browser("office").post(CREATE, typed({"kind": "primary", "quota": "7"}, pick="rows")).content.decode()
    assert 'name="strata-3-quota"' in page
    assert 'value="7"' in page


def test_the_way_from_draft_to_confirmed_by_the_pages(cast: Cast, browser: Browser) -> None:
    task = walk.draft_task(cast)
    office, head = browser("office"), browser("office_head")
    row = {"kind": "schools", "quota": "1"}
    office.post(CREATE, typed(row, task=task.pk, first_on="", last_on="", save="1"))
    draw = Draw.objects.get()
    assert "尚未公布" in office.get(draw.get_absolute_url()).content.decode()
    assert "名录库足够抽取" in office.get(reverse("commit_draw", args=[draw.pk])).content.decode()
    office.post(reverse("commit_draw", args=[draw.pk]))
    seed = reverse("seed_draw", args=[draw.pk])
    assert "掷骰子20次以上" in office.get(seed).content.decode()
    given = {"kind": "dice", "source": "会议室", "at": "2020-01-01T00:00", "digits": walk.DIGITS, "again": walk.DIGITS}
    given |= {"first_name": "甲", "first_post": "纪检", "second_name": "乙", "second_post": "家长"}
    refused = office.post(seed, given)
    assert (refused.status_code, "产生于名录库公布之前" in refused.content.decode()) == (422, True)
    assert walk.DIGITS in refused.content.decode()
    services.seed_draw(Draw.objects.get(), by=cast.office, **walk.seed(at=timezone.now()))
    office.post(reverse("run_draw", args=[draw.pk]))
    confirm = reverse("confirm_draw", args=[draw.pk])
    assert office.get(confirm).status_code == 403
    assert "督导小组" in head.get(confirm).content.decode()
    head.post(confirm)
    assert Draw.objects.get().state == "confirmed"
    assert task.inspections.count() == 1
    assert task.inspections.get().unit.name in office.get(draw.get_absolute_url()).content.decode()


def test_the_record_is_an_official_document_under_the_draws_number(cast: Cast) -> None:
    draw = walk.confirmed(cast, included=[{"code": cast.kindergarten.code, "reason": "群众举报"}])
    document = OfficialDocument.objects.get(kind="draw_record")
    assert document.number == draw.number
    assert DocumentNumber.objects.get(text=draw.number).about == draw
    documents.build_all()
    document.refresh_from_db()
    assert document.pdf is not None
    text = str(document.content)
    for words in (draw.purpose, "见证人甲（纪检监察组）", "群众举报", draw.get_public_url(), draw.pool_sha256[:8]):
        assert words in text


def test_void_and_redraw_by_the_pages(cast: Cast, browser: Browser) -> None:
    draw = walk.committed(cast)
    head, office = browser("office_head"), browser("office")
    assert head.post(reverse("void_draw", args=[draw.pk]), {"reason": " "}).status_code == 422
    head.post(reverse("void_draw", args=[draw.pk]), {"reason": "名录库有误"})
    page = office.get(draw.get_absolute_url()).content.decode()
    assert "本次抽取已作废" in page
    answer = office.post(reverse("redraw", args=[draw.pk]), {"reason": "更正后重抽"})
    again = Draw.objects.get(redraw_of=draw)
    assert answer["Location"] == again.get_absolute_url()
    assert "更正后重抽" in office.get(again.get_absolute_url()).content.decode()
    page = office.get(draw.get_absolute_url()).content.decode()
    assert reverse("redraw", args=[draw.pk]) not in page


def test_the_list_with_its_filters(cast: Cast, browser: Browser) -> None:
    office = browser("office")
    assert "新建抽取" in office.get(LIST).content.decode()
    walk.drafted(cast, purpose="作业抽查")
    committed = walk.committed(cast, purpose="消防抽查")

    def found(**query: str) -> set[str]:
        return {draw.purpose for draw in office.get(LIST, query).context["page"]}

    assert found() == {"作业抽查", "消防抽查"}
    assert found(state="committed") == found(q=committed.number) == {"消防抽查"}
    assert found(state="nonsense") == {"作业抽查", "消防抽查"}
    assert office.get(LIST, headers=HTMX).content.decode().lstrip().startswith('<div id="list">')


def test_lists_cost_the_same_for_many(cast: Cast, browser: Browser, statements: Callable[[Client, str], int]) -> None:
    office = browser("office")
    walk.drafted(cast, task=walk.draft_task(cast))
    few = statements(office, LIST)
    for number in range(20):
        walk.drafted(cast, purpose=f"抽查{number}", task=walk.draft_task(cast, name=f"任务{number}"))
    assert statements(office, LIST) == few <= 12


def test_who_gets_in(cast: Cast, browser: Browser) -> None:
    draw = walk.drafted(cast)
    address = draw.get_absolute_url()
    assert browser("leader").get(address).status_code == 200
    for name in ("inspector", "school_head", "liaison", "expert", "auditor"):
        assert browser(name).get(address).status_code in {403, 404}
    assert browser("leader").get(CREATE).status_code == 403
    assert browser("auditor").get(LIST).status_code == 403
    assert list(browser("school_head").get(LIST).context["page"]) == []
    assert browser("leader").get(reverse("edit_draw", args=[draw.pk])).status_code == 403
    assert browser("office").get(reverse("edit_draw", args=[walk.committed(cast).pk])).status_code == 409


def test_it_waits_for_whoever_is_next(cast: Cast, browser: Browser) -> None:
    draw = walk.drawn(cast, purpose="等待确认的抽取")
    assert draw.purpose in browser("office_head").get("/desk/").content.decode()
    assert draw.purpose not in browser("office").get("/desk/").content.decode()
    assert tasks.make_task(cast).name in browser("office_head").get("/desk/").content.decode()


def test_the_task_leads_to_its_draw(cast: Cast, browser: Browser) -> None:
    task = walk.draft_task(cast)
    office = browser("office")
    link = f"{CREATE}?task={task.pk}"
    assert link in office.get(task.get_absolute_url()).content.decode()
    assert f'value="{task.pk}" selected' in office.get(link).content.decode()
    draw = walk.committed(cast, task=task)
    page = office.get(task.get_absolute_url()).content.decode()
    assert draw.get_absolute_url() in page
    assert link not in page


def test_the_form_offers_what_the_task_and_its_item_say(cast: Cast, browser: Browser) -> None:
    item = plans.item_of(plans.published(cast))
    item.kinds, item.ownership = ["primary", "junior"], Ownership.PRIVATE
    item.save()
    task = walk.draft_task(cast)
    InspectionTask.objects.filter(pk=task.pk).update(plan_item=item)
    sheet = browser("office").get(f"{CREATE}?task={task.pk}").context["sheet"]
    assert sheet.form.initial["purpose"] == task.name
    rows = [form.initial for form in sheet.strata if form.initial]
    assert [(row["kind"], row["private"]) for row in rows] == [("primary", "yes"), ("junior", "yes")]
    assert browser("office").get(f"{CREATE}?task=nonsense").status_code == 200
