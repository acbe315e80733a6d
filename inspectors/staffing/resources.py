"""The figures of staffing as a workbook, with every school and person counted (PLAN 二（四）)."""

from accounts import policy
from accounts.models import Organisation
from core import calendar
from core.excel.writing import SheetWriter
from inspectors.models import Inspector, InspectorKind
from inspectors.roster.services import ending_days
from inspectors.staffing.services import (
    COUNTY,
    KINDERGARTENS,
    SCHOOLS,
    Place,
    Staffing,
    counted_inspectors,
    counted_units,
)


def staffing_title() -> str:
    """What the workbook is called."""
    return f"{policy.text('county_name')}督学配备情况表"


def staffing_workbook(figures: Staffing) -> bytes:
    """`figures` as a workbook, then a line for each school and person counted."""
    writer = SheetWriter([16, 24, 18, 12, 12, 16, 12])
    writer.title(staffing_title())
    writer.note(
        f"（统计至{calendar.today():%Y-%m-%d}；专职督学：规模较大学校{figures.rules.large}所配1名，"
        f"其他学校每{figures.rules.full_time}所配1名；兼职督学：每{figures.rules.part_time}所学校配1名；"
        f"学前督学：每{figures.rules.preschool}所幼儿园配1名；不足一名的按一名计）"
    )
    writer.header(["范围", "督学类别", "学校（园）数", "应配", "在岗", f"其中{ending_days()}日内到期", "缺额"])
    for place in (figures.county, *figures.places):
        for line in place.lines:
            count = place.kindergartens if line.kind == InspectorKind.PRESCHOOL else place.schools
            numbers = [count, line.required, line.in_post, line.ending, line.gap]
            writer.line([_place_name(place), str(line.kind.label), *numbers])
    _write_names(writer)
    return writer.bytes()


def _write_names(writer: SheetWriter) -> None:
    writer.header(["责任区", "名称", "代码或督学证号", "类别", "规模较大", "任期届满", ""])
    for what in (SCHOOLS, KINDERGARTENS):
        for unit in counted_units(Organisation.objects.all(), what, COUNTY).iterator():
            large = "是" if unit.is_large else ""
            writer.line([str(unit.zone or "未划入"), unit.name, unit.code, str(unit.get_kind_display()), large, "", ""])
    for kind in InspectorKind:
        for one in counted_inspectors(Inspector.objects.all(), kind, COUNTY).iterator():
            until = f"{one.ends_on:%Y-%m-%d}" if one.ends_on else ""
            place = str(one.zone or "未划入")
            writer.line([place, one.name, one.certificate, f"{one.get_kind_display()}督学", "", until, ""])


def _place_name(place: Place) -> str:
    if place.zone is not None:
        return place.zone.name
    return "全县" if place.key == COUNTY else "未划入责任区"
