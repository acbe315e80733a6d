"""inspections and inspection: the list, and the procedure on one screen for each who may see it."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import reverse

from core import calendar
from core.transitions import apply_transition
from supervision.inspection import services as inspection_services
from supervision.models import Inspection, Mode
from supervision.opinion import services as opinion_services
from supervision.procedure import services as procedure_services
from supervision.procedure.services.gate import notice_gate, public_opinion_gate
from supervision.procedure.services.table import STEPS
from tests.people import Cast, act_for, let_into
from tests.walk import clock
from tests.walk import inspection as walk

Browser = Callable[[str], Client]
LIST = "/desk/supervision/inspections/"


def listed(client: Client, **query: Any) -> set[str]:
    """The units on the list."""
    return {str(row.unit) for row in client.get(LIST, query).context["page"]}


def test_filters_in_the_address(cast: Cast, browser: Browser) -> None:
    inspection = walk.notified(cast)
    office = browser("office")
    assert listed(office) == {"第一示例中学", "第二示例小学"}
    assert listed(office, state="notified") == {"第一示例中学"}
    assert listed(office, q="第二") == {"第二示例小学"}
    assert listed(office, mode=Mode.COMPREHENSIVE) == set()
    assert listed(office, zone=cast.zone.pk) == {"第一示例中学", "第二示例小学"}
    assert listed(office, unit=cast.school.pk) == {"第一示例中学"}
    assert listed(office, task=inspection.task_id, state="planned") == {"第二示例小学"}
    assert listed(office, zone="no zone") == {"第一示例中学", "第二示例小学"}


def test_who_sees_what(cast: Cast, browser: Browser) -> None:
    inspection = walk.notified(cast)
    address = inspection.get_absolute_url()
    for name in ("office", "office_head", "leader", "inspector", "zone_leader", "school_head"):
        assert browser(name).get(address).status_code == 200, name
    for name in ("other_school_head", "liaison", "township", "expert", "sysadmin", "security"):
        assert browser(name).get(address).status_code == 404, name
    assert listed(browser("school_head")) == {"第一示例中学"}
    assert listed(browser("other_school_head")) == set()
    let_into(cast.expert, inspection.task)
    assert browser("expert").get(address).status_code == 200


def test_the_governing_department_sees_it_once_decided(cast: Cast, browser: Browser) -> None:
    inspection = walk.fed_back(cast)
    address = inspection.get_absolute_url()
    assert browser("liaison").get(address).status_code == 404
    opinion_services.waive_defence(inspection, by=cast.school_head)
    opinion_services.issue_opinion(inspection, by=cast.office)
    text = browser("liaison").get(address).content.decode()
    assert walk.FINDING in text


def test_statements_do_not_grow(cast: Cast, browser: Browser, statements: Callable[[Client, str], int]) -> None:
    walk.make_task(cast, units=[cast.school])
    for name in ("office", "zone_leader", "inspector"):
        client = browser(name)
        client.get(LIST)
    counts = {name: statements(browser(name), LIST) for name in ("office", "inspector")}
    for number in range(49):
        walk.make_task(cast, name=f"督导{number}", units=[cast.school])
    for name, count in counts.items():
        assert statements(browser(name), LIST) == count <= 12


def test_htmx_gets_the_list_only(cast: Cast, browser: Browser) -> None:
    page = browser("office").get(LIST, headers={"HX-Request": "true"})
    assert page.content.decode().lstrip().startswith('<div id="list">')
    assert "没有符合条件" in page.content.decode()


def open_gates(inspection: Inspection) -> set[str]:
    """The steps with a gate that is not met."""
    return {
        key for key, gates in procedure_services.gates_of(inspection).items() if not all(gate.met for gate in gates)
    }


def test_every_gate_is_met_in_the_end(cast: Cast) -> None:
    inspection = walk.opinion_issued(cast, ()).inspection
    assert open_gates(inspection) == {"report"}


def test_gates_at_the_beginning(cast: Cast) -> None:
    inspection = walk.inspection_of(walk.make_task(cast, announced=True), cast.school)
    assert open_gates(inspection) == {step.key for step in STEPS} - {"form_team"}
    assert "尚未批准" in notice_gate(inspection).detail


def test_a_kindergarten_hears_no_pupils_and_a_township_nobody_in_particular(cast: Cast) -> None:
    task = walk.approved(cast, units=[cast.kindergarten, cast.town])
    for unit, missing in ((cast.kindergarten, "家长、教师"), (cast.town, "")):
        inspection = inspection_services.issue_notice(walk.inspection_of(task, unit), by=cast.office)
        inspection_services.record_public_opinion(
            inspection,
            by=cast.office,
            held_on=calendar.today(),
            method="访谈",
            picked_how="随机",
            pupils=1,
            parents=0,
            teachers=0,
            summary="很好",
        )
        gate = public_opinion_gate(inspection)
        assert gate.met is (missing == "")
        assert missing in gate.detail


def test_what_the_unit_sees(cast: Cast, browser: Browser) -> None:
    """The notice and its own words at first; the opinion once it is fed back; the team's own records never."""
    inspection = walk.opinion_drafted(cast).inspection
    school = browser("school_head")
    page = school.get(inspection.get_absolute_url())
    text = page.content.decode()
    assert walk.FINDING not in text
    assert "普遍认可学校管理" not in text
    assert "实验室安全管理存在漏洞" not in text
    assert "gates" not in page.context
    assert "办公室甲" not in text
    told = [event["what"] for event in page.context["events"]]
    assert "发出督导通知" in told
    assert "起草督导意见" not in told
    opinion_services.feed_back(inspection, by=cast.office)
    text = school.get(inspection.get_absolute_url()).content.decode()
    assert walk.FINDING in text
    assert reverse("state_defence", args=[inspection.pk]) in text
    assert "普遍认可学校管理" not in text


