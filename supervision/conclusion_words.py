"""What a conclusion is made of, and how it is kept and told: sentences stay msgids until a page shows them."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext


@dataclass(frozen=True)
class Said:
    """A sentence as msgid and parts."""

    message: str
    params: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        """The sentence in the language of the page."""
        text = gettext(self.message)
        return text % self.params if self.params else text

    def kept(self) -> dict[str, Any]:
        """As JSON."""
        return {"message": self.message, "params": self.params}


@dataclass(frozen=True)
class Line:
    """What one indicator came to, and why; `points` and `possible` are None where it carries no points."""

    code: str
    text: str
    points: Decimal | None
    possible: Decimal | None
    grade: str
    why: Said

    @property
    def words(self) -> str:
        """The line as a sentence."""
        return f"{self.code} {self.text}：{self.why}"


@dataclass(frozen=True)
class Conclusion:
    """What an inspection came to by its framework, with every step of how it was reached."""

    points: Decimal
    possible: Decimal
    percent: Decimal | None
    grades: dict[str, int]
    level: str
    tone: str
    lines: tuple[Line, ...]
    remarks: tuple[Said, ...]

    @property
    def steps(self) -> list[str]:
        """How it was reached, sentence by sentence, in the language of the page."""
        return [line.words for line in self.lines] + [str(remark) for remark in self.remarks]

    def basis(self) -> dict[str, Any]:
        """The conclusion as JSON."""
        return {
            "points": str(self.points),
            "possible": str(self.possible),
            "percent": _kept(self.percent),
            "grades": self.grades,
            "level": self.level,
            "tone": self.tone,
            "lines": [
                {
                    "code": line.code,
                    "text": line.text,
                    "points": _kept(line.points),
                    "possible": _kept(line.possible),
                    "grade": line.grade,
                    "why": line.why.kept(),
                }
                for line in self.lines
            ],
            "remarks": [remark.kept() for remark in self.remarks],
        }

    @classmethod
    def from_basis(cls, kept: dict[str, Any]) -> "Conclusion":
        """The conclusion that `basis` kept."""
        lines = [
            Line(
                row["code"],
                row["text"],
                _number(row["points"]),
                _number(row["possible"]),
                row["grade"],
                Said(**row["why"]),
            )
            for row in kept["lines"]
        ]
        return cls(
            points=Decimal(kept["points"]),
            possible=Decimal(kept["possible"]),
            percent=_number(kept["percent"]),
            grades=kept["grades"],
            level=kept["level"],
            tone=kept["tone"],
            lines=tuple(lines),
            remarks=tuple(Said(**row) for row in kept["remarks"]),
        )


def _kept(number: Decimal | None) -> str | None:
    return None if number is None else str(number)


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
