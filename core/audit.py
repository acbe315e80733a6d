"""Writing to the audit log and checking that nobody has touched it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection, models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import Refused
from core.models import AuditEvent, AuditLink
from core.models.audit import DIGEST_SQL

MOST_EXPORTED = 20_000  # rows of a workbook for which somebody waits


def record(
    action: str,
    *,
    by: Any,
    obj: models.Model | None = None,
    reason: object = "",
    data: dict[str, Any] | None = None,
    from_state: str = "",
    to_state: str = "",
) -> AuditEvent:
    """Append one event to the log, in the caller's transaction.

    Takes the `action` token, the acting user `by` (None: the platform itself), the record `obj` it is about and
    JSON-able `data`. Returns the event. The chain's link is written by trigger when the transaction commits.
    """
    return AuditEvent.objects.create(
        at=timezone.now(),
        actor=by,
        actor_name=str(by) if by is not None else "",
        action=action,
        about_type=ContentType.objects.get_for_model(obj) if obj is not None else None,
        about_id=str(obj.pk) if obj is not None else "",
        about_text=str(obj)[:200] if obj is not None else "",
        from_state=from_state,
        to_state=to_state,
        reason=str(reason),
        data=data or {},
    )


def record_export(
    action: str, request: HttpRequest, count: int, *, obj: models.Model | None = None, **facts: Any
) -> AuditEvent:
    """Note who takes `count` rows out under which filters of the address, and the `facts` that no filter tells.

    Every export calls it before it writes; `obj` is the record that it is about, if one. Returns the event. Raises
    Refused above `MOST_EXPORTED`: a workbook is whole or there is none.
    """
    if count > MOST_EXPORTED:
        raise Refused(
            _("More than %(most)s rows are too many for one workbook.") % {"most": MOST_EXPORTED},
            remedy=_("Narrow the list down with its filters, and export in parts."),
        )
    return record(action, by=request.user, obj=obj, data={"count": count, "filter": request.GET.dict(), **facts})


def record_many(
    action: str,
    *,
    by: Any,
    about: Iterable[tuple[models.Model, dict[str, Any]]],
    reason: object = "",
    to_state: str = "",
) -> None:
    """Append one event for each record at once, in the caller's transaction: for work on many records.

    Takes pairs of a record and its JSON-able data.
    """
    kind = ContentType.objects.get_for_model
    rows = ((kind(obj), obj.pk, str(obj), data) for obj, data in about)
    _append(action, by=by, rows=rows, reason=str(reason), to_state=to_state)


def record_rows(
    action: str,
    *,
    by: Any,
    model: type[models.Model],
    rows: Iterable[tuple[Any, str, dict[str, Any]]],
    reason: str = "",
) -> None:
    """Append one event for each row of `model` that is known by key and words only, in the caller's transaction.

    Takes triples of the key, what the record is called, and JSON-able data: for work on rows that are never fetched.
    """
    kind = ContentType.objects.get_for_model(model)
    _append(action, by=by, rows=((kind, *row) for row in rows), reason=reason, to_state="")


def _append(
    action: str, *, by: Any, rows: Iterable[tuple[Any, Any, str, dict[str, Any]]], reason: str, to_state: str
) -> None:
    now, name = timezone.now(), str(by) if by is not None else ""
    AuditEvent.objects.bulk_create(
        [
            AuditEvent(
                at=now,
                actor=by,
                actor_name=name,
                action=action,
                about_type=kind,
                about_id=str(pk),
                about_text=words[:200],
                to_state=to_state,
                reason=reason,
                data=data,
            )
            for kind, pk, words, data in rows
        ],
        batch_size=500,
    )


def events_about(obj: models.Model) -> models.QuerySet[AuditEvent]:
    """The events about one record, newest first."""
    return AuditEvent.objects.filter(
        about_type=ContentType.objects.get_for_model(obj), about_id=str(obj.pk)
    ).select_related("actor")


@dataclass(frozen=True)
class Verdict:
    """What a check of the chain found: events counted, the first few that are wrong, each with why, and the last hash.

    Whoever keeps `head` outside the database can show later that nothing before it was cut off.
    """

    events: int
    broken: list[tuple[int, str]]
    head: str = ""

    @property
    def sound(self) -> bool:
        """Whether every event is linked and every hash is right."""
        return not self.broken


def verify() -> Verdict:
    """Recompute the whole chain in the database; returns a `Verdict` with at most 20 faults."""
    expected = DIGEST_SQL.format(prev="coalesce(l.prev, '')", row="e")
    # The expression is a constant of this module's own; nothing from outside enters it.
    changed = f"""
        WITH l AS (SELECT position, event_id, hash, lag(hash) OVER (ORDER BY position) AS prev FROM core_auditlink)
        SELECT l.event_id, 'changed' FROM l JOIN core_auditevent e ON e.id = l.event_id
        WHERE l.hash IS DISTINCT FROM {expected} ORDER BY l.position LIMIT 20"""  # noqa: S608
    missing = """
        SELECT e.id, 'unlinked' FROM core_auditevent e LEFT JOIN core_auditlink l ON l.event_id = e.id
        WHERE l.event_id IS NULL
        UNION ALL
        SELECT l.event_id, 'deleted' FROM core_auditlink l LEFT JOIN core_auditevent e ON e.id = l.event_id
        WHERE e.id IS NULL ORDER BY 1 LIMIT 20"""
    with connection.cursor() as cursor:
        cursor.execute(changed)
        broken = cursor.fetchall()
        cursor.execute(missing)
        broken += cursor.fetchall()
        cursor.execute("SELECT count(*) FROM core_auditevent")
        (events,) = cursor.fetchone()
    last = AuditLink.objects.order_by("position").last()
    return Verdict(events=events, broken=broken, head=last.hash if last is not None else "")


def stands_in_chain(head: str) -> bool:
    """Whether a `Verdict.head` that was noted down earlier is still a link of the chain."""
    return AuditLink.objects.filter(hash=head).exists()
