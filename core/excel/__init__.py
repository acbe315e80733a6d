"""Excel in and out: workbooks as a county keeps them, previewed row by row before anything is written."""

from core.excel.kinds import ImportKind, get_kind, kinds_for, register
from core.excel.runs import confirm_import, drop_import, make_preview, receive, run_import

__all__ = [
    "ImportKind",
    "confirm_import",
    "drop_import",
    "get_kind",
    "kinds_for",
    "make_preview",
    "receive",
    "register",
    "run_import",
]
