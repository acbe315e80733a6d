"""The kinds of official document of the county, with the counter each draws its number from and its layout."""

from dataclasses import dataclass
from enum import StrEnum


class Layout(StrEnum):
    """The form of GB/T 9704-2012 in which a kind is set."""

    STANDARD = "standard"  # clause 7: red mark, centred number, red rule
    UPWARD = "upward"  # clause 7.2.5, 7.2.6: number at the left, signer at the right
    LETTER = "letter"  # clause 10.1: double red rules, number at the right
    PLAIN = "plain"  # no head: records and certificates that are kept with a document


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """One kind: code, Chinese name, default 代字 of its counter, layout, whether it must be addressed."""

    code: str
    name: str
    series: str
    layout: Layout
    addressed: bool = True

    @property
    def upward(self) -> bool:
        """Tell whether it goes to a superior body, and so names its signer (GB/T 9704-2012, 7.2.6)."""
        return self.layout is Layout.UPWARD


# 代字: the committee's own documents and those of its office are counted apart, and each kind that binds a unit apart.
COMMITTEE_SERIES = "米府教督"
OFFICE_SERIES = "米教督办"

_KINDS = (
    DocumentKind("inspection_notice", "督导通知", OFFICE_SERIES, Layout.STANDARD),
    DocumentKind("preliminary_opinion", "初步督导意见", "米教督初", Layout.LETTER),
    DocumentKind("opinion_letter", "督导意见书", "米教督意", Layout.STANDARD),
    DocumentKind("rectification_order", "整改通知书", "米教督整", Layout.STANDARD),
    DocumentKind("urging_notice", "督办通知", "米教督催", Layout.STANDARD),
    DocumentKind("talk_notice", "约谈通知书", "米教督约", Layout.LETTER),
    DocumentKind("talk_record", "约谈记录", "米教督谈", Layout.PLAIN, addressed=False),
    DocumentKind("consultation_letter", "协商意见书", "米教督函", Layout.LETTER),
    DocumentKind("circular", "督导通报", COMMITTEE_SERIES, Layout.STANDARD),
    DocumentKind("accountability_decision", "问责决定书", "米府教督问", Layout.STANDARD),
    DocumentKind("appeal_decision", "申诉处理决定书", "米府教督复", Layout.STANDARD),
    DocumentKind("inspection_report", "督导报告", "米教督报", Layout.UPWARD),
    DocumentKind("filing_letter", "备案报告", "米教督备", Layout.UPWARD),
    DocumentKind("rectification_announcement", "整改情况公告", "米教督公", Layout.STANDARD, addressed=False),
    DocumentKind("commendation", "表扬通报", COMMITTEE_SERIES, Layout.STANDARD),
    DocumentKind("appointment_letter", "聘书", "米府教督聘", Layout.PLAIN, addressed=False),
    DocumentKind("draw_record", "抽取记录", "米教督抽", Layout.PLAIN, addressed=False),
    DocumentKind("appraisal_notice", "督学考核结果通知", "米教督考", Layout.LETTER),
    DocumentKind("appraisal_form", "督学考核表", "米教督考", Layout.PLAIN, addressed=False),
    DocumentKind("measure_notice", "督学处理通知书", "米教督处", Layout.LETTER),
    DocumentKind("growth_file", "督学成长档案", "米教督档", Layout.PLAIN, addressed=False),
    DocumentKind("annual_report", "年度督导报告", "米府教督年", Layout.UPWARD),
)

KINDS: dict[str, DocumentKind] = {kind.code: kind for kind in _KINDS}
