"""The seven resource figures of compulsory schools as a workbook: in, and out with what they come to."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext, override

from accounts.enums import OrganisationKind
from accounts.models import Organisation
from core import calendar
from core.excel.kinds import ImportKind, register
from core.excel.reasons import wrong
from core.excel.resource import Column, SheetResource
from core.excel.values import Amount, Choice, Lookup, Whole, compact
from core.excel.writing import SheetWriter
from core.workflow import gettext_noop as _
from supervision.balance.services import Picture, Row
from supervision.balance_rules import FIGURES
from supervision.models import BalanceFigure
from supervision.models.balance import COMPULSORY_KINDS

KINDS = {
    "小学": OrganisationKind.PRIMARY,
    "初级中学": OrganisationKind.JUNIOR,
    "初中": OrganisationKind.JUNIOR,
    "九年一贯制学校": OrganisationKind.NINE_YEAR,
    "九年制学校": OrganisationKind.NINE_YEAR,
}

WORDS = {kind: word for word, kind in reversed(KINDS.items())}

YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")

FIRST_YEAR = 2010

NAMED = 12  # schools named in a remark

NONE = _(
    "It does not say of which year the figures are. Write the year into the title, such as “2026年%(title)s”, or into "
    "the file's name."
)

SEVERAL = _("Title and file name speak of several years: %(years)s. Leave one.")

SHEET_SAYS = _("These are the figures of %(year)s, as the sheet says.")

NAME_SAYS = _("These are the figures of %(year)s, as the file's name says.")


class BalanceResource(SheetResource):
    """The figures of one year: the year stands in the title, the note or the file's name, and nowhere else."""

    sheet_title = "义务教育学校优质均衡资源配置情况"
    sheet_note = "标题或文件名写明数据年份，如“2026年”；学校写单位名册中的名称；学生数不能为0。"
    label_columns = ("学校",)

    unit = Column("学校", "unit", filled=True, also=("学校名称", "单位名称"), width=30)
    kind = Column("类别", "kind", Choice(KINDS), filled=True, also=("学校类别",))
    pupils = Column("学生数", "pupils", Whole(), filled=True)
    degree_teachers = Column("高于规定学历教师数", "degree_teachers", Whole(), filled=True)
    backbone_teachers = Column("县级以上骨干教师数", "backbone_teachers", Whole(), filled=True)
    arts_teachers = Column("体育艺术专任教师数", "arts_teachers", Whole(), filled=True, also=("体育、艺术专任教师数",))
    teaching_area = Column(
        "教学及辅助用房面积（平方米）", "teaching_area", Amount(), filled=True, also=("教学及辅助用房面积",)
    )
    sports_area = Column("体育运动场馆面积（平方米）", "sports_area", Amount(), filled=True, also=("体育运动场馆面积",))
    equipment = Column("教学仪器设备值（元）", "equipment", Amount(), filled=True, also=("教学仪器设备值",))
    media_rooms = Column("网络多媒体教室数（间）", "media_rooms", Whole(), filled=True, also=("网络多媒体教室数",))

    class Meta:
        model = BalanceFigure
        import_id_fields = ("unit",)
        fields = (
            "unit",
            "kind",
            "pupils",
            "degree_teachers",
            "backbone_teachers",
            "arts_teachers",
            "teaching_area",
            "sports_area",
            "equipment",
            "media_rooms",
        )

    def prepare(self) -> None:
        """Find the year, and read the register's schools."""
        self.year = calendar.today().year
        self._find_year()
        self.schools = {unit.name: unit for unit in Organisation.objects.active()}
        names = {compact(name): unit for name, unit in self.schools.items()} | self.schools
        missing = _("“%(value)s” is not in the register of units; write its name as it stands there.")
        self.fields["unit"].widget = Lookup(names, missing)
        self.reported = set(BalanceFigure.objects.filter(year=self.year).values_list("unit", flat=True))

    def _find_year(self) -> None:
        """The one year that title, notes and file name speak of; whatever leaves it open refuses the workbook."""
        if self.rows is None:
            return
        table = self.rows.table
        above = " ".join(str(cell) for _number, cells in table.head for cell in cells if cell is not None)
        in_sheet, in_name = set(YEAR.findall(above)), set(YEAR.findall(table.name))
        years, latest = sorted(in_sheet | in_name), calendar.today().year
        if len(years) != 1:
            self.refusals.append(wrong(SEVERAL if years else NONE, years="、".join(years), title=self.sheet_title))
            return
        self.year = int(years[0])
        if not FIRST_YEAR <= self.year <= latest:
            reason = _("The year %(year)s is refused: figures are of the years from %(first)s to %(last)s.")
            self.refusals.append(wrong(reason, year=self.year, first=FIRST_YEAR, last=latest))
        self.remarks.append(wrong(SHEET_SAYS if in_sheet else NAME_SAYS, year=self.year))

    def known(self) -> Iterable[Any]:
        """The figures of the year."""
        found = BalanceFigure.objects.filter(year=self.year).select_related("unit")
        return found.select_for_update(of=("self",)) if self.write else found

    def import_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        """The year is the workbook's."""
        instance.year = self.year
        super().import_instance(instance, row, **kwargs)

    def check(self, instance: Any, row: Any) -> Iterator[tuple[str, ValidationError]]:
        """A compulsory school of the kind that the register says, with pupils."""
        unit = instance.unit
        if not instance.pupils:
            yield "pupils", wrong(_("A school without pupils has no figure per pupil: leave its row out."))
        if unit.kind not in COMPULSORY_KINDS:
            yield (
                "unit",
                wrong(
                    _("In the register “%(name)s” is no compulsory school: %(kind)s."),
                    name=unit.name,
                    kind=unit.get_kind_display(),
                ),
            )
        elif unit.kind != instance.kind:
            yield (
                "kind",
                wrong(
                    _("The register says %(register)s, the workbook %(workbook)s: correct one of them."),
                    register=WORDS[unit.kind],
                    workbook=WORDS[instance.kind],
                ),
            )

    def accept(self, instance: Any, row: Any, *, new: bool) -> None:
        """The school has figures now."""
        self.reported.add(instance.unit_id)

    def finish(self) -> None:
        """Say which schools of the register have no figures of the year yet."""
        missing = [
            unit.name
            for unit in sorted(self.schools.values(), key=lambda unit: unit.code)
            if unit.kind in COMPULSORY_KINDS and unit.pk not in self.reported
        ]
        if missing:
            reason = _("%(count)s compulsory schools of the register have no figures of %(year)s yet: %(names)s.")
            names = "、".join(missing[:NAMED]) + ("等" if len(missing) > NAMED else "")
            self.remarks.append(wrong(reason, count=len(missing), year=self.year, names=names))


