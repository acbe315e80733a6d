"""Excel in and out for the pool of experts (专家库名册)."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F
from import_export.widgets import Widget

from accounts.phones import is_phone
from core.excel.kinds import ImportKind, register
from core.excel.reasons import wrong
from core.excel.resource import Column, SheetResource
from core.excel.values import Choice, Day, Text, YesNo, text_of
from core.transitions import create_many
from core.workflow import gettext_noop as _
from inspectors.models import Expert, ExpertCategory
from inspectors.questions import Tally, tallies_of
from inspectors.roster.resources.education import DEGREES

CATEGORIES = {
    "学前教育": ExpertCategory.PRESCHOOL,
    "学前": ExpertCategory.PRESCHOOL,
    "义务教育": ExpertCategory.COMPULSORY,
    "普通高中": ExpertCategory.SENIOR_HIGH,
    "高中": ExpertCategory.SENIOR_HIGH,
    "职业教育": ExpertCategory.VOCATIONAL,
    "民办教育": ExpertCategory.PRIVATE,
    "特殊教育": ExpertCategory.SPECIAL,
    "监测统计": ExpertCategory.MONITORING,
    "财务审计": ExpertCategory.FINANCE,
    "安全卫生": ExpertCategory.SAFETY,
    "法律": ExpertCategory.LAW,
    "其他": ExpertCategory.OTHER,
}
OWN_COUNTY = "本县"
SEPARATORS = str.maketrans("，,；;/", "、、、、、")


class Fields(Widget):
    """类别: one or more words of the list, separated by 、."""

    def __init__(self) -> None:
        super().__init__()
        self.one = Choice(CATEGORIES)

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> list[str]:
        """The codes, each once, sorted; raises ValidationError for a word that is not known."""
        parts = [part for part in text_of(value).translate(SEPARATORS).split("、") if part.strip()]
        return sorted({str(self.one.clean(part).value) for part in parts})

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """The words, in the order of the list."""
        held = set(value or ())
        return "、".join(self.one.render(code) for code in ExpertCategory if code.value in held)


class ExpertResource(SheetResource):
    """The county's experts; each new row is a proposal, the head selects."""

    sheet_title = "督导专家库名册"
    sheet_note = (
        f"类别可填多个，用“、”隔开：{'、'.join(Fields().one.written)}；新导入的专家为拟入库，由督导办主任遴选。"
    )
    label_columns = ("姓名", "工作单位")

    name = Column("姓名", "name", filled=True)
    gender = Column("性别", "gender", width=8)
    employer = Column("工作单位", "employer", filled=True, width=28)
    title = Column("职称", "title", also=("职称/职务", "职务职称"))
    education = Column("学历", "education", DEGREES, width=10)
    categories = Column("类别", "categories", Fields(), filled=True, also=("专家类别",), width=28)
    specialities = Column("专长", "specialities", width=24)
    phone = Column("联系电话", "phone", width=16)
    consents = Column("同意向协作县提供电话", "consents", YesNo(), width=22)
    grounds = Column("推荐理由", "grounds", width=32)

    class Meta:
        model = Expert
        import_id_fields = ("name", "employer")
        fields = (
            "name",
            "gender",
            "employer",
            "title",
            "education",
            "categories",
            "specialities",
            "phone",
            "consents",
            "grounds",
        )

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._looked_up |= {"state"}  # which the door writes

    def get_queryset(self) -> Any:
        """Partner counties' experts first, so that the county's own stand for a name that both have."""
        return super().get_queryset().order_by(F("partner_id").asc(nulls_last=True), "pk")

    def row_key(self, row: Any) -> Any:
        """Name and employer; None where the row does not say."""
        try:
            values = tuple(self.fields[name].clean(row) for name in self._meta.import_id_fields)
        except (ValidationError, KeyError):
            return None
        return values

    def key_of(self, instance: Any) -> Any:
        """The same of a record."""
        return instance.name, instance.employer

    def after_init_instance(self, instance: Any, new: bool, row: Any, **kwargs: Any) -> None:
        """A new row is a proposal of whoever imports it."""
        if new:
            instance.proposed_by = self.by
        super().after_init_instance(instance, new, row, **kwargs)

    def check(self, instance: Any, row: Any) -> Iterator[tuple[str, ValidationError]]:
        """A telephone number is one; a partner county's expert is changed by its next file only."""
        if instance.phone and not is_phone(instance.phone):
            yield "phone", wrong(_("“%(value)s” is not a telephone number."), value=instance.phone)
        if instance.partner_id is not None:
            yield (
                "name",
                wrong(
                    _("%(name)s comes from a partner county, whose next file changes these facts."), name=instance.name
                ),
            )

    def bulk_create(self, *args: Any, **kwargs: Any) -> None:
        """New rows go through the door of states, with the event of the proposal."""
        if self.write and self.create_instances:
            create_many(Expert, self.create_instances, by=self.by)
        self.create_instances.clear()


class PoolResource(ExpertResource):
    """The list as it is written out: with state, term and origin behind the columns that go in again."""

    state_words = Column("状态", "state_words", Text(), width=12)
    term_from = Column("聘期起", "term_from", Day())
    term_until = Column("聘期止", "term_until", Day())
    origin = Column("来源", "origin", Text(), width=16)
    tasks = Column("受邀任务数", "tasks", Text(), width=12)
    grade = Column("最近评价", "grade", Text(), width=12)

    class Meta:
        model = Expert
        import_id_fields = ("name", "employer")
        fields = (*ExpertResource._meta.fields, "state_words", "term_from", "term_until", "origin", "tasks", "grade")

    def for_export(self, rows: Any) -> Iterable[Expert]:
        """Experts with the words of their state, where they come from, and what they took part in."""
        found = list(rows.select_related("partner"))
        tallies = tallies_of([expert.pk for expert in found])
        for expert in found:
            tally = tallies.get(expert.pk, Tally())
            expert.tasks, expert.grade = str(tally.tasks), tally.grade
            expert.state_words = expert.get_state_display()
            expert.origin = expert.partner.name if expert.partner is not None else OWN_COUNTY
            yield expert


register(
    ImportKind(
        token="experts",  # noqa: S106 (a word in an address, no secret)
        label=_("Experts of the pool"),
        text=_("Proposals for the pool of experts, row by row; the head of the office selects."),
        resource=ExpertResource,
        may=lambda user: user.is_office,
        order=46,
    )
)
