"""report_training, approve_training, return_training, report_training_again: claimed with evidence, decided."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.turns import turns_of
from core import calendar, files
from core.errors import NotAllowed, NotYourTurn, Refused, TransitionRefused
from core.models import Notification
from inspectors.models import (
    CareerEvent,
    Inspector,
    TrainingKind,
    TrainingMode,
    TrainingRecord,
    TrainingReport,
    TrainingSource,
)
from inspectors.training import services
from inspectors.training.services.hours import add_training
from tests.core.uploads import EXE
from tests.pages import queries, text
from tests.people import Cast
from tests.walk import training as walk

SignIn = Callable[[object], Client]
LIST = "/desk/inspectors/training/reports/"
FORM = {"mode": "online", "title": "督导问责办法学习", "hours": "7.5", "kind": "yearly", "note": ""}


def told(kind: str) -> set[str]:
    return set(Notification.objects.filter(kind=kind).values_list("recipient__username", flat=True))


def test_reported_on_the_phone_and_approved(cast: Cast, sign_in: SignIn, first: Inspector) -> None:
    client = sign_in(cast.inspector)
    assert client.get(reverse("report_training")).status_code == 200
    page = client.post(reverse("report_training"), {**FORM, "day": calendar.today(), "evidence": [walk.certificate()]})
    report = TrainingReport.objects.get()
    assert page["Location"] == report.get_absolute_url()
    assert (report.state, report.inspector, report.hours) == ("reported", first, Decimal("7.5"))
    assert files.files_of(report).get().name == "结业证书.pdf"
    assert services.hours_of([first.pk], report.day.year) == {}
    assert told("report_training") == {"office", "head"}
    assert "督学甲" in {item.title for item in turns_of(cast.office, today=calendar.today()).items}
    office = sign_in(cast.office)
    assert "结业证书.pdf" in text(office.get(report.get_absolute_url()))
    address = reverse("approve_training", args=[report.pk])
    assert office.get(address).status_code == 200
    assert office.post(address).status_code == 302
    report.refresh_from_db()
    assert (report.state, report.record.source) == ("approved", TrainingSource.REPORT)
    assert services.hours_of([first.pk], report.day.year) == {first.pk: Decimal("7.5")}
    assert told("approve_training") == {"inspector"}
    with pytest.raises(TransitionRefused, match="目前为“已认定”"):
        services.approve_training(report, by=cast.office)


def test_returned_and_reported_again(cast: Cast, sign_in: SignIn) -> None:
    report = walk.reported(cast)
    office = sign_in(cast.office)
    address = reverse("return_training", args=[report.pk])
    assert office.get(address).status_code == 200
    assert office.post(address, {"reason": ""}).status_code == 422
    assert office.post(address, {"reason": "证书看不清"}).status_code == 302
    assert told("return_training") == {"inspector"}
    client = sign_in(cast.inspector)
    assert "证书看不清" in text(client.get(report.get_absolute_url()))
    address = reverse("report_training_again", args=[report.pk])
    assert "证书看不清" in text(client.get(address))
    more = SimpleUploadedFile("截图.pdf", walk.PDF + b"%", content_type="application/pdf")
    page = client.post(address, {**FORM, "day": calendar.today(), "evidence": [more]})
    assert page.status_code == 302
    report.refresh_from_db()
    assert (report.state, report.title, report.hours) == ("reported", "督导问责办法学习", Decimal("7.5"))
    assert files.files_of(report).count() == 2


def test_refusals(cast: Cast, sign_in: SignIn, first: Inspector) -> None:
    for changes, words in (
        ({"mode": TrainingMode.CENTRALISED}, "只有网络培训和自学"),
        ({"title": " "}, "填写培训内容"),
        ({"day": calendar.today() + dt.timedelta(days=1)}, "晚于今天"),
        ({"hours": Decimal("0.3")}, "以0.5为单位"),
        ({"evidence": []}, "尚未上传证明材料"),
        ({"evidence": [SimpleUploadedFile("证书.pdf", EXE)]}, "内容"),
    ):
        with pytest.raises(Refused, match=words):
            walk.reported(cast, **changes)
    walk.reported(cast)
    with pytest.raises(Refused, match="已登记或已申报"):
        walk.reported(cast)
    page = sign_in(cast.inspector).post(reverse("report_training"), {**FORM, "day": calendar.today()})
    assert page.status_code == 422
    assert "尚未上传证明材料" in text(page)
    assert TrainingReport.objects.get().inspector == first


def test_what_was_recorded_meanwhile_is_not_approved_twice(cast: Cast) -> None:
    report = walk.reported(cast)
    add_training(
        report.inspector,
        by=cast.office,
        mode=report.mode,
        title=report.title,
        day=report.day,
        hours=report.hours,
        source=TrainingSource.IMPORT,
    )
    with pytest.raises(Refused, match="重复计算"):
        services.approve_training(report, by=cast.office)
    assert TrainingRecord.objects.count() == 1


def test_an_approved_pre_post_training_opens_the_first_assignment(cast: Cast, first: Inspector) -> None:
    Inspector.objects.filter(pk=first.pk).update(is_trained=False)
    report = walk.reported(cast, kind=TrainingKind.PRE_POST)
    first.refresh_from_db()
    assert not first.is_trained
    services.approve_training(report, by=cast.office)
    first.refresh_from_db()
    assert first.is_trained
    assert CareerEvent.objects.filter(inspector=first, kind="training").count() == 1


def test_whose_it_is(cast: Cast, sign_in: SignIn, first: Inspector, second: Inspector) -> None:
    for by in (cast.office, cast.other_inspector, cast.school_head):
        with pytest.raises(NotAllowed, match="仅在册督学本人可以操作"):
            walk.reported(cast, by=by, inspector=first)
    assert sign_in(cast.office).get(reverse("report_training")).status_code == 403
    report = walk.reported(cast)
    for by in (cast.inspector, cast.leader):
        with pytest.raises(NotYourTurn, match="不由您办理，应由督导办办理"):
            services.approve_training(report, by=by)
        with pytest.raises(NotYourTurn, match="不由您办理，应由督导办办理"):
            services.return_training(report, by=by, reason="不")
    report = services.return_training(report, by=cast.office, reason="缺证书")
    with pytest.raises(NotYourTurn, match="不由您办理，应由填写记录的督学办理"):
        services.report_training_again(
            report, by=cast.other_inspector, mode="online", title="一", day=report.day, hours=Decimal(1)
        )
    sees = [sign_in(getattr(cast, name)).get(report.get_absolute_url()).status_code for name in ("leader", "inspector")]
    assert sees == [200, 200]
    for name in ("other_inspector", "zone_leader", "school_head", "expert"):
        assert sign_in(getattr(cast, name)).get(report.get_absolute_url()).status_code == 404
    file = files.files_of(report).get()
    assert files.readable_by(cast.inspector, file)
    assert not files.readable_by(cast.other_inspector, file)
    assert second != first


def test_the_list(cast: Cast, sign_in: SignIn) -> None:
    office = sign_in(cast.office)
    assert "没有符合条件的培训申报" in text(office.get(LIST))
    one = walk.reported(cast)
    two = walk.approved(cast, title="智慧平台", mode=TrainingMode.SELF_STUDY)

    def shown(**query: str) -> set[object]:
        return set(office.get(LIST, query).context["page"])

    assert shown() == {one, two}
    assert shown(state="approved") == {two}
    assert shown(mode="online") == {one}
    assert shown(q="智慧平台") == {two}
    assert shown(q="督学乙") == set()
    assert shown(state="nonsense") == {one, two}
    assert sign_in(cast.inspector).get(LIST).status_code == 403
    few = queries(office, LIST)
    for number in range(10):
        walk.reported(cast, title=f"专题{number}")
    assert queries(office, LIST) == few <= 12
