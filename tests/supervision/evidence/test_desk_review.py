"""desk_review: evidence reviewed without a visit, by whom it was assigned to, before the visit (PLAN 二（二）4)."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from core import audit, calendar
from core.errors import NotAllowed, NotYourTurn, Refused, TransitionRefused
from core.models import Notification
from inspectors.models import Inspector, Recusal, RecusalGround
from supervision.evidence import services as evidence_services
from supervision.evidence.services.desk_review import reviewed_of
from supervision.models import (
    DeskAssignment,
    DeskReview,
    DeskVerdict,
    Inspection,
    ItemReview,
    Rating,
    SelfEvaluationItem,
    TaskGrant,
)
from supervision.visit import services as visit_services
from tests.pages import HTMX, text
from tests.people import Cast
from tests.walk import clock, evidence
from tests.walk import inspection as walk

Browser = Callable[[str], Client]
Statements = Callable[[Client, str], int]
pytestmark = pytest.mark.django_db
SUFFICES, ON_SITE, INSUFFICIENT = DeskVerdict.SUFFICES, DeskVerdict.ON_SITE, DeskVerdict.INSUFFICIENT


def desk_page(inspection: Inspection) -> str:
    """The address of the review."""
    return reverse("desk_review", args=[inspection.pk])


def at_item(name: str, inspection: Inspection, code: str = "C1") -> str:
    """The address of a use case at one item."""
    return reverse(name, kwargs={"pk": inspection.pk, "indicator_pk": evidence.leaf(inspection, code).pk})


def test_a_members_verdict_reviews_the_self_evaluation(cast: Cast) -> None:
    inspection = evidence.evaluated(cast)
    assert inspection.items.unreviewed().count() == 4
    review = evidence_services.review_item(
        evidence.item_of(inspection), by=cast.inspector, verdict=SUFFICES, points=Decimal(8), note=" 完整 "
    )
    item = evidence.item_of(inspection)
    assert (review.points, review.note) == (Decimal(8), "完整")
    assert (item.review, item.review_note, item.reviewed_by) == (ItemReview.AGREED, "完整", cast.inspector)
    evidence_services.review_item(item, by=cast.other_inspector, verdict=INSUFFICIENT)
    assert evidence.item_of(inspection).review == ItemReview.DOUBTED
    assert (inspection.items.unreviewed().count(), DeskReview.objects.count()) == (3, 2)
    evidence_services.review_item(item, by=cast.inspector, verdict=ON_SITE)
    assert DeskReview.objects.get(reviewer=cast.inspector).points is None
    assert audit.events_about(item).filter(action="review_item").count() == 3


def test_settled_only_where_everybody_says_so_and_a_rating_is_proposed(cast: Cast) -> None:
    inspection = evidence.evaluated(cast)
    leaf, item = evidence.leaf(inspection, "C1"), evidence.item_of(inspection)
    assert not reviewed_of(inspection)[leaf.pk].is_settled
    evidence_services.review_item(item, by=cast.inspector, verdict=SUFFICES)
    assert not reviewed_of(inspection)[leaf.pk].is_settled
    evidence_services.review_item(item, by=cast.inspector, verdict=SUFFICES, points=Decimal(7))
    assert reviewed_of(inspection)[leaf.pk].is_settled
    evidence_services.review_item(item, by=cast.other_inspector, verdict=ON_SITE)
    reviewed = reviewed_of(inspection)[leaf.pk]
    assert not reviewed.is_settled
    assert reviewed.verdict is not None
    assert reviewed.verdict.reviewer == cast.other_inspector
    assert reviewed.proposal is not None
    assert reviewed.proposal.points == Decimal(7)


def test_what_does_not_apply_is_settled_without_a_rating(cast: Cast) -> None:
    inspection = walk.notified(cast, announced=True)
    evidence.fill_items(inspection, cast.school_head)
    leaf = evidence.leaf(inspection, "C3")
    evidence_services.save_self_evaluation_item(
        inspection, by=cast.school_head, indicator=leaf, text="无食堂", is_applicable=False
    )
    evidence_services.submit_self_evaluation(inspection, by=cast.school_head, text="自评")
    evidence_services.review_item(evidence.item_of(inspection, "C3"), by=cast.inspector, verdict=SUFFICES)
    assert reviewed_of(inspection)[leaf.pk].is_settled


def test_a_verdict_falls_when_the_unit_changes_the_item(cast: Cast) -> None:
    inspection = evidence.reviewed(cast)
    leaf = evidence.leaf(inspection, "C1")
    returned = evidence_services.return_self_evaluation(inspection, by=cast.inspector, reason="请补充")
    evidence_services.save_self_evaluation_item(returned, by=cast.school_head, indicator=leaf, text="已补充")
    assert reviewed_of(inspection)[leaf.pk].reviews == []
    assert len(reviewed_of(inspection)[evidence.leaf(inspection, "C2").pk].reviews) == 1


def test_refused_verdicts(cast: Cast) -> None:
    inspection = evidence.evaluated(cast)
    item = evidence.item_of(inspection)
    with pytest.raises(Refused, match="没有选择"):
        evidence_services.review_item(item, by=cast.inspector, verdict="")
    with pytest.raises(Refused, match="评定方式"):
        evidence_services.review_item(item, by=cast.inspector, verdict=SUFFICES, grade="A")
    for person in (cast.office, cast.school_head, cast.zone_leader, cast.expert):
        with pytest.raises(NotAllowed, match="材料由督导小组和获分配的评审人评审"):
            evidence_services.review_item(item, by=person, verdict=SUFFICES)
    returned = evidence_services.return_self_evaluation(inspection, by=cast.inspector, reason="请补充")
    assert returned.state == "self_evaluating"
    with pytest.raises(TransitionRefused, match="目前为“自评中”"):
        evidence_services.review_item(item, by=cast.inspector, verdict=SUFFICES)


def test_an_expert_reviews_what_is_assigned_and_nothing_else(cast: Cast) -> None:
    inspection = evidence.evaluated(cast)
    assignment = evidence.assigned(cast, inspection, "C1", "C2")
    expert = evidence.invited(cast, inspection)
    assert (assignment.state, assignment.due_on) == ("assigned", inspection.starts_on)
    assert Notification.objects.filter(kind="assign_desk_review", recipient=expert).count() == 1
    seen = SelfEvaluationItem.objects.visible_to(expert).values_list("indicator__code", flat=True)
    assert sorted(seen) == ["C1", "C2"]
    evidence_services.review_item(evidence.item_of(inspection), by=expert, verdict=SUFFICES, points=Decimal(9))
    assert evidence.item_of(inspection).review == ItemReview.OPEN
    with pytest.raises(NotAllowed, match="材料由督导小组和获分配的评审人评审"):
        evidence_services.review_item(evidence.item_of(inspection, "C3"), by=expert, verdict=SUFFICES)
    with pytest.raises(NotAllowed, match="材料由督导小组和获分配的评审人评审"):
        evidence_services.ask_question(evidence.item_of(inspection, "C3"), by=expert, text="为何")
    TaskGrant.objects.filter(user=expert).delete()
    after = User.objects.get(pk=expert.pk)
    assert not SelfEvaluationItem.objects.visible_to(after).exists()
    with pytest.raises(NotAllowed, match="材料由督导小组和获分配的评审人评审"):
        evidence_services.review_item(evidence.item_of(inspection), by=after, verdict=ON_SITE)


def test_a_whole_branch_is_its_leaves_that_hold_here(cast: Cast) -> None:
    inspection = evidence.evaluated(cast)
    expert = evidence.invited(cast, inspection)
    branch = evidence.leaf(inspection, "C1").parent
    assert branch is not None
    for row in (branch, branch.parent):
        assert row is not None
        assignment = evidence_services.assign_desk_review(
            inspection, by=cast.inspector, reviewer=expert, indicators=[row]
        )
        assert [leaf.code for leaf in assignment.indicators.all()] == ["C1", "C2", "C3", "C4"]
    assert DeskAssignment.objects.count() == 1


def test_refused_assignments(cast: Cast) -> None:
    inspection = evidence.evaluated(cast)
    leaf = evidence.leaf(inspection, "C1")
    give = {"reviewer": cast.third_inspector, "indicators": [leaf]}
    for person in (cast.other_inspector, cast.school_head, cast.expert):
        with pytest.raises(NotAllowed, match="只有督导办和督导小组组长可以分配线上"):
            evidence_services.assign_desk_review(inspection, by=person, **give)
    with pytest.raises(Refused, match="未获邀"):
        evidence_services.assign_desk_review(inspection, by=cast.office, reviewer=cast.expert, indicators=[leaf])
    with pytest.raises(Refused, match="没有分配"):
        evidence_services.assign_desk_review(inspection, by=cast.office, reviewer=cast.third_inspector, indicators=[])
    with pytest.raises(Refused, match="没有分配"):
        evidence_services.assign_desk_review(
            inspection,
            by=cast.office,
            reviewer=cast.third_inspector,
            indicators=[evidence.leaf(inspection, "C5")],
        )
    yesterday = calendar.today() - calendar.ONE_DAY
    with pytest.raises(Refused, match="日期已过"):
        evidence_services.assign_desk_review(inspection, by=cast.office, **give, due_on=yesterday)
    third = Inspector.objects.get(user=cast.third_inspector)
    Recusal.objects.create(inspector=third, unit=cast.school, ground=RecusalGround.OTHER, reason="曾任职")
    with pytest.raises(Refused, match="未获邀"):
        evidence_services.assign_desk_review(inspection, by=cast.office, **give)


def test_finished_when_every_indicator_has_a_verdict(cast: Cast) -> None:
    inspection = evidence.evaluated(cast)
    assignment = evidence.assigned(cast, inspection, "C1", "C2")
    expert = evidence.invited(cast, inspection)
    evidence_services.review_item(evidence.item_of(inspection), by=expert, verdict=SUFFICES, points=Decimal(9))
    with pytest.raises(Refused, match="尚未评审：C2"):
        evidence_services.finish_desk_review(assignment, by=expert)
    evidence_services.review_item(evidence.item_of(inspection, "C2"), by=expert, verdict=ON_SITE)
    with pytest.raises(NotYourTurn, match="不由您办理，应由线上评审人办理"):
        evidence_services.finish_desk_review(assignment, by=cast.office)
    assert evidence_services.finish_desk_review(assignment, by=expert).state == "finished"
    with pytest.raises(TransitionRefused, match="目前为“完成时间”"):
        evidence_services.finish_desk_review(assignment, by=expert)
    with pytest.raises(NotAllowed, match="材料由督导小组和获分配的评审人评审"):
        evidence_services.review_item(evidence.item_of(inspection), by=expert, verdict=ON_SITE)


def test_taken_back_the_evidence_is_out_of_sight(cast: Cast) -> None:
    inspection = evidence.evaluated(cast)
    assignment = evidence.assigned(cast, inspection)
    expert = evidence.invited(cast, inspection)
    with pytest.raises(NotYourTurn, match="不由您办理"):
        evidence_services.end_desk_review(assignment, by=expert, reason="不想评")
    with pytest.raises(Refused, match="理由"):
        evidence_services.end_desk_review(assignment, by=cast.inspector, reason="")
    evidence_services.end_desk_review(assignment, by=cast.inspector, reason="改由组长评审")
    assert not SelfEvaluationItem.objects.visible_to(expert).exists()


# On the phone


def test_a_proposal_counts_once_it_is_accepted(cast: Cast) -> None:
    inspection = evidence.reviewed(cast)
    with clock.on(inspection.starts_on):
        visit = visit_services.begin_visit(inspection, by=cast.inspector, visited_on=inspection.starts_on)
        assert (DeskReview.objects.proposals_left(inspection), Rating.objects.count()) == (1, 0)
        leaf = evidence.leaf(inspection, "C1")
        rating = visit_services.accept_desk_rating(visit, by=cast.inspector, indicator=leaf)
        assert (rating.points, rating.note) == (Decimal("8.5"), "采纳线上评审：台账完整")
        assert DeskReview.objects.proposals_left(inspection) == 0
        assert audit.events_about(visit).filter(action="accept_desk_rating").count() == 1
        with pytest.raises(Refused, match="没有为C2建议评分"):
            visit_services.accept_desk_rating(visit, by=cast.inspector, indicator=evidence.leaf(inspection, "C2"))
        with pytest.raises(NotAllowed, match="记录只能由填写的督学本人修改"):
            visit_services.accept_desk_rating(visit, by=cast.other_inspector, indicator=leaf)


def test_the_phone_shows_what_to_check_and_folds_what_is_settled(cast: Cast, sign_in: Callable[..., Client]) -> None:
    inspection = evidence.reviewed(cast)
    with clock.on(inspection.starts_on):
        visit = visit_services.begin_visit(inspection, by=cast.inspector, visited_on=inspection.starts_on)
        inspector = sign_in(cast.inspector)
        page = text(inspector.get(reverse("open_visit", args=[visit.pk])))
        to_check, settled = page.split("材料已核清1项，已采纳0项")
        assert "课程开齐开足" in to_check
        assert "看课表执行" in to_check
        assert "落实安全管理责任" not in to_check
        assert "采纳线上评分" in settled
        address = reverse("accept_desk_rating", args=[visit.pk, evidence.leaf(inspection, "C1").pk])
        answer = inspector.post(address, headers=HTMX)
        assert "8.5 / 10.0" in text(answer)
        assert "<html" not in text(answer)
        assert inspector.post(address).status_code == 302
        assert "已采纳1项" in text(inspector.get(reverse("open_visit", args=[visit.pk])))
        assert sign_in(cast.other_inspector).post(address).status_code == 403


def test_without_a_review_the_phone_shows_all_as_before(cast: Cast, browser: Browser) -> None:
    visit = walk.begun(cast)
    page = text(browser("inspector").get(reverse("open_visit", args=[visit.pk])))
    assert "落实安全管理责任" in page
    assert "现场核查" not in page


def test_before_the_visit_what_is_not_reviewed_is_a_warning(cast: Cast, sign_in: Callable[..., Client]) -> None:
    inspection = evidence.reviewed(cast)
    with clock.on(inspection.starts_on):
        address = reverse("begin_visit", args=[inspection.pk])
        inspector = sign_in(cast.inspector)
        assert "还有2项指标督导小组尚未审核" in text(inspector.get(address))
        assert inspector.post(address, {"visited_on": str(inspection.starts_on)}).status_code == 302


# The pages of desk review


def test_who_sees_the_desk(cast: Cast, browser: Browser) -> None:
    inspection = evidence.evaluated(cast)
    for name, status in (
        ("office", 200),
        ("leader", 200),
        ("inspector", 200),
        ("zone_leader", 200),
        ("school_head", 403),
        ("other_school_head", 404),
        ("expert", 404),
    ):
        assert browser(name).get(desk_page(inspection)).status_code == status, name
    evidence.assigned(cast, inspection)
    page = text(browser("expert").get(desk_page(inspection)))
    assert "落实安全管理责任" in page
    assert "课程开齐开足" not in page
    assert "自评如下" not in page


def test_review_item_by_page(cast: Cast, browser: Browser) -> None:
    inspection = evidence.evaluated(cast)
    inspector = browser("inspector")
    answer = inspector.post(
        at_item("review_item", inspection), {"verdict": SUFFICES, "points": "8", "note": "好"}, headers=HTMX
    )
    assert answer.status_code == 200
    assert "1／4" in text(answer)
    plain = inspector.post(at_item("review_item", inspection, "C2"), {"verdict": ON_SITE, "note": "看课表"})
    assert plain.status_code == 302
    assert inspector.post(at_item("review_item", inspection, "C3"), {"note": "没选"}, headers=HTMX).status_code == 422
    assert inspector.post(at_item("review_item", inspection, "C5"), {"verdict": ON_SITE}).status_code == 404
    assert browser("office").post(at_item("review_item", inspection), {"verdict": ON_SITE}).status_code == 403
    assert browser("other_school_head").post(at_item("review_item", inspection), {}).status_code == 404
    others = text(browser("other_inspector").get(desk_page(inspection)))
    assert "材料充分" in others


def test_an_expert_does_not_read_the_others_verdicts(cast: Cast, browser: Browser) -> None:
    inspection = evidence.reviewed(cast)
    evidence.assigned(cast, inspection, "C1", "C2")
    page = text(browser("expert").get(desk_page(inspection)))
    assert "台账完整" not in page
    assert "看课表执行" not in page


def test_assign_and_take_back_by_page(cast: Cast, browser: Browser) -> None:
    inspection = evidence.evaluated(cast)
    expert = evidence.invited(cast, inspection)
    address = reverse("assign_desk_review", args=[inspection.pk])
    office = browser("office")
    branch = evidence.leaf(inspection, "C1").parent_id
    assert office.post(address, {"reviewer": str(expert.pk)}).status_code == 422
    given = {"reviewer": str(expert.pk), "indicators": [str(branch)], "due_on": str(inspection.starts_on)}
    assert office.post(address, given)["Location"] == desk_page(inspection)
    assert browser("other_inspector").get(address).status_code == 403
    assignment = DeskAssignment.objects.get()
    assert expert.name in text(office.get(desk_page(inspection)))
    client = browser("expert")
    assert str(inspection.unit) in text(client.get(reverse("my_turn")))
    assert client.get(assignment.get_absolute_url())["Location"] == desk_page(inspection)
    finish = reverse("finish_desk_review", args=[assignment.pk])
    assert client.get(finish).status_code == 200
    assert client.post(finish).status_code == 422
    end = reverse("end_desk_review", args=[assignment.pk])
    assert client.get(end).status_code == 403
    assert office.post(end, {"reason": ""}).status_code == 422
    assert office.post(end, {"reason": "改由组长评审"}).status_code == 302
    assert client.get(desk_page(inspection)).status_code == 403


def test_the_statements_do_not_grow_with_reviews(cast: Cast, browser: Browser, statements: Statements) -> None:
    inspection = evidence.evaluated(cast)
    evidence_services.ask_question(evidence.item_of(inspection), by=cast.inspector, text="请补充")
    client = browser("office")
    few = statements(client, desk_page(inspection))
    for code in ("C1", "C2", "C3", "C4"):
        for person in (cast.inspector, cast.other_inspector):
            evidence_services.review_item(evidence.item_of(inspection, code), by=person, verdict=ON_SITE)
            evidence_services.ask_question(evidence.item_of(inspection, code), by=person, text="请补充")
    assert statements(client, desk_page(inspection)) == few <= 25


def test_nothing_is_assigned_before_the_notice(cast: Cast) -> None:
    inspection = walk.inspection_of(walk.make_task(cast, announced=True), cast.school)
    with pytest.raises(TransitionRefused, match="目前为“待通知”"):
        evidence_services.assign_desk_review(
            inspection, by=cast.office, reviewer=cast.inspector, indicators=[evidence.leaf(inspection, "C1")]
        )


def test_the_inspections_page_leads_an_expert_to_the_desk_and_shows_no_self_evaluation(
    cast: Cast, browser: Browser
) -> None:
    inspection = evidence.evaluated(cast)
    evidence.invited(cast, inspection)
    page = text(browser("expert").get(inspection.get_absolute_url()))
    assert desk_page(inspection) not in page
    evidence.assigned(cast, inspection)
    page = text(browser("expert").get(inspection.get_absolute_url()))
    assert desk_page(inspection) in page
    assert "自评如下" not in page
    assert "自评如下" in text(browser("inspector").get(inspection.get_absolute_url()))
