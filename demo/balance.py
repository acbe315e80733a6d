"""The demo's balanced development: this year's workbook as it stands, and a made-up year before it for the trends."""

import datetime as dt
from pathlib import Path

from django.core.files.base import ContentFile
from openpyxl import load_workbook

from accounts.models import User
from core import calendar
from core.excel import confirm_import, run_import
from core.excel.kinds import get_kind
from core.excel.writing import SheetWriter
from demo.clock import as_of

TOKEN = "balanced-development"  # noqa: S105 (a word in an address, no secret)
WORKBOOK = Path(__file__).with_name("balanced-development-2026.xlsx")
YEAR = 2026
HEADER_ROW = 3
PUPILS = 3  # the column; resources stand behind it


def build(office: User) -> None:
    """Import the year before first, as of a year ago, then the county's own workbook."""
    with as_of(calendar.today() - dt.timedelta(days=365)):
        before = ContentFile(_year_before(), name=f"优质均衡{YEAR - 1}年.xlsx")
        confirm_import(run_import(TOKEN, before, by=office), by=office)
    confirm_import(run_import(TOKEN, WORKBOOK, by=office), by=office)


def _year_before() -> bytes:
    """A workbook like the county's: most schools had a little less, every sixth had more than it has now."""
    sheet = load_workbook(WORKBOOK).worksheets[0]  # read at once, so that no file stays open
    rows = [list(row) for row in sheet.iter_rows(min_row=HEADER_ROW, values_only=True)]
    writer = SheetWriter([16.0] * len(rows[0]))
    writer.title(f"{YEAR - 1}年{get_kind(TOKEN).resource.sheet_title}")
    writer.note("（示例数据，推算而成）")
    writer.header([str(title) for title in rows[0]])
    for number, row in enumerate(rows[1:]):
        pupils, *amounts = row[PUPILS:]
        percent = 108 if number % 6 == 0 else 92 + number % 7
        writer.line([*row[:PUPILS], pupils + pupils // 40, *(amount * percent // 100 for amount in amounts)])
    return writer.bytes()
