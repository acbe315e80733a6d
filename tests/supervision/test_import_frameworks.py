"""Importing indicator frameworks: the county's four workbooks, and what is refused."""

import pytest

from core.excel import confirm_import, run_import
from core.excel.reasons import reason_text
from core.models import ImportRun
from supervision.enums import Cap, Method, VersionState
from supervision.models import CommitteePost, Framework, FrameworkVersion, Indicator
from tests.workbooks import changed_demo, demo, refused

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "points", "leaves", "branches"),
    [
        ("indicators-compulsory", 100, 19, 20),
        ("indicators-government", 100, 17, 20),
        ("indicators-kindergarten", 100, 13, 18),
        ("plaque-checklist", 0, 11, 11),
    ],
)
def test_the_countys_frameworks_go_in(cast, name, points, leaves, branches):
    run = run_import("frameworks", demo(name), by=cast.office)
    for r in refused(run).values():
        print(r.number, [reason_text(x) for x in r.reasons])
    print([reason_text(r) for r in run.refusals], [reason_text(r) for r in run.remarks])
    run = confirm_import(run, by=cast.office)
    assert run.status == ImportRun.Status.CONFIRMED
    version = FrameworkVersion.objects.get()
    assert (version.number, version.state, version.total_points) == (1, VersionState.DRAFT, points)
    assert version.indicators.filter(level="C").count() == leaves
    for i in version.indicators.all():
        print(i.level, i.order, i.code, i.text, i.points, i.method, i.applies_to, i.cap, i.cap_note, i.parent and i.parent.code)
    assert version.indicators.exclude(level="C").count() == branches
    again = run_import("frameworks", demo(name), by=cast.office)
    print(again.counts, [(r.changes) for r in again.rows.filter(outcome="changed")],[reason_text(r) for r in again.remarks])
    assert again.counts == {"unchanged": leaves}


def test_committee(cast):
    run = run_import("committee", demo("committee"), by=cast.office)
    print(run.counts)
    confirm_import(run, by=cast.office)
    print([(p.post, p.person, p.organisation_name, p.organisation) for p in CommitteePost.objects.all()])
    again = run_import("committee", demo("committee"), by=cast.office)
    print(again.counts)
