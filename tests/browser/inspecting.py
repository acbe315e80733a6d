"""The first half of the journey: from the workbooks to the opinion letter."""

from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Organisation
from core import calendar
from inspectors.models import Inspector
from rectification.models import Problem
from reports.models import OfficialDocument
from supervision.models import Inspection, InspectionTask
from supervision.opinion import services
from tests.browser.conftest import Person
from tests.browser.stage import OTHER, RECUSED, SCHOOL, SHEETS, address, picture, the_inspection


def import_workbooks(office: Person) -> None:
    """Upload, look at the preview, confirm; the roster's five bad rows are refused with their reasons."""
    workbooks = (
        ("departments-and-townships", "departments-and-townships.xlsx"),
        ("units", "units.xlsx"),
        ("committee", "committee.xlsx"),
        ("inspectors", "inspectors.xlsx"),
        ("frameworks", "indicators-compulsory.xlsx"),
    )
    for token, name in workbooks:
        page = office.open(address("import_workbook", token))
        page.set_input_files("main input[type=file]", SHEETS / name)
        office.press(_("Upload and check"))
        office.check(f"import-{token}")
        if token == "inspectors":
            office.sees("大专", "兼职")
        page.locator("main form[action$='/confirm/'] button").click()
        page.wait_for_load_state()
    office.open(address("frameworks"))
    office.page.locator("main table a, main li a").first.click()
    office.press(_("Put the version in force"))
    office.page.locator("main form .btn-primary").click()
    office.page.wait_for_load_state()
    assert Organisation.objects.count() == 92


def create_task(office: Person) -> None:
    """A comprehensive inspection of two schools; a recused inspector is refused with the reason."""
    page = office.open(address("create_task"))
    page.fill("[name=name]", "2026年秋季学期综合督导")
    page.select_option("[name=mode]", "comprehensive")
    page.select_option("[name=framework_version]", index=1)
    page.fill("[name=matters]", "规范办学行为\n校园安全\n食堂管理")
    start = calendar.deadline(calendar.today(), 6, calendar.DayUnit.WORKING).on
    page.fill("[name=starts_on]", start.isoformat())
    page.fill("[name=ends_on]", (start + calendar.ONE_DAY * 10).isoformat())
    page.fill("[name=self_evaluation_due_on]", start.isoformat())
    for name in (SCHOOL, OTHER):
        choose(office, "unit", name)
    team = list(Inspector.objects.exclude(user=None).order_by("user__username"))
    for name in (RECUSED, team[1].name, team[2].name):
        choose(office, "member", name)
    page.locator(f"tr:has-text('{team[1].name}') input[name=leader]").check()
    office.press(_("Create the draft"))
    office.sees(RECUSED, OTHER, "回避")
    office.check("create-task-refused")
    page.locator(f"tr:has-text('{RECUSED}') input[name=members]").first.uncheck()
    choose(office, "member", team[0].name)
    page.locator(f"tr:has-text('{team[0].name}') input[name=leader]").check()
    office.press(_("Create the draft"))
    task = InspectionTask.objects.get()
    assert task.members.first().inspector == team[0]
    office.sees("2026年秋季学期综合督导", SCHOOL, OTHER)
    office.check("task")


def choose(office: Person, what: str, name: str) -> None:
    """Search by name inside the task's form and tick the one found."""
    page = office.page
    page.fill(f"[name={what}_q]", name)
    box = page.locator(f"tr:has-text('{name}') input[name={what}s]").first
    box.wait_for()
    page.wait_for_timeout(700)
    box = page.locator(f"tr:has-text('{name}') input[name={what}s]").first
    if not box.is_checked():
        box.check()
    page.wait_for_timeout(700)


def approve(head: Person) -> None:
    """The head finds the task in "my turn" and approves it."""
    head.sees("2026年秋季学期综合督导")
    head.check("my-turn-head")
    head.press(_("Approve the task"))
    head.press(_("Approve the task"))
    assert InspectionTask.objects.get().state == "approved"


