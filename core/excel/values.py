"""What a cell may hold: texts, numbers, dates and words of a list, read as county offices write them."""

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from import_export.widgets import Widget

from core.excel.reasons import wrong
from core.workflow import gettext_noop as _

YES = {"是", "√", "✓", "有", "y", "yes", "true", "1"}
NO = {"否", "×", "x", "无", "n", "no", "false", "0"}
DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
MONTH = re.compile(r"(\d{4})[-/.年](\d{1,2})月?")
COMPACT_MONTH = re.compile(r"(\d{4})(\d{2})")
# Excel counts days from here; a date column formatted as a number shows such a count.
EPOCH = dt.date(1899, 12, 30)


def text_of(value: object) -> str:
    """A cell as one line of text: whole numbers without a point, dates as 2026-01-01, blanks collapsed."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        value = value.date()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(str(value).replace("\u3000", " ").split())


def compact(value: object) -> str:
    """A text without any blanks, brackets and colons made narrow: for comparing titles and words of a list."""
    return re.sub(r"\s+", "", text_of(value)).translate(str.maketrans("（）：／＊", "():/*")).strip("*").lower()


class Text(Widget):
    """A text of one line."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        """The text; blank for nothing."""
        return text_of(value)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """The text as it stands."""
        return text_of(value)


class Whole(Widget):
    """A whole number, zero or more; a number stored as text counts."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> int | None:
        """The number, or None for a blank cell."""
        text = text_of(value).replace(",", "").replace("，", "")
        if not text:
            return None
        if not re.fullmatch(r"\d{1,9}", text):
            raise wrong(_("“%(value)s” is not a whole number."), value=text)
        return int(text)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        """The number itself, so that Excel can add it up."""
        return value


class Points(Widget):
    """A number of points in steps of 0.1."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Decimal | None:
        """The points, or None for a blank cell."""
        text = text_of(value)
        if not text:
            return None
        try:
            points = Decimal(text)
        except InvalidOperation:
            raise wrong(_("“%(value)s” is not a number of points."), value=text) from None
        if not points.is_finite() or points < 0 or points != points.quantize(Decimal("0.1")):
            raise wrong(_("“%(value)s”: points are zero or more, in steps of 0.1."), value=text)
        return points.quantize(Decimal("0.1"))

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        """A number that Excel can add up, whole where it is whole."""
        if value is None:
            return None
        return int(value) if value == value.to_integral_value() else float(value)


class Amount(Widget):
    """A number, zero or more, with at most two places: square metres, yuan."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Decimal | None:
        """The amount, or None for a blank cell."""
        text = text_of(value).replace(",", "").replace("，", "")
        if not text:
            return None
        if not re.fullmatch(r"\d{1,12}(\.\d+)?", text, re.ASCII):
            raise wrong(_("“%(value)s” is not an amount: a number, zero or more."), value=text)
        amount = Decimal(text)
        # Excel may keep 12.3 as 12.300000000000001; whatever else has three places was meant so.
        if abs(amount - round(amount, 2)) > (Decimal("1e-6") if isinstance(value, float) else 0):
            raise wrong(_("“%(value)s”: at most two places are kept."), value=text)
        return round(amount, 2)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        """A number that Excel can add up, whole where it is whole."""
        if value is None:
            return None
        return int(value) if value == value.to_integral_value() else float(value)


class Day(Widget):
    """A date: a real one, or a text like 2026-01-01, 2026年1月1日, 2026/1/1."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> dt.date | None:
        """The date, or None for a blank cell."""
        found, text = self.read(value)
        if found is None and text:
            raise wrong(_("“%(value)s” is not a date; write it like 2026-01-01."), value=text)
        return found

    def read(self, value: Any) -> tuple[dt.date | None, str]:
        """The date in `value`, where there is one, and its text."""
        if isinstance(value, dt.datetime):
            return value.date(), text_of(value)
        if isinstance(value, dt.date):
            return value, text_of(value)
        text = text_of(value)
        if isinstance(value, int | float) and 18000 < value < 80000:
            return EPOCH + dt.timedelta(days=int(value)), text
        match = DAY.fullmatch(text.replace(" ", "")) or COMPACT_DAY.fullmatch(text)
        return (_date(*match.groups()) if match else None), text

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """The date as 2026-01-01, the way the county writes it."""
        return value.isoformat() if value else ""


class Month(Day):
    """A month: a date, or a text like 1978-05, 1978年5月; stored as its first day."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> dt.date | None:
        """The first day of the month, or None for a blank cell."""
        found, text = self.read(value)
        if found is None and text and not isinstance(value, float):  # 1978.1 as a number may be January or October
            match = MONTH.fullmatch(text.replace(" ", "")) or COMPACT_MONTH.fullmatch(text)
            found = _date(match[1], match[2], "1") if match else None
        if found is None and text:
            raise wrong(_("“%(value)s” is not a month; write it as text like 1978-05."), value=text)
        return found.replace(day=1) if found else None

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """The month as 1978-05."""
        return f"{value:%Y-%m}" if value else ""


class YesNo(Widget):
    """是 or 否, in the usual ways of writing it; blank is no."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> bool:
        """Whether it is a yes."""
        word = compact(value)
        if word in YES:
            return True
        if not word or word in NO:
            return False
        raise wrong(_("“%(value)s” is neither 是 nor 否."), value=text_of(value))

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """是 or 否."""
        return "是" if value else "否"


class Choice(Widget):
    """One word of a list; several words may mean the same, the first is written out."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        super().__init__()
        self.words = words
        self._values = {compact(word): value for word, value in words.items()}
        self._canonical: dict[Any, str] = {}
        for word, value in words.items():
            self._canonical.setdefault(value, word)

    @property
    def written(self) -> list[str]:
        """The words as they are written out: for the drop-down list of a template."""
        return list(self._canonical.values())

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        """The value that the word stands for; blank stays blank."""
        word = compact(value)
        if not word:
            return ""
        if word not in self._values:
            raise wrong(
                _("“%(value)s” is not known here; known are %(words)s."),
                value=text_of(value),
                words="、".join(self.written),
            )
        return self._values[word]

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """The first word for the value."""
        return self._canonical.get(value, "")


class Lookup(Widget):
    """The name of a record, looked up in a map that is read once per import."""

    def __init__(self, known: Mapping[str, Any], missing: str, **params: object) -> None:
        super().__init__()
        self.known, self.missing, self.params = known, missing, params

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        """The record, or None for a blank cell; raises ValidationError with `missing` for a name that is not known."""
        name = text_of(value)
        if not name:
            return None
        found = self.known.get(name) or self.known.get(compact(name))
        if found is None:
            raise wrong(self.missing, value=name, **self.params)
        return found

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """The record's name."""
        return str(value) if value else ""


def _date(year: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
