"""Excel in for organisations: the government side first, then schools and kindergartens with their zones."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import ValidationError

from accounts.enums import CAMPUS_KINDS, GOVERNMENT_KINDS, OrganisationKind
from accounts.models import Organisation, Zone
from accounts.phones import is_phone
from core.excel.kinds import ImportKind, register
from core.excel.reasons import wrong
from core.excel.resource import Column, SheetResource
from core.excel.values import Choice, Lookup, Whole, YesNo, compact, text_of
from core.workflow import gettext_noop as _

DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")}
ZONE = re.compile(r"第?([零一二三四五六七八九十]+|\d{1,3})(?:督学)?责任区")
MEMBER_UNIT = "成员单位"
TOWNSHIP_SUFFIX = "人民政府"
GOVERNMENT_WORDS = {
    "乡镇人民政府": OrganisationKind.TOWNSHIP,
    "乡镇": OrganisationKind.TOWNSHIP,
    "县级部门": OrganisationKind.DEPARTMENT,
    "部门": OrganisationKind.DEPARTMENT,
}
CAMPUS_WORDS = {
    "幼儿园": OrganisationKind.KINDERGARTEN,
    "小学": OrganisationKind.PRIMARY,
    "初级中学": OrganisationKind.JUNIOR,
    "初中": OrganisationKind.JUNIOR,
    "九年一贯制学校": OrganisationKind.NINE_YEAR,
    "高级中学": OrganisationKind.SENIOR,
    "普通高中": OrganisationKind.SENIOR,
    "高中": OrganisationKind.SENIOR,
    "完全中学": OrganisationKind.SENIOR,
    "中等职业学校": OrganisationKind.VOCATIONAL,
    "职业学校": OrganisationKind.VOCATIONAL,
    "特殊教育学校": OrganisationKind.SPECIAL_EDUCATION,
    "校外培训机构": OrganisationKind.TRAINING_BODY,
}
KIND_WORDS = CAMPUS_WORDS | GOVERNMENT_WORDS


class TownshipName(Lookup):
    """A township by its short name (攀莲镇) or its government's full one."""

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """The short name, as the county writes it."""
        return value.name.removesuffix(TOWNSHIP_SUFFIX) if value else ""


def townships_by_name(townships: Iterable[Organisation]) -> dict[str, Organisation]:
    """Townships under both of their names."""
    found = {}
    for township in townships:
        found[township.name] = found[township.name.removesuffix(TOWNSHIP_SUFFIX)] = township
    return found


class OrganisationResource(SheetResource):
    """What the two tables of organisations have in common: the key, the names, the telephone."""

    label_columns = ("单位名称",)
    kinds: frozenset[str] = frozenset()

    class Meta:
        model = Organisation
        import_id_fields = ("code",)

    def get_queryset(self) -> Any:
        """Organisations with what their columns show."""
        return super().get_queryset().select_related("township", "governing", "zone")

    def prepare(self) -> None:
        """Read the names that are taken, and the townships."""
        self.code_of_name = dict(Organisation.objects.values_list("name", "code"))
        self.townships = townships_by_name(Organisation.objects.filter(kind=OrganisationKind.TOWNSHIP))

    def unique_fields(self) -> tuple[str, ...]:
        """No two units of a sheet have one name."""
        return ("name",)

    def check(self, instance: Any, row: Any) -> Iterator[tuple[str, ValidationError]]:
        """A name stands for one unit; a unit of the other table is not turned into one of this."""
        holder = self.code_of_name.get(instance.name, instance.code)
        if holder != instance.code:
            yield (
                "name",
                wrong(_("“%(name)s” is already kept under the code %(code)s."), name=instance.name, code=holder),
            )
        if self.kind_before and self.kind_before not in self.kinds:
            yield "code", wrong(_("The code %(code)s already belongs to a unit of another table."), code=instance.code)
        if instance.contact_phone and not is_phone(instance.contact_phone):
            yield (
                "contact_phone",
                wrong(
                    _("“%(value)s” is no telephone number: a mobile number has 11 digits, a landline its area code."),
                    value=instance.contact_phone,
                ),
            )

    def after_init_instance(self, instance: Any, new: bool, row: Any, **kwargs: Any) -> None:
        """Remember what kind the unit was."""
        super().after_init_instance(instance, new, row, **kwargs)
        self.kind_before = "" if new else instance.kind

    def accept(self, instance: Any, row: Any, *, new: bool) -> None:
        """Take the name, so that later rows cannot take it again."""
        self.code_of_name[instance.name] = instance.code


