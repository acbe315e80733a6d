"""The consultation letter: issued as a numbered document to the department, with the visit's facts in its PDF."""

import datetime as dt
import io

import pdfplumber
import pytest

from core.models import Notification
from reports.builders.consultation import ConsultationFacts, consultation_letter
from reports.layout.office import Issue, Office, Unit
from reports.layout.render import render_pdf
from reports.models import OfficialDocument
from tests.people import Cast
from tests.walk import regular as walk

OFFICE = Office(name="米易县人民政府教育督导委员会办公室", committee="委员会", government="米易县人民政府")


def letter(**changes: object) -> str:
    """The text of the letter's PDF, without line breaks."""
    facts = ConsultationFacts(
        unit=Unit("第一示例中学", "你校"),
        department=Unit("县教育和体育局", "你局"),
        visited_on=dt.date(2026, 11, 20),
        matter="校园及周边安全",
        found=("校门口占道摊点较多", "学校多次劝离无效。"),
        advice=("请会同有关部门整治",),
        answer_due=dt.date(2026, 12, 4),
        inspector="督学甲",
        **changes,
    )
    issue = Issue(issued_on=dt.date(2026, 11, 20), number="米教督函〔2026〕1号")
    with pdfplumber.open(io.BytesIO(render_pdf(consultation_letter(facts, office=OFFICE, issue=issue)))) as pdf:
        return "".join(page.extract_text() for page in pdf.pages).replace("\n", "").replace(" ", "")


def test_what_the_pdf_says() -> None:
    text = letter()
    for words in (
        "米教督函〔2026〕1号",
        "关于协商解决第一示例中学有关问题的函",
        "县教育和体育局：",
        "责任督学督学甲",
        "“校园及周边安全”方面",
        "校门口占道摊点较多。",
        "学校多次劝离无效。",
        "请会同有关部门整治。",
        "贵局",
        "2026年12月4日前",
    ):
        assert words in text, words
    assert "你局" not in text


@pytest.mark.usefixtures("holidays")
def test_issued_with_the_step(cast: Cast) -> None:
    found = walk.issued(cast)
    document = OfficialDocument.objects.get()
    assert (document.kind, document.number, document.addressee) == (
        "consultation_letter",
        found.number,
        cast.education_bureau,
    )
    assert document.about == found
    assert document in OfficialDocument.objects.visible_to(cast.liaison)
    assert not OfficialDocument.objects.visible_to(cast.school_head).exists()
    assert Notification.objects.filter(recipient=cast.liaison, kind="document").count() == 1
