"""What every page has in common: no stray English on a Chinese page, and lists that ask no more for more rows."""

import html
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.house import access
from tests.house.conftest import County
from tests.house.rows import draw_of, more_rows, task_of
from tests.people import Cast

SignIn = Callable[[Any], Client]
pytestmark = pytest.mark.django_db  # inside the county's own transaction: each test is undone
TABLE = access.read()
# Words that stand in Latin letters in Chinese too.
LATIN = {
    "api",
    "caps",
    "docx",
    "esc",
    "excel",
    "gbt",
    "html",
    "jpg",
    "json",
    "mb",
    "mp4",
    "openapi",
    "pdf",
    "png",
    "qr",
    "rest",
    "sha",
    "totp",
    "webp",
    "word",
    "wps",
    "xlsx",
    "english",
}
# Pages that are not the house's own text: the API and its page, files, and allauth's pages for keys we do not offer.
OTHERS = ("api_", "mfa_list_webauthn", "mfa_add_webauthn", "export_", "import_template", "public_document", "open_file")


def readers(name: str) -> list[str]:
    """Who gets a page from the address; one person of each kind of answer is enough."""
    return [person for person, answer in TABLE[name].items() if answer.startswith("200")]


PAGES = [name for name in TABLE if readers(name) and not name.startswith(OTHERS)]


def words_of(page: str) -> str:
    """The text that a person reads or hears: without tags, scripts and styles, with titles and labels."""
    page = re.sub(r"<(script|style|template)\b.*?</\1>", " ", page, flags=re.DOTALL)
    page = re.sub(r"<[^>]*\blang=\"en\"[^>]*>.*?</[a-z]+>", " ", page, flags=re.DOTALL)
    spoken = re.findall(r'\b(?:title|aria-label|placeholder|alt|data-[a-z-]*text|data-word-[a-z]+)="([^"]*)"', page)
    text = re.sub(r"<[^>]+>", " ", page)
    return html.unescape(" ".join([text, *spoken]))


def stray_english(text: str) -> set[str]:
    """Latin words of three letters or more that are neither on the list nor a name, address, key or number."""
    text = re.sub(r"[\w.+-]+@[\w.-]+|https?://\S+|/[\w/.-]+|[\w-]+\.(?:xlsx|pdf|docx|png|jpg)|WebP", " ", text)
    text = re.sub(r"\b[0-9a-fA-F-]{8,}\b|\b[A-Z0-9]*\d[A-Z0-9-]*\b", " ", text)
    return {word for word in re.findall(r"[A-Za-z][a-z]{2,}", text) if word.lower() not in LATIN}


def page_of(county: County, sign_in: SignIn, name: str, person: str, language: str) -> str:
    """The page as a person sees it in a language."""
    client = Client() if person == "anonymous" else sign_in(getattr(county.cast, person))
    client.cookies["django_language"] = language
    with transaction.atomic():
        response = client.get(county.url(name))
        transaction.set_rollback(True)
    content = b"".join(response)  # a file is closed when it has been read
    return content.decode() if response["Content-Type"].startswith("text/html") else ""


# Names by which people sign in are data, not words of a page.
NAMES = {"office", "head", "leader", "liaison", "zone", "inspector", "school", "kindergarten", "township", "expert"} | {
    "sysadmin",
    "security",
    "audit",
    "colleague",
    "closed",
}


@pytest.mark.parametrize("name", PAGES)
def test_no_stray_english_on_a_chinese_page(county: County, sign_in: SignIn, name: str) -> None:
    for person in {readers(name)[0], readers(name)[-1]}:
        page = page_of(county, sign_in, name, person, "zh-hans")
        assert stray_english(words_of(page)) - NAMES == set(), person


def test_the_check_sees_what_it_should() -> None:
    page = '<p title="Close">请用 <b>Excel</b> 打开 <a href="/desk/">C1.pdf</a> Untranslated 010-ABC12</p>'
    assert stray_english(words_of(page)) == {"Close", "Untranslated"}


