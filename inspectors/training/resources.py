"""Excel in and out for training: the register of class hours (培训学时登记表), and the year of the corps."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from import_export.widgets import Widget

from core.excel.kinds import ImportKind, register
from core.excel.reasons import wrong
from core.excel.resource import Column, SheetResource
from core.excel.values import Choice, Day, Lookup, text_of
from core.excel.writing import SheetWriter
from core.workflow import gettext_noop as _
from inspectors.models import Inspector, TrainingMode, TrainingRecord, TrainingSource
from inspectors.training.services.year import Year


class ClassHours(Widget):
    """Class hours in steps of 0.5."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Decimal:
        """The hours; raises ValidationError for anything that is no such number."""
        text = text_of(value)
        try:
            hours = Decimal(text)
        except ArithmeticError:
            raise wrong(_("“%(value)s” is not a number of class hours."), value=text) from None
        if not hours.is_finite() or not 0 < hours < 1000 or hours % Decimal("0.5"):
            raise wrong(_("“%(value)s”: class hours are more than zero, in steps of 0.5."), value=text)
        return hours.quantize(Decimal("0.1"))

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        """A number that Excel can add up, whole where it is whole."""
        return int(value) if value == value.to_integral_value() else float(value)


class OfCertificate(Lookup):
    """The inspector, by the number of the certificate."""

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """The number of the certificate."""
        return value.certificate if value is not None else ""


class TrainingResource(SheetResource):
    """The table of training hours; what it names is approved."""

    sheet_title = "督学培训学时登记表"
    sheet_note = "先导入督学名册；一行一次培训，学时以0.5为单位；同一督学同一天同一内容只记一次。"
    label_columns = ("姓名", "培训内容")

    name = Column("姓名", "person", filled=True)
    certificate = Column("督学证号", "inspector", OfCertificate({}, ""), filled=True, width=22)
    title = Column("培训内容", "title", filled=True, width=30)
    mode = Column(
        "方式",
        "mode",
        Choice(
            {
                "集中": TrainingMode.CENTRALISED,
                "集中培训": TrainingMode.CENTRALISED,
                "网络": TrainingMode.ONLINE,
                "网络培训": TrainingMode.ONLINE,
                "自学": TrainingMode.SELF_STUDY,
                "自主学习": TrainingMode.SELF_STUDY,
            }
        ),
        filled=True,
        width=10,
    )
    day = Column("日期", "day", Day(), filled=True)
    hours = Column("学时", "hours", ClassHours(), filled=True, width=8)

    class Meta:
        model = TrainingRecord
        import_id_fields = ("certificate", "title", "day")
        fields = ("name", "certificate", "title", "mode", "day", "hours")

    @classmethod
    def title_of(cls, year: int) -> str:
        """The title of the table of `year`, and the name of its file."""
        return f"{year}年{cls.sheet_title}"

    def get_queryset(self) -> Any:
        """Training that counts, with its inspector."""
        return super().get_queryset().filter(struck_at=None).select_related("inspector")

    def for_export(self, rows: Any) -> Iterable[TrainingRecord]:
        """Training with the inspector's name."""
        for record in rows.select_related("inspector"):
            record.person = record.inspector.name
            yield record

    def prepare(self) -> None:
        """Read the inspectors; whoever has left the roster keeps the training of the year."""
        unknown = _("No inspector has the certificate “%(value)s”. Import the roster first, or mend the number.")
        by_certificate = {item.certificate: item for item in Inspector.objects.only("pk", "name", "certificate")}
        self.fields["certificate"].widget = OfCertificate(by_certificate, unknown)
        struck = TrainingRecord.objects.exclude(struck_at=None).select_related("inspector")
        self.struck = {self.key_of(record): record.struck_reason for record in struck}

    def key_of(self, instance: Any) -> Any:
        """Certificate, content and day."""
        return instance.inspector.certificate, instance.title, instance.day.isoformat()

    def row_key(self, row: Any) -> Any:
        """The same of a row; None where the row does not say."""
        try:
            inspector, title, day = (self.fields[name].clean(row) for name in self._meta.import_id_fields)
        except (ValidationError, KeyError):
            return None
        return (inspector.certificate, title, day.isoformat()) if inspector and day else None

    def after_init_instance(self, instance: Any, new: bool, row: Any, **kwargs: Any) -> None:
        """A new row is of the import; of a known one, keep what it said."""
        if new:
            instance.source, instance.recorded_by = TrainingSource.IMPORT, self.by
        else:
            instance.person = instance.inspector.name
        self.stood = None if new else (instance.mode, instance.hours)
        super().after_init_instance(instance, new, row, **kwargs)

    def check(self, instance: Any, row: Any) -> Iterator[tuple[str, ValidationError]]:
        """Name and certificate belong together; what was signed in at or approved stands as it is."""
        name = instance.inspector.name
        if instance.person != name:
            yield (
                "person",
                wrong(
                    _("The certificate %(number)s is %(name)s's, not %(given)s's."),
                    number=instance.inspector.certificate,
                    name=name,
                    given=instance.person,
                ),
            )
        stood = self.stood
        if stood is None and (reason := self.struck.get(self.key_of(instance))) is not None:
            yield "title", wrong(_("This training was struck out: %(reason)s"), reason=reason)
        if stood and instance.source != TrainingSource.IMPORT and stood != (instance.mode, instance.hours):
            yield (
                "hours",
                wrong(
                    _("%(hours)s class hours stand on record from a sign-in or an approval; strike them out first."),
                    hours=f"{stood[1].normalize():f}",
                ),
            )


register(
    ImportKind(
        token="training",  # noqa: S106 (a word in an address, no secret)
        label=_("Training hours"),
        text=_("The year's table of training, row by row; the hours count for each inspector at once."),
        resource=TrainingResource,
        may=lambda user: user.is_office,
        order=45,
        after=("inspectors",),
    )
)


WIDTHS = (8, 12, 22, 10, 16, 10, 10, 10, 10, 10)

TITLES = ("序号", "姓名", "督学证号", "类别", "责任区", "集中", "网络", "自学", "合计", "尚差")


def title_of(county: str, year: Year) -> str:
    """The table's title, and the name of its file."""
    return f"{county}{year.number}年督学培训学时统计表"


def hours_sheet(rows: Iterable[Any], *, title: str, year: Year, today: str) -> bytes:
    """The workbook; each of `rows` is an inspector with the figures `modes`, `hours` and `short`."""
    writer = SheetWriter(WIDTHS)
    writer.title(title)
    writer.note(f"（每人每年不少于{year.asked}学时；统计至{today}）")
    writer.header(TITLES)
    for number, row in enumerate(rows, 1):
        facts = [number, row.name, row.certificate, str(row.get_kind_display()), str(row.zone or "")]
        writer.line([*facts, *(float(value) for _mode, value in row.modes), float(row.hours), float(row.short)])
    return writer.bytes()
