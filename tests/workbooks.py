"""Workbooks for the tests: the county's own from demo/, and small ones made on the spot."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from core.models import ImportRow, ImportRun

DEMO = Path(__file__).resolve().parent.parent / "demo"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def demo(name: str) -> Path:
    """The path of one of the county's workbooks."""
    return DEMO / f"{name}.xlsx"


def sheet(rows: Sequence[Sequence[Any]], *, name: str = "表.xlsx", more: Sequence[str] = ()) -> SimpleUploadedFile:
    """A workbook with `rows` on its one sheet; `more` names further, filled sheets."""
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    for title in more:
        book.create_sheet(title).append(["另一张表"])
    return packed(book, name=name)


def packed(book: Workbook, *, name: str = "表.xlsx") -> SimpleUploadedFile:
    """`book` as an upload."""
    stream = io.BytesIO()
    book.save(stream)
    return SimpleUploadedFile(name, stream.getvalue(), content_type=XLSX)


def changed_demo(name: str, changes: dict[str, Any]) -> SimpleUploadedFile:
    """One of the county's workbooks with the cells of `changes` (A1: value) written over."""
    book = load_workbook(demo(name))
    for cell, value in changes.items():
        book.active[cell] = value
    return packed(book, name=f"{name}.xlsx")


def upload(name: str, data: bytes) -> SimpleUploadedFile:
    """Bytes as an upload."""
    return SimpleUploadedFile(name, data, content_type=XLSX)


def upload_of(path: Path) -> SimpleUploadedFile:
    """A file as an upload."""
    return upload(path.name, path.read_bytes())


def refused(run: ImportRun) -> dict[int, ImportRow]:
    """The refused rows of a run by their number."""
    return {row.number: row for row in run.rows.filter(outcome="refused")}


def table_of(data: bytes) -> list[list[Any]]:
    """The cells of a workbook that the platform wrote."""
    book = load_workbook(io.BytesIO(data))
    return [[cell.value for cell in row] for row in book.active.iter_rows()]