def test_buttons_whose_time_has_not_come(cast: Cast, browser: Browser) -> None:
    office = browser("office")
    draft = walk.inspection_of(walk.make_task(cast), cast.school)
    assert reverse("issue_notice", args=[draft.pk]) not in office.get(draft.get_absolute_url()).content.decode()
    fed_back = walk.fed_back(cast, name="反馈")
    letter = reverse("issue_opinion", args=[fed_back.pk])
    assert letter not in office.get(fed_back.get_absolute_url()).content.decode()
    opinion_services.waive_defence(fed_back, by=cast.school_head)
    assert letter in office.get(fed_back.get_absolute_url()).content.decode()


def test_my_turn(cast: Cast) -> None:
    """Nobody waits for a draft; the unit comes first while its defence is open."""

    def waiting(user: Any) -> list[str]:
        return [row.task.name for row in Inspection.objects.waiting_for(user).select_related("task")]

    walk.make_task(cast, name="草稿")
    assert waiting(cast.office) == []
    inspection = walk.fed_back(cast, name="反馈", units=[cast.school])
    assert (waiting(cast.office), waiting(cast.school_head)) == ([], ["反馈"])
    opinion_services.waive_defence(inspection, by=cast.school_head)
    assert (waiting(cast.office), waiting(cast.school_head)) == (["反馈"], [])
    assert waiting(cast.sysadmin) == []


def test_the_window_passes(cast: Cast) -> None:
    inspection = walk.fed_back(cast)
    assert inspection.due_on is not None
    with clock.on(inspection.due_on + calendar.ONE_DAY):
        assert inspection in Inspection.objects.waiting_for(cast.office)
        assert inspection not in Inspection.objects.waiting_for(cast.school_head)


def test_somebody_who_acts_for_two_units(cast: Cast, browser: Browser) -> None:
    walk.notified(cast)
    act_for(cast.school_head, cast.other_school)
    assert listed(browser("school_head")) == {"第一示例中学"}


def test_archiving(cast: Cast, browser: Browser) -> None:
    inspection = walk.opinion_issued(cast, ()).inspection
    address = reverse("archive_inspection", args=[inspection.pk])
    office = browser("office")
    assert office.get(address).status_code == 409
    assert browser("other_school_head").get(address).status_code == 404
    with transaction.atomic():
        apply_transition(inspection, "report_inspection", by=None)
    assert browser("inspector").get(address).status_code == 403
    assert office.get(address).status_code == 200
    assert office.post(address).status_code == 302
    assert office.post(address).status_code == 409