class GovernmentResource(OrganisationResource):
    """Townships and county departments."""

    sheet_title = "县级部门和乡镇人民政府名单"
    sheet_note = "乡镇人民政府排在前面；备注写“成员单位”的为教育督导委员会成员单位。"
    kinds = GOVERNMENT_KINDS

    code = Column("单位代码", "code", filled=True)
    name = Column("单位名称", "name", filled=True, width=24)
    kind = Column("类别", "kind", Choice(GOVERNMENT_WORDS), filled=True)
    township = Column("所在乡镇", "township", TownshipName({}, ""), also=("乡镇",))
    contact_name = Column("教育督导联络员", "contact_name", also=("联络员",))
    contact_phone = Column("联系电话", "contact_phone", width=16)
    note = Column("备注", "note")

    class Meta:
        fields = ("code", "name", "kind", "township", "contact_name", "contact_phone", "note")

    def prepare(self) -> None:
        """Let the township's column know the townships."""
        super().prepare()
        missing = _("The township “%(value)s” is not known; put the townships before the departments.")
        self.fields["township"].widget = OwnTownship(self.townships, missing)

    def import_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        """A township lies in itself; member units are named in the note."""
        super().import_instance(instance, row, **kwargs)
        instance.is_member_unit = MEMBER_UNIT in instance.note
        if instance.kind == OrganisationKind.TOWNSHIP:
            instance.township = None

    def get_bulk_update_fields(self) -> list[str]:
        """The note decides on membership too."""
        return [*super().get_bulk_update_fields(), "is_member_unit"]

    def accept(self, instance: Any, row: Any, *, new: bool) -> None:
        """A township is known to the rows below it."""
        super().accept(instance, row, new=new)
        if instance.kind == OrganisationKind.TOWNSHIP:
            self.townships |= townships_by_name([instance])
            self.fields["township"].widget.known = self.townships


class OwnTownship(TownshipName):
    """The township's column of the government table, in which a township names itself."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        """Nothing for a township's own row, nor for one of no known kind."""
        if row is not None and GOVERNMENT_WORDS.get(text_of(row.get("类别"))) != OrganisationKind.DEPARTMENT:
            return None
        return super().clean(value, row=row)


