"""Internal inspections (内部督导): a school records its own, may correct it for some days, or remove it (M5)."""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts import policy
from accounts.models import Organisation, User
from core import audit, calendar, files
from core.calendar import Deadline, deadline
from core.errors import NotAllowed, Refused
from core.workflow import gettext_noop
from supervision.internal import emails, permissions
from supervision.models import InternalInspection

if TYPE_CHECKING:
    from django.core.files.base import File

INTERNAL = gettext_noop("Plan of Miyi County, section two (2) 2: inspection inside the school")
FIELDS = ("held_on", "title", "matters", "who", "findings", "measures")


class InternalContent(TypedDict):
    """What a school writes about an inspection of itself."""

    held_on: dt.date
    title: str
    matters: str
    who: str
    findings: str
    measures: str


@transaction.atomic
def record_internal_inspection(
    *, by: User, unit: Organisation, files: "Iterable[File[Any]]" = (), **content: Unpack[InternalContent]
) -> InternalInspection:
    """A school records an inspection of itself. Returns the record.

    Raises NotAllowed for whoever does not act for the school, Refused for a day to come or a blank field.
    """
    if not permissions.own_campuses(by).filter(pk=unit.pk).exists():
        raise NotAllowed(_("Only schools and kindergartens record their internal inspections."))
    record = InternalInspection.objects.create(unit=unit, recorded_by=by, **_checked(content))
    audit.record("record_internal_inspection", by=by, obj=record)
    _keep(files, record, by)
    emails.internal_recorded(record)
    return record


@transaction.atomic
def edit_internal_inspection(
    record: InternalInspection, *, by: User, files: "Iterable[File[Any]]" = (), **content: Unpack[InternalContent]
) -> InternalInspection:
    """The school corrects its record, within the days that the setting `internal_edit_days` gives.

    Returns the record. Raises NotAllowed, TransitionRefused for a removed one, Refused after the last day.
    """
    record = InternalInspection.objects.select_for_update().get(pk=record.pk)
    permissions.check_can_edit_internal(by, record)
    last = editable_until(record).on
    if calendar.today() > last:
        raise Refused(
            _("The record could be corrected until %(date)s.") % {"date": date_format(last)},
            rule=_(INTERNAL),
            remedy=_("Remove it with a reason and record it anew."),
        )
    fields = _checked(content)
    before = {name: str(getattr(record, name)) for name in fields if getattr(record, name) != fields[name]}
    for name, value in fields.items():
        setattr(record, name, value)
    record.save(update_fields=list(FIELDS))
    _keep(files, record, by)
    audit.record("edit_internal_inspection", by=by, obj=record, data={"before": before})
    return record


@transaction.atomic
def remove_internal_inspection(record: InternalInspection, *, by: User, reason: str) -> InternalInspection:
    """The school removes its record with a reason; it stays in the history. Returns the record."""
    record = InternalInspection.objects.select_for_update().get(pk=record.pk)
    permissions.check_can_edit_internal(by, record)
    if not reason.strip():
        raise Refused(_("Please state the reason."))
    record.removed_at, record.removal_reason = timezone.now(), reason.strip()
    record.save(update_fields=["removed_at", "removal_reason"])
    audit.record("remove_internal_inspection", by=by, obj=record, reason=reason)
    return record


def editable_until(record: InternalInspection) -> Deadline:
    """The last day on which the school may correct the record."""
    return deadline(timezone.localtime(record.created_at).date(), *policy.days("internal_edit_days"))


def _checked(content: InternalContent) -> dict[str, Any]:
    if content["held_on"] > calendar.today():
        raise Refused(_("The day lies in the future."), rule=_(INTERNAL), remedy=_("Record it once it was held."))
    fields: dict[str, Any] = {name: content[name] for name in FIELDS}  # type: ignore[literal-required]
    fields |= {name: str(value).strip() for name, value in fields.items() if name != "held_on"}
    if not all(fields.values()):
        raise Refused(_("A field is blank."), rule=_(INTERNAL), remedy=_("Fill in every field."))
    return fields


def _keep(uploads: "Iterable[File[Any]]", record: InternalInspection, by: User) -> None:
    for upload in uploads:
        files.store(upload, holder=record, by=by)
