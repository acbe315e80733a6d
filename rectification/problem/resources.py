"""Excel in for what a higher supervision body found in the county: each row is a problem on the ledger."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from accounts.models import Organisation
from core.excel.kinds import ImportKind, register
from core.excel.reasons import wrong
from core.excel.resource import Column, SheetResource
from core.excel.values import Choice, Day, Lookup, text_of
from core.workflow import gettext_noop as _
from rectification.models import Problem, Source
from rectification.problem import services
from supervision.models import Severity

# 较重 is nearer to 严重 than to 一般: it must not be taken lightly.
SEVERITIES = {
    "一般": Severity.GENERAL,
    "严重": Severity.SERIOUS,
    "较重": Severity.SERIOUS,
    "轻微": Severity.MINOR,
    "较轻": Severity.MINOR,
}
# The ledger keeps the letter as one line: 攀府教督〔2026〕5号（2026-10-12）
LETTER = re.compile(r"(.*?)(?:（(\d{4}-\d{2}-\d{2})）)?")


class UpperLevelResource(SheetResource):
    """Problems fed back by the higher supervision body (反馈问题清单)."""

    sheet_title = "上级教育督导机构反馈问题清单"
    sheet_note = "先导入单位；问题单位、牵头单位写全称。整改时限不填的，按程度以工作日推算。"
    label_columns = ("问题单位", "存在问题")

    letter = Column("反馈文号", "letter", filled=True, width=22)
    letter_on = Column("反馈日期", "letter_on", Day(), filled=True)
    unit = Column("问题单位", "unit", filled=True, also=("被督导单位",), width=26)
    text = Column("存在问题", "text", filled=True, width=40)
    requirement = Column("整改要求", "requirement", filled=True, width=40)
    deadline_on = Column("整改时限", "deadline_on", Day())
    lead = Column("牵头单位", "lead", width=22)
    severity = Column("程度", "severity", Choice(SEVERITIES), filled=True, also=("严重程度",), width=10)

    class Meta:
        model = Problem
        import_id_fields = ("letter", "unit", "text")
        fields = ("letter", "letter_on", "unit", "text", "requirement", "deadline_on", "lead", "severity")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        # The number, the state and the day are given when the row is written.
        self._looked_up |= {"number", "state", "registered_on"}

    def prepare(self) -> None:
        """Read the units by name."""
        missing = _("The unit “%(value)s” is not known. Import the units first, or mend its name.")
        units = {unit.name: unit for unit in Organisation.objects.active().only("pk", "name")}
        self.fields["unit"].widget = Lookup(units, missing)
        self.fields["lead"].widget = Lookup(units, missing)

    def get_queryset(self) -> Any:
        """What the ledger has from higher bodies."""
        return super().get_queryset().filter(source=Source.UPPER_LEVEL).select_related("unit", "lead")

    def known(self) -> Iterable[Any]:
        """Each with its letter taken apart again."""
        for problem in super().known():
            _read_letter(problem)
            yield problem

    def row_key(self, row: Any) -> Any:
        """Letter, unit and text, as they are written."""
        return tuple(text_of(row.get(title)) for title in ("反馈文号", "问题单位", "存在问题"))

    def key_of(self, instance: Any) -> Any:
        """The same of a problem on the ledger."""
        return (instance.letter, instance.unit.name, text_of(instance.text))

    def import_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        """Fill the problem; its source is the letter."""
        super().import_instance(instance, row, **kwargs)
        instance.source = Source.UPPER_LEVEL
        instance.source_note = f"{instance.letter}（{instance.letter_on}）"[:100]

    def check(self, instance: Any, row: Any) -> Iterator[tuple[str, ValidationError]]:
        """What stands on the ledger is not changed by a table; a deadline lies after its letter."""
        if not instance._state.adding:
            yield (
                NON_FIELD_ERRORS,
                wrong(
                    _("This stands on the ledger as %(number)s and reads differently there."), number=instance.number
                ),
            )
        if instance.deadline_on is not None and instance.deadline_on < instance.letter_on:
            yield "deadline_on", wrong(_("The deadline lies before the letter's date."))

    def bulk_create(self, *args: Any, **kwargs: Any) -> None:
        """Put the good rows on the ledger; in a preview, drop them."""
        if self.write and self.create_instances:
            services.register_problems(self.create_instances, by=self.by)
        self.create_instances.clear()


def _read_letter(problem: Problem) -> None:
    found = LETTER.fullmatch(problem.source_note)
    number, day = found.groups() if found else (problem.source_note, None)
    problem.letter = number  # type: ignore[attr-defined]
    problem.letter_on = dt.date.fromisoformat(day) if day else None  # type: ignore[attr-defined]


register(
    ImportKind(
        token="upper-level-findings",  # noqa: S106 (a word in an address, no secret)
        label=_("Findings of higher bodies"),
        text=_(
            "Problems that a higher supervision body fed back by letter; each goes on the ledger with its deadline."
        ),
        resource=UpperLevelResource,
        may=lambda user: user.is_office,
        order=60,
        after=("departments-and-townships", "units"),
    )
)