class UnitResource(OrganisationResource):
    """Schools and kindergartens."""

    sheet_title = "教育督导对象（学校、幼儿园）基本情况表"
    sheet_note = "先导入县级部门和乡镇人民政府名单；责任区写“第一责任区”，没有的会自动建立。"
    kinds = CAMPUS_KINDS | {OrganisationKind.TRAINING_BODY}

    code = Column("单位代码", "code", filled=True)
    name = Column("单位名称", "name", filled=True, also=("学校名称",), width=30)
    kind = Column("类别", "kind", Choice(CAMPUS_WORDS), filled=True)
    is_private = Column("办学性质", "is_private", Choice({"公办": False, "民办": True}), filled=True)
    township = Column("所在乡镇", "township", TownshipName({}, ""), filled=True)
    zone = Column("责任区", "zone", required=True)
    classes = Column("班级数", "classes", Whole())
    pupils = Column("学生数", "pupils", Whole())
    staff = Column("教职工数", "staff", Whole())
    contact_name = Column("负责人", "contact_name")
    contact_phone = Column("联系电话", "contact_phone", width=16)
    governing = Column("主管部门", "governing", width=18)
    is_large = Column("规模较大", "is_large", YesNo())
    note = Column("备注", "note")

    class Meta:
        fields = (
            "code",
            "name",
            "kind",
            "is_private",
            "township",
            "zone",
            "classes",
            "pupils",
            "staff",
            "contact_name",
            "contact_phone",
            "governing",
            "is_large",
            "note",
        )

    def prepare(self) -> None:
        """Read townships, departments and zones."""
        super().prepare()
        first = _("“%(value)s” is not known. Import departments and townships first.")
        self.fields["township"].widget = TownshipName(self.townships, first)
        departments = Organisation.objects.filter(kind=OrganisationKind.DEPARTMENT)
        self.fields["governing"].widget = Lookup({item.name: item for item in departments}, first)
        self.zones = ZoneName(Zone.objects.all())
        self.fields["zone"].widget = self.zones
        if not self.townships:
            self.refusals.append(wrong(_("No township is known yet. Import departments and townships first.")))

    def accept(self, instance: Any, row: Any, *, new: bool) -> None:
        """A zone that the row names for the first time is wanted."""
        super().accept(instance, row, new=new)
        if instance.zone is not None and instance.zone._state.adding:
            self.zones.wanted[instance.zone.name] = instance.zone

    def bulk_create(self, *args: Any, **kwargs: Any) -> None:
        """New zones are written before the units in them."""
        self._write_zones()
        super().bulk_create(*args, **kwargs)

    def bulk_update(self, *args: Any, **kwargs: Any) -> None:
        """New zones are written before the units in them."""
        self._write_zones()
        super().bulk_update(*args, **kwargs)

    def _write_zones(self) -> None:
        if self.write:
            waiting = [zone for zone in self.zones.wanted.values() if zone._state.adding]
            Zone.objects.bulk_create(waiting)

    def finish(self) -> None:
        """Say which zones come into being."""
        if self.zones.wanted:
            names = "、".join(sorted(self.zones.wanted, key=lambda name: self.zones.wanted[name].number))
            self.remarks.append(wrong(_("New zones: %(names)s."), names=names))


class ZoneName(Lookup):
    """A zone by its name; one that does not exist yet is made, with the number that its name carries."""

    def __init__(self, zones: Iterable[Zone]) -> None:
        super().__init__({zone.name: zone for zone in zones}, "")
        self.closed = {zone.name for zone in self.known.values() if zone.closed_on is not None}
        self.numbers = {zone.number for zone in self.known.values()}
        self.wanted: dict[str, Zone] = {}

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Zone | None:
        """The zone; a new one where the name is not known; None for a blank cell."""
        name = compact(value)
        if not name:
            return None
        if name not in self.known:
            number = number_of_zone(name)
            if number is None:
                raise wrong(_("“%(value)s” is no zone; write it like 第一责任区."), value=name)
            if number in self.numbers:
                raise wrong(_("Zone %(number)s already has another name than “%(value)s”."), number=number, value=name)
            self.known = {**self.known, name: Zone(number=number, name=name)}
            self.numbers.add(number)
        if name in self.closed:
            raise wrong(_("%(value)s has been closed."), value=name)
        found: Zone = self.known[name]
        return found


def number_of_zone(name: str) -> int | None:
    """The number in a zone's name; None where it carries none."""
    match = ZONE.fullmatch(name)
    if match is None:
        return None
    word = match.group(1)
    if word.isdigit() and word.isascii():
        return int(word) or None
    tens, mark, ones = word.rpartition("十")
    if not mark:
        return DIGITS[ones] if len(ones) == 1 and DIGITS[ones] else None
    if len(tens) > 1 or len(ones) > 1:
        return None
    return DIGITS.get(tens, 1) * 10 + DIGITS.get(ones, 0)


register(
    ImportKind(
        token="departments-and-townships",  # noqa: S106 (a word in an address, no secret)
        label=_("Departments and townships"),
        text=_("The government side: townships first, then county departments with their liaisons."),
        resource=GovernmentResource,
        may=lambda user: user.is_office,
        order=10,
    )
)
register(
    ImportKind(
        token="units",  # noqa: S106
        label=_("Schools and kindergartens"),
        text=_("The supervised units with township, zone and governing department; zones are made as they are named."),
        resource=UnitResource,
        may=lambda user: user.is_office,
        order=20,
        after=("departments-and-townships",),
    )
)
