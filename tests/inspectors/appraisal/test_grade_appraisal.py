"""grade_appraisal, confirm_appraisal, return_grade: figures frozen, the share of excellent kept, the head's word."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from accounts.policy import forget
from accounts.roles import Role
from accounts.services.policy import edit_policy
from core import calendar
from core.errors import NotAllowed, NotYourTurn, Refused, TransitionRefused
from core.models import AuditEvent, Notification
from inspectors.appraisal import services
from inspectors.models import Appraisal, AppraisalGrade, Inspector
from tests.core.threads import run_together
from tests.pages import text
from tests.people import Cast, make_cast, make_inspector
from tests.walk import appraisal as walk
from tests.walk import training

SignIn = Callable[[object], Client]
EXCELLENT = AppraisalGrade.EXCELLENT


def allow(percent: int, cast: Cast) -> None:
    """Let so many per cent be excellent, from now on."""
    edit_policy("appraisal_excellent", by=cast.office_head, value=percent)
    forget()  # the test is one transaction


def test_the_office_grades_and_the_figures_are_frozen(cast: Cast, sign_in: SignIn) -> None:
    training.recorded(cast, hours=Decimal(16))
    row = walk.submitted(cast)
    office = sign_in(cast.office)
    address = reverse("grade_appraisal", args=[row.pk])
    page = text(office.get(address))
    assert "优秀名额：3人中最多0人（20%）" in page
    assert walk.SUMMARY in page
    assert office.post(address, {"grade": "competent", "reasons": ""}).status_code == 422
    assert office.post(address, {"grade": "competent", "reasons": walk.REASONS}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.grade, row.graded_by, row.figures_on) == (
        "graded",
        "competent",
        cast.office,
        calendar.today(),
    )
    hours = {"key": f"training_{row.year}", "value": "16", "target": "40"}
    assert hours in row.figures
    training.recorded(cast, hours=Decimal(8), title="又一次培训")
    assert services.figures_of([row])[row.pk] == [services.Figure(**figure) for figure in row.figures]
    assert set(Notification.objects.filter(kind="grade_appraisal").values_list("recipient__username", flat=True)) == {
        "head"
    }


def test_the_inspector_reads_nothing_before_it_is_told(cast: Cast, sign_in: SignIn) -> None:
    row = walk.confirmed(cast)
    page = text(sign_in(cast.inspector).get(row.get_absolute_url()))
    assert walk.REASONS not in page
    assert "评定理由" not in page
    assert walk.REASONS in text(sign_in(cast.leader).get(row.get_absolute_url()))
    assert "称职" not in text(sign_in(cast.inspector).get("/desk/inspectors/appraisals/mine/"))


def test_excellent_beyond_the_share_is_refused_with_numbers(cast: Cast, sign_in: SignIn, second: Inspector) -> None:
    for number in range(4):
        make_inspector(None, f"督学{number}", 50 + number)
    walk.graded(cast, grade=EXCELLENT)  # one of seven
    row = walk.submitted(cast, inspector=second)
    page = sign_in(cast.office).post(
        reverse("grade_appraisal", args=[row.pk]), {"grade": "excellent", "reasons": "也很好"}
    )
    assert page.status_code == 422
    assert "共7份考核，优秀不超过20%，即1人；已评优秀1人" in text(page)
    quota = services.excellent_quota(row.year)
    assert (quota.total, quota.most, quota.held, quota.left) == (7, 1, 1, 0)
    allow(30, cast)
    assert services.grade_appraisal(row, by=cast.office, grade=EXCELLENT, reasons="也很好").state == "graded"


def test_the_share_is_looked_at_again_when_confirmed(cast: Cast) -> None:
    allow(40, cast)
    row = walk.graded(cast, grade=EXCELLENT)
    allow(20, cast)
    with pytest.raises(Refused, match="优秀不超过20%"):
        services.confirm_appraisal(row, by=cast.office_head)


def test_the_head_confirms(cast: Cast, sign_in: SignIn) -> None:
    row = walk.graded(cast)
    head = sign_in(cast.office_head)
    address = reverse("confirm_appraisal", args=[row.pk])
    assert walk.REASONS in text(head.get(address))
    assert head.post(address).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.confirmed_by, row.confirmed_on) == ("confirmed", cast.office_head, calendar.today())
    assert AuditEvent.objects.get(action="confirm_appraisal").data == {"grade": "competent"}
    with pytest.raises(TransitionRefused, match="目前为“等次已审定”"):
        services.confirm_appraisal(row, by=cast.office_head)


def test_the_head_returns_the_grade_and_the_figures_live_again(cast: Cast, sign_in: SignIn) -> None:
    row = walk.graded(cast)
    address = reverse("return_grade", args=[row.pk])
    head = sign_in(cast.office_head)
    assert head.get(address).status_code == 200
    assert head.post(address, {"reason": ""}).status_code == 422
    assert head.post(address, {"reason": "理由过于笼统"}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.grade, row.figures, row.figures_on) == ("submitted", "", [], None)
    told = Notification.objects.filter(kind="return_grade").values_list("recipient__username", flat=True)
    assert set(told) == {"office", "head"}


def test_who_may(cast: Cast) -> None:
    row = walk.submitted(cast)
    for name in ("leader", "inspector", "other_inspector", "school_head"):
        with pytest.raises(NotYourTurn, match="不由您办理，应由督导办办理"):
            services.grade_appraisal(row, by=getattr(cast, name), grade="competent", reasons="x")
    with pytest.raises(Refused, match="必须写明理由"):
        services.grade_appraisal(row, by=cast.office, grade="competent", reasons=" ")
    row = services.grade_appraisal(row, by=cast.office, grade="competent", reasons="x")
    for name in ("office", "leader", "inspector"):
        with pytest.raises(NotYourTurn, match="不由您办理，应由督导办主任办理"):
            services.confirm_appraisal(row, by=getattr(cast, name))


def test_nobody_grades_their_own_work(cast: Cast) -> None:
    row = walk.submitted(cast)
    cast.inspector.roles = [Role.INSPECTOR, Role.OFFICE_HEAD]
    cast.inspector.save()
    with pytest.raises(NotAllowed, match="不得评定本人"):
        services.grade_appraisal(row, by=cast.inspector, grade="competent", reasons="自评")
    row = services.grade_appraisal(row, by=cast.office, grade="competent", reasons="x")
    with pytest.raises(NotAllowed, match="不得评定本人"):
        services.confirm_appraisal(row, by=cast.inspector)


@pytest.mark.django_db(transaction=True)
def test_two_excellent_at_once_take_one_place() -> None:
    cast = make_cast()
    allow(40, cast)  # one of three
    rows = [walk.submitted(cast, inspector=one) for one in Inspector.objects.order_by("certificate")[:2]]

    def grade(place: int) -> Callable[[], object]:
        return lambda: services.grade_appraisal(rows[place], by=cast.office, grade=EXCELLENT, reasons="好")

    results = run_together([grade(0), grade(1)])
    assert sum(isinstance(result, Refused) for result in results) == 1


def test_the_share_of_the_excellent_is_a_years_not_a_terms(cast: Cast) -> None:
    first = Inspector.objects.get(user=cast.inspector)
    Inspector.objects.filter(pk=first.pk).update(term_until=calendar.today() + calendar.ONE_DAY * 20)
    services.open_appraisals(by=cast.office, kind="end_of_term", year=calendar.today().year)
    row = Appraisal.objects.get(inspector=first, kind="end_of_term")
    row = services.submit_appraisal(row, by=cast.inspector, summary=walk.SUMMARY)
    row = services.grade_appraisal(row, by=cast.office, grade="excellent", reasons=walk.REASONS)
    assert services.confirm_appraisal(row, by=cast.office_head).grade == "excellent"