def issue_notice(office: Person) -> None:
    """The office issues the notice: numbered, with a PDF that the worker builds."""
    office.open(address("issue_notice", the_inspection().pk))
    office.check("issue-notice")
    office.press(_("Issue the notice"))
    document = OfficialDocument.objects.get(kind="inspection_notice")
    office.open(document.get_absolute_url())
    office.page.locator("a:has-text('PDF')").first.wait_for()
    office.sees(document.number)
    office.check("notice")


def receive_and_evaluate(school: Person) -> None:
    """The school finds the notice in its inbox, confirms the receipt, evaluates itself with evidence."""
    school.open(address("inbox"))
    school.sees(_("New official document: %(title)s") % {"title": ""})
    school.check("inbox")
    document = OfficialDocument.objects.get(kind="inspection_notice")
    school.open(document.get_absolute_url())
    school.press(_("Confirm receipt"))
    assert document.receipts.count() == 1
    evaluate(school)
    page = school.open(address("submit_self_evaluation", the_inspection().pk))
    page.fill("main textarea", "我校对照指标组织了自评，安全台账还不够细致。")
    page.set_input_files("main input[type=file]", picture("自评总表.jpg"))
    school.check("self-evaluation")
    page.locator("main form .btn-primary").click()
    page.wait_for_load_state()
    assert the_inspection().state == "self_evaluated"


def evaluate(school: Person) -> None:
    """Indicator by indicator: each is saved as it is written, with a picture at the first."""
    page = school.open(address("self_evaluation", the_inspection().pk))
    items = page.locator(".items > li").all()
    for item in items:
        item.locator("summary").first.click()
        item.locator("textarea").fill("已对照标准落实，台账齐全。")
    items[0].locator("input[type=file]").set_input_files(picture("自评佐证.jpg"))
    items[0].locator("summary").first.focus()
    count = f"{len(items)}／{len(items)}"
    page.locator(f".save-line:has-text('{count}')").wait_for()
    items[0].locator("a:has-text('自评佐证.jpg')").wait_for()
    school.check("self-evaluation-items")


def visit(inspector: Person) -> None:
    """On the phone: open the visit, rate, write a finding with a photograph, sign, submit."""
    inspector.open(address("my_visits"))
    inspector.sees(SCHOOL)
    inspector.check("my-visits")
    page = inspector.open(address("begin_visit", the_inspection().pk))
    page.locator("main .btn-primary, form .btn-primary").first.click()
    page.wait_for_url("**/visit/*/")
    inspector.check("visit")
    rate(page)
    raise_problem(page)
    inspector.check("visit-rated")
    sign(page)
    inspector.check("visit-submitted")
    assert the_inspection().visits.get().state == "submitted"


def rate(page: Any) -> None:
    """Open the first matters and rate them by their methods."""
    for details in page.locator("details:has(form.rate-form)").all()[:4]:
        details.locator("summary").first.click()
        form = details.locator("form.rate-form")
        radios = form.locator("input[type=radio]")
        if radios.count():
            form.locator("label:has(input[type=radio]), input[type=radio] + label").first.click()
        else:
            form.locator("input[type=number]").fill("3")
            form.locator("input[type=number]").blur()
        page.wait_for_timeout(500)


def raise_problem(page: Any) -> None:
    """A problem with a photograph under the first matter."""
    details = page.locator("details:has(form.rate-form)").first
    adding = details.locator("details:has(form[action$='/findings/add/'])")
    adding.locator("summary").first.click()
    form = adding.locator("form[action$='/findings/add/']")
    form.locator("textarea[name=text]").fill("食堂食品留样记录不全，部分餐次无签字")
    form.locator("textarea[name=requirement]").fill("完善留样登记制度，每餐双人签字")
    form.locator("input[type=file]").last.set_input_files(picture("现场.jpg"))
    form.locator("button:has-text('{}')".format(_("Save the problem"))).click()
    page.wait_for_timeout(1500)