MET = {True: "达标", False: "未达标"}

STAGES = {"primary": "小学", "junior": "初中"}


def title_of(year: int) -> str:
    """The title of the workbook, which names the year, so that it may be imported again."""
    return f"{year}年{BalanceResource.sheet_title}"


def year_sheet(picture: Picture, rows: list[Row], *, title: str) -> bytes:
    """The schools `rows` of a year, raw and per pupil, and below them the coefficients of each stage as notes."""
    resource = BalanceResource()
    columns = resource.columns()
    values = [_name(figure.label) for figure in FIGURES]
    writer = SheetWriter([8.0, *(float(column.width) for column in columns), *[16.0] * (len(values) + 2)])
    writer.title(title)
    writer.note("（按单项达标线计算，每校七项中的达标项数和结论列于右侧）")
    writer.header(["序号", *(column.column_name for column in columns), *values, "达标项数", "结论"])
    for number, row in enumerate(rows, 1):
        own = [column.export(row.figure) for column in columns]
        marks = [float(mark.shown) for mark in row.judgement.marks]
        writer.line([number, *own, *marks, row.judgement.met, MET[row.judgement.is_met]])
    for stage, changes in picture.changes.items():
        parts = [f"{_name(one.spread.figure.label)}{one.spread.shown}（{MET[one.spread.is_met]}）" for one in changes]
        writer.note(f"注：{STAGES[stage]}校际差异系数（上限{changes[0].spread.line}）：{'；'.join(parts)}")
    return writer.bytes()


def _name(label: str) -> str:
    with override("zh-hans"):
        return gettext(label)


register(
    ImportKind(
        token="balanced-development",  # noqa: S106
        label=_("Balanced development"),
        text=_("Seven resource figures of each compulsory school; the title or the file's name says of which year."),
        resource=BalanceResource,
        may=lambda user: user.is_office,
        order=60,
        after=("units",),
    )
)
