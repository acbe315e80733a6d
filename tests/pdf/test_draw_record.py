"""The drawing record 抽取记录: what it says, and that its PDF has every word of it."""

from dataclasses import replace
from datetime import date

from reports.builders.draw import DrawFacts, DrawnUnit, Stratum, draw_record, grouped
from reports.layout.render import document_text, render_pdf
from tests.pdf.examples import OFFICE, issue
from tests.pdf.reading import Pdf

FACTS = DrawFacts(
    number="米教督抽〔2026〕7号",
    purpose="2026年冬季学校食堂食品安全专项督导",
    first_on=date(2026, 12, 7),
    last_on=date(2026, 12, 9),
    committed="2026年11月23日10时00分",
    inspectors=30,
    per_unit=3,
    ceiling=8,
    pool_sha256="2d1762e9712118de09bbe0261aaa0723b6f94485a60322550b03126be4e38f78",
    strata=(Stratum("小学", 25, 2), Stratum("民办幼儿园", 18, 1)),
    included=(("示例中学", "群众举报"),),
    excluded=(("示例小学", "上月刚接受督导"),),
    seed="61244325136141225364",
    source="县政府三楼会议室现场掷骰子",
    seeded="2026年11月23日14时30分",
    witnesses=("见证人甲（纪检监察组）", "见证人乙（家长代表）"),
    result_sha256="92f2ffc69c7116612841a908861b87356ee1c83d411301c1ab7559272825358a",
    units=(
        DrawnUnit("示例中学", "", ("王建国", "䶮晓琳", "𬭎志强")),
        DrawnUnit("示例幼儿园", "民办幼儿园", ("张卫东",)),
        DrawnUnit("示例小学二", "小学", ()),
    ),
    url="https://supervision.example.gov.cn/draws/2026-7/",
)


def record(**changes: object) -> str:
    """The text of the record."""
    return document_text(draw_record(replace(FACTS, **changes), office=OFFICE, issue=issue(FACTS.number)))  # type: ignore[arg-type]


def test_it_names_commit_seed_witnesses_and_result() -> None:
    text = record()
    assert "2d1762e9 712118de" in text
    assert "产生随机种子61244 32513 61412 25364。见证人：见证人甲（纪检监察组）、见证人乙（家长代表）" in text
    assert "必查单位：示例中学（群众举报）。" in text
    assert "不纳入抽取的单位：示例小学（上月刚接受督导）。" in text
    assert "王建国、䶮晓琳、𬭎志强" in text
    assert "代替" not in text


def test_a_redraw_names_what_it_replaces_and_why() -> None:
    text = record(replaces="米教督抽〔2026〕6号", why_again="名录库有误", included=(), excluded=())
    assert "本次抽取代替米教督抽〔2026〕6号，原因：名录库有误。" in text
    assert "必查单位" not in text


def test_the_pdf_has_its_words_and_embeds_its_faces() -> None:
    pdf = Pdf(render_pdf(draw_record(FACTS, office=OFFICE, issue=issue(FACTS.number))))
    painted = "".join(char.text for char in pdf.chars).replace(" ", "")
    for words in ("米教督抽〔2026〕7号", "𬭎志强", "2d1762e9712118de", "61244325136141225364", "draws/2026-7/"):
        assert words in painted
    assert pdf.pages <= 3


def test_long_digits_are_grouped() -> None:
    assert grouped("1234567", 3) == "123 456 7"
