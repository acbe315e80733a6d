"""The table of an indicator framework: a row is a leaf (C) with its branch (A, B) before it."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from import_export.instance_loaders import BaseInstanceLoader

from core import audit
from core.excel.kinds import ImportKind, register
from core.excel.reasons import wrong
from core.excel.resource import Column, SheetResource
from core.excel.values import Choice, Points, compact, text_of
from core.workflow import gettext_noop as _
from supervision import thresholds
from supervision.framework.resources.cells import AppliesTo, CapNote, StepsCell
from supervision.framework.resources.levels import LevelsOfSheet
from supervision.models import Cap, Framework, FrameworkVersion, Indicator, Method, Threshold

CODED = re.compile(r"([A-Za-z]\d{1,3}(?:[.-]\d{1,3})*)[\s、.．:：]*(.+)")
DITTO = {"同上", "〃", '"', "″"}
METHODS = {"计分": Method.POINTS, "等级": Method.GRADE, "是否": Method.YES_NO, "测量": Method.MEASURED}
CAPS = {"一票否决": Cap.VETO, "限档": Cap.CAP}
A_COLUMN, B_COLUMN, C_COLUMN = "一级指标", "二级指标", "三级指标（观测点）"


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
    observation = Column("观测要点", "observation", width=30)
    measure = Column("测量内容", "measure", width=18)
    steps = Column("测量阈值", "steps_cell", StepsCell(), width=30)
    caps_at = Column("限档等次", "caps_at_name", width=10)

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
            "observation",
            "measure",
            "steps",
            "caps_at",
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
        self.previous: dict[str, Any] = {leaf.code: leaf for leaf in previous}
        self.levels = LevelsOfSheet(self.version, self.rows, known=self._last_version(last))
        self.refusals += self.levels.refusals
        self.told: dict[str, list[str]] = {}
        self.branches: dict[str, Indicator] = {}
        self.tree: list[Indicator] = []
        self.order = 0
        self.above = {A_COLUMN: "", B_COLUMN: "", "评分标准": ""}
        self.codes: dict[str, int] = {}
        self.total = Decimal(0)

    def _last_version(self, number: int | None) -> FrameworkVersion | None:
        return FrameworkVersion.objects.filter(framework=self.framework, number=number).first() if number else None

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
        self._cap(instance)
        self._measure(instance)
        self.order += 3  # room for its branches
        instance.order = self.order

    def _cap(self, instance: Any) -> None:
        """At which level a cap holds: the column says, or the words (不高于合格), or it is the last but one."""
        if instance.cap != Cap.CAP:
            return
        named = getattr(instance, "caps_at_name", "")
        before = self.previous.get(instance.code)
        words = re.fullmatch(r"不高于[“”]?(.+?)[“”]?(?:等次|档)?", instance.cap_note)
        if words is not None and self.levels.named(words[1]) is not None:
            named, instance.cap_note = named or words[1], ""
        elif not named and before is not None and before.cap_words == instance.cap_words:
            named = before.caps_at_name
        elif not named and self.levels.usual is not None:
            named = self.levels.usual.name
            self.told.setdefault("caps", []).append(instance.code)
        instance.caps_at_name = named
        instance.caps_at = self.levels.named(named)

    def _measure(self, instance: Any) -> None:
        """The thresholds of a measured leaf: the column says, or the version before, or the standard in words."""
        if instance.method != Method.MEASURED:
            return
        steps = getattr(instance, "steps_cell", None)
        before = self.previous.get(instance.code)
        if (
            steps is None
            and before is not None
            and (before.standard, before.points)
            == (
                instance.standard,
                instance.points,
            )
        ):
            steps = before.steps
        elif steps is None:
            steps = thresholds.guess(instance.standard, instance.points)
            self.told.setdefault("guessed" if steps is not None else "unread", []).append(instance.code)
        instance.steps_cell = steps
        if steps is not None:
            instance.better, instance.measure = steps.better, instance.measure or steps.measure

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
        if getattr(instance, "caps_at_name", "") and instance.caps_at is None:
            yield "caps_at_name", wrong(_("“%(value)s” is no level of this framework."), value=instance.caps_at_name)
        yield from self._check_steps(instance)
        yield from self._check_branches(instance)

    def _check_steps(self, instance: Any) -> Iterator[tuple[str, ValidationError]]:
        steps = getattr(instance, "steps_cell", None)
        if steps is None:
            return
        if instance.method != Method.MEASURED:
            yield "steps_cell", wrong(_("Only a measured indicator has thresholds."))
            return
        try:
            thresholds.check_points(steps, instance.points)
        except ValidationError as exc:
            yield "steps_cell", exc

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
        self._tell_guesses()
        self.version.conclusion_rule = self.levels.rule_for(self.total)
        if self.write and not self.refusals:
            if self.framework._state.adding:
                self.framework.save(force_insert=True)
            self.version.save(force_insert=True)
            self.levels.write()
            Indicator.objects.bulk_create([*self.tree, *self.create_instances])
            Threshold.objects.bulk_create(self._thresholds())
            data = {"import": str(self.run.pk) if self.run is not None else "", "version": self.version.number}
            audit.record("import_framework", by=self.by, obj=self.framework, data=data)
        self.create_instances.clear()

    def _thresholds(self) -> Iterator[Threshold]:
        for leaf in self.create_instances:
            for bound, points in leaf.steps_cell.rows if getattr(leaf, "steps_cell", None) else ():
                yield Threshold(indicator=leaf, bound=bound, points=points)

    def _tell_guesses(self) -> None:
        """Say what the platform worked out by itself, so that the office looks at it before putting it in force."""
        words = {
            "guessed": _("Thresholds read from the scoring standard, to be checked: %(codes)s."),
            "unread": _("No thresholds could be read from the scoring standard; enter them in the draft: %(codes)s."),
            "caps": _("The cap names no level; “%(level)s” was taken: %(codes)s."),
        }
        usual = self.levels.usual
        for what, codes in self.told.items():
            self.remarks.append(wrong(words[what], codes="、".join(codes), level=usual.name if usual else ""))
        self.remarks += self.levels.remarks(self.total)

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
    rows = leaves.filter(level="C").select_related("parent__parent", "caps_at").prefetch_related("thresholds")
    for leaf in rows.order_by("order"):
        near = leaf.parent
        upper = near.parent if near is not None and near.level == "B" else None
        leaf.branch_a = f"{upper.code} {upper.text}" if upper else (f"{near.code} {near.text}" if near else "")
        leaf.branch_b = f"{near.code} {near.text}" if near is not None and near.level == "B" else ""
        own_code = near is None or not leaf.code.startswith(f"{near.code}-")
        leaf.leaf = f"{leaf.code} {leaf.text}" if own_code else leaf.text
        word = {value: key for key, value in CAPS.items()}.get(leaf.cap, "")
        leaf.steps_cell = leaf.steps
        leaf.caps_at_name = leaf.caps_at.name if leaf.caps_at is not None else ""
        note = leaf.cap_note or (f"不高于{leaf.caps_at_name}" if leaf.caps_at_name else "")
        leaf.cap_words = f"{word}：{note}" if note else word
        yield leaf


register(
    ImportKind(
        token="frameworks",  # noqa: S106
        label=_("Indicator frameworks"),
        text=_(
            "One framework a workbook, named by its title; each import makes a new draft version, whole or not at all."
        ),
        resource=FrameworkResource,
        may=lambda user: user.is_office,
        order=50,
    )
)
