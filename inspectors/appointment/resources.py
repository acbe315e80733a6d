"""The appointments as a table: who was recommended by whom, where each stands, term, letter."""

from collections.abc import Iterable

from core.excel.writing import SheetWriter
from inspectors.models import Appointment

WIDTHS = (8, 12, 10, 12, 28, 20, 22, 14, 14, 12, 14, 14, 14, 22)
TITLES = (
    "序号",
    "姓名",
    "类别",
    "新聘或续聘",
    "工作单位",
    "来源",
    "推荐单位",
    "责任区",
    "状态",
    "公示起",
    "公示止",
    "聘期起",
    "聘期止",
    "聘书文号",
)


def title_of(county: str) -> str:
    """The table's title, and the name of its file."""
    return f"{county}督学聘任情况表"


def appointments_sheet(rows: Iterable[Appointment], *, title: str) -> bytes:
    """The workbook, a line for each appointment."""
    writer = SheetWriter(WIDTHS)
    writer.title(title)
    writer.header(TITLES)
    for number, row in enumerate(rows, 1):
        writer.line(
            [
                number,
                row.name,
                str(row.get_kind_display()),
                "续聘" if row.is_renewal else "新聘",
                row.employer,
                row.source,
                row.organisation.name if row.organisation else "督导办公室",
                str(row.zone or ""),
                row.get_state_display(),
                row.publicity_from,
                row.publicity_until,
                row.term_from,
                row.term_until,
                row.letter_number,
            ]
        )
    return writer.bytes()
