"""The notice of a measure about an inspector: its words, who opens it, and that nothing of a reporter is in it."""

import io
from collections.abc import Callable

import pdfplumber
import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Zone
from accounts.roles import Role
from core.models import Notification
from inspectors.conduct import services as conduct_services
from inspectors.models import Inspector, MeasureKind
from reports.document import services as document_services
from reports.facts.measure import notice_of_measure
from reports.layout.wording import cn_date
from reports.models import OfficialDocument
from tests.pages import queries, text
from tests.people import Cast
from tests.walk import conduct as walk

SignIn = Callable[[object], Client]


def notice() -> OfficialDocument:
    """The one notice, with its PDF."""
    return document_services.build_pdf(OfficialDocument.objects.get(kind="measure_notice").pk)


def words_of(document: OfficialDocument) -> str:
    """The text of the PDF in one line."""
    with document.pdf.file.open("rb") as stream, pdfplumber.open(io.BytesIO(stream.read())) as pdf:
        return "".join(page.extract_text() for page in pdf.pages).replace("\n", "").replace(" ", "")


def test_what_the_notice_of_an_order_says(cast: Cast) -> None:
    order = walk.measure(cast, MeasureKind.ORDER)
    document = notice()
    assert order.number.startswith("米教督处〔")
    assert (document.number, document.about, document.addressee) == (order.number, order, None)
    said = words_of(document)
    for part in (
        order.number,
        "关于责令督学乙同志限期改正的通知",
        "督学乙同志：",
        "给予处理。",
        "《教育督导条例》第二十六条",
        f"请你于{cn_date(order.correct_by)}前改正到位",
        f"可以在{cn_date(order.due_on)}以前",
    ):
        assert part in said, part
    for secret in (walk.SECRET_NAME, walk.SECRET_PHONE, walk.TEXT, cast.school.name, order.report.code):
        assert secret not in said, secret


@pytest.mark.parametrize(
    ("kind", "title", "decided"),
    [
        (MeasureKind.TALK, "关于对督学乙同志进行谈话提醒的通知", "决定对你进行谈话提醒"),
        (MeasureKind.WARNING, "关于给予督学乙同志警告的通知", "决定给予你警告"),
        (MeasureKind.REMOVAL, "关于建议解聘督学乙同志督学职务的通知", "决定建议解除你的督学聘任"),
    ],
)
def test_each_kind_of_measure_has_its_own_words(cast: Cast, kind: str, title: str, decided: str) -> None:
    content = notice_of_measure(walk.measure(cast, kind))
    assert content.title == title
    assert decided in str(content.body)


def test_who_opens_the_notice(cast: Cast, sign_in: SignIn) -> None:
    measure = walk.measure(cast)
    document = notice()
    assert not Notification.objects.filter(kind="document").exists()
    page, paper = document.get_absolute_url(), reverse("open_file", args=[document.pdf_id])
    for name in ("other_inspector", "office", "office_head", "leader"):
        own = sign_in(getattr(cast, name))
        assert page in text(own.get(measure.get_absolute_url())), name
        assert own.get(page).status_code == 200, name
        assert b"".join(own.get(paper).streaming_content).startswith(b"%PDF"), name
    for name in ("inspector", "third_inspector", "school_head", "kindergarten_head"):
        other = sign_in(getattr(cast, name))
        assert [other.get(address).status_code for address in (page, paper)] == [404, 404], name


def test_a_colleague_of_the_office_who_leads_the_zone_does_not_see_it(cast: Cast, sign_in: SignIn) -> None:
    zone = Inspector.objects.get(user=cast.other_inspector).zone
    walk.measure(cast)
    document = notice()
    office = sign_in(cast.office)
    assert document.title in text(office.get(reverse("documents")))
    assert cast.office.has_role(Role.OFFICE)
    Zone.objects.filter(pk=zone.pk).update(deputy=cast.office)
    assert document.title not in text(office.get(reverse("documents")))
    assert document.title not in text(office.get(reverse("search"), {"q": "督学乙"}))
    assert office.get(document.get_absolute_url()).status_code == 404


def test_a_measure_that_was_lifted_keeps_its_notice(cast: Cast, sign_in: SignIn) -> None:
    measure = conduct_services.lift_measure(walk.replied(cast), by=cast.office_head, reason="申辩成立")
    document = OfficialDocument.objects.get(kind="measure_notice")
    assert document.number == measure.number
    own = sign_in(cast.other_inspector)
    assert measure.number in text(own.get(measure.get_absolute_url()))
    page = text(own.get(document.get_absolute_url()))
    assert measure.get_absolute_url() in page
    assert "已撤销" in page
    assert "尚未签收" not in page  # no unit has to confirm it


def test_the_register_asks_no_more_with_many_notices(cast: Cast, sign_in: SignIn) -> None:
    office = sign_in(cast.office)
    walk.measure(cast)
    few = queries(office, reverse("documents"))
    walk.measure(cast, MeasureKind.TALK)
    assert queries(office, reverse("documents")) == few


def test_the_public_check_names_nobody(cast: Cast, client: Client) -> None:
    walk.measure(cast)
    document = notice()
    page = text(client.get(reverse("check_document"), {"code": document.check_code}))
    assert document.number in page
    assert "督学乙" not in page
