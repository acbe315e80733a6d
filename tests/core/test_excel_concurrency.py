"""Two people confirm at the same moment: the same run, or two workbooks of the same units."""

import pytest

from accounts.models import Organisation, User
from core.excel import confirm_import, run_import
from core.models import AuditEvent, ImportRun
from tests.core.threads import run_together
from tests.workbooks import sheet

pytestmark = pytest.mark.django_db(transaction=True)

KIND = "departments-and-townships"
HEAD = ["单位代码", "单位名称", "类别"]


@pytest.fixture
def office():
    """Somebody who may import."""
    return User.objects.create_user("office", name="办公室甲", roles=["office"])


def preview(by, start=0):
    return run_import(KIND, sheet([HEAD, *([f"D{i}", f"部门{i}", "县级部门"] for i in range(start, start + 5))]), by=by)


def test_one_run_confirmed_by_two_is_written_once(office):
    run = preview(office)
    outcomes = run_together([lambda: confirm_import(run, by=office).status for _two in range(2)])
    assert outcomes == [ImportRun.Status.CONFIRMED] * 2
    assert Organisation.objects.count() == 5
    assert AuditEvent.objects.filter(action="confirm_import").count() == 1
    assert AuditEvent.objects.filter(action="import_row").count() == 5


def test_of_two_runs_with_the_same_units_one_is_written_and_the_other_previewed_anew(office):
    runs = [preview(office), preview(office)]
    outcomes = run_together([lambda run=run: confirm_import(run, by=office).status for run in runs])
    assert sorted(outcomes) == [ImportRun.Status.CONFIRMED, ImportRun.Status.PREVIEWED]
    assert Organisation.objects.count() == 5
    late = ImportRun.objects.get(status=ImportRun.Status.PREVIEWED)
    assert late.counts == {"unchanged": 5}
    assert late.refreshed_at is not None
