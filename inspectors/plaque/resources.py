"""The plaques as a workbook: every school and kindergarten with its inspector, or the gap by name (PLATE)."""

import datetime as dt

from django.db.models import Prefetch, QuerySet

from accounts import policy
from accounts.models import Organisation
from core import calendar
from core.excel.writing import SheetWriter
from inspectors.models import PlaqueAssignment


def plaques_title() -> str:
    """What the workbook is called."""
    return f"{policy.text('county_name')}中小学校、幼儿园责任督学挂牌情况表"


def plaques_workbook(units: QuerySet[Organisation]) -> bytes:
    """`units` by zone, each with its inspector, since when, and what is to be looked at."""
    today = calendar.today()
    years, usual = policy.number("plaque_years"), policy.number("plaque_schools")
    writer = SheetWriter([14, 12, 28, 14, 16, 10, 12, 20, 14, 18])
    writer.title(plaques_title())
    writer.note(f"（统计至{today:%Y-%m-%d}；每名责任督学一般挂牌{usual}所左右，满{years}年轮换）")
    writer.header(
        ["责任区", "单位代码", "单位名称", "类别", "所在乡镇", "责任督学", "督学类别", "督学证号", "挂牌日期", "备注"]
    )
    current = PlaqueAssignment.objects.current().select_related("inspector")
    rows = units.select_related("zone", "township").prefetch_related(Prefetch("plaques", current, to_attr="now"))
    for unit in rows.order_by("zone__number", "code").iterator(chunk_size=500):
        town = unit.township.name if unit.township else ""
        head = [unit.zone.name if unit.zone else "未划入", unit.code, unit.name, str(unit.get_kind_display()), town]
        plaque = unit.now[0] if unit.now else None
        if plaque is None:
            writer.line([*head, "", "", "", "", "缺责任督学"], marked=9)
            continue
        one = plaque.inspector
        note = _note(plaque, today)
        since = f"{plaque.began_on:%Y-%m-%d}"
        writer.line(
            [*head, one.name, str(one.get_kind_display()), one.certificate, since, note], marked=9 if note else None
        )
    return writer.bytes()


def _note(plaque: PlaqueAssignment, on: dt.date) -> str:
    if not plaque.inspector.is_serving(on):
        return "督学任期已届满"
    if not plaque.inspector.is_trained:
        return "督学未完成岗前培训"
    return "到期应轮换" if plaque.is_due(on) else ""
