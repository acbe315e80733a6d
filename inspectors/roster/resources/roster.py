"""Excel in and out for the roster of inspectors, recusals included."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from import_export.widgets import Widget

from accounts.identity import mask_identity, normal_identity
from accounts.models import Organisation, Zone
from core import calendar
from core.excel.kinds import ImportKind, register
from core.excel.reasons import wrong
from core.excel.resource import Column, SheetResource
from core.excel.values import Choice, Day, Lookup, Month, Text, Whole, YesNo, text_of
from core.workflow import gettext_noop as _
from inspectors.models import Inspector, InspectorKind, Recusal, RecusalGround
from inspectors.roster.resources.education import DEGREES
from inspectors.roster.services.eligibility import eligibility_faults

GROUNDS = {
    "本人任职": RecusalGround.ON_STAFF,
    "本人在职": RecusalGround.ON_STAFF,
    "近亲属任校长": RecusalGround.RELATIVE_OF_HEAD,
    "近亲属任园长": RecusalGround.RELATIVE_OF_HEAD,
    "近亲属任负责人": RecusalGround.RELATIVE_OF_HEAD,
    "近亲属任职": RecusalGround.FAMILY_THERE,
    "近亲属就读": RecusalGround.FAMILY_THERE,
    "子女就读": RecusalGround.FAMILY_THERE,
    "离任不满三年": RecusalGround.LEFT_RECENTLY,
    "三年内曾任职": RecusalGround.LEFT_RECENTLY,
}
WORD_OF_GROUND: dict[str, str] = {}
for word, ground in GROUNDS.items():
    WORD_OF_GROUND.setdefault(ground, word)
# The reason stands in the last brackets; a unit's own name may carry brackets too: 县第二小学校（示例）（近亲属任职）
RECUSAL = re.compile(r"(.+?)\s*[（(]([^（）()]+)[）)]")


@dataclass(frozen=True)
class NamedRecusal:
    """A recusal as the table names it: the unit, the ground, and the words of the table."""

    unit: Organisation
    ground: str
    reason: str


class Recusals(Widget):
    """应回避单位及原因: units and reasons, separated by ；."""

    def __init__(self, units: dict[str, Organisation]) -> None:
        super().__init__()
        self.units = units

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> list[NamedRecusal]:
        """The recusals that the cell names; raises ValidationError for an unknown unit or a missing reason."""
        return [self._read(part) for part in re.split(r"[；;]", text_of(value)) if part.strip()]

    def _read(self, part: str) -> NamedRecusal:
        part = part.strip()
        match = RECUSAL.fullmatch(part)
        if part in self.units or match is None:
            raise wrong(_("“%(part)s” gives no reason; write it behind the unit in brackets."), part=part)
        name, reason = match.groups()
        if name not in self.units:
            raise wrong(_("The unit “%(unit)s” is not known. Import the units first, or mend its name."), unit=name)
        return NamedRecusal(self.units[name], GROUNDS.get(reason, RecusalGround.OTHER), reason)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """The recusals as the table writes them."""
        return "；".join(
            f"{item.unit.name}（{item.reason or WORD_OF_GROUND.get(item.ground, '其他')}）" for item in value or ()
        )


class IdentityNumber(Text):
    """身份证号: a text; Excel keeps only 15 digits of a number, so that a number is none."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        """The number as it is kept; raises ValidationError for a cell that holds a number."""
        if isinstance(value, int | float) and not isinstance(value, bool):
            raise wrong(
                _("The cell is a number, of which Excel keeps only 15 digits; format it as text and type it anew.")
            )
        return normal_identity(text_of(value))


class InspectorResource(SheetResource):
    """The roster (督学名册)."""

    sheet_title = "督学名册"
    sheet_note = "先导入学校和幼儿园；应回避单位写全称，原因写在括号里，多个用“；”隔开。"
    label_columns = ("姓名", "督学证号")

    name = Column("姓名", "name", filled=True)
    gender = Column("性别", "gender", width=8)
    born = Column("出生年月", "born", Month())
    ethnicity = Column("民族", "ethnicity", width=10)
    education = Column("学历", "education", DEGREES, filled=True, width=10)
    experience_years = Column("教育工作年限", "experience_years", Whole(), filled=True, also=("教龄",))
    kind = Column(
        "类别",
        "kind",
        Choice({"专职": InspectorKind.FULL_TIME, "兼职": InspectorKind.PART_TIME, "学前": InspectorKind.PRESCHOOL}),
        filled=True,
        width=10,
    )
    source = Column("来源", "source", width=18)
    employer = Column("工作单位", "employer", width=24)
    title = Column("职称", "title")
    specialities = Column("专长", "specialities")
    certificate = Column("督学证号", "certificate", filled=True, width=20)
    term_from = Column("聘任起", "term_from", Day(), filled=True)
    term_until = Column("聘任止", "term_until", Day())
    terms_in_row = Column("连续聘期", "terms_in_row", Whole())
    zone = Column("责任区", "zone")
    phone = Column("联系电话", "phone", width=16)
    recusals = Column("应回避单位及原因", "named_recusals", also=("应回避单位",), width=40)
    is_trained = Column("岗前培训", "is_trained", YesNo())
    # Newer than the county's table, so last and never asked for.
    identity = Column("身份证号", "identity", IdentityNumber(), also=("公民身份号码", "身份证号码"), width=22)

    class Meta:
        model = Inspector
        import_id_fields = ("certificate",)
        fields = (
            "name",
            "gender",
            "born",
            "ethnicity",
            "education",
            "experience_years",
            "kind",
            "source",
            "employer",
            "title",
            "specialities",
            "certificate",
            "term_from",
            "term_until",
            "terms_in_row",
            "zone",
            "phone",
            "recusals",
            "is_trained",
            "identity",
        )

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fields["recusals"].widget = Recusals({})
        self.new_recusals: list[Recusal] = []
        self.identities: dict[str, Any] = {}

    def get_queryset(self) -> Any:
        """Inspectors with their zone and the recusals in force."""
        return with_recusals(super().get_queryset())

    def for_export(self, rows: Any) -> Iterable[Inspector]:
        """Inspectors with the recusals in force."""
        for inspector in with_recusals(rows):
            inspector.named_recusals = list(named_recusals(inspector))
            yield inspector

    def prepare(self) -> None:
        """Read zones and units."""
        zone = _("The zone “%(value)s” is not known. Import the units first: they bring the zones.")
        self.fields["zone"].widget = Lookup({item.name: item for item in Zone.objects.all()}, zone)
        units = Organisation.objects.active().only("pk", "name")
        self.fields["recusals"].widget = Recusals({unit.name: unit for unit in units})
        self.identities = dict(Inspector.objects.exclude(identity="").values_list("identity", "pk"))

    def after_init_instance(self, instance: Any, new: bool, row: Any, **kwargs: Any) -> None:
        """A recusal that stands is kept, whether the table names it or not: only a person lifts it."""
        instance.named_recusals = [] if new else list(named_recusals(instance))
        self.standing = list(instance.named_recusals)
        super().after_init_instance(instance, new, row, **kwargs)

    def import_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        """Fill the record; add the recusals that are named for the first time to those that stand."""
        super().import_instance(instance, row, **kwargs)
        held = {(item.unit.pk, item.ground) for item in self.standing}
        self.added = []
        for item in instance.named_recusals:
            if (item.unit.pk, item.ground) not in held:
                held.add((item.unit.pk, item.ground))
                self.added.append(item)
        instance.named_recusals = self.standing + self.added

    def check(self, instance: Any, row: Any) -> Iterator[tuple[str, ValidationError]]:
        """The rules of appointment."""
        yield from eligibility_faults(instance)
        if instance.identity and self.identities.setdefault(instance.identity, instance.pk) != instance.pk:
            yield "identity", wrong(_("Another inspector has this identity number."))
        if instance.removed_at is not None:
            yield "certificate", wrong(_("%(name)s has left the roster; restore them there first."), name=instance.name)

    def skip_row(self, instance: Any, original: Any, row: Any, import_validation_errors: Any = None) -> bool:
        """As for every table; what previews and the log show of an identity number is masked."""
        skipped = super().skip_row(instance, original, row, import_validation_errors)
        title = self.fields["identity"].column_name
        self._changes = [
            [name, mask_identity(old), mask_identity(new)] if name == title else [name, old, new]
            for name, old, new in self._changes
        ]
        return skipped

    def accept(self, instance: Any, row: Any, *, new: bool) -> None:
        """Queue the new recusals."""
        self.new_recusals += [
            Recusal(inspector=instance, unit=item.unit, ground=item.ground, reason=item.reason, recorded_by=self.by)
            for item in self.added
        ]

    def finish(self) -> None:
        """Write the new recusals."""
        if self.write:
            Recusal.objects.bulk_create(self.new_recusals, batch_size=500)


def with_recusals(inspectors: Any) -> Any:
    """`inspectors` with zone and recusals in force, ready to be written out; two queries for any number."""
    in_force = Recusal.objects.in_force(on=calendar.today()).select_related("unit")
    return inspectors.select_related("zone").prefetch_related(
        Prefetch("recusals", in_force, to_attr="recusals_in_force")
    )


def named_recusals(inspector: Inspector) -> Iterable[NamedRecusal]:
    """The recusals in force of an inspector fetched by `with_recusals`, in the table's terms."""
    for recusal in inspector.recusals_in_force:  # type: ignore[attr-defined]
        yield NamedRecusal(recusal.unit, recusal.ground, recusal.reason)


register(
    ImportKind(
        token="inspectors",  # noqa: S106 (a word in an address, no secret)
        label=_("Inspectors"),
        text=_("The roster with terms, zones and recusals; each row is held against the rules of appointment."),
        resource=InspectorResource,
        may=lambda user: user.is_office,
        order=40,
        after=("units",),
    )
)
