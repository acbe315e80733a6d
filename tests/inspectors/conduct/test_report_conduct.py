"""report_conduct: sent in by a unit, the office and the public, with the reporter sealed and the brake on."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from PIL import Image

from accounts.models import PolicySetting
from accounts.turns import turns_of
from core import calendar, files
from core.calendar import deadline
from core.errors import NotAllowed, Refused
from core.models import AuditEvent, Notification, StoredFile
from inspectors.models import ConductCategory, ConductReport, ConductSource, Inspector, PlaqueAssignment
from inspectors.plaque import services
from tests.core.uploads import PDF
from tests.pages import text
from tests.people import Cast
from tests.walk import conduct as walk

SignIn = Callable[[object], Client]
FORM = "/conduct/report/"
DESK = "/desk/inspectors/conduct/report/"


def filled(cast: Cast, **changes: object) -> dict[str, object]:
    """The public form about the inspector on the school's plaque."""
    content = {"unit": cast.school.pk, "who": "plaque", "category": "rude", "text": "当众辱骂值班教师"}
    return content | changes


def photograph() -> SimpleUploadedFile:
    """A picture that says where and with what it was taken."""
    exif = Image.Exif()
    exif[271], exif[305] = "PhoneMaker", "Firmware"
    stream = BytesIO()
    Image.new("RGB", (40, 30), "#887766").save(stream, "JPEG", exif=exif)
    return SimpleUploadedFile("钱举报的手机拍摄.jpg", stream.getvalue(), content_type="image/jpeg")


def test_a_parent_reports_about_the_inspector_on_the_plaque(cast: Cast, second: Inspector) -> None:
    services.assign_plaque(cast.school, by=cast.office, inspector=second)
    client = Client()
    page = client.get(f"{FORM}?unit={cast.school.code}")
    assert "第一示例中学的挂牌责任督学：督学乙" in text(page)
    assert page["Cache-Control"] == "no-store"
    sent = client.post(FORM, filled(cast, name=walk.SECRET_NAME, contact=walk.SECRET_PHONE, evidence=[photograph()]))
    report = ConductReport.objects.get()
    assert sent["Location"] == report.get_public_url()
    assert (report.inspector, report.source, report.state) == (second, ConductSource.PUBLIC, "received")
    limit = deadline(calendar.today(), 5, calendar.DayUnit.WORKING)
    assert (report.due_on, report.due_basis) == (limit.on, limit.basis("conduct_accept_days"))
    receipt = text(client.get(report.get_public_url()))
    assert all(report.code[n : n + 4] in receipt for n in (0, 4, 8))
    assert "当众辱骂" not in receipt
    assert "督学乙" not in receipt
    assert set(Notification.objects.filter(kind="report_conduct").values_list("recipient__username", flat=True)) == {
        "office",
        "head",
    }


def test_the_reporter_is_sealed_in_the_database_and_in_the_log(cast: Cast) -> None:
    report = walk.received(cast, evidence=[photograph()])
    unit = walk.of_unit(cast)
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(t)::text FROM inspectors_conductreport t")
        rows = "".join(row for (row,) in cursor.fetchall())
        cursor.execute("SELECT row_to_json(t)::text FROM core_auditevent t WHERE at > now() - interval '1 hour'")
        log = "".join(row for (row,) in cursor.fetchall())
    for secret in (walk.SECRET_NAME, walk.SECRET_PHONE, str(cast.kindergarten_head.pk)):
        assert secret not in rows
        assert secret not in log
    assert report.reporter() == {"name": walk.SECRET_NAME, "contact": walk.SECRET_PHONE}
    assert unit.reporter()["unit"] == "示例幼儿园"
    assert not AuditEvent.objects.filter(action="create_conduct_report").exclude(actor=None).exists()
    kept = files.files_of(report).get()
    assert (kept.name, kept.stored_by) == ("附件1.jpg", None)
    with kept.file.open("rb") as stream, Image.open(stream) as picture:
        assert not dict(picture.getexif())


def test_papers_are_kept_as_they_are(cast: Cast) -> None:
    paper = SimpleUploadedFile("钱举报的收据.pdf", PDF, content_type="application/pdf")
    kept = files.files_of(walk.received(cast, evidence=[paper])).get()
    assert (kept.name, kept.content_type) == ("附件1.pdf", "application/pdf")


def test_by_name_or_in_words(cast: Cast, second: Inspector) -> None:
    client = Client()
    client.post(FORM, filled(cast, who="other", inspector_words="督学乙"))
    client.post(FORM, filled(cast, who="other", inspector_words="开白色轿车来的男督学"))
    named, unknown = ConductReport.objects.order_by("created_at")
    assert named.inspector == second
    assert (unknown.inspector, unknown.about) == (None, "开白色轿车来的男督学")


def test_what_the_public_form_refuses(cast: Cast) -> None:
    client = Client()
    PolicySetting.objects.update_or_create(key="conduct_hourly", defaults={"value": 50})
    for changes, said in (
        ({"unit": ""}, "请选择挂牌学校"),
        ({"who": "other"}, "请说明反映的是哪位督学"),
        ({"text": " "}, "具体情况"),
        ({}, "目前没有挂牌责任督学"),
        ({"evidence": [SimpleUploadedFile("表.xlsx", b"PK")]}, "此处只接受"),
        ({"happened_on": "2199-01-01"}, "尚未到来"),
        ({"who": "other", "inspector_words": "某", "evidence": [SimpleUploadedFile("a.pdf", PDF)] * 6}, "附件最多5个"),
        ({"who": "other", "inspector_words": "某", "evidence": [SimpleUploadedFile("a.jpg", b"no")]}, "不符"),
    ):
        page = client.post(FORM, filled(cast, **changes))
        assert page.status_code == 422, changes
        assert said in text(page), changes
    assert not ConductReport.objects.exists()
    assert not StoredFile.objects.filter(name__startswith="附件").exists()


