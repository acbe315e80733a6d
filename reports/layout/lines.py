"""Breaking Chinese text into lines of the character grid: no forbidden line start or end, both edges flush.

WeasyPrint justifies at spaces only, and Chinese has none; so the lines are broken here and each carries the
letter-spacing that makes it as wide as the text block (GB/T 9704-2012, 5.2.3: 28 characters to a line).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from reports.layout.fonts import Face

NOT_AT_START = frozenset("，。、；：？！）》〉」』”’】〕…—·％%‰℃,.;:?!)]}°～" + "\u200d")
NOT_AT_END = frozenset("（《〈「『“‘【〔￥$([{№")
PAIRS = frozenset("—…")
HALF_AT_END = frozenset("，。、；：）》〉」』”’】〕")  # their right half is empty, so it may stand outside the line
LATIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,:/-_%+#@=&?~'\"")
BREAK_AFTER = frozenset("/?&=")
LONG_WORD = 16
MOST_SQUEEZE = 0.036  # em per character: about half a point at 16 pt, not to be seen
MOST_STRETCH = 0.16
MOST_COMPANY = 0.09  # what a line may be stretched so that the last one is not a single character

Run = tuple[str, Face]
Advance = Callable[[str, Face], float]


@dataclass(frozen=True, slots=True)
class Line:
    """One set line: runs of one face each, and the spacing in em that is added to every character."""

    runs: tuple[Run, ...]
    spacing: float
    own_spacing: bool = True  # False: that of the text around it

    @property
    def text(self) -> str:
        """The words of the line."""
        return "".join(text for text, _ in self.runs)


@dataclass(frozen=True, slots=True)
class SetText:
    """Text that has been broken into lines."""

    lines: tuple[Line, ...]

    def __len__(self) -> int:
        return len(self.lines)

    @property
    def html(self) -> SafeString:
        """The lines as the print template takes them: a span each, with its spacing; 仿宋 is the face unless named.

        A line that keeps the grid's own pitch inherits it; the others state theirs.
        """
        return format_html_join("\n", "{}", ((_line_html(line),) for line in self.lines))


def _line_html(line: Line) -> SafeString:
    text = format_html_join("", "{}", ((_run_html(*run),) for run in line.runs))
    if line.own_spacing:
        return format_html('<span class="l" style="letter-spacing:{}em">{}</span>', f"{line.spacing:.5f}", text)
    return format_html('<span class="l">{}</span>', text)


def _run_html(text: str, face: Face) -> SafeString | str:
    return text if face is Face.FANG else format_html('<span class="{}">{}</span>', face, text)


@dataclass(frozen=True, slots=True)
class Measure:
    """Room for text, in em of the type size: the line, its first line's indent, what the pitch adds to a character."""

    width: float
    indent: float = 0
    pitch: float = 0


