"""The table of an indicator framework: a row is a leaf (C) with its branch (A, B) before it."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from import_export.instance_loaders import BaseInstanceLoader
from import_export.widgets import Widget

from accounts.enums import SCHOOL_KINDS, OrganisationKind
from core import audit
from core.excel.reasons import wrong
from core.excel.resource import Column, SheetResource
from core.excel.values import Choice, Points, Text, compact, text_of
from core.workflow import gettext_noop as _
from supervision.enums import Cap, Method
from supervision.models import Framework, FrameworkVersion, Indicator

CODED = re.compile(r"([A-Za-z]\d{1,3}(?:[.-]\d{1,3})*)[\s、.．:：]*(.+)")
DITTO = {"同上", "〃", '"', "″"}
METHODS = {"计分": Method.POINTS, "等级": Method.GRADE, "是否": Method.YES_NO, "测量": Method.MEASURED}
CAPS = {"一票否决": Cap.VETO, "限档": Cap.CAP}
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
A_COLUMN, B_COLUMN, C_COLUMN = "一级指标", "二级指标", "三级指标（观测点）"


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


class NoKnown(BaseInstanceLoader):
    """Every import makes a new version, so no row finds a record to change."""

    def get_instance(self, row: Any) -> None:
        """None."""
        return


class FrameworkResource(SheetResource):
    """One framework: the title of the sheet is its name, the rows are the leaves of a new draft version."""

    sheet_title = "督导评估指标"
    sheet_note = "标题行为指标体系名称；三级指标写编号和内容，分值合计应与合计行一致。"
    label_columns = (C_COLUMN,)
    ordinal = False
    whole = True
    tells_rows = False  # one event about the framework says it all

    branch_a = Column(A_COLUMN, "branch_a", required=True, width=18)
    branch_b = Column(B_COLUMN, "branch_b", required=True, width=20)
    leaf = Column(C_COLUMN, "leaf", filled=True, also=("三级指标", "观测点"), width=46)
    points = Column("分值", "points", Points(), required=True)
    method = Column("评分方式", "method", Choice(METHODS), filled=True)
    standard = Column("评分标准", "standard", width=40)
    evidence = Column("佐证材料", "evidence", width=28)
    responsible = Column("责任部门", "responsible")
    applies_to = Column("适用对象", "applies_to", AppliesTo(), width=24)
    cap_words = Column("一票否决/限档", "cap_words", CapNote(), also=("一票否决", "限档"), width=24)

    class Meta:
        model = Indicator
        import_id_fields = ()
        instance_loader_class = NoKnown
        fields = (
            "branch_a",
            "branch_b",
            "leaf",
            "points",
            "method",
            "standard",
            "evidence",
            "responsible",
            "applies_to",
            "cap_words",
        )

    def for_export(self, rows: Any) -> Iterable[Indicator]:
        """The leaves among `rows`, each with the words of the table's columns."""
        return with_branches(rows)

    def prepare(self) -> None:
        """Find the framework by the sheet's title, and its newest version to compare with."""
        name = self.rows.table.title if self.rows is not None else ""
        self.framework = Framework.objects.filter(name=name).first() or Framework(name=name)
        if not name:
            self.refusals.append(wrong(_("The sheet has no title row; its title is the framework's name.")))
        elif len(name) > 80:
            self.refusals.append(wrong(_("The title is longer than %(limit)s characters."), limit=80))
        versions = FrameworkVersion.objects.filter(framework=self.framework)
        last = versions.aggregate(last=Max("number"))["last"] if self.framework._state.adding is False else None
        self.version = FrameworkVersion(framework=self.framework, number=(last or 0) + 1)
        previous = with_branches(Indicator.objects.filter(version__framework=self.framework, version__number=last or 0))
        self.previous = {leaf.code: leaf for leaf in previous}
        self.branches: dict[str, Indicator] = {}
        self.tree: list[Indicator] = []
        self.order = 0
        self.above = {A_COLUMN: "", B_COLUMN: "", "评分标准": ""}
        self.codes: dict[str, int] = {}
        self.total = Decimal(0)

    def before_import_row(self, row: Any, **kwargs: Any) -> None:
        """A branch that is written once stands for the rows below it; 同上 means the standard above."""
        if not text_of(row.get(A_COLUMN)):
            row[A_COLUMN] = self.above[A_COLUMN]
            row[B_COLUMN] = row.get(B_COLUMN) or self.above[B_COLUMN]
        if compact(row.get("评分标准")) in DITTO:
            row["评分标准"] = self.above["评分标准"]
        self.above = {title: row.get(title) or "" for title in self.above}

    def after_init_instance(self, instance: Any, new: bool, row: Any, **kwargs: Any) -> None:
        """Compare with the leaf of the same code in the version before."""
        before = self.previous.get(self._leaf_code(row))
        self._before = self.readings(before) if before is not None else None

    def _leaf_code(self, row: Any) -> str:
        match = CODED.fullmatch(text_of(row.get(C_COLUMN)))
        if match is not None:
            return match.group(1)
        branch = CODED.fullmatch(text_of(row.get(B_COLUMN)) or text_of(row.get(A_COLUMN)))
        if branch is None:
            return ""
        parent = branch.group(1)
        return f"{parent}-{1 + sum(1 for code in self.codes if code.startswith(f'{parent}-'))}"

    def import_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        """Split codes from texts and the kind of cap from its note."""
        instance.code = self._leaf_code(row)
        super().import_instance(instance, row, **kwargs)
        if not instance.code:
            raise ValidationError({"leaf": wrong(_("Neither it nor its branch has a code like C1 or B1."))})
        match = CODED.fullmatch(instance.leaf)
        instance.text = match.group(2) if match is not None else instance.leaf
        instance.level, instance.version = "C", self.version
        kind, _mark, note = getattr(instance, "cap_words", "").replace(":", "：").partition("：")
        instance.cap, instance.cap_note = CAPS.get(kind.strip(), Cap.NONE), note.strip()
        self.order += 3  # room for its branches
        instance.order = self.order

    def skip_row(self, instance: Any, original: Any, row: Any, import_validation_errors: Any = None) -> bool:
        """Every row belongs to the new version, changed or not."""
        super().skip_row(instance, original, row, import_validation_errors)
        return False

    def check(self, instance: Any, row: Any) -> Iterator[tuple[str, ValidationError]]:
        """Codes stand once, branches are the same wherever they are named, caps are of a known kind."""
        first = self.codes.setdefault(instance.code, self.number)
        if first != self.number or instance.code in self.branches:
            yield "leaf", wrong(_("The code %(code)s stands already in row %(row)s."), code=instance.code, row=first)
        if instance.cap_words and not instance.cap:
            yield (
                "cap_words",
                wrong(_("“%(value)s” begins neither with 一票否决： nor with 限档：."), value=instance.cap_words),
            )
        yield from self._check_branches(instance)

    def _check_branches(self, instance: Any) -> Iterator[tuple[str, ValidationError]]:
        parent: Indicator | None = None
        for name, level in (("branch_a", "A"), ("branch_b", "B")):
            words = getattr(instance, name)
            if not words:
                if level == "A":
                    yield name, wrong(_("May not be blank."))
                    return
                continue
            match = CODED.fullmatch(words)
            if match is None:
                yield name, wrong(_("“%(value)s” has no code before its text, like A1 or B1."), value=words)
                return
            code, text = match.groups()
            branch = self.branches.get(code)
            if branch is not None and (branch.text != text or branch.parent != parent):
                yield (
                    name,
                    wrong(_("%(code)s stands for something else further up: %(text)s."), code=code, text=branch.text),
                )
                return
            parent = branch or self._new_branch(code, text, level, parent)
        instance.parent = parent

    def _new_branch(self, code: str, text: str, level: str, parent: Indicator | None) -> Indicator:
        order = self.order - 3 + (1 if level == "A" else 2)
        branch = Indicator(version=self.version, parent=parent, level=level, code=code, text=text, order=order)
        self.branches[code] = branch
        self.tree.append(branch)
        self.codes.setdefault(code, self.number)
        return branch

    def accept(self, instance: Any, row: Any, *, new: bool) -> None:
        """The leaf's points count."""
        self.total += instance.points or 0
        self.version.total_points = self.total

    def bulk_create(self, *args: Any, **kwargs: Any) -> None:
        """Leaves wait until the tree above them is written."""

    def finish(self) -> None:
        """Hold the points against the total row, say which leaves are gone, and write the version as a whole."""
        self._check_total()
        gone = [code for code in self.previous if code not in self.codes]
        if gone:
            self.remarks.append(wrong(_("No longer in the table: %(codes)s."), codes="、".join(gone)))
        self.remarks.append(
            wrong(
                _("Makes draft version %(number)s of “%(name)s”."), number=self.version.number, name=self.framework.name
            )
        )
        if self.write and not self.refusals:
            if self.framework._state.adding:
                self.framework.save(force_insert=True)
            self.version.save(force_insert=True)
            Indicator.objects.bulk_create([*self.tree, *self.create_instances])
            data = {"import": str(self.run.pk) if self.run is not None else "", "version": self.version.number}
            audit.record("import_framework", by=self.by, obj=self.framework, data=data)
        self.create_instances.clear()

    def _check_total(self) -> None:
        totals = self.rows.left_out.totals if self.rows is not None else []
        for number, cells in totals[-1:]:
            try:
                stated = Points().clean(cells.get("分值"))
            except ValidationError:
                continue  # a formula adds up by itself
            if stated is not None and stated != self.total:
                self.refusals.append(
                    wrong(
                        _("The points of the rows add up to %(sum)s, the total in row %(row)s says %(stated)s."),
                        sum=Points().render(self.total),
                        row=number,
                        stated=Points().render(stated),
                    )
                )


def with_branches(leaves: Any) -> Iterable[Indicator]:
    """The leaves among `leaves`, each with the words of the table's columns; one query."""
    for leaf in leaves.filter(level="C").select_related("parent__parent").order_by("order"):
        near = leaf.parent
        upper = near.parent if near is not None and near.level == "B" else None
        leaf.branch_a = f"{upper.code} {upper.text}" if upper else (f"{near.code} {near.text}" if near else "")
        leaf.branch_b = f"{near.code} {near.text}" if near is not None and near.level == "B" else ""
        own_code = near is None or not leaf.code.startswith(f"{near.code}-")
        leaf.leaf = f"{leaf.code} {leaf.text}" if own_code else leaf.text
        word = {value: key for key, value in CAPS.items()}.get(leaf.cap, "")
        leaf.cap_words = f"{word}：{leaf.cap_note}" if word else ""
        yield leaf
