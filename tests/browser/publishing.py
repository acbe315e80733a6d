"""The end of the journey: the report is drafted, approved, published and read."""

from django.utils.translation import gettext as _

from reports.models import InspectionReport, OfficialDocument
from tests.browser.conftest import Person
from tests.browser.stage import SCHOOL, address, the_inspection


def publish(office: Person, head: Person) -> None:
    """The office drafts from the ledger, the head approves, it is numbered, built, filed, published."""
    page = office.open(address("draft_inspection_report", the_inspection().pk))
    page.locator("main form .btn-primary").click()
    page.wait_for_load_state()
    drafted = InspectionReport.objects.get()
    office.sees("食堂食品留样记录不全")
    office.check("report-draft")
    press_step(office, "send_to_review", drafted)
    press_step(head, "approve_report", drafted)
    press_step(office, "issue_inspection_report", drafted)
    document = OfficialDocument.objects.get(kind="inspection_report")
    office.open(document.get_absolute_url())
    office.page.locator("a:has-text('PDF')").first.wait_for()
    office.sees("SHA-256")
    office.check("report-document")
    press_step(office, "file_inspection_report", drafted)
    press_step(office, "publish_report", drafted)
    assert InspectionReport.objects.get().state == "published"
    assert the_inspection().state == "reported"


def press_step(somebody: Person, step: str, drafted: InspectionReport) -> None:
    """Take one step of the report on its page."""
    page = somebody.open(address(step, drafted.pk))
    page.locator("main form .btn-primary").click()
    page.wait_for_load_state()


def read(parent: Person) -> None:
    """A parent on a phone without JavaScript finds the school, its report and the state of the problem."""
    published = InspectionReport.objects.get()
    page = parent.open("/")
    parent.sees(published.title)
    page.fill("input[name=q]", "第一小学校")
    page.press("input[name=q]", "Enter")
    page.wait_for_load_state()
    parent.sees(SCHOOL, published.title)
    parent.open(address("public_unit", published.unit.code))
    parent.sees("食堂食品留样记录不全", _("Struck off"))
    parent.open(published.get_public_url())
    parent.sees(published.number, "食堂食品留样记录不全")


def look(visitor: Person) -> None:
    """The portal's pages on a desktop: home, report, school, remedies, the check of the report by its code."""
    published = InspectionReport.objects.get()
    document = OfficialDocument.objects.get(kind="inspection_report")
    pages = (
        ("/", "portal", published.title),
        (published.get_public_url(), "public-report", published.number),
        (address("public_unit", published.unit.code), "public-unit", SCHOOL),
        (address("public_remedies"), "public-remedies", "食堂食品留样记录不全"),
        (f"{address('check_document')}?code={document.check_code}", "check-document", published.number),
    )
    for url, picture_name, words in pages:
        visitor.open(url)
        visitor.sees(words)
        visitor.check(picture_name)
