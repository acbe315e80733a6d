"""tasks and task: the list and one task."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from supervision.models import Mode
from supervision.task import services
from tests.people import Cast, let_into
from tests.supervision.task.test_create_task import recuse
from tests.walk import inspection as walk

Browser = Callable[[str], Client]
LIST = "/desk/supervision/tasks/"


def test_filters_in_the_address(cast: Cast, browser: Browser) -> None:
    walk.make_task(cast, name="食堂督导")
    walk.approved(cast, announced=True, name="综合督导")
    office = browser("office")

    def names(**query: str) -> set[str]:
        return {task.name for task, _units in office.get(LIST, query).context["rows"]}

    assert names() == {"食堂督导", "综合督导"}
    assert names(mode=Mode.SPECIAL) == {"食堂督导"}
    assert names(state="approved") == {"综合督导"}
    assert names(q="食堂") == {"食堂督导", "综合督导"}  # a matter of both
    assert names(q="综合督") == {"综合督导"}
    assert names(state="nonsense") == {"食堂督导", "综合督导"}
    page = office.get(LIST, {"q": "没有"})
    assert "没有符合条件" in page.content.decode()


def test_the_count_of_units_leaves_out_the_cancelled(cast: Cast, browser: Browser) -> None:
    visit = walk.visited(cast)
    services.cancel_task(visit.inspection.task, by=cast.office_head, reason="暴雨")
    assert browser("office").get(LIST).context["rows"][0][1] == 1


def test_htmx_gets_the_list_only(cast: Cast, browser: Browser) -> None:
    walk.make_task(cast)
    page = browser("office").get(LIST, headers={"HX-Request": "true"})
    assert page.content.decode().lstrip().startswith('<div id="list">')


def test_who_sees_what(cast: Cast, browser: Browser) -> None:
    task = walk.make_task(cast)
    address = task.get_absolute_url()
    for name in ("office", "office_head", "leader", "inspector", "zone_leader"):
        client = browser(name)
        assert client.get(address).status_code == 200, name
        assert len(client.get(LIST).context["rows"]) == 1, name
    for name in ("school_head", "liaison", "township", "expert"):
        client = browser(name)
        assert client.get(address).status_code == 404, name
        assert client.get(LIST).context["rows"] == [], name
    for name in ("sysadmin", "auditor"):
        client = browser(name)
        assert client.get(address).status_code == 404, name
        assert client.get(LIST).status_code == 403, name
    let_into(cast.expert, task)
    assert browser("expert").get(address).status_code == 200


def test_statements_do_not_grow(cast: Cast, browser: Browser, statements: Callable[[Client, str], int]) -> None:
    walk.make_task(cast)
    office = browser("office")
    one = statements(office, LIST)
    for number in range(49):
        walk.make_task(cast, name=f"督导{number}")
    assert statements(office, LIST) == one <= 12


def test_pages_by_key(cast: Cast, browser: Browser) -> None:
    for number in range(52):
        walk.make_task(cast, name=f"督导{number}", members=walk.team(cast)[:1])
    office = browser("office")
    first = office.get(LIST)
    assert len(first.context["rows"]) == 50
    second = office.get(first.context["page"].next_url)
    assert len(second.context["rows"]) == 2


def test_one_task(cast: Cast, browser: Browser) -> None:
    task = walk.make_task(cast, members=walk.team(cast)[:2])
    recuse(cast)
    page = browser("office").get(task.get_absolute_url())
    text = page.content.decode()
    assert "督学乙 – 第一示例中学" in text
    assert "2025年调离" in text
    assert "至少需要3名" in text
    assert reverse("edit_task", args=[task.pk]) in text
    assert "督导办主任" in page.context["waits_for"]
    head = browser("office_head").get(task.get_absolute_url()).content.decode()
    assert reverse("approve_task", args=[task.pk]) in head
    assert reverse("cancel_task", args=[task.pk]) in head


def test_an_approved_task_offers_its_notices(cast: Cast, browser: Browser) -> None:
    task = walk.approved(cast)
    office = browser("office").get(task.get_absolute_url()).content.decode()
    assert reverse("issue_notice", args=[walk.inspection_of(task, cast.school).pk]) in office
    assert reverse("edit_task", args=[task.pk]) not in office
    head = browser("office_head").get(task.get_absolute_url()).content.decode()
    assert reverse("postpone_task", args=[task.pk]) in head


def test_statements_of_one_task_do_not_grow(
    cast: Cast, browser: Browser, statements: Callable[[Client, str], int]
) -> None:
    few = walk.make_task(cast, units=[cast.school])
    many = walk.make_task(cast, name="多", units=[cast.school, cast.other_school, cast.kindergarten, cast.town])
    office = browser("office")
    assert statements(office, few.get_absolute_url()) == statements(office, many.get_absolute_url())
