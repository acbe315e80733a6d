"""django-import-export, held to the platform's ways: bulk writes, lookups read once, each refusal with its reason."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from import_export import resources
from import_export.fields import Field
from import_export.instance_loaders import BaseInstanceLoader
from import_export.results import Result, RowResult

from core import audit
from core.excel.layout import CellFault, TableRows
from core.excel.reasons import reason_of, wrong
from core.excel.values import Choice, Text, YesNo, text_of
from core.workflow import gettext_noop as _

NEW, CHANGED, UNCHANGED, REFUSED = "new", "changed", "unchanged", "refused"
BATCH = 500


class Column(Field):
    """A column of the county's table: its title, the field it fills, and how both read."""

    def __init__(
        self,
        title: str,
        attribute: str | None,
        widget: Any = None,
        *,
        required: bool = False,
        filled: bool = False,
        also: Sequence[str] = (),
        width: int = 14,
    ) -> None:
        """`required`: the table must have the column; `filled`: no row may leave it blank; `also`: other titles."""
        super().__init__(attribute=attribute, column_name=title, widget=widget or Text())
        self.required, self.filled, self.also, self.width = required or filled, filled, also, width

    @property
    def choices(self) -> list[str]:
        """The words that may stand in the column, where it is a list of words."""
        if isinstance(self.widget, YesNo):
            return ["是", "否"]
        return self.widget.written if isinstance(self.widget, Choice) else []

    def clean(self, row: Any, **kwargs: Any) -> Any:
        """The cell's value for the field; raises ValidationError where it does not read or may not be blank."""
        cell = row[self.column_name]
        if isinstance(cell, CellFault):
            if cell.kind == "formula":
                raise wrong(_("The cell holds a formula; paste its value instead."))
            raise wrong(_("The cell shows the error %(error)s."), error=cell)
        if self.filled and not text_of(cell):
            raise wrong(_("May not be blank."))
        return self.widget.clean(cell, row=row)


@dataclass
class Outcome:
    """What became, or would become, of one row: new, changed, unchanged, refused."""

    number: int
    outcome: str
    label: str
    changes: list[list[str]] = field(default_factory=list)
    reasons: list[dict[str, Any]] = field(default_factory=list)


class KnownInstances(BaseInstanceLoader):
    """The rows of the table that the sheet may name, read in one query before the first row."""

    def __init__(self, resource: "SheetResource", dataset: Any = None) -> None:
        super().__init__(resource, dataset)
        self.known = {resource.key_of(instance): instance for instance in resource.known()}

    def get_instance(self, row: Any) -> models.Model | None:
        """The record that the row speaks of, or None."""
        found: models.Model | None = self.known.get(self.resource.row_key(row))
        return found


class CountsOnly(Result):
    """import-export's result without the rows, so that memory stays flat however long the sheet is."""

    def append_row_result(self, row_result: RowResult) -> None:
        """Rows are told to the sink one by one and not kept."""

    def append_invalid_row(self, number: int, row: Any, validation_error: ValidationError) -> None:
        """Refused rows are told to the sink and not kept."""


