"""Importing the county's table of schools and kindergartens."""

import pytest

from accounts.models import Organisation, Zone
from core.excel import confirm_import, run_import
from core.excel.reasons import reason_text
from core.models import ImportRun
from tests.people import Cast
from tests.workbooks import changed_demo, demo, refused

pytestmark = pytest.mark.django_db


def with_government(cast: Cast) -> None:
    confirm_import(run_import("departments-and-townships", demo("departments-and-townships"), by=cast.office), by=cast.office)


def test_the_countys_table_goes_in_as_it_stands(cast):
    with_government(cast)
    run = run_import("units", demo("units"), by=cast.office)
    assert [(r.number, [reason_text(x) for x in r.reasons]) for r in refused(run).values()] == []
    assert run.status == ImportRun.Status.PREVIEWED
    print(run.counts, run.layout, run.remarks)
    run = confirm_import(run, by=cast.office)
    assert run.status == ImportRun.Status.CONFIRMED
    assert Organisation.objects.campuses().count() == 71 + 1
    assert Zone.objects.count() == 6
