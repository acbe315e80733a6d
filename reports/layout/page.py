"""Where everything of an official document stands, in millimetres (GB/T 9704-2012, clauses 5, 7 and 10.1)."""

import re
from dataclasses import dataclass
from itertools import islice

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from reports.layout import fonts
from reports.layout.content import Column, DocumentContent
from reports.layout.fonts import Face
from reports.layout.kinds import Layout
from reports.layout.lines import Measure, SetText, break_lines, width_of
from reports.layout.title import title_lines
from reports.layout.walk import Annex, Part, Walked, walk

MM_PER_PT = 25.4 / 72
TEXT_WIDTH, TEXT_HEIGHT = 156.0, 225.0  # 版心, 5.2.1
LINE = 10.2272  # 5.2.3: 22 lines to a page, and not a hair more
TIGHT_LINE = 9.7826  # 23 lines
CELL = TEXT_WIDTH / 28  # 5.2.3: 28 characters to a line
BODY = 16 * MM_PER_PT  # 3号
SMALL = 14 * MM_PER_PT  # 4号
TITLE = 22 * MM_PER_PT  # 2号
PITCH = CELL / BODY - 1  # what 28 characters of 16 pt give up so as to fill 156 mm
HALF_LEADING = (LINE - BODY) / 2
IMPRINT_LINE = 8.2
MARK_TOP, LETTER_MARK_TOP = 35.0, 30.0 - 37.0  # 7.2.4: from the text block's edge; 10.1: 30 mm from the page's
MARK_LARGEST = 48 * MM_PER_PT
MARK_NARROWEST = 0.68
LETTER_RULE_HEIGHT = 1.6
DATE_IN_CELL = re.compile(r"(\d{4}年(?=\d)|\d{1,2}月\d{1,2}日前?)")

GRID = Measure(TEXT_WIDTH / BODY, 0, PITCH)
INDENTED = Measure(TEXT_WIDTH / BODY, 2 * CELL / BODY, PITCH)


@dataclass(frozen=True, slots=True)
class SetPart:
    """A part broken into the lines of the grid."""

    part: Part
    text: SetText
    keep: bool = False  # stays with what stands before it
    widths: tuple[float, ...] = ()  # of a table's columns

    @property
    def html_level(self) -> int:
        """The rank of a heading below the title."""
        return self.part.level + 1

    @property
    def rows(self) -> list[list[tuple[SafeString, str]]]:
        """The cells of a table with how each is set."""
        table = self.part.table
        if table is None:
            return []
        aligns = [column.align for column in table.columns]
        return [list(zip(map(cell_html, row), aligns, strict=True)) for row in table.rows]

    @property
    def heads(self) -> list[tuple[str, float]]:
        """The heads of a table's columns with their widths in mm."""
        table = self.part.table
        return list(zip((column.label for column in table.columns), self.widths, strict=True)) if table else []


@dataclass(frozen=True, slots=True)
class Mark:
    """The issuer's mark: type size, horizontal scale, and the space above it that puts its ink where it belongs."""

    text: str
    size: float
    scale: float
    top: float
    ink_bottom: float


@dataclass(frozen=True, slots=True)
class SignerLine:
    """One line of signers: what stands at the label's place, the names (7.2.6: two to a line)."""

    label: str
    names: str
    number: str