class SheetResource(resources.ModelResource):
    """A kind of table. A subclass names its columns, its model, its key, its checks; the rest is the same for all.

    Set `write=False` for a preview: every check runs and nothing is written. `sink` is told the outcome of each row.
    """

    sheet_title = ""
    sheet_note = ""
    label_columns: tuple[str, ...] = ()
    ordinal = True  # the table starts with 序号
    whole = False  # taken as a whole or not at all
    tells_rows = True  # each record that is added or changed gets an audit event

    class Meta:
        use_bulk = True
        batch_size = BATCH
        skip_diff = True
        report_skipped = False
        use_transactions = False
        instance_loader_class = KnownInstances

    def __init__(
        self,
        *,
        by: Any = None,
        write: bool = False,
        sink: Callable[[Outcome], None] = lambda _outcome: None,
        run: models.Model | None = None,
    ) -> None:
        super().__init__()
        self.by, self.write, self.sink, self.run = by, write, sink, run
        self._told: list[tuple[models.Model, dict[str, Any]]] = []
        self.refusals: list[ValidationError] = []
        self.remarks: list[ValidationError] = []
        self.rows: TableRows | None = None
        # Django asks the database whether a foreign key exists, row by row; the lookups have answered that.
        self._looked_up = {item.name for item in self._meta.model._meta.concrete_fields if item.is_relation}
        self._import_columns: list[Column] = []
        # Fields that no column fills are worked out from a row that reads; of one that does not they say nothing.
        own = {item.name for item in self._meta.model._meta.concrete_fields}
        self._derived = own - {column.attribute for column in self.columns()}
        self._before: dict[str, str] | None = None
        self._changes: list[list[str]] = []
        self._doubles: list[tuple[str, ValidationError]] = []
        self._seen: dict[tuple[str, Any], int] = {}

    # --- what a subclass says ---

    def prepare(self) -> None:
        """Read the lookups that rows need; once per import."""

    def known(self) -> Iterable[Any]:
        """The records that rows may name; locked while writing, so that nobody changes them in between."""
        rows = self.get_queryset()
        return rows.select_for_update(of=("self",)) if self.write else rows

    def key_of(self, instance: Any) -> Any:
        """What identifies a record."""
        values = tuple(str(self.fields[name].get_value(instance)) for name in self._meta.import_id_fields)
        return values[0] if len(values) == 1 else values

    def row_key(self, row: Any) -> Any:
        """What identifies the record that a row speaks of; None where the row does not say."""
        try:
            values = tuple(str(self.fields[name].clean(row)) for name in self._meta.import_id_fields)
        except (ValidationError, KeyError):
            return None
        return values[0] if len(values) == 1 else values

    def check(self, instance: Any, row: Any) -> Iterator[tuple[str, ValidationError]]:
        """The rules of this kind: yields (field, reason) for each that `instance` breaks (default: none)."""
        return iter(())

    def unique_fields(self) -> tuple[str, ...]:
        """Fields, besides the key, of which no two rows of a sheet may have the same."""
        return ()

    def extra_changes(self, instance: Any, row: Any) -> list[list[str]]:
        """Changes besides the record's own fields, as [column, old, new]."""
        return []

    def accept(self, instance: Any, row: Any, *, new: bool) -> None:
        """Called for each good row that adds or changes something, also in a preview: note what depends on it."""

    def finish(self) -> None:
        """Called after the last row: checks over the whole table, records that hang on the rows'."""

    def for_export(self, rows: Any) -> Iterable[Any]:
        """The records of a queryset, fit to be written out: with whatever their columns show besides their fields."""
        return rows

    # --- columns ---

    @classmethod
    def columns(cls) -> list[Column]:
        """The columns in the county's order."""
        return [cls.fields[name] for name in cls._meta.fields]

    @classmethod
    def titles(cls) -> dict[str, Sequence[str]]:
        """Every title with other ways of writing it."""
        return {column.column_name: column.also for column in cls.columns()} | (
            {"序号": ("编号",)} if cls.ordinal else {}
        )

    @classmethod
    def required_titles(cls) -> list[str]:
        """The titles that a table must have."""
        return [column.column_name for column in cls.columns() if column.required]

    # --- how import-export is bent ---

    @classmethod
    def get_result_class(cls) -> type[Result]:
        """A result that only counts."""
        return CountsOnly

    def handle_import_error(self, result: Any, error: Exception, raise_errors: bool = False) -> None:
        """A fault of ours is raised, never written down as if a row were wrong."""
        raise error

    def get_bulk_update_fields(self) -> list[str]:
        """The model's own fields among the columns, without the key."""
        own = {item.name for item in self._meta.model._meta.concrete_fields}
        keys = {self.fields[name].attribute for name in self._meta.import_id_fields}
        return [column.attribute for column in self.columns() if column.attribute in own - keys]

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        """Read the lookups and note which columns this table has."""
        self.rows = dataset
        self._import_columns = [
            column
            for column in self.fields.values()
            if column.attribute and not column.readonly and column.column_name in dataset.headers
        ]
        self.prepare()

    def get_import_fields(self) -> list[Column]:
        """The columns that this table has."""
        return self._import_columns

    def after_init_instance(self, instance: Any, new: bool, row: Any, **kwargs: Any) -> None:
        """Remember how a known record reads before the row is applied."""
        self._before = None if new else self.readings(instance)

    def readings(self, instance: Any) -> dict[str, str]:
        """How the record's columns read, by title."""
        return {column.column_name: text_of(column.export(instance)) for column in self._import_columns}

    def import_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        """Fill the record from the row; raises ValidationError with every cell that does not read."""
        errors = {}
        for column in self._import_columns:
            try:
                column.save(instance, row)
            except ValidationError as exc:
                errors[column.attribute] = exc
        if errors:
            raise ValidationError(errors)

    def skip_row(self, instance: Any, original: Any, row: Any, import_validation_errors: Any = None) -> bool:
        """A row that changes nothing is not written."""
        self._doubles = self._find_doubles(instance, row)
        if import_validation_errors or self._doubles or self._before is None:
            return False
        now = self.readings(instance)
        self._changes = [[title, old, now[title]] for title, old in self._before.items() if old != now[title]]
        self._changes += self.extra_changes(instance, row)
        return not self._changes

    def validate_instance(
        self, instance: Any, import_validation_errors: Any = None, validate_unique: bool = True
    ) -> None:
        """Cells, field rules, doubles in the sheet and the rules of the kind, all at once; no query."""
        errors: dict[str, list[ValidationError]] = {}
        for name, found in (import_validation_errors or {}).items():
            errors[name] = list(found)
        try:
            instance.clean_fields(exclude=self._looked_up | set(errors) | (self._derived if errors else set()))
        except ValidationError as exc:
            errors = exc.update_error_dict(errors)
        for name, reason in self._doubles:
            errors.setdefault(name, []).append(reason)
        if not errors:
            for name, reason in self.check(instance, self.current):
                errors.setdefault(name, []).append(reason)
        if errors:
            raise ValidationError(errors)

    def _find_doubles(self, instance: Any, row: Any) -> list[tuple[str, ValidationError]]:
        """What this row shares with an earlier one though no two rows may: its key, or a unique field."""
        keys = self._meta.import_id_fields
        held = [(keys[0] if len(keys) == 1 else NON_FIELD_ERRORS, self.row_key(row))] if keys else []
        held += [(name, getattr(instance, name, None)) for name in self.unique_fields()]
        found = []
        for name, value in held:
            if value in (None, ""):
                continue
            first = self._seen.setdefault((name, value), self.number)
            if first != self.number:
                shown = "、".join(value) if isinstance(value, tuple) else value
                found.append((name, wrong(_("“%(value)s” stands already in row %(row)s."), value=shown, row=first)))
        return found

    @property
    def number(self) -> int:
        """The number of the row that is worked on, as the sheet shows it."""
        return self.rows.number if self.rows is not None else 0

    def import_row(self, row: Any, instance_loader: Any, **kwargs: Any) -> RowResult:
        """Take one row and tell the sink what became of it."""
        self.current = row
        self._changes = []
        result = super().import_row(row, instance_loader, **kwargs)
        if result.errors:
            raise result.errors[0].error
        self.sink(self._outcome(row, result))
        return result

    def save_instance(self, instance: Any, is_create: bool, row: Any, **kwargs: Any) -> None:
        """Queue the record for the next bulk write, and its event for the audit log."""
        super().save_instance(instance, is_create, row, **kwargs)
        self.accept(instance, row, new=is_create)
        if self.write and self.tells_rows and self.run is not None:
            self._told.append((instance, {"import": str(self.run.pk), "row": self.number, "changes": self._changes}))
            if len(self._told) >= BATCH:
                self._tell()

    def _tell(self) -> None:
        audit.record_many("import_row", by=self.by, about=self._told)
        self._told.clear()

    def bulk_create(self, *args: Any, **kwargs: Any) -> None:
        """Write the queued new records; in a preview, drop them."""
        if self.write:
            super().bulk_create(*args, **kwargs)
        self.create_instances.clear()

    def bulk_update(self, *args: Any, **kwargs: Any) -> None:
        """Write the queued changed records; in a preview, drop them.

        As rows that are there already, by ON CONFLICT: for many columns far quicker than Django's own bulk_update.
        """
        changed = self.get_bulk_update_fields()
        if self.write and self.update_instances and changed:
            self._meta.model.objects.bulk_create(
                self.update_instances,
                batch_size=BATCH,
                update_conflicts=True,
                unique_fields=[self._meta.model._meta.pk.name],
                update_fields=changed,
            )
        self.update_instances.clear()

    def after_import(self, dataset: Any, result: Result, **kwargs: Any) -> None:
        """Checks over the whole table; the audit events."""
        self.finish()
        self._tell()

    def _outcome(self, row: Any, result: RowResult) -> Outcome:
        label = " ".join(text_of(row.get(title)) for title in self.label_columns).strip()
        if result.validation_error is not None:
            return Outcome(self.number, REFUSED, label, reasons=list(self._reasons(result.validation_error)))
        if self._before is None:
            return Outcome(self.number, NEW, label)
        return Outcome(self.number, CHANGED if self._changes else UNCHANGED, label, changes=self._changes)

    def _reasons(self, error: ValidationError) -> Iterator[dict[str, Any]]:
        titles = {column.attribute: column.column_name for column in self._import_columns}
        for name, errors in error.error_dict.items():
            for item in errors:
                yield reason_of(item, "" if name == NON_FIELD_ERRORS else titles.get(name, ""))
