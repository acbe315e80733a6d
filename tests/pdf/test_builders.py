"""What each kind says in the cases that its example does not show."""

from dataclasses import replace
from datetime import date

import pytest

from reports.builders.notice import NoticeFacts, inspection_notice
from reports.builders.opinion import OpinionFacts, opinion_letter
from reports.builders.order import OrderFacts, rectification_order
from reports.builders.preliminary import PreliminaryFacts, preliminary_opinion
from reports.builders.report import ReportFacts, UnitResult, inspection_report
from reports.builders.urging import Overdue, UrgingFacts, urging_notice
from reports.layout import fonts
from reports.layout.content import Column, DocumentContent, Paragraph, Table
from reports.layout.fonts import Face
from reports.layout.render import contents_of, document_text, render_pdf
from tests.pdf.examples import EXAMPLES, OFFICE, PROBLEMS, SCHOOL, TEAM, TITLE, issue
from tests.pdf.reading import Pdf

START, END = date(2026, 12, 7), date(2026, 12, 9)


def notice(**more: object) -> str:
    facts = NoticeFacts(SCHOOL, TITLE, START, END, ("学校食堂管理情况",), TEAM[:1], **more)  # type: ignore[arg-type]
    return document_text(inspection_notice(facts, office=OFFICE, issue=issue("米教督办〔2026〕18号")))


def test_notice_of_an_unannounced_inspection_is_handed_over_on_arrival() -> None:
    text = notice(unannounced=True)
    assert "本次督导不预先告知，本通知由督导小组到达时当面送达。" in text
    assert "另行商定" not in text


def test_notice_without_self_evaluation_does_not_ask_for_one() -> None:
    text = notice()
    assert "自评" not in text
    assert "五、工作要求" in text
    assert "学校食堂管理情况。" in text
    assert "督导人员如下：" in text


def test_notice_asks_for_self_evaluation_against_the_matters_where_no_framework_goes_with_it() -> None:
    assert "请你校对照督导事项组织自评，形成自评报告，于2026年12月1日前" in notice(
        self_evaluation_due=date(2026, 12, 1)
    )


def test_preliminary_opinion_counts_working_days_and_may_find_nothing() -> None:
    facts = PreliminaryFacts(SCHOOL, TITLE, START, END, ("良好",), (), 5, date(2026, 12, 18), working_days=True)
    text = document_text(preliminary_opinion(facts, office=OFFICE, issue=issue("米教督初〔2026〕10号")))
    assert "自收到本函之日起5个工作日内（至2026年12月18日止）" in text
    assert "督导小组未发现需要整改的问题。" in text
    assert "初步建议" not in text


def test_opinion_without_problems_makes_no_demands() -> None:
    facts = OpinionFacts(SCHOOL, TITLE, START, END, ("良好",), (), "你校书面放弃申辩")
    content = opinion_letter(facts, office=OFFICE, issue=issue("米教督意〔2026〕6号"))
    text = document_text(content)
    assert "你校书面放弃申辩。经综合分析" in text
    assert "本次督导未发现需要限期整改的问题。" in text
    assert "整改要求" not in text
    assert content.copies == ()


def test_opinion_without_dates_or_department_still_demands_rectification() -> None:
    facts = OpinionFacts(SCHOOL, TITLE, START, END, ("良好",), PROBLEMS, "你校未提出申辩")
    text = document_text(opinion_letter(facts, office=OFFICE, issue=issue("米教督意〔2026〕7号")))
    assert "三、整改要求" in text
    assert "报送整改方案" not in text
    assert "督促指导" not in text


def test_department_that_is_copied_already_is_not_copied_twice() -> None:
    facts = OrderFacts(SCHOOL, TITLE, PROBLEMS, START, END, governing_department="米易县教育和体育局")
    number = issue("米教督整〔2026〕6号", copies=("攀莲镇人民政府", "米易县教育和体育局"))
    assert rectification_order(facts, office=OFFICE, issue=number).copies == ("攀莲镇人民政府", "米易县教育和体育局")


def test_order_outside_of_an_opinion_letter_names_none() -> None:
    facts = OrderFacts(SCHOOL, TITLE, (replace(PROBLEMS[0], due_on=None),), START, END)
    text = document_text(rectification_order(facts, office=OFFICE, issue=issue("米教督整〔2026〕7号")))
    assert "督导意见书" not in text
    assert "存在1个需要整改的问题" in text


def test_first_urging_notice_does_not_count_itself() -> None:
    overdue = Overdue(PROBLEMS[0].text, START, "逾期1日", END)
    facts = UrgingFacts(SCHOOL, "米教督整〔2026〕5号", date(2026, 12, 1), (overdue,), END)
    content = urging_notice(facts, office=OFFICE, issue=issue("米教督催〔2026〕1号"))
    assert "现予以督办，请你校立即整改" in document_text(content)
    assert content.copies == ()


@pytest.mark.parametrize(
    ("found", "closed", "said"),
    [
        (0, 0, "本次督导没有列入问题台账的问题。"),
        (3, 3, "共将3个问题列入问题台账，截至本报告日，经核查销号3个，已全部整改到位。"),
        (3, 1, "经核查销号1个，其余2个正在限期整改，我办将跟踪复查。"),
    ],
)
def test_report_counts_what_was_put_right(found: int, closed: int, said: str) -> None:
    units = (UnitResult(SCHOOL.name, "良好", found, closed),)
    facts = ReportFacts(TITLE, units, START, END, (), ("王建国",))
    content = inspection_report(facts, office=OFFICE, issue=issue("米教督报〔2026〕4号"))
    text = document_text(content)
    assert said in text
    assert content.attachments == ()
    assert f"对{SCHOOL.name}进行了督导" in text
    assert "本次督导未发现需要限期整改的问题。" in text


def test_contents_list_the_first_level() -> None:
    pairs = contents_of(EXAMPLES["urging_notice"]())
    assert [words for _anchor, words in pairs] == ["一、督办问题", "二、督办要求"]


def test_what_people_typed_over_several_lines_becomes_paragraphs_and_clean_cells() -> None:
    typed: DocumentContent = replace(
        EXAMPLES["urging_notice"](),
        body=(
            Paragraph("第一段。\r\n\n第二段。\x07"),
            Table((Column("问题"),), (("第一行\n第二行",),), caption="表1"),
        ),
    )
    text = document_text(typed).splitlines()
    assert "第一段。" in text
    assert "第二段。" in text
    assert "表1问题第一行第二行" in text
    assert "表1问题第一行第二行" in Pdf(render_pdf(typed)).text()


def test_character_of_no_font_takes_a_whole_place() -> None:
    assert fonts.advance("\u0e01", Face.FANG) == 1.0
    assert fonts.ink("\u0e01", Face.FANG) == (0.85, 0.1)
