"""The zones as a workbook: leaders and numbers, then every school and inspector of each (PLATE)."""

from accounts import policy
from accounts.models import Organisation
from core import calendar
from core.excel.writing import SheetWriter
from inspectors.models import Inspector, PlaqueAssignment
from inspectors.zone.services import counted_zones


def zones_title() -> str:
    """What the workbook is called."""
    return f"{policy.text('county_name')}督学责任区一览表"


def zones_workbook() -> bytes:
    """The open zones in order, then their schools with the inspector of each, then their inspectors."""
    today = calendar.today()
    writer = SheetWriter([16, 26, 16, 14, 14, 14])
    writer.title(zones_title())
    most = policy.number("zone_schools")
    writer.note(f"（统计至{today:%Y-%m-%d}；一个责任区一般不超过{most}所学校（园））")
    writer.header(["责任区", "组长", "副组长", "学校（园）数", "已挂牌", "在岗督学"])
    serving = Inspector.objects.serving(on=today)
    for zone in counted_zones(on=today).filter(closed_on=None):
        people = [one.name if one else "" for one in (zone.leader, zone.deputy)]
        writer.line([zone.name, *people, zone.unit_count, zone.covered_count, zone.inspector_count])
    named = dict(PlaqueAssignment.objects.current().values_list("unit", "inspector__name"))
    writer.header(["责任区", "学校（园）", "代码", "类别", "所在乡镇", "责任督学"])
    units = Organisation.objects.active().campuses().select_related("zone", "township")
    for unit in units.order_by("zone__number", "code").iterator():
        town = unit.township.name if unit.township else ""
        place = unit.zone.name if unit.zone else "未划入"
        kind = str(unit.get_kind_display())
        writer.line([place, unit.name, unit.code, kind, town, named.get(unit.pk, "缺")])
    writer.header(["责任区", "在岗督学", "督学证号", "督学类别", "任期至", ""])
    for one in serving.select_related("zone").order_by("zone__number", "certificate").iterator():
        until = f"{one.ends_on:%Y-%m-%d}" if one.ends_on else ""
        place = one.zone.name if one.zone else "未划入"
        writer.line([place, one.name, one.certificate, str(one.get_kind_display()), until, ""])
    return writer.bytes()
