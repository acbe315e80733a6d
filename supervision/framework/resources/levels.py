"""The line above the table on how a framework concludes: 结论规则：按总分；等次：优秀（≥90）、不合格."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from core.excel.reasons import wrong
from core.excel.values import text_of
from core.workflow import gettext_noop as _
from supervision.framework.services.framework import LevelRow, default_levels
from supervision.models import ConclusionLevel, FrameworkVersion, Rule
from supervision.models.framework import plain

HEAD = "结论规则"
RULES = {"按总分": Rule.TOTAL, "按等级数量": Rule.GRADES, "只按一票否决和限档": Rule.NONE}
LINE = re.compile(r"结论规则[：:]\s*([^；;]+)(?:[；;]\s*等次[：:]\s*(.+?))?[。）)]?")
ASKED = re.compile(r"(A和B|A|D)?([≥≤])(\d{1,3}(?:\.\d)?)%?")


def line_of(version: FrameworkVersion) -> str:
    """The line that stands above the exported table of `version`."""
    rule = next(word for word, value in RULES.items() if value == version.conclusion_rule)
    levels = "、".join(_written(level) for level in version.levels.all())
    return f"{HEAD}：{rule}；等次：{levels}" if levels else f"{HEAD}：{rule}"


def _written(level: ConclusionLevel) -> str:
    asked = []
    if level.least_percent:
        asked.append(f"≥{plain(level.least_percent)}")
    if level.least_a is not None:
        asked.append(f"A≥{level.least_a}%")
    if level.least_b is not None:
        asked.append(f"A和B≥{level.least_b}%")
    if level.most_d is not None:
        asked.append(f"D≤{level.most_d}")
    return f"{level.name}（{'，'.join(asked)}）" if asked else level.name


class LevelsOfSheet:
    """The levels that an imported version gets: those of the sheet, of the version before, or the usual ones."""

    def __init__(self, version: FrameworkVersion, rows: Any, *, known: FrameworkVersion | None) -> None:
        self.version = version
        self.refusals: list[ValidationError] = []
        self.rule: str | None = None
        self.source = "usual"
        found: Sequence[Any] | None = self._on_sheet(rows) if rows is not None else None
        if found is None and known is not None:
            found, self.rule, self.source = list(known.levels.all()), known.conclusion_rule, "known"
        self.levels = [_copy(version, order, row) for order, row in enumerate(found or default_levels())]
        if self.source != "usual" and not found:
            self.levels = []

    def _on_sheet(self, rows: Any) -> list[LevelRow] | None:
        """What the line says, where there is one; a line that does not read is a refusal."""
        cells = [text_of(cell) for _number, line in rows.table.head for cell in line]
        line = next((text for text in cells if text.lstrip("（(").startswith(HEAD)), None)
        if line is None:
            return None
        match = LINE.fullmatch(line.lstrip("（("))
        if match is None or match[1].strip() not in RULES:
            self.refusals.append(
                wrong(_("The line “%(line)s” does not read; known are %(words)s."), line=line, words="、".join(RULES))
            )
            return None
        self.rule, self.source = RULES[match[1].strip()], "sheet"
        parts = re.split(r"、(?![^（(]*[）)])", match[2] or "")
        return [row for row in map(self._row, filter(None, map(str.strip, parts))) if row is not None]

    def _row(self, part: str) -> LevelRow | None:
        name, _bracket, rest = part.replace("(", "（").replace(")", "）").partition("（")
        values: dict[str, Any] = {}
        for piece in filter(None, re.split(r"[，,]", rest.rstrip("）"))):
            match = ASKED.fullmatch(piece.strip())
            fields = {None: "least_percent", "A": "least_a", "A和B": "least_b", "D": "most_d"}
            if match is None or (match[2] == "≤") != (match[1] == "D"):
                self.refusals.append(wrong(_("“%(part)s” does not read as what a level asks for."), part=part))
                return None
            values[fields[match[1]]] = Decimal(match[3]) if match[1] is None else int(Decimal(match[3]))
        return LevelRow(name.strip(), **values)

    def named(self, name: str) -> ConclusionLevel | None:
        """The level called `name`."""
        return next((level for level in self.levels if level.name == name.strip()), None)

    @property
    def usual(self) -> ConclusionLevel | None:
        """The level at which a cap holds that names none: the last but one."""
        return self.levels[-2] if len(self.levels) > 1 else None

    def rule_for(self, total: Decimal) -> str:
        """The rule: as the sheet or the version before says; by total where there are points, else none."""
        return self.rule or (Rule.TOTAL if total else Rule.NONE)

    def write(self) -> None:
        """Write the levels; a table without points that says nothing of levels gets none."""
        if self.source != "usual" or self.version.conclusion_rule != Rule.NONE:
            ConclusionLevel.objects.bulk_create(self.levels)

    def remarks(self, total: Decimal) -> Sequence[ValidationError]:
        """What was taken for lack of a line in the sheet."""
        names = "、".join(_written(level) for level in self.levels)
        if self.source == "usual" and not total:
            return [wrong(_("A table without points: no levels, no conclusion; the grades stand for themselves."))]
        if self.source == "usual":
            return [wrong(_("The usual levels were taken: %(levels)s."), levels=names)]
        if self.source == "known" and names:
            return [wrong(_("The levels of the version before were taken: %(levels)s."), levels=names)]
        return []


def _copy(version: FrameworkVersion, order: int, row: LevelRow | ConclusionLevel) -> ConclusionLevel:
    names = ("name", "least_percent", "least_a", "least_b", "most_d")
    return ConclusionLevel(version=version, order=order, **{name: getattr(row, name) for name in names})
