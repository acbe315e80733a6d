"""Reading a PDF back: its words in reading order, the face of each character, where the ink is in millimetres."""

import io
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pdfplumber
import pypdf
import pypdfium2

MM = 72 / 25.4
DPI = 200
PAGE_NUMBER = re.compile(r"— \d+ —\s*$")


@dataclass(frozen=True)
class Char:
    """A character: its face, its type size in points, its left edge and its baseline in mm from the page's corner."""

    text: str
    face: str
    size: float
    x: float
    right: float
    baseline: float
    page: int


class Pdf:
    """A PDF file as a reader sees it."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    @cached_property
    def reader(self) -> pypdf.PdfReader:
        """The file's own structure."""
        return pypdf.PdfReader(io.BytesIO(self.data))

    @cached_property
    def pages(self) -> int:
        """How many pages there are."""
        return len(self.reader.pages)

    @cached_property
    def chars(self) -> list[Char]:
        """Every character in the order in which it was painted."""
        found = []
        with pdfplumber.open(io.BytesIO(self.data)) as pdf:
            for number, page in enumerate(pdf.pages, 1):
                for char in page.chars:
                    baseline = (float(page.height) - char["matrix"][5]) / MM
                    face = char["fontname"].partition("+")[2]
                    found.append(
                        Char(char["text"], face, char["size"], char["x0"] / MM, char["x1"] / MM, baseline, number)
                    )
        return found

    def lines(self, page: int) -> list[list[Char]]:
        """The characters of a page gathered into lines by their baselines, from top to bottom."""
        rows: dict[float, list[Char]] = {}
        for char in self.chars:
            if char.page == page and char.text.strip():
                rows.setdefault(round(char.baseline, 1), []).append(char)
        return [sorted(rows[key], key=lambda char: char.x) for key in sorted(rows)]

    def line_with(self, words: str, page: int = 0) -> list[Char]:
        """The first line that holds `words`, on `page` or anywhere."""
        for number in [page] if page else range(1, self.pages + 1):
            for line in self.lines(number):
                if words in "".join(char.text for char in line):
                    return line
        raise AssertionError(f"No line holds {words!r}.")

    def find(self, words: str) -> list[Char]:
        """The characters of the first occurrence of `words`."""
        text = "".join(char.text for char in self.chars)
        place = text.index(words)
        return self.chars[place : place + len(words)]

    def text(self, page: int = 0) -> str:
        """The words in painting order without white space, page numbers left out."""
        words = []
        for number in [page] if page else range(1, self.pages + 1):
            words.append(PAGE_NUMBER.sub("", self.reader.pages[number - 1].extract_text()))
        return squeeze("".join(words))

    def image(self, page: int) -> Any:
        """A picture of a page at 200 dots to the inch."""
        document = pypdfium2.PdfDocument(self.data)
        picture = document[page - 1].render(scale=DPI / 72).to_pil().convert("RGB")
        document.close()
        return picture

    def ink(self, page: int, box: tuple[float, float, float, float], *, red: bool = False) -> tuple[float, ...]:
        """The box around the ink inside `box` (left, top, right, bottom in mm), all of it or the red only."""
        scale = DPI / 25.4
        crop = self.image(page).crop(tuple(round(value * scale) for value in box))
        wanted = crop.split()[1].point(lambda value: 255 if value < 128 else 0)
        if red:
            reds = crop.split()[0].point(lambda value: 255 if value > 200 else 0)
            black = wanted.copy()
            wanted = wanted.point(lambda _: 0)
            wanted.paste(black, mask=reds)
        found = wanted.getbbox()
        assert found, f"No ink on page {page} in {box}."
        left, top = box[:2]
        return (left + found[0] / scale, top + found[1] / scale, left + found[2] / scale, top + found[3] / scale)


def squeeze(text: str) -> str:
    """The text without any white space."""
    return re.sub(r"\s+", "", text)
