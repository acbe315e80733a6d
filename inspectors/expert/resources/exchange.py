"""The workbook of the exchange of experts: a sheet to read, and a sheet that carries the signed file itself."""

import base64
import io
from typing import Any

from django.core.files.base import File
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from core.errors import Refused
from core.excel.workbook import BROKEN, opened
from inspectors import exchange
from inspectors.expert.resources.register import Fields

READ, CARRIED = "专家名册", "签名数据"
MARK = "EXPERT-EXCHANGE"
NOTE = "本表供阅读；以“签名数据”表所载文件为准，改动任何一格都会被拒收。"
PER_ROW = 4000  # characters of base64 in a cell: a multiple of four, far below what a cell holds
TITLES = ("编号", "姓名", "性别", "工作单位", "职称", "学历", "类别", "专长", "聘期起", "聘期止", "联系电话")
WIDTHS = (38, 12, 8, 28, 14, 10, 28, 24, 14, 14, 16)
DEGREES = {"college": "大专", "bachelor": "本科", "graduate": "研究生"}
MOST_ROWS = 20_000


def exchange_workbook(data: bytes) -> bytes:
    """The signed file `data` as a workbook of two sheets."""
    rows = readable_rows(exchange.read(data)["payload"])
    book = Workbook()
    sheet: Any = book.active
    sheet.title = READ
    for row in rows:
        sheet.append(row)
    for line in sheet.iter_rows():
        for cell in line:
            if isinstance(cell.value, str):
                cell.data_type = "s"  # a name that begins with = is a name
                cell.alignment = Alignment(vertical="top", wrap_text=cell.row > len(HEAD_LINES))
    sheet["A1"].font = Font(bold=True, size=16)
    for cell in sheet[len(HEAD_LINES) + 1]:
        cell.font = Font(bold=True)
    for index, width in enumerate(WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    carried = book.create_sheet(CARRIED)
    carried.append([MARK])
    text = base64.b64encode(data).decode()
    for at in range(0, len(text), PER_ROW):
        carried.append([text[at : at + PER_ROW]])
    carried.column_dimensions["A"].width = 80
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


HEAD_LINES = ("title", "from", "number", "note")


def readable_rows(payload: dict[str, Any]) -> list[list[str]]:
    """Every cell of the sheet to read, as texts: what was signed in words. Raises Refused for an odd file."""
    try:
        county, recipient = payload["county"]["name"], payload["recipient"]["name"]
        head = [
            ["督导专家交换名册"],
            [f"{county}提供给{recipient}"],
            [f"第{payload['serial']}号　制作时间：{payload['created']}　有效期至：{payload['expires']}"],
            [NOTE],
            list(TITLES),
        ]
        return head + [_row(line) for line in payload["experts"]]
    except (AttributeError, KeyError, TypeError, ValueError):
        raise Refused(_("The workbook carries no readable file of experts.")) from None


def _row(line: dict[str, Any]) -> list[str]:
    plain = {name: str(line[name]) for name in ("id", "name", "gender", "employer", "title", "specialities")}
    return [
        plain["id"],
        plain["name"],
        plain["gender"],
        plain["employer"],
        plain["title"],
        DEGREES.get(line["education"], ""),
        str(Fields().render(line["categories"])),
        plain["specialities"],
        str(line["term_from"]),
        str(line["term_until"]),
        str(line.get("phone", "")),
    ]


def file_in_workbook(file: "File[Any]") -> bytes:
    """The signed file that the workbook `file` carries, once the sheet to read says the same, cell by cell.

    Raises Refused for a workbook that carries none, or whose readable sheet was changed. The signature is not checked.
    """
    with opened(file) as book:
        try:
            found = {sheet.title: _cells(sheet) for sheet in book.worksheets}
        except BROKEN:
            found = {}
    if READ not in found or found.get(CARRIED, [])[:1] != [[MARK]]:
        raise Refused(
            _("The workbook is none of the exchange of experts: the sheet with the signed file is missing."),
            remedy=_("Choose the workbook just as it came from the partner county."),
        )
    try:
        data = base64.b64decode("".join("".join(row) for row in found[CARRIED][1:]), validate=True)
        payload = exchange.read(data)["payload"]
    except ValueError:
        raise Refused(
            _("The signed file in the workbook is damaged."),
            remedy=_("Choose the workbook just as it came from the partner county."),
        ) from None
    wanted = [_stripped(row) for row in readable_rows(payload)]
    if found[READ] != wanted:
        pairs = zip(found[READ], wanted, strict=False)
        number = next(
            (at for at, (is_, ought) in enumerate(pairs, 1) if is_ != ought), min(len(found[READ]), len(wanted)) + 1
        )
        raise Refused(
            _("The sheet to read was changed: row %(row)s does not say what was signed.") % {"row": number},
            remedy=_("Choose the workbook just as it came from the partner county."),
        )
    return data


def _cells(sheet: Any) -> list[list[str]]:
    """The texts of a sheet, blanks at the ends of rows and of the sheet left out."""
    sheet.reset_dimensions()
    rows = []
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        if number > MOST_ROWS:
            break
        rows.append(_stripped(["" if value is None else str(value) for value in row]))
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _stripped(row: list[str]) -> list[str]:
    while row and not row[-1]:
        row = row[:-1]
    return row
