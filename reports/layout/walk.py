"""The one walk over a document's content: PDF and web render its parts, so both say the same in the same order."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from reports.layout.content import Block, DocumentContent, Heading, Paragraph, Problem, ProblemList, Table
from reports.layout.fonts import Face
from reports.layout.kinds import Layout
from reports.layout.lines import Run
from reports.layout.wording import cn_date, cn_list, level_number, one_line, sentence

FACE_OF_LEVEL = {1: Face.HEI, 2: Face.KAI, 3: Face.FANG, 4: Face.FANG}


@dataclass(frozen=True, slots=True)
class Part:
    """Words of one role in the document; `runs` are its text with the face of each stretch, a table has its cells."""

    role: str
    runs: tuple[Run, ...] = ()
    level: int = 0
    indent: bool = False
    table: Table | None = None
    key: str = ""

    @property
    def text(self) -> str:
        """All its words."""
        if self.table is None:
            return "".join(text for text, _ in self.runs)
        cells = [column.label for column in self.table.columns] + [cell for row in self.table.rows for cell in row]
        return "".join([self.table.caption, *cells])

    @property
    def keyed_rows(self) -> list[tuple[str, tuple[str, ...]]]:
        """The rows of a table, each with the key of its problem (empty where it has none)."""
        if self.table is None:
            return []
        return list(zip(self.table.keys or [""] * len(self.table.rows), self.table.rows, strict=True))

    @property
    def web_level(self) -> int:
        """The rank of a heading on the web, where the document's title is of the second rank."""
        return self.level + 2


@dataclass(frozen=True, slots=True)
class Annex:
    """An attachment that is bound with the document, on pages of its own (GB/T 9704-2012, 7.3.7)."""

    label: Part
    title: Part
    body: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Walked:
    """The parts of a document, group by group in reading order."""

    mark: Part | None
    number: Part | None
    signers: Part | None
    title: Part
    addressees: Part | None
    body: tuple[Part, ...]
    attachments: tuple[Part, ...]
    issuer: Part
    date: Part
    notes: tuple[Part, ...]
    annexes: tuple[Annex, ...]
    copies: Part | None
    printer: Part | None
    printed: Part | None
    check: Part | None

    def parts(self) -> Iterator[Part]:
        """Every part in the order in which it is read."""
        head = (self.mark, self.number, self.signers, self.title, self.addressees)
        yield from (part for part in head if part)
        yield from (*self.body, *self.attachments, self.issuer, self.date, *self.notes)
        for annex in self.annexes:
            yield from (annex.label, annex.title, *annex.body)
        yield from (part for part in (self.copies, self.printer, self.printed, self.check) if part)

    def text(self) -> str:
        """Every word of the document, part by part on lines of their own."""
        return "\n".join(part.text for part in self.parts())


def walk(content: DocumentContent) -> Walked:
    """Turn `content` into its parts, with all numbers, labels and punctuation that a document of its layout carries."""
    layout = content.type.layout
    plain, letter = layout is Layout.PLAIN, layout is Layout.LETTER
    several = len(content.attachments) > 1
    return Walked(
        mark=None if plain else _one("mark", content.mark, Face.MARK),
        number=_one("number", content.number, Face.FANG),
        signers=_signers(content) if content.type.upward else None,
        title=Part("title", ((content.title, Face.MARK),)),
        addressees=_one("addressees", cn_list(content.addressees) + "：" if content.addressees else "", Face.FANG),
        body=tuple(_blocks(content.body)),
        attachments=tuple(
            _attachment(place, attachment.title, several=several)
            for place, attachment in enumerate(content.attachments, 1)
        ),
        issuer=Part("issuer", ((content.issuer, Face.FANG),)),
        date=Part("date", ((cn_date(content.issued_on), Face.FANG),)),
        notes=tuple(Part("note", ((f"（{note}）", Face.FANG),)) for note in content.notes),
        annexes=tuple(_annexes(content, several=several)),
        copies=_one("copies", "抄送：" + "，".join(content.copies) + "。" if content.copies else "", Face.FANG),
        printer=None if letter else _one("printer", content.printed_by, Face.FANG),
        printed=None
        if letter or not content.printed_by
        else Part("printed", ((cn_date(content.printed_on or content.issued_on) + "印发", Face.FANG),)),
        check=_check(content.check.code) if content.check else None,
    )


def _one(role: str, text: str, face: Face) -> Part | None:
    return Part(role, ((text, face),)) if text else None


def _signers(content: DocumentContent) -> Part:
    return Part("signers", (("签发人：", Face.FANG), *((name, Face.KAI) for name in content.signers)))


def _check(code: str) -> Part:
    return Part(
        "check", ((f"查验码：{code}", Face.SONG), ("扫码或在门户“公文查验”中输入查验码，可核对本文", Face.SONG))
    )


def _attachment(place: int, title: str, *, several: bool) -> Part:
    label, number = "附件：" if place == 1 else "", f"{place}." if several else ""
    return Part("attachment", ((label, Face.FANG), (number, Face.FANG), (title, Face.FANG)), level=place)


def _annexes(content: DocumentContent, *, several: bool) -> Iterator[Annex]:
    for place, attachment in enumerate(content.attachments, 1):
        if attachment.blocks:
            yield Annex(
                label=Part("annex", ((f"附件{place if several else ''}", Face.HEI),)),
                title=Part("annex_title", ((attachment.title, Face.MARK),)),
                body=tuple(_blocks(attachment.blocks)),
            )


def _blocks(blocks: Iterable[Block]) -> Iterator[Part]:
    """Number the levels and say every block; a higher level starts the lower ones anew."""
    counts = [0, 0, 0, 0, 0]
    for block in blocks:
        match block:
            case Paragraph():
                for line in filter(None, map(one_line, block.text.splitlines())):
                    yield Part("paragraph", ((line, Face.FANG),), indent=block.indent)
            case Heading():
                counts[block.level] += 1
                counts[block.level + 1 :] = [0] * (4 - block.level)
                number = level_number(block.level, counts[block.level])
                face = FACE_OF_LEVEL[block.level]
                runs = ((number + one_line(block.text), face), (one_line(block.run_on), Face.FANG))
                role = "item" if block.run_on or block.level > 2 else "heading"
                yield Part(role, tuple(run for run in runs if run[0]), level=block.level, indent=True)
            case Table():
                rows = tuple(tuple(map(one_line, row)) for row in block.rows)
                yield Part("table", table=replace(block, rows=rows))
            case ProblemList():
                for place, problem in enumerate(block.problems, 1):
                    text = f"{place}.{problem_text(problem)}"
                    yield Part("problem", ((text, Face.FANG),), level=3, indent=True, key=problem.key)


def problem_text(problem: Problem) -> str:
    """Say a finding in full: the fact, what it breaks, what is asked, by when."""
    basis = f"不符合{problem.basis}的规定。" if problem.basis else ""
    asked = f"整改要求：{sentence(one_line(problem.requirement))}" if problem.requirement else ""
    due = f"整改期限：{cn_date(problem.due_on)}前。" if problem.due_on else ""
    return sentence(one_line(problem.text)) + basis + asked + due
