"""Pre-inspection consultations with member units, put on record (PLAN 二（一）3)."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from core import audit, calendar, files
from core.errors import Refused
from core.workflow import gettext_noop
from supervision.models import Consultation, InspectionTask
from supervision.task import emails, permissions

CLAUSE = gettext_noop("County plan, part 2 (1) 3")


@transaction.atomic
def record_consultation(
    task: InspectionTask,
    *,
    by: User,
    held_on: dt.date,
    place: str,
    units: Iterable[Organisation],
    topics: str,
    agreed: str,
    files: Iterable["File[Any]"] = (),
) -> Consultation:
    """Put on record what office and member units discussed and agreed before the task; their liaisons are told.

    Returns the record. Raises NotAllowed for anybody but the office, TransitionRefused once the task is archived or
    cancelled, Refused for a day to come, without a member unit, or without what was agreed.
    """
    permissions.check_can_record_consultation(by, task)
    present = list(dict.fromkeys(units))
    if held_on > calendar.today():
        raise Refused(_("The day lies in the future."), remedy=_("Record the consultation once it has been held."))
    if not present or any(not unit.is_member_unit for unit in present):
        raise Refused(
            _("A consultation is held with member units of the committee."),
            rule=_(CLAUSE),
            remedy=_("Choose the member units that were present."),
        )
    if not topics.strip() or not agreed.strip():
        raise Refused(
            _("What was discussed, or what was agreed, is missing."),
            rule=_(CLAUSE),
            remedy=_("Write both down: the member units read it."),
        )
    record = Consultation.objects.create(
        task=task,
        held_on=held_on,
        place=place.strip(),
        topics=topics.strip(),
        agreed=agreed.strip(),
        recorded_by=by,
    )
    record.units.set(present)
    _keep(files, record, by)
    names = [unit.name for unit in present]
    audit.record("record_consultation", by=by, obj=record, data={"units": names})
    audit.record("record_consultation", by=by, obj=task, reason=_("、").join(names), data={"units": names})
    emails.consultation_recorded(record)
    return record


def _keep(uploads: Iterable["File[Any]"], record: Consultation, by: User) -> None:
    for upload in uploads:
        files.store(upload, holder=record, by=by, purpose="consultation")