# Lists: the address, the model that fills it, and who looks.
LISTS = {
    "annual_plans": "supervision.Plan",
    "inspection_calendar": "accounts.Organisation",
    "coverage": "accounts.Organisation",
    "burden": "accounts.Organisation",
    "collisions": "supervision.Inspection",
    "internal_inspections": "supervision.InternalInspection",
    "tasks": "supervision.InspectionTask",
    "inspections": "supervision.Inspection",
    "surveys": "supervision.Survey",
    "regular_visits": "supervision.RegularVisit",
    "follow_ups": "supervision.FollowUp",
    "urgent_reports": "supervision.UrgentReport",
    "regular_coverage": "inspectors.PlaqueAssignment",
    "my_month": "accounts.Organisation",
    "problems": "rectification.Problem",
    "orders": "rectification.RectificationOrder",
    "urgings": "rectification.UrgingNotice",
    "inspection_reports": "reports.InspectionReport",
    "documents": "reports.OfficialDocument",
    "units": "accounts.Organisation",
    "inspectors": "inspectors.Inspector",
    "zones": "accounts.Zone",
    "staffing": "accounts.Organisation",
    "staffing_rows": "accounts.Organisation",
    "plaques": "inspectors.PlaqueAssignment",
    "plaque_loads": "inspectors.Inspector",
    "propose_rotation": "inspectors.Inspector",
    "frameworks": "supervision.Framework",
    "results": "supervision.InspectionResult",
    "draws": "supervision.Draw",
    "public_draws": "supervision.Draw",
    "conduct_reports": "inspectors.ConductReport",
    "my_conduct_reports": "inspectors.ConductReport",
    "conduct_measures": "inspectors.ConductMeasure",
    "inspector_commendations": "inspectors.InspectorCommendation",
    "recusal_requests": "inspectors.RecusalRequest",
    "appointments": "inspectors.Appointment",
    "terms_ending": "inspectors.Inspector",
    "public_appointments": "inspectors.Appointment",
    "experts": "inspectors.Expert",
    "expert_exchange": "inspectors.PartnerCounty",
    "training_hours": "inspectors.Inspector",
    "workload": "inspectors.Inspector",
    "allowances": "inspectors.AllowanceStatement",
    "allowance_rates": "inspectors.AllowanceRate",
    "budgets": "inspectors.BudgetLine",
    "training_records": "inspectors.TrainingRecord",
    "training_reports": "inspectors.TrainingReport",
    "appraisals": "inspectors.Appraisal",
    "training_courses": "inspectors.TrainingCourse",
    "consultations": "supervision.Consultation",
    "committee": "supervision.CommitteePost",
    "imports": "core.ImportRun",
    "users": "accounts.User",
    "audit_log": "core.AuditEvent",
    "inbox": "core.Notification",
    "my_turn": "rectification.Problem",
    "my_visits": "supervision.Inspection",
    "public_reports": "reports.InspectionReport",
    "public_remedies": "rectification.Problem",
    "public_units": "accounts.Organisation",
    "holidays": "core.CalendarDay",
}
MOST_STATEMENTS = 14


@pytest.mark.parametrize("name", LISTS)
def test_a_list_asks_no_more_for_fifty_rows_than_for_few(county: County, sign_in: SignIn, name: str) -> None:
    person = readers(name)[0]
    client = Client() if person == "anonymous" else sign_in(getattr(county.cast, person))

    def statements() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(name)).status_code == 200
        return len(queries)

    with transaction.atomic():
        statements()
        few = statements()
        more_rows(LISTS[name], county.cast, 50)
        many = statements()
        transaction.set_rollback(True)
    assert many <= few, f"{few} statements before, {many} with 50 rows more"
    assert few <= MOST_STATEMENTS


# Pages of one record: the address, and what makes a record with so many parts.
RECORDS: dict[str, Callable[[Cast, int], Any]] = {"task": task_of, "draw": draw_of}


@pytest.mark.parametrize("name", RECORDS)
def test_a_record_asks_no_more_for_fifty_parts_than_for_two(county: County, sign_in: SignIn, name: str) -> None:
    client = sign_in(county.cast.office)

    def statements(parts: int) -> int:
        with transaction.atomic():
            address = reverse(name, kwargs={"pk": RECORDS[name](county.cast, parts).pk})
            assert client.get(address).status_code == 200
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            transaction.set_rollback(True)
        return len(queries)

    few, many = statements(2), statements(50)
    assert many <= few, f"{few} statements with 2 parts, {many} with 50"
