"""accept_measure, reply_measure, uphold_measure, lift_measure, report_correction, close_measure: each measure's end."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.turns import turns_of
from core import calendar
from core.errors import NotYourTurn, Refused
from core.models import Notification
from inspectors.conduct import services
from inspectors.models import CareerEvent, ConductMeasure, Inspector, MeasureKind
from tests.inspectors.conduct.test_conduct_report import post
from tests.pages import queries, text
from tests.people import Cast, make_inspector
from tests.walk import conduct as walk

SignIn = Callable[[object], Client]
LIST = "/desk/inspectors/measures/"


def test_a_warning_is_accepted_and_closed(cast: Cast, sign_in: SignIn) -> None:
    measure = walk.measure(cast)
    told = Notification.objects.get(recipient=cast.other_inspector, kind="decide_conduct")
    assert (told.title, told.url) == ("已作出处理决定：警告", measure.get_absolute_url())
    own, office = sign_in(cast.other_inspector), sign_in(cast.office)
    assert measure.get_absolute_url() in text(own.get(reverse("my_conduct")))
    assert post(own, "accept_measure", measure) == 302
    assert office.post(reverse("close_measure", args=[measure.pk]), {"outcome": ""}).status_code == 422
    assert post(office, "close_measure", measure, outcome="已归入督学档案") == 302
    measure.refresh_from_db()
    assert (measure.state, measure.due_on, measure.outcome) == ("closed", None, "已归入督学档案")


def test_a_reply_is_answered_by_the_head(cast: Cast, sign_in: SignIn) -> None:
    measure = walk.measure(cast)
    own, head = sign_in(cast.other_inspector), sign_in(cast.office_head)
    assert own.post(reverse("reply_measure", args=[measure.pk]), {"reply": " "}).status_code == 422
    assert post(own, "reply_measure", measure, reply="当天并未用餐") == 302
    turns = turns_of(cast.office_head, today=calendar.today())
    assert [turn.kind for turn in turns.items if turn.pk == measure.pk] == ["conduct_measure"]
    assert post(head, "uphold_measure", measure, reason="照片与证言一致") == 302
    assert "照片与证言一致" in text(own.get(measure.get_absolute_url()))
    measure.refresh_from_db()
    assert measure.state == "in_force"


def test_a_measure_that_was_lifted_no_longer_counts(cast: Cast, sign_in: SignIn, second: Inspector) -> None:
    measure = walk.replied(cast)
    assert post(sign_in(cast.office_head), "lift_measure", measure, reason="申辩成立") == 302
    assert set(CareerEvent.objects.filter(inspector=second).values_list("kind", "text")) == {
        ("disciplined", "警告"),
        ("other", "撤销：警告"),
    }
    until = calendar.today() + calendar.ONE_DAY
    counts = services.conduct_counts([second.pk], since=calendar.today(), until=until)
    assert counts[second.pk].measures == 0


def test_an_order_is_corrected_returned_and_confirmed(cast: Cast, sign_in: SignIn) -> None:
    order = walk.in_force(cast, MeasureKind.ORDER)
    assert order.due_on == order.correct_by == calendar.today() + dt.timedelta(days=10)
    own, office = sign_in(cast.other_inspector), sign_in(cast.office)
    assert own.post(reverse("report_correction", args=[order.pk]), {"correction": ""}).status_code == 422
    assert post(own, "report_correction", order, correction="已退还") == 302
    later = calendar.today() + dt.timedelta(days=20)
    returned = {"reason": "未附退还凭证", "correct_by": later.isoformat()}
    past = returned | {"correct_by": calendar.today().isoformat()}
    assert office.post(reverse("return_correction", args=[order.pk]), past).status_code == 422
    assert post(office, "return_correction", order, **returned) == 302
    order.refresh_from_db()
    assert (order.state, order.due_on) == ("in_force", later)
    assert post(office, "record_correction", order, correction="已补交凭证") == 302
    assert post(office, "confirm_correction", order, outcome="已核对凭证") == 302
    order.refresh_from_db()
    assert (order.state, order.outcome) == ("closed", "已核对凭证")


def test_steps_of_orders_are_not_for_other_measures(cast: Cast) -> None:
    warning, order = walk.in_force(cast), walk.in_force(cast, MeasureKind.ORDER)
    with pytest.raises(NotYourTurn, match="不由您办理，应由应改正的督学办理"):
        services.report_correction(warning, by=cast.other_inspector, correction="无")
    with pytest.raises(NotYourTurn, match="不由您办理"):
        services.record_correction(warning, by=cast.office, correction="无")
    with pytest.raises(NotYourTurn, match="不由您办理"):
        services.close_measure(order, by=cast.office, outcome="无")
    waits = {turn.pk for turn in turns_of(cast.office, today=calendar.today()).items if turn.kind == "conduct_measure"}
    assert waits == {warning.pk}


def test_the_time_for_a_reply_runs_first(cast: Cast, sign_in: SignIn) -> None:
    measure = walk.measure(cast)
    with pytest.raises(Refused, match="仍在申辩期内"):
        services.lapse_measure(measure, by=cast.office, reason="未申辩")
    ConductMeasure.objects.filter(pk=measure.pk).update(due_on=calendar.today() - calendar.ONE_DAY)
    assert post(sign_in(cast.office), "lapse_measure", measure, reason="期满未申辩") == 302
    measure.refresh_from_db()
    assert measure.state == "in_force"


def test_removal_leads_to_the_end_of_the_appointment(cast: Cast, sign_in: SignIn, second: Inspector) -> None:
    measure = walk.in_force(cast, MeasureKind.REMOVAL)
    office = sign_in(cast.office)
    assert "办理解聘" in text(office.get(measure.get_absolute_url()))
    assert "办理解聘" not in text(sign_in(cast.other_inspector).get(measure.get_absolute_url()))
    with pytest.raises(Refused, match="仍在任"):
        services.close_measure(measure, by=cast.office, outcome="已解聘")
    Inspector.objects.filter(pk=second.pk).update(term_until=calendar.today())
    measure.inspector.refresh_from_db()
    assert services.close_measure(measure, by=cast.office, outcome="已解聘").state == "closed"


def test_what_deciding_refuses(cast: Cast) -> None:
    report = walk.found(cast)
    for changes, said in (
        ({"kind": "warning", "text": " "}, "告知督学的事实"),
        ({"kind": "order", "text": "责令退还"}, "改正期限"),
        ({"kind": "order", "text": "责令退还", "correct_by": calendar.today()}, "改正期限"),
    ):
        with pytest.raises(Refused, match=said):
            services.decide_conduct(report, by=cast.office_head, decision="属实", **changes)
    with pytest.raises(NotYourTurn, match="不由您办理"):
        services.decide_conduct(report, by=cast.office, decision="属实")


def test_no_step_without_words(cast: Cast) -> None:
    told, order, warning = walk.measure(cast), walk.in_force(cast, MeasureKind.ORDER), walk.in_force(cast)
    assert str(told) == "警告 – 督学乙"
    with pytest.raises(Refused, match="申辩内容"):
        services.reply_measure(told, by=cast.other_inspector, reply=" ")
    with pytest.raises(Refused, match="改正情况"):
        services.report_correction(order, by=cast.other_inspector, correction=" ")
    with pytest.raises(Refused, match="处理结果"):
        services.close_measure(warning, by=cast.office, outcome=" ")


def test_who_sees_a_measure(cast: Cast, sign_in: SignIn) -> None:
    measure = walk.measure(cast)

    def sees(name: str) -> int:
        return sign_in(getattr(cast, name)).get(measure.get_absolute_url()).status_code

    assert [sees(name) for name in ("office", "office_head", "leader", "other_inspector")] == [200] * 4
    assert [sees(name) for name in ("inspector", "third_inspector", "zone_leader", "school_head", "expert")] == [
        404
    ] * 5
    assert sign_in(cast.inspector).get(reverse("accept_measure", args=[measure.pk])).status_code == 404
    assert sign_in(cast.office).get(reverse("accept_measure", args=[measure.pk])).status_code == 403
    assert sign_in(cast.school_head).get(reverse("my_conduct")).status_code == 403


def test_the_list(cast: Cast, sign_in: SignIn) -> None:
    office = sign_in(cast.office)
    assert "没有符合条件的处理措施" in text(office.get(LIST))
    one, two = walk.measure(cast), walk.in_force(cast, MeasureKind.TALK)

    def shown(**query: str) -> set[object]:
        return set(office.get(LIST, query).context["page"])

    assert shown() == {one, two}
    assert shown(kind="talk") == {two}
    assert shown(state="told") == {one}
    assert shown(q="督学乙") == {one, two}
    assert shown(q="无此人") == set()
    assert sign_in(cast.leader).get(LIST).status_code == 200
    assert sign_in(cast.inspector).get(LIST).status_code == 403


def test_the_list_asks_no_more_for_more_rows(cast: Cast, sign_in: SignIn) -> None:
    measure = walk.measure(cast)
    office = sign_in(cast.office)
    few = queries(office, LIST)
    for number in range(15):
        measure.pk, measure.id, measure.report = None, ConductMeasure._meta.pk.get_default(), None
        measure.inspector = make_inspector(None, f"督学{number}", 60 + number)
        measure._state.adding = True
        measure.save(force_insert=True)
    assert queries(office, LIST) == few <= 12
