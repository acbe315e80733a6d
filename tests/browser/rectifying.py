"""The second half of the journey: ordered, planned, reported, rechecked, struck off."""

from typing import Any

from django.utils.translation import gettext as _

from inspectors.models import Inspector
from rectification.models import Problem, RectificationOrder, RectificationPlan
from reports.models import OfficialDocument
from tests.browser.conftest import Person
from tests.browser.stage import SCHOOL, address, picture, the_inspection


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
