"""The notice and the form of an appraisal as documents, the growth file as a PDF: who gets them, what they say."""

import io
from collections.abc import Callable
from decimal import Decimal

import pdfplumber
from django.test import Client
from django.urls import reverse
from django.utils import translation

from core.models import AuditEvent, Notification
from inspectors.appraisal import services
from inspectors.models import Appraisal, Inspector
from reports.facts.appraisal import form_of_appraisal, notice_of_appraisal
from reports.layout.render import render_pdf
from reports.models import OfficialDocument
from tests.people import Cast
from tests.walk import appraisal as walk
from tests.walk import training

SignIn = Callable[[object], Client]


def words(data: bytes) -> str:
    """The text of a PDF without line breaks."""
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        return "".join(page.extract_text() for page in pdf.pages).replace("\n", "").replace(" ", "")


def employed(cast: Cast) -> None:
    """The first inspector works at the first school."""
    Inspector.objects.filter(user=cast.inspector).update(employer=cast.school.name)


def test_the_employer_gets_the_notice_and_the_person_reads_it(cast: Cast, sign_in: SignIn) -> None:
    employed(cast)
    row = walk.told(cast)
    document = OfficialDocument.objects.get(kind="appraisal_notice")
    assert (document.addressee, document.number) == (cast.school, row.notice_number)
    told = Notification.objects.filter(kind="document").values_list("recipient__username", flat=True)
    assert set(told) == {"school"}
    for name, status in (("school_head", 200), ("inspector", 200), ("office", 200)):
        assert sign_in(getattr(cast, name)).get(document.get_absolute_url()).status_code == status
    for name in ("other_inspector", "other_school_head", "zone_leader"):
        assert sign_in(getattr(cast, name)).get(document.get_absolute_url()).status_code == 404
    assert sign_in(cast.school_head).get(row.get_absolute_url()).status_code == 404


def test_what_the_notice_says(cast: Cast) -> None:
    employed(cast)
    row = walk.told(cast, grade="incompetent")
    with translation.override("en"):
        said = words(render_pdf(notice_of_appraisal(row)))
    for part in (
        row.notice_number,
        "关于督学甲同志督学考核结果的通知",
        f"{cast.school.name}：",
        f"{row.year}年度考核的等次为：不称职。",
        "按月督导，记录及时，培训学时达标。",
        "可以解除聘任",
    ):
        assert part in said
    assert walk.SUMMARY[:8] not in said  # the self-summary is not the employer's


def test_an_employer_that_is_not_on_the_platform(cast: Cast) -> None:
    row = walk.told(cast)
    assert OfficialDocument.objects.get(kind="appraisal_notice").addressee is None
    assert f"{row.inspector.name}同志：" in words(render_pdf(notice_of_appraisal(row)))


def test_the_form_is_filed_and_says_it_all(cast: Cast, sign_in: SignIn) -> None:
    employed(cast)
    training.recorded(cast, hours=Decimal("16.5"))
    row = services.answer_appraisal(walk.replied(cast), by=cast.office, answer="复查已计入")
    row = services.file_appraisal(row, by=cast.office)
    document = OfficialDocument.objects.get(kind="appraisal_form")
    assert (document.number, document.addressee, document.about) == (row.form_number, None, row)
    assert sign_in(cast.inspector).get(document.get_absolute_url()).status_code == 200
    assert sign_in(cast.school_head).get(document.get_absolute_url()).status_code == 404
    said = words(render_pdf(form_of_appraisal(Appraisal.objects.get(pk=row.pk))))
    for part in (
        f"督学{row.year}年度考核表",
        "履职数据",
        "责任学校按月督导",
        f"{row.year}年培训学时16.540",
        "全年按月督导责任学校",
        "考核等次：称职。督导办主任于",
        "请核实复查是否计入。",
        "复查已计入。",
    ):
        assert part in said, part


def test_the_growth_file_is_printed_and_logged(cast: Cast, sign_in: SignIn) -> None:
    employed(cast)
    training.recorded(cast, hours=Decimal(16), title="市级督学集中培训")
    row = walk.filed(cast)
    for name in ("inspector", "office"):
        answer = sign_in(getattr(cast, name)).post(reverse("print_growth_file", args=[row.inspector_id]))
        assert answer["Content-Type"] == "application/pdf"
        said = words(answer.content)
        for part in ("督学成长档案（督学甲）", cast.school.name, "市级督学集中培训", f"{row.year}年度考核", "称职"):
            assert part in said, part
    assert AuditEvent.objects.filter(action="print_growth_file").count() == 2