def sign(page: Any) -> None:
    """Write a note, draw a signature with the finger, submit."""
    visit = the_inspection().visits.get()
    page.goto(page.url.split("/visit/")[0] + address("submit_visit", visit.pk))
    page.fill("textarea[name=note]", "学校配合督导，材料较齐全。")
    page.wait_for_load_state("networkidle")
    canvas = page.locator("canvas.signature")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 60)
    page.mouse.down()
    for step in range(1, 12):
        page.mouse.move(box["x"] + 20 + step * 20, box["y"] + 60 + (20 if step % 2 else -20))
    page.mouse.up()
    field = page.locator("[name=signature]")
    for _moment in range(50):
        if field.evaluate("field => field.files.length") == 1:
            break
        page.wait_for_timeout(100)
    page.locator("form .btn-primary").last.click()
    page.wait_for_url(lambda url: not url.endswith("/submit/"))


def deliberate(office: Person, leader: Person) -> None:
    """People were heard; the team's leader records what it agreed on; the office files the record."""
    inspection = the_inspection()
    page = leader.open(address("record_public_opinion", inspection.pk))
    page.fill("[name=method]", "座谈会")
    page.fill("[name=picked_how]", "在花名册中按序号随机抽取")
    for group in ("pupils", "parents", "teachers"):
        page.fill(f"[name={group}]", "10")
    page.fill("[name=summary]", "希望改善食堂菜品。")
    leader.check("public-opinion")
    page.locator("main form .btn-primary").click()
    page.wait_for_load_state()
    page = leader.open(address("propose_opinion", inspection.pk))
    page.fill("[name=text]", "学校管理总体规范，食堂留样不规范。")
    leader.check("propose-opinion")
    page.locator("main form .btn-primary").click()
    page.wait_for_load_state()
    vote_all(inspection)
    page = leader.open(address("deliberate", inspection.pk))
    leader.check("deliberate")
    page.locator("main form .btn-primary").click()
    page.wait_for_load_state()
    assert the_inspection().state == "deliberated"
    office.open(address("file_visit", inspection.visits.get().pk))
    office.page.locator("main form .btn-primary").click()
    office.page.wait_for_load_state()


def vote_all(inspection: Inspection) -> None:
    """Each member of the team agrees; their phones are tested elsewhere."""
    proposal = inspection.proposals.get(state="voting")
    for member in inspection.team.members.select_related("inspector__user"):
        services.cast_vote(proposal, by=member.inspector.user, choice="agrees")


def give_opinion(office: Person, school: Person) -> None:
    """Opinion drafted from the findings, fed back, defence waived, letter issued: the problem stands on the ledger."""
    inspection = the_inspection()
    page = office.open(address("draft_opinion", inspection.pk))
    office.sees("食堂食品留样记录不全")
    office.check("draft-opinion")
    page.fill("[name=evaluation]", "学校办学方向端正，管理总体规范。")
    page.fill("[name=facts]", "经查阅资料和现场考察认定。")
    page.fill("[name=advice]", "健全安全管理长效机制。")
    page.locator("main form .btn-primary").last.click()
    page.wait_for_load_state()
    page = office.open(address("feed_back", inspection.pk))
    page.locator("main form .btn-primary").click()
    page.wait_for_load_state()
    page = school.open(address("waive_defence", inspection.pk))
    school.check("waive-defence")
    page.locator("main form :is(.btn-primary, .btn-danger)").click()
    page.wait_for_load_state()
    page = office.open(address("issue_opinion", inspection.pk))
    page.locator("main form .btn-primary").click()
    page.wait_for_load_state()
    assert the_inspection().state == "opinion_issued"
    page = office.open(Problem.objects.get().get_absolute_url())
    office.sees("食堂食品留样记录不全")
    page.locator("details.deadline summary").first.click()
    office.sees("个工作日，自")
    office.check("problem-registered")
