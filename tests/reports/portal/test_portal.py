"""The portal: readable by anybody, nothing unpublished on it."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import calendar
from inspectors.models import Inspector, PlaqueAssignment
from tests.people import Cast
from tests.walk import report as walk

PAGES = ["/", "/reports/", "/remedies/", "/schools/", "/check/", "/search/"]


@pytest.mark.parametrize("address", PAGES)
def test_empty_portal_is_polite(db: None, client: Any, address: str) -> None:
    """Every page answers when nothing has been published."""
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", PAGES)
def test_english_on_request(db: None, client: Any, address: str) -> None:
    """The language switch turns the frame of every page."""
    client.cookies["django_language"] = "en"
    assert 'lang="en"' in client.get(address).content.decode()


def test_published_report_can_be_found(cast: Cast, holidays: None, client: Any) -> None:
    """On the home page, in the list by word, year and kind, in the search, on the school's page."""
    report = walk.published(cast)
    year = calendar.today().year
    for address in (
        "/",
        "/reports/?q=示例中学",
        f"/reports/?year={year}",
        "/reports/?kind=junior",
        "/search/?q=示例中学",
        f"/schools/{cast.school.code}/",
    ):
        assert report.title in client.get(address).content.decode(), address
    assert report.title not in client.get("/reports/?kind=primary").content.decode()


def test_unpublished_stays_inside(cast: Cast, holidays: None, client: Any) -> None:
    """A report that is only filed, and its problems, are nowhere on the portal."""
    report = walk.filed(cast)
    assert client.get(report.get_public_url()).status_code == 404
    assert client.get(f"{report.get_public_url()}pdf/").status_code == 404
    for address in ("/", "/reports/", "/remedies/", f"/schools/{cast.school.code}/", "/search/?q=危险"):
        assert "危险化学品" not in client.get(address).content.decode(), address


def test_published_problem_is_followed(cast: Cast, holidays: None, client: Any) -> None:
    """A published problem stands among the remedies with its state and deadline."""
    problem = walk.problem_of(walk.published(cast))
    page = client.get("/remedies/?q=危险").content.decode()
    assert problem.text in page
    assert problem.get_state_display() in page


def test_school_shows_its_inspector(cast: Cast, client: Any) -> None:
    """Name, contact and matters of the responsible inspector; vacant when there is none."""
    address = f"/schools/{cast.school.code}/"
    assert "没有指派责任督学" in client.get(address).content.decode()
    inspector = Inspector.objects.get(user=cast.inspector)
    PlaqueAssignment.objects.create(unit=cast.school, inspector=inspector, began_on=calendar.today())
    assert inspector.name in client.get(address).content.decode()
    assert inspector.name in client.get("/schools/?q=示例中学").content.decode()


def test_departments_have_no_school_page(cast: Cast, client: Any) -> None:
    """Only schools and kindergartens have a public page."""
    assert client.get(f"/schools/{cast.education_bureau.code}/").status_code == 404


def test_statements_stay_few(cast: Cast, holidays: None, client: Any) -> None:
    """The report's page costs a handful of statements."""
    report = walk.published(cast)
    client.get(report.get_public_url())
    with CaptureQueriesContext(connection) as captured:
        client.get(report.get_public_url())
    assert len(captured) <= 5
