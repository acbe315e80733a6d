"""Imports a made-up province's units: the platform's import against django-import-export's defaults, from one run.

Both read the same workbook and check the same fields. Everything is rolled back.
Usage: DEBUG=1 .venv/bin/python -m bench.excel_import [rows] [rows for the defaults]
"""

import os
import resource as limits
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DEBUG", "1")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

import tablib  # noqa: E402
from django.conf import settings  # noqa: E402
from django.db import transaction  # noqa: E402
from import_export import fields, resources, widgets  # noqa: E402
from openpyxl import Workbook, load_workbook  # noqa: E402

from accounts.enums import OrganisationKind  # noqa: E402
from accounts.models import Organisation, User, Zone  # noqa: E402
from core.excel import confirm_import, run_import  # noqa: E402

HEAD = ["序号", "单位代码", "单位名称", "类别", "办学性质", "所在乡镇", "责任区", "班级数", "学生数", "教职工数"]
HEAD += ["负责人", "联系电话", "主管部门", "规模较大", "备注"]
COLUMNS = ["code", "name", "kind", "is_private", "township", "zone", "classes", "pupils", "staff"]
COLUMNS += ["contact_name", "contact_phone", "governing", "is_large", "note"]


class Default(resources.ModelResource):
    """What one writes with the library's defaults: lookups by widget, checks by the model."""

    code = fields.Field("code", "单位代码")
    name = fields.Field("name", "单位名称")
    kind = fields.Field("kind", "类别")
    is_private = fields.Field("is_private", "办学性质", widgets.BooleanWidget())
    township = fields.Field("township", "所在乡镇", widgets.ForeignKeyWidget(Organisation, "name"))
    zone = fields.Field("zone", "责任区", widgets.ForeignKeyWidget(Zone, "name"))
    classes = fields.Field("classes", "班级数", widgets.IntegerWidget())
    pupils = fields.Field("pupils", "学生数", widgets.IntegerWidget())
    staff = fields.Field("staff", "教职工数", widgets.IntegerWidget())
    contact_name = fields.Field("contact_name", "负责人")
    contact_phone = fields.Field("contact_phone", "联系电话")
    governing = fields.Field("governing", "主管部门", widgets.ForeignKeyWidget(Organisation, "name"))
    is_large = fields.Field("is_large", "规模较大", widgets.BooleanWidget())
    note = fields.Field("note", "备注")

    class Meta:
        model = Organisation
        import_id_fields = ("code",)
        clean_model_instances = True
        fields = COLUMNS


def units(count: int, pupils: int = 600) -> Iterator[list[Any]]:
    """The rows of the workbook."""
    for i in range(1, count + 1):
        zone = f"第{'一二三四五六'[i % 6]}责任区"
        place = [f"基准镇{i % 11}", zone, 12, pupils, 40, "张三", f"138{i:08}", "基准教育局", "否", ""]
        yield [i, f"9{i:09}", f"基准学校{i}", "小学", "公办", *place]


def make_workbook(rows: Iterator[list[Any]]) -> Path:
    """A workbook with `rows` under a title and a header."""
    path = Path(tempfile.mkdtemp()) / "units.xlsx"
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in (["基准县学校表"], HEAD, *rows):
        sheet.append(row)
    book.save(path)
    return path


def make_county() -> User:
    """Townships, the bureau and zones that the rows name; returns the account that imports."""
    for i in range(11):
        Organisation.objects.create(code=f"B{i}", name=f"基准镇{i}人民政府", kind=OrganisationKind.TOWNSHIP)
    Organisation.objects.create(code="B11", name="基准教育局", kind=OrganisationKind.DEPARTMENT)
    for number, word in enumerate("一二三四五六", 1):
        Zone.objects.get_or_create(number=number, defaults={"name": f"第{word}责任区"})
    return User.objects.create_user("bench-import", name="基准", roles=["office"])


def timed(label: str, rows: int, work: Any) -> float:
    """Run `work`, print its time for 10,000 rows and the most memory so far; returns seconds for 10,000 rows."""
    start = time.perf_counter()
    result = work()
    seconds = (time.perf_counter() - start) * 10_000 / rows
    memory = limits.getrusage(limits.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{label:34} {seconds:8.1f} s per 10,000 rows   {memory:5} MB at most   {result}")
    return seconds


def by_defaults(path: Path, count: int, *, dry_run: bool) -> str:
    """Read the workbook whole and give it to the library as it comes."""
    rows = list(load_workbook(path).active.iter_rows(values_only=True, min_row=3))[:count]
    dataset = tablib.Dataset(headers=HEAD)
    for row in rows:
        plain = [*row[:3], "primary", "0", f"{row[5]}人民政府", *row[6:13], "0", ""]
        dataset.append(plain)
    with transaction.atomic():
        result = Default().import_data(dataset, dry_run=dry_run)
        transaction.set_rollback(True)
    return str({key: value for key, value in result.totals.items() if value})


def main(count: int, few: int) -> None:
    """Measure and print the ratios."""
    settings.DEBUG = False
    path, changed = (make_workbook(units(count, pupils)) for pupils in (600, 601))
    with transaction.atomic():
        by = make_county()
        runs: list[Any] = []
        preview = timed("preview", count, lambda: runs.append(run_import("units", path, by=by)) or runs[0].counts)
        write = timed("confirm", count, lambda: confirm_import(runs[0], by=by).status)
        timed("preview, every row known", count, lambda: run_import("units", path, by=by).counts)
        timed("preview, every row changed", count, lambda: runs.append(run_import("units", changed, by=by)))
        update = timed("confirm, every row changed", count, lambda: confirm_import(runs[1], by=by).status)
        Organisation.objects.filter(code__startswith="9").delete()
        slow_preview = timed("defaults, dry run", few, lambda: by_defaults(path, few, dry_run=True))
        slow_write = timed("defaults, writing", few, lambda: by_defaults(path, few, dry_run=False))
        transaction.set_rollback(True)
    print(f"preview {slow_preview / preview:.1f} × faster, adding {slow_write / write:.1f} ×, target 5 ×")
    print(f"changing takes {update / write:.1f} × the time of adding")


if __name__ == "__main__":
    main(*(int(word) for word in (*sys.argv[1:], "10000", "1000")[:2]))