def test_the_brake_keeps_what_was_typed(cast: Cast) -> None:
    PolicySetting.objects.update_or_create(key="conduct_hourly", defaults={"value": 2})
    client = Client()
    data = filled(cast, who="other", inspector_words="某督学")
    for _turn in range(2):
        assert client.post(FORM, data).status_code == 302
    page = client.post(FORM, data)
    assert page.status_code == 429
    assert "当众辱骂值班教师" in text(page)
    assert ConductReport.objects.count() == 2
    other = Client(REMOTE_ADDR="203.0.113.9")
    assert other.post(FORM, data).status_code == 302


def test_following_by_the_code(cast: Cast) -> None:
    report = walk.received(cast)
    client = Client()
    code = f"{report.code[:4]} {report.code[4:].lower()}"
    assert client.get("/conduct/", {"code": code})["Location"] == report.get_public_url()
    assert "没有查到该回执码" in text(client.get("/conduct/", {"code": "ABCDEFGHJKMN"}))
    assert client.get(reverse("public_conduct_report", args=["ABCDEFGHJKMN"])).status_code == 404
    assert reverse("public_conduct") in text(client.get(reverse("portal")))
    assert f"{FORM}?unit={cast.school.code}" in text(client.get(reverse("public_unit", args=[cast.school.code])))


def test_a_unit_reports_at_its_desk(cast: Cast, sign_in: SignIn, second: Inspector) -> None:
    client = sign_in(cast.school_head)
    assert client.get(DESK).context["form"].initial == {"unit": cast.school.pk}
    page = client.post(DESK, filled(cast, who="other", inspector_words="督学乙"))
    report = ConductReport.objects.get()
    assert page["Location"] == report.get_own_url()
    assert (report.source, report.inspector) == (ConductSource.UNIT, second)
    own = text(client.get(report.get_own_url()))
    assert "当众辱骂值班教师" in own
    assert report.code in own
    assert report.get_own_url() in text(client.get(reverse("my_conduct_reports")))
    assert client.get(report.get_absolute_url()).status_code == 404
    for name in ("other_school_head", "kindergarten_head"):
        stranger = sign_in(getattr(cast, name))
        assert stranger.get(report.get_own_url()).status_code == 404
        assert list(stranger.get(reverse("my_conduct_reports")).context["page"]) == []


def test_the_servers_log_names_nobody(cast: Cast, sign_in: SignIn, caplog: pytest.LogCaptureFixture) -> None:
    client = sign_in(cast.school_head)
    caplog.clear()
    client.post(DESK, filled(cast, who="other", inspector_words="督学乙"))
    report = ConductReport.objects.get()
    client.get(report.get_own_url())
    client.get(report.get_public_url())
    lines = " ".join(str(record.msg) for record in caplog.records)
    assert "/conduct/" in lines
    for secret in (str(cast.school_head.pk), str(report.pk), report.code):
        assert secret not in lines


def test_the_office_enters_what_it_found(cast: Cast, sign_in: SignIn, second: Inspector) -> None:
    client = sign_in(cast.office)
    data = {"inspector": second.pk, "category": "false_record", "text": "入校记录与门卫登记不符"}
    page = client.post(DESK, data)
    report = ConductReport.objects.get()
    assert page["Location"] == report.get_absolute_url()
    assert (report.source, report.has_reporter) == (ConductSource.OFFICE, False)
    assert AuditEvent.objects.get(action="create_conduct_report").actor == cast.office
    assert client.post(DESK, data | {"text": ""}).status_code == 422


def test_who_may_not_report_at_the_desk(cast: Cast, sign_in: SignIn) -> None:
    for name in ("inspector", "zone_leader", "leader", "expert", "auditor"):
        assert sign_in(getattr(cast, name)).get(DESK).status_code == 403
        with pytest.raises(NotAllowed, match="此处供学校"):
            walk.received(cast, by=getattr(cast, name))
    assert sign_in(cast.office).get(reverse("my_conduct_reports")).status_code == 403


def test_refusals(cast: Cast) -> None:
    with pytest.raises(Refused, match="未指明被反映的督学"):
        walk.received(cast, inspector=None)
    with pytest.raises(Refused, match="请填写反映内容"):
        walk.received(cast, text=" ")
    with pytest.raises(Refused, match="没有挂牌责任督学"):
        walk.received(cast, inspector=None, from_plaque=True)
    assert not PlaqueAssignment.objects.current().filter(unit=cast.school).exists()


def test_it_waits_for_the_office_only(cast: Cast) -> None:
    walk.received(cast, category=ConductCategory.RUDE)

    def waits(name: str) -> bool:
        turns = turns_of(getattr(cast, name), today=calendar.today())
        return any(turn.kind == "conduct_report" for turn in turns.items)

    assert [name for name in cast.everybody() if waits(name)] == ["office", "office_head"]