class _Setter:
    """Breaks one paragraph; keeps what is asked of every character in lists, so that asking is quick."""

    def __init__(self, runs: Sequence[Run], measure: Measure, advance: Advance) -> None:
        self.text = "".join(text for text, _ in runs)
        self.faces = [face for text, face in runs for _ in text]
        self.widths = [advance(char, face) + measure.pitch for char, face in zip(self.text, self.faces, strict=True)]
        self.measure = measure
        self.end = len(self.text)
        self.word_starts = self._starts_of_words()

    def _starts_of_words(self) -> list[int]:
        """For each place, where the Latin word around it starts (the place itself outside of words)."""
        starts: list[int] = []
        for place, char in enumerate(self.text):
            inside = place and char in LATIN and self.text[place - 1] in LATIN
            starts.append(starts[-1] if inside else place)
        return starts

    def may_break(self, place: int) -> bool:
        """Tell whether a line may start at `place`."""
        before, after = self.text[place - 1], self.text[place]
        if before in PAIRS and before == after:
            return False
        if after == " " or after in NOT_AT_START or before in NOT_AT_END:
            return after not in NOT_AT_START and before == " "
        if before in LATIN and after in LATIN:
            return before in BREAK_AFTER and place - self.word_starts[place] >= LONG_WORD // 2
        return True

    def set(self) -> list[Line]:
        """Break the whole paragraph."""
        spans: list[tuple[int, int, float]] = []
        start = 0
        while start < self.end:
            stop, spacing = self._next_line(start, self._room(len(spans)))
            spans.append((start, stop, spacing))
            start = stop
            while start < self.end and self.text[start] == " ":
                start += 1
        self._give_company(spans)
        return [self._line(start, stop, spacing + self.measure.pitch) for start, stop, spacing in spans]

    def _room(self, line: int) -> float:
        return self.measure.width - (0 if line else self.measure.indent)

    def _give_company(self, spans: list[tuple[int, int, float]]) -> None:
        """Let the line before give a character to a last line that would hold a single one (单字不成行)."""
        if len(spans) < 2 or len(self.text[slice(*spans[-1][:2])].rstrip("".join(NOT_AT_START))) > 1:
            return
        start, stop, _spacing = spans[-2]
        back = self._back(start, stop - 1)
        if back is None:
            return
        stretch = self._stretch(start, back, self._room(len(spans) - 2))
        if stretch <= MOST_COMPANY:
            spans[-2:] = [(start, back, stretch), (back, self.end, 0.0)]

    def _next_line(self, start: int, room: float) -> tuple[int, float]:
        """Find where the line from `start` ends and how much each of its characters is moved apart (or together)."""
        place, width = start, 0.0
        while place < self.end and (self.text[place] == " " or width + self.widths[place] <= room + 1e-6):
            width += self.widths[place]
            place += 1
        if place == self.end:
            return place, 0.0
        squeezed = self._squeeze_in(start, place, width, room)
        back = self._back(start, place)
        if back is None:
            return squeezed or (max(place, start + 1), 0.0)
        stretch = self._stretch(start, back, room)
        if squeezed and abs(squeezed[1]) <= abs(stretch):
            return squeezed
        return back, stretch if stretch <= MOST_STRETCH else 0.0

    def _squeeze_in(self, start: int, place: int, width: float, room: float) -> tuple[int, float] | None:
        """Take in what may not start the next line, where that asks for next to nothing of each character."""
        stop = place
        while stop < self.end and not (stop > place and self.may_break(stop)):
            width += self.widths[stop]
            stop += 1
            if width > room + 2.5:
                return None
        hang = 0.5 if self.text[stop - 1] in HALF_AT_END else 0.0
        spacing = (room - (width - hang)) / max(1, stop - start - 1)
        return (stop, min(spacing, 0.0)) if spacing >= -MOST_SQUEEZE else None

    def _back(self, start: int, place: int) -> int | None:
        """Find the last place up to `place` at which the next line may start."""
        for stop in range(place, start, -1):
            if self.may_break(stop):
                return stop
        return None

    def _stretch(self, start: int, stop: int, room: float) -> float:
        last = stop
        while last > start + 1 and self.text[last - 1] == " ":
            last -= 1
        return (room - sum(self.widths[start:last])) / max(1, last - start - 1)

    def _line(self, start: int, stop: int, spacing: float) -> Line:
        runs: list[Run] = []
        place = start
        text = self.text[start:stop].rstrip(" ")
        while place < start + len(text):
            face, first = self.faces[place], place
            while place < start + len(text) and self.faces[place] == face:
                place += 1
            runs.append((self.text[first:place], face))
        return Line(tuple(runs), spacing, own_spacing=abs(spacing - self.measure.pitch) > 1e-6)


def break_lines(runs: Iterable[Run], measure: Measure, advance: Advance) -> SetText:
    """Set the paragraph made of `runs` in lines of `measure`; the last line keeps its natural width.

    Takes the text with its faces, the room, and what a character advances in em. Any text makes at least one line.
    """
    return SetText(tuple(_Setter([run for run in runs if run[0]], measure, advance).set()))


def width_of(text: str, face: Face, advance: Advance, pitch: float = 0) -> float:
    """Tell how wide `text` is on one line, in em."""
    return sum(advance(char, face) + pitch for char in text)
