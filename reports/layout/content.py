"""What an official document says, as plain frozen values: no model, no layout, no HTML."""

from dataclasses import dataclass
from datetime import date

from reports.layout.kinds import KINDS, DocumentKind


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text, set in 仿宋 and indented by two characters (GB/T 9704-2012, 7.3.3)."""

    text: str
    indent: bool = True


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered level, 1 to 4: 一、 （一） 1. （1） (7.3.3). The number is added when the document is walked.

    `run_on` is text that follows on the same line, in 仿宋, as levels 3 and 4 mostly have it.
    """

    level: int
    text: str
    run_on: str = ""

    def __post_init__(self) -> None:
        if not 1 <= self.level <= 4:
            raise ValueError(f"GB/T 9704 knows heading levels 1 to 4, not {self.level}.")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its head, its share of the width, how its cells are set (start, center or end)."""

    label: str
    share: int = 1
    align: str = "start"


@dataclass(frozen=True, slots=True)
class Table:
    """A table; its head is repeated on every page that it runs over. `keys` lead from its rows to the ledger."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    keys: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.keys and len(self.keys) != len(self.rows):
            raise ValueError("A table has as many keys as rows, or none.")
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("Every row of a table needs one cell for each column.")


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding of the ledger as the document states it; `key` leads back to the ledger and is not printed."""

    text: str
    basis: str = ""
    requirement: str = ""
    due_on: date | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class ProblemList:
    """Findings, numbered from 1 through the whole list, each with its basis, requirement and deadline (REG 21)."""

    problems: tuple[Problem, ...]


Block = Paragraph | Heading | Table | ProblemList


@dataclass(frozen=True, slots=True)
class Attachment:
    """A line of the list of attachments (7.3.4) and, when it has blocks, the attachment on a new page (7.3.7)."""

    title: str
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckCode:
    """The code under which the portal confirms the document, and the address its QR code opens."""

    code: str
    url: str


@dataclass(frozen=True, slots=True)
class DocumentContent:
    """An official document: everything it says, in the order in which it is read.

    `mark` is the issuer's mark in red (7.2.4); `issuer` signs at the close (7.3.5); `printed_by` and `printed_on` are
    the imprint (7.4). `keep_together` are names that the title is not broken in. A draft has no `number` yet.
    """

    kind: str
    mark: str
    title: str
    issuer: str
    issued_on: date
    body: tuple[Block, ...]
    number: str = ""
    signers: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    notes: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    printed_by: str = ""
    printed_on: date | None = None
    keep_together: tuple[str, ...] = ()
    check: CheckCode | None = None

    def __post_init__(self) -> None:
        kind = KINDS.get(self.kind)
        if kind is None:
            raise ValueError(f"Unknown kind of document: {self.kind}.")
        if kind.addressed and not self.addressees:
            raise ValueError(f"A document of the kind {self.kind} needs an addressee (GB/T 9704-2012, 7.3.2).")
        if kind.upward and not self.signers:
            raise ValueError(f"A document of the kind {self.kind} names its signer (GB/T 9704-2012, 7.2.6).")

    @property
    def type(self) -> DocumentKind:
        """The kind with its layout and its counter."""
        return KINDS[self.kind]

    @property
    def ledger_keys(self) -> tuple[str, ...]:
        """The problems of the ledger that the document states, in its order."""
        blocks = (*self.body, *(block for attachment in self.attachments for block in attachment.blocks))
        keys: list[str] = []
        for block in blocks:
            if isinstance(block, ProblemList):
                keys += [problem.key for problem in block.problems]
            elif isinstance(block, Table):
                keys += block.keys
        return tuple(key for key in keys if key)
