"""Cells of the table of a framework: kinds of unit, vetoes and caps, thresholds."""

import re
from typing import Any

from import_export.widgets import Widget

from accounts.enums import SCHOOL_KINDS, OrganisationKind
from core.excel.reasons import wrong
from core.excel.values import Text, compact, text_of
from core.workflow import gettext_noop as _
from supervision import thresholds
from supervision.thresholds import Steps

KINDS: dict[str, frozenset[str]] = {
    "幼儿园": frozenset({OrganisationKind.KINDERGARTEN}),
    "小学": frozenset({OrganisationKind.PRIMARY}),
    "初级中学": frozenset({OrganisationKind.JUNIOR}),
    "初中": frozenset({OrganisationKind.JUNIOR}),
    "九年一贯制学校": frozenset({OrganisationKind.NINE_YEAR}),
    "高级中学": frozenset({OrganisationKind.SENIOR}),
    "普通高中": frozenset({OrganisationKind.SENIOR}),
    "中等职业学校": frozenset({OrganisationKind.VOCATIONAL}),
    "特殊教育学校": frozenset({OrganisationKind.SPECIAL_EDUCATION}),
    "乡镇人民政府": frozenset({OrganisationKind.TOWNSHIP}),
    "县级部门": frozenset({OrganisationKind.DEPARTMENT}),
    "校外培训机构": frozenset({OrganisationKind.TRAINING_BODY}),
    "中小学校": SCHOOL_KINDS,
}


class AppliesTo(Widget):
    """适用对象: kinds of unit, separated by 、; 中小学校 stands for every kind of school; order is kept."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> list[str]:
        """The kinds; empty for all."""
        found: list[str] = []
        for word in re.split(r"[、,，;；]", text_of(value)):
            if not word.strip():
                continue
            kinds = KINDS.get(compact(word))
            if kinds is None:
                raise wrong(
                    _("“%(value)s” is no kind of unit; known are %(words)s."), value=word, words="、".join(KINDS)
                )
            found += [kind.value for kind in OrganisationKind if kind in kinds and kind not in found]
        return found

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """The kinds as the county writes them, in their order."""
        kinds = list(value or [])
        schools = [kind for kind in kinds if kind in SCHOOL_KINDS]
        if set(schools) >= SCHOOL_KINDS:
            kinds = ["中小学校", *[kind for kind in kinds if kind not in SCHOOL_KINDS]]
        words = {next(iter(found)): word for word, found in reversed(KINDS.items()) if len(found) == 1}
        return "、".join(words.get(kind, kind) for kind in kinds)


class CapNote(Text):
    """一票否决/限档: the kind of cap and its note as one text; split where the row is filled in."""

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """The cell as it was written."""
        return text_of(value)


class StepsCell(Widget):
    """测量阈值: a value and its points each, like ≥95得4分；≥90得3分."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Steps | None:
        """The thresholds, or None for a blank cell."""
        return thresholds.read(text_of(value))

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """The thresholds as the county writes them."""
        return str(value) if value else ""
