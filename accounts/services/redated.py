"""Telling people that a change of the holiday table moved the deadlines of what waits for them."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet, UUIDField
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import OrganisationGrant, User, ZoneGrant
from accounts.roles import ADMIN_ROLES
from core.calendar.days import date_in_words
from core.models import AuditEvent, Workflowed, workflowed_models
from core.notifications import notify

SHOWN = 10  # deadlines named in a message; the rest stands in My turn


def tell_redated(*, since: int, by: User, reason: str) -> int:
    """Tell everybody whose turn it is at a record that the change `reason` of `by` re-dated: one message a person.

    Takes the number of the last audit event before the change; the moved deadlines are those noted in the log after it.
    Whoever made the change is not told. Returns how many people were told; a second call tells nobody again.
    """
    events = AuditEvent.objects.filter(
        pk__gt=since, action="redate_deadline", actor=by, reason__endswith=reason, data__changed__has_key="due_on"
    )
    kinds = {model: events.filter(about_type=ContentType.objects.get_for_model(model)) for model in workflowed_models()}
    moved = {model: noted for model, noted in kinds.items() if noted.exists()}
    told = 0
    for person in _people() if moved else ():
        if person.pk == by.pk:
            continue
        count, lines = _mine(person, moved)
        if count:
            told += len(_tell(person, count, lines, reason=reason, key=f"redated-{since}"))
    return told


def _people() -> Iterator[User]:
    """Everybody who may have a turn, with their grants read once for all."""
    units, zones = _granted(OrganisationGrant), _granted(ZoneGrant)
    for person in User.objects.active().exclude(roles__overlap=list(ADMIN_ROLES)).iterator():
        person.organisation_ids = units.get(person.pk, [])
        person.zone_ids = zones.get(person.pk, [])
        yield person


def _granted(grants: Any) -> dict[Any, list[Any]]:
    held: dict[Any, list[Any]] = {}
    for user, granted in grants.objects.in_force().values_list("user", "content_object"):
        held.setdefault(user, []).append(granted)
    return held


def _mine(person: User, moved: dict[type[Workflowed], QuerySet[AuditEvent]]) -> tuple[int, list[str]]:
    """How many of the moved records wait for the person, and the most urgent ones in words."""
    count = 0
    lines: list[tuple[str, dict[str, Any]]] = []
    for model, events in moved.items():
        keys = events.annotate(key=Cast("about_id", UUIDField())).values("key")
        rows: Any = model._default_manager
        waiting = rows.waiting_for(person).filter(pk__in=keys)
        first = [str(pk) for pk in waiting.order_by("due_on").values_list("pk", flat=True)[:SHOWN]]
        if first:
            count += waiting.count() if len(first) == SHOWN else len(first)
            lines += events.filter(about_id__in=first).values_list("about_text", "data")
    ordered = sorted(lines, key=lambda line: line[1]["changed"]["due_on"][1])
    return count, [_in_words(text, *data["changed"]["due_on"]) for text, data in ordered[:SHOWN]]


def _in_words(text: str, old: str, new: str) -> str:
    with translation.override("zh-hans"):
        days = {"old": date_in_words(dt.date.fromisoformat(old)), "new": date_in_words(dt.date.fromisoformat(new))}
        return _("%(what)s: from %(old)s to %(new)s") % {"what": text, **days}


def _tell(person: User, count: int, lines: list[str], *, reason: str, key: str) -> list[Any]:
    with translation.override("zh-hans"):
        title = ngettext(
            "The holiday table has changed: %(count)s deadline of yours moves",
            "The holiday table has changed: %(count)s deadlines of yours move",
            count,
        ) % {"count": count}
        rest = [_("%(count)s more stand in My turn.") % {"count": count - len(lines)}] if count > len(lines) else []
    body = "\n".join([reason, *lines, *rest])
    return list(notify([person], kind="redate_deadline", title=title, body=body, url=reverse("my_turn"), key=key))
