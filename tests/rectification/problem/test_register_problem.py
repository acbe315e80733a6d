"""Putting a problem on the ledger."""

import datetime as dt

import pytest

from core import calendar, files
from core.errors import NotAllowed, Refused
from core.models import AuditEvent, DocumentNumber
from rectification.models import Problem, Source
from tests.rectification.pages import get, post
from tests.walk import clock
from tests.walk import inspection as inspections
from tests.walk import problem as walk


def form(cast, **changed):
    return {
        "unit": cast.school.name,
        "source": "upper_level",
        "source_note": "攀府教督〔2026〕5号",
        "text": "消防通道堆放杂物",
        "requirement": "立即清理，建立巡查制度",
        "severity": "minor",
        "deadline_on": "",
        "lead": "",
        "found_by": "",
        **changed,
    }


def test_a_problem_gets_a_number_a_deadline_in_working_days_and_an_event(cast, holidays):
    with clock.on(dt.date(2026, 9, 28)):
        problem = walk.registered(cast, severity="minor")
    assert problem.number == "问题〔2026〕1号"
    assert problem.state == "registered"
    assert problem.deadline_on == dt.date(2026, 10, 16)
    assert problem.deadline_basis["policy"] == "order_days_minor"
    assert problem.deadline_basis["days"] == 10
    assert DocumentNumber.objects.get(text=problem.number).about == problem
    assert AuditEvent.objects.filter(action="create_problem", about_id=str(problem.pk), actor=cast.office).exists()


def test_a_deadline_that_is_given_stands_as_it_is(cast):
    problem = walk.registered(cast, deadline_on=dt.date(2026, 12, 26))
    assert (problem.deadline_on, problem.deadline_basis) == (dt.date(2026, 12, 26), {})


def test_photographs_of_the_finding_are_taken_over_and_stored_once(cast):
    opinion = inspections.opinion_issued(cast)
    finding = opinion.items.get().finding
    files.store(inspections.picture("柜门.png", "red"), holder=finding, by=cast.inspector, purpose="photo")
    problem = walk.registered(cast, finding=finding, inspection=opinion.inspection, found_by=None)
    assert problem.found_by == finding.visit.inspector
    own, theirs = files.files_of(problem), files.files_of(finding)
    assert {file.sha256 for file in own} == {file.sha256 for file in theirs} != set()
    assert {file.file.name for file in own} == {file.file.name for file in theirs}
    assert files.readable_by(cast.office, own[0])


@pytest.mark.parametrize("empty", ["text", "requirement"])
def test_refused_without_text_or_requirement(cast, empty):
    with pytest.raises(Refused, match="须写明存在的问题和整改要求"):
        walk.registered(cast, **{empty: "  "})
    assert not DocumentNumber.objects.exists()


def test_only_the_office_registers(cast):
    cast.office = cast.inspector
    with pytest.raises(NotAllowed, match="问题台账由督导办管理"):
        walk.registered(cast)


def test_the_page_registers(cast, sign_in):
    office = sign_in(cast.office)
    assert cast.school.name in get(office, "register_problem")
    post(office, "register_problem", **form(cast, lead=cast.education_bureau.name))
    problem = Problem.objects.get()
    assert (problem.unit, problem.source, problem.lead) == (cast.school, Source.UPPER_LEVEL, cast.education_bureau)
    assert problem.deadline_on > calendar.today()


def test_a_unit_may_be_named_by_its_code(cast, sign_in):
    post(sign_in(cast.office), "register_problem", **form(cast, unit=cast.kindergarten.code))
    assert Problem.objects.get().unit == cast.kindergarten


@pytest.mark.parametrize("htmx", [False, True])
def test_the_page_says_what_is_missing(cast, sign_in, htmx):
    page = post(
        sign_in(cast.office), "register_problem", status=422, htmx=htmx, **form(cast, unit="没有的学校", text="")
    )
    assert "没有这个单位" in page
    assert ("<html" in page) is not htmx
    assert not Problem.objects.exists()


@pytest.mark.parametrize("who", ["leader", "school_head", "inspector", "zone_leader", "liaison"])
def test_others_are_told_that_it_is_not_theirs(cast, sign_in, who):
    assert "督导办" in get(sign_in(getattr(cast, who)), "register_problem", status=403)
