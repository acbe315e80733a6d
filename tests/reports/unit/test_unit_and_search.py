"""The unit's page and the one search."""

from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.people import Cast
from tests.walk import inspection as inspections
from tests.walk import regular
from tests.walk import report as walk


def test_unit_page_gathers_everything(cast: Cast, holidays: None, sign_in: Any) -> None:
    """Inspection, problem, document and report of the school on one page."""
    report = walk.published(cast)
    page = sign_in(cast.office).get(cast.school.get_absolute_url()).content.decode()
    for words in (report.title, walk.problem_of(report).number, report.inspection.task.name, "督导意见书"):
        assert words in page


def test_unit_page_of_another_school_is_closed(cast: Cast, sign_in: Any) -> None:
    """A school opens its own page, its township and governing department too, no other school's."""
    url = cast.school.get_absolute_url()
    for person, status in (
        (cast.school_head, 200),
        (cast.township, 200),
        (cast.liaison, 200),
        (cast.other_school_head, 404),
    ):
        assert sign_in(person).get(url).status_code == status


def test_unit_page_leads_nowhere_that_is_closed(cast: Cast, sign_in: Any) -> None:
    """The inspector's name is a link only for those who may open the inspector's page."""
    plaque = regular.hang(cast)
    url, href = cast.school.get_absolute_url(), f'href="{plaque.inspector.get_absolute_url()}"'
    for person, linked in ((cast.office, True), (cast.school_head, False), (cast.liaison, False)):
        page = sign_in(person).get(url).content.decode()
        assert plaque.inspector.name in page
        assert (href in page) is linked


def test_unit_page_statements(cast: Cast, holidays: None, sign_in: Any) -> None:
    """Few statements, however much there is."""
    walk.published(cast)
    client = sign_in(cast.office)
    client.get(cast.school.get_absolute_url())
    with CaptureQueriesContext(connection) as captured:
        client.get(cast.school.get_absolute_url())
    assert len(captured) <= 18


def test_search_finds_units_problems_documents(cast: Cast, holidays: None, sign_in: Any) -> None:
    """By name, by words, by number."""
    report = walk.published(cast)
    client = sign_in(cast.office)
    assert cast.school.name in client.get("/desk/search/?q=第一示例").content.decode()
    assert walk.problem_of(report).number in client.get("/desk/search/?q=危险化学品").content.decode()
    assert report.number in client.get("/desk/search/", {"q": report.number}).content.decode()
    assert "没有找到" in client.get("/desk/search/?q=查无此物").content.decode()
    assert client.get("/desk/search/").status_code == 200


def test_search_respects_visibility(cast: Cast, holidays: None, sign_in: Any) -> None:
    """Another school does not find the school's documents or problems."""
    inspections.opinion_issued(cast)
    page = sign_in(cast.other_school_head).get("/desk/search/?q=第一示例").content.decode()
    assert "督导意见书" not in page
    assert cast.school.get_absolute_url() not in page