@dataclass(frozen=True, slots=True)
class SetAnnex:
    """An attachment on pages of its own."""

    label: str
    title: tuple[str, ...]
    body: tuple[SetPart, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything the template needs: the words of each part, broken into lines, and measures in millimetres."""

    content: DocumentContent
    walked: Walked
    mark: Mark | None
    signer_lines: tuple[SignerLine, ...]
    signer_left: float
    title: tuple[str, ...]
    addressees: SetText
    body: tuple[SetPart, ...]
    attachments: tuple[SetPart, ...]
    attachment_hang: float
    attachment_indent: float
    issuer_right: float
    date_right: float
    notes: tuple[SetPart, ...]
    annexes: tuple[SetAnnex, ...]
    copies: SetText
    imprint_height: float

    @property
    def layout(self) -> Layout:
        """The form in which it is set."""
        return self.content.type.layout

    @property
    def letter_rule_top(self) -> float:
        """Where the first red double rule of a letter stands: 4 mm below the mark (10.1)."""
        return (self.mark.ink_bottom if self.mark else 0.0) + 4

    @property
    def letter_number_top(self) -> float:
        """The space between the mark's box and a letter's number: 7/8 of a character below the rule (10.1)."""
        box_bottom = self.mark.top + self.mark.size if self.mark else 0.0
        return self.letter_rule_top + LETTER_RULE_HEIGHT + BODY * 7 / 8 - HALF_LEADING - box_bottom

    @property
    def imprint_room(self) -> float:
        """The height that the imprint asks of the last page, with a blank line above it."""
        return self.imprint_height + LINE if self.imprint_height else 0.0


def lay_out(content: DocumentContent) -> Sheet:
    """Set `content`: break every line of it and compute the places that its own length decides."""
    walked = walk(content)
    keep = (content.issuer, *content.addressees, *content.keep_together)
    copies = _copies(walked.copies)
    issuer_right, date_right = close_places(walked.issuer.text, walked.date.text)
    signer_lines, signer_left = _signers(content)
    attachments, indent, hang = _attachments(walked.attachments)
    return Sheet(
        content=content,
        walked=walked,
        mark=place_mark(content.mark, content.type.layout) if walked.mark else None,
        signer_lines=signer_lines,
        signer_left=signer_left,
        title=tuple(title_lines(content.title, TEXT_WIDTH / TITLE, keep)),
        addressees=_lines(walked.addressees, GRID) if walked.addressees else SetText(()),
        body=_body(walked.body),
        attachments=attachments,
        attachment_indent=indent,
        attachment_hang=hang,
        issuer_right=issuer_right,
        date_right=date_right,
        notes=tuple(SetPart(note, _lines(note, INDENTED)) for note in walked.notes),
        annexes=tuple(_annex(annex, keep) for annex in walked.annexes),
        copies=copies,
        imprint_height=_imprint_height(len(copies), printed=walked.printer is not None),
    )


def place_mark(text: str, layout: Layout) -> Mark:
    """Size the mark so that it fits the text block and put its ink at 35 mm (letters: 30 mm from the page's edge).

    A long name is set narrower rather than small, as red heads are printed; never under two thirds of its width.
    """
    count = width_of(text, Face.MARK, fonts.advance)
    size = min(MARK_LARGEST, TEXT_WIDTH / (count * MARK_NARROWEST))
    scale = min(1.0, TEXT_WIDTH / (count * size))
    above, below = fonts.ink(text, Face.MARK)
    baseline = size / 2 + fonts.baseline(Face.MARK) * size
    top = LETTER_MARK_TOP if layout is Layout.LETTER else MARK_TOP
    return Mark(text, size, scale, top - (baseline - above * size), top + (above + below) * size)


def close_places(issuer: str, day: str) -> tuple[float, float]:
    """Tell how far from the right edge issuer and date end, in mm (7.3.5.1).

    The date stands 4 characters from the edge and the issuer centred above it. An issuer so long that it would come
    nearer than 2 characters to the edge pushes both to the left.
    """
    issuer_width = width_of(issuer, Face.FANG, fonts.advance, PITCH) * BODY
    date_width = width_of(day, Face.FANG, fonts.advance, PITCH) * BODY
    date_right = 4 * CELL
    issuer_right = date_right + (date_width - issuer_width) / 2
    if issuer_right < 2 * CELL:
        date_right += 2 * CELL - issuer_right
        issuer_right = 2 * CELL
    return issuer_right, date_right


def _lines(part: Part, measure: Measure) -> SetText:
    return break_lines(part.runs, measure, fonts.advance)


def _body(parts: tuple[Part, ...]) -> tuple[SetPart, ...]:
    """Set the body; a last paragraph of a single line stays with the one before: the close is never left with it."""
    found: list[SetPart] = []
    for place, part in enumerate(parts):
        if part.table:
            found.append(SetPart(part, SetText(()), widths=tuple(column_widths(part.table.columns))))
            continue
        lines = _lines(part, INDENTED if part.indent else GRID)
        last = place == len(parts) - 1
        found.append(SetPart(part, lines, keep=last and len(lines) == 1 and place > 0))
    return tuple(found)


def _annex(annex: Annex, keep: tuple[str, ...]) -> SetAnnex:
    title = title_lines(annex.title.text, TEXT_WIDTH / TITLE, keep)
    return SetAnnex(annex.label.text, tuple(title), _body(annex.body))


def _attachments(parts: tuple[Part, ...]) -> tuple[tuple[SetPart, ...], float, float]:
    """Set the list: numbers below each other, run-over lines flush with the first character of the name (7.3.4).

    Returns the set names, and how far the numbers and the names stand from the left edge.
    """
    if not parts:
        return (), 0.0, 0.0
    label, number = parts[0].runs[0][0], parts[0].runs[1][0]
    indent = 2 * CELL + len(label) * CELL
    hang = indent + width_of(number, Face.FANG, fonts.advance, PITCH) * BODY
    measure = Measure((TEXT_WIDTH - hang - CELL) / BODY, 0, PITCH)
    return tuple(SetPart(part, break_lines(part.runs[2:], measure, fonts.advance)) for part in parts), indent, hang


def _copies(part: Part | None) -> SetText:
    """Set 抄送 in 4号, one character in on both sides, run-over lines flush after its colon (7.4.2)."""
    if part is None:
        return SetText(())
    text = part.text.removeprefix("抄送：")
    return break_lines([(text, Face.FANG)], Measure(TEXT_WIDTH / SMALL - 5), fonts.advance)


def _imprint_height(copies: int, *, printed: bool) -> float:
    return (copies + printed) * IMPRINT_LINE + (1.0 if copies or printed else 0.0)


def _signers(content: DocumentContent) -> tuple[tuple[SignerLine, ...], float]:
    """Set the signers of an upward document two to a line, the last line level with the number (7.2.6)."""
    if not content.type.upward:
        return (), 0.0
    names = iter(content.signers)
    rows = []
    while pair := tuple(islice(names, 2)):
        rows.append("　".join(pair))
    widest = max(width_of(row, Face.KAI, fonts.advance, PITCH) for row in rows) * BODY
    lines = tuple(
        SignerLine("签发人：" if place == 0 else "", row, content.number if place == len(rows) - 1 else "")
        for place, row in enumerate(rows)
    )
    return lines, TEXT_WIDTH - CELL - widest - 4 * CELL


def cell_html(text: str) -> SafeString:
    """Keep the parts of a date in a narrow cell whole: 2026年 / 12月31日前."""
    pieces = DATE_IN_CELL.split(text)
    return format_html_join(
        "",
        "{}{}",
        (
            (piece, "") if place % 2 == 0 else ("", format_html('<span class="whole">{}</span>', piece))
            for place, piece in enumerate(pieces)
        ),
    )


def column_widths(columns: tuple[Column, ...]) -> list[float]:
    """Share the text block's width out among the columns of a table, in mm."""
    total = sum(column.share for column in columns)
    return [TEXT_WIDTH * column.share / total for column in columns]
