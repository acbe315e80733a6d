"""Importing the county's roster: five rows break the rules, forty go in."""

import pytest

from core.excel import confirm_import, run_import
from core.excel.reasons import reason_text
from core.models import ImportRun
from inspectors.enums import RecusalGround
from inspectors.models import Inspector, Recusal
from tests.workbooks import demo, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def county(cast):
    """The county with its units."""
    for kind in ("departments-and-townships", "units"):
        confirm_import(run_import(kind, demo(kind), by=cast.office), by=cast.office)
    return cast


def test_five_rows_are_refused_with_the_rule_and_forty_go_in(county):
    before = Inspector.objects.count()
    run = run_import("inspectors", demo("inspectors"), by=county.office)
    for r in refused(run).values():
        print(r.number, [reason_text(x) for x in r.reasons])
    assert run.counts == {"new": 40, "refused": 5}
    run = confirm_import(run, by=county.office)
    assert run.status == ImportRun.Status.CONFIRMED
    assert Inspector.objects.count() == before + 40
    print(Recusal.objects.count())
    r = Inspector.objects.get(certificate="川米督〔2025〕014").recusals.all()
    print([(x.unit.name, x.ground, x.reason) for x in r])
    again = run_import("inspectors", demo("inspectors"), by=county.office)
    print(again.counts)
