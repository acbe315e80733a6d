"""The county's main job in one journey, each step by its own person in a browser of their own.

Inspect a school → order a problem put right → the school reports → another inspector rechecks → strike off → publish.
"""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from PIL import Image

from accounts.models import Organisation
from accounts.roles import Role
from accounts.services.policy import edit_policy
from core import calendar
from inspectors.models import Inspector
from rectification.models import Problem, RectificationOrder, RectificationPlan
from reports.models import InspectionReport, OfficialDocument
from supervision.models import Inspection, InspectionTask
from tests.browser.clock import Clock
from tests.browser.conftest import Person
from tests.people import act_for, make_user

SHEETS = Path(settings.BASE_DIR) / "demo"
SCHOOL, OTHER = "县第一小学校（示例）", "县第二小学校（示例）"
# Has a near relative at the other school, by the roster as it was imported.
RECUSED = "林云玉"


def picture(name: str) -> dict[str, Any]:
    """A photograph as a file chooser takes it."""
    data = io.BytesIO()
    Image.new("RGB", (640, 480), "steelblue").save(data, "JPEG")
    return {"name": name, "mimeType": "image/jpeg", "buffer": data.getvalue()}


@pytest.fixture
def office_people(transactional_db: None) -> None:
    """The office, before there is anything to work with; an authenticator app is asked of nobody here."""
    make_user("office", "示例科员", Role.OFFICE)
    head = make_user("head", "示例主任", Role.OFFICE_HEAD)
    edit_policy("mfa_required", by=head, value=False)
    year = calendar.today().year
    calendar.seed_holidays([year, year + 1])


def let_people_in() -> None:
    """Accounts for three inspectors without recusals and for the two schools, as the administrators would make them."""
    free = Inspector.objects.filter(is_trained=True, recusals=None, kind="full_time").order_by("-term_until")
    for number, inspector in enumerate(free[:3], 1):
        inspector.user = make_user(f"inspector{number}", inspector.name, Role.INSPECTOR)
        inspector.term_until = calendar.today().replace(year=calendar.today().year + 2, day=1)
        inspector.save(update_fields=["user", "term_until"])
    for username, name in (("school", SCHOOL), ("school2", OTHER)):
        act_for(make_user(username, "示例校长", Role.UNIT), Organisation.objects.get(name=name))


def address(name: str, *args: Any) -> str:
    """The address of a page."""
    return reverse(name, args=args)


def the_inspection() -> Inspection:
    """The school's inspection."""
    return Inspection.objects.get(unit__name=SCHOOL)


def test_main_job(person: Callable[..., Person], worker: Any, office_people: None, clock: Clock) -> None:
    """From four workbooks to a published report."""
    office = person("office")
    import_workbooks(office)
    let_people_in()
    create_task(office)
    approve(person("head"))
    issue_notice(office)
    school = person("school")
    receive_and_evaluate(school)
    clock.go_working_days(7)
    visit(person("inspector1", phone=True))
    office, school = person("office"), person("school")
    deliberate(office, person("inspector1"))
    give_opinion(office, school)
    order(office)
    plan(office, school)
    report(office, school)
    strike_off(office, person("inspector2", phone=True))
    publish(office, person("head"))
    read(person(phone=True, scripts=False))


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
    page = school.open(address("submit_self_evaluation", the_inspection().pk))
    page.fill("main textarea", "我校对照指标组织了自评，安全台账还不够细致。")
    page.set_input_files("main input[type=file]", picture("自评佐证.jpg"))
    school.check("self-evaluation")
    page.locator("main form .btn-primary").click()
    page.wait_for_load_state()
    assert the_inspection().state == "self_evaluated"


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
    canvas = page.locator("canvas.signature")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 60)
    page.mouse.down()
    for step in range(1, 12):
        page.mouse.move(box["x"] + 20 + step * 20, box["y"] + 60 + (20 if step % 2 else -20))
    page.mouse.up()
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
    page = leader.open(address("deliberate", inspection.pk))
    for box in page.locator("[name=agreeing]").all():
        box.check()
    page.fill("[name=summary]", "学校管理总体规范，食堂留样不规范。")
    leader.check("deliberate")
    page.locator("main form .btn-primary").click()
    page.wait_for_load_state()
    assert the_inspection().state == "deliberated"
    office.open(address("file_visit", inspection.visits.get().pk))
    office.page.locator("main form .btn-primary").click()
    office.page.wait_for_load_state()


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


