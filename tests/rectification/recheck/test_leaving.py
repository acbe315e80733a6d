"""Open rechecks of an inspector whose term ends."""

from core.models import Notification
from inspectors.models import EndGround, Inspector
from inspectors.term import services as term_services
from rectification.recheck import services as recheck_services
from tests.pages import text
from tests.walk import problem as walk


def leave(cast, inspector):
    term_services.end_term(inspector, by=cast.office_head, ground=EndGround.RESIGNED, reason="调离")
    return Inspector.objects.get(pk=inspector.pk)


def test_the_page_that_ends_a_term_names_the_open_rechecks(cast, sign_in):
    problem = walk.rechecking(cast)
    inspector = walk.inspector_of(cast.other_inspector)
    page = text(sign_in(cast.office).get(f"/desk/inspectors/{inspector.pk}/end-term/"))
    assert f"复查：{problem.number}" in page
    assert problem.get_absolute_url() in page
    other = walk.inspector_of(cast.inspector)
    assert f"复查：{problem.number}" not in text(sign_in(cast.office).get(f"/desk/inspectors/{other.pk}/end-term/"))


def test_afterwards_the_office_reads_which_need_another_inspector(cast, sign_in):
    problem = walk.rechecking(cast)
    left = leave(cast, walk.inspector_of(cast.other_inspector))
    told = Notification.objects.get(kind="recheck_left_open", recipient=cast.office)
    assert problem.number in told.title
    assert told.url == problem.get_absolute_url()
    assert f"复查：{problem.number}，{problem.unit}" in term_services.consequences_of(left).duties[0].title
    page = text(sign_in(cast.office).get(problem.get_absolute_url()))
    assert "已不再履职，请另行指派" in page
    problem.refresh_from_db()
    recheck_services.reassign_recheck(problem, by=cast.office, inspector=walk.inspector_of(cast.third_inspector))
    assert term_services.consequences_of(left).duties == []


def test_a_recorded_recheck_is_nobodys_duty(cast):
    walk.struck_off(cast)
    leave(cast, walk.inspector_of(cast.other_inspector))
    assert not Notification.objects.filter(kind="recheck_left_open").exists()