def order(office: Person) -> None:
    """The rectification order is issued, with a copy to the governing department."""
    drafted = RectificationOrder.objects.get()
    page = office.open(address("issue_order", drafted.pk))
    office.check("issue-order")
    page.locator("main form .btn-primary").click()
    page.wait_for_load_state()
    document = OfficialDocument.objects.get(kind="rectification_order")
    assert [unit.name for unit in document.copies.all()] == ["县教育和体育局"]
    office.open(drafted.get_absolute_url())
    office.check("order")


def plan(office: Person, school: Person) -> None:
    """The school's plan is returned with a reason; the next round starts from its words and is accepted."""
    write_plan(school, "加强管理。")
    returned = RectificationPlan.objects.get(round=1)
    page = office.open(address("return_plan", returned.pk))
    page.locator("main textarea").first.fill("措施过于笼统，请写明责任人和完成的标准。")
    page.locator("main form :is(.btn-primary, .btn-danger)").click()
    page.wait_for_load_state()
    school.open(address("my_turn"))
    school.sees(_("Submit the rectification plan"))
    school.check("my-turn-school")
    write_plan(school, "修订留样制度，每餐双人签字，校长每周检查。", sees="措施过于笼统")
    page = office.open(address("accept_plan", RectificationPlan.objects.get(round=2).pk))
    page.locator("main form .btn-primary").click()
    page.wait_for_load_state()
    assert Problem.objects.get().state == "planned"
    assert RectificationPlan.objects.get(round=1).items.get().measures == "加强管理。"


def write_plan(school: Person, measures: str, sees: str = "") -> None:
    """Fill in the open round and submit it."""
    draft = RectificationPlan.objects.get(state="draft")
    page = school.open(address("submit_plan", draft.pk))
    if sees:
        school.sees(sees)
    page.fill("[name=arrangement]", "由校长任组长，每周检查一次。")
    page.fill("[name^=measures-]", measures)
    page.fill("[name^=responsible-]", "示例副校长")
    page.fill("[name^=finish_on-]", Problem.objects.get().deadline_on.isoformat())
    school.check("plan")
    page.locator("button[name=submit]").click()
    page.wait_for_load_state()


def report(office: Person, school: Person) -> None:
    """A first report is returned with its reason; the second, with evidence, leads to a recheck by another."""
    problem = Problem.objects.get()
    write_report(school, "已修订制度。", [])
    first = problem.reports.get()
    page = office.open(address("return_report", first.pk))
    page.fill("main textarea", "没有现场整改后的照片，请补充。")
    page.locator("main form :is(.btn-primary, .btn-danger)").click()
    page.wait_for_load_state()
    school.open(problem.get_absolute_url())
    school.sees("没有现场整改后的照片")
    school.check("problem-returned")
    write_report(school, "已修订制度并执行两周，附照片。", [picture("整改前.jpg"), picture("整改后.jpg")])
    page = office.open(address("assign_recheck", problem.pk))
    office.check("assign-recheck")
    finder = Inspector.objects.get(user__username="inspector1")
    assert page.locator(f"input[name=inspector][value='{finder.pk}']:not([disabled])").count() == 0
    another = Inspector.objects.get(user__username="inspector2")
    page.locator(f"input[name=inspector][value='{another.pk}']").check()
    page.locator("main form .btn-primary").click()
    page.wait_for_load_state()
    assert Problem.objects.get().state == "rechecking"


def write_report(school: Person, text: str, evidence: list[dict[str, Any]]) -> None:
    """Write and submit a round of the report."""
    page = school.open(address("write_report", Problem.objects.get().pk))
    page.fill("main textarea", text)
    if evidence:
        page.set_input_files("main input[type=file]", evidence)
    school.check("write-report")
    page.locator("main button[name=submit]").click()
    page.wait_for_load_state()
    assert Problem.objects.get().state == "reported"


def strike_off(office: Person, rechecker: Person) -> None:
    """Another inspector looks on site, on the phone: not passed once, then passed and struck off."""
    problem = Problem.objects.get()
    rechecker.open(address("my_visits"))
    rechecker.sees(SCHOOL)
    page = rechecker.open(address("record_recheck", problem.pk))
    rechecker.check("record-recheck")
    page.fill("textarea[name=note]", "到校查看，近两周留样登记完整，双人签字。")
    page.locator("input[name=result][value=passed]").check()
    page.locator("input[type=file]").first.set_input_files(picture("复查.jpg"))
    page.locator("form .btn-primary").last.click()
    page.wait_for_load_state()
    assert Problem.objects.get().state == "struck_off"
    assert the_inspection().state == "verified"
    office.open(problem.get_absolute_url())
    office.sees(_("Struck off"))
    office.check("problem-struck-off")


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
