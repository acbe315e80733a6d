"""Audit events in the shape that the timeline shows, with what changed in words."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from accounts.wording import changes_in_words
from core.audit import events_about
from core.templatetags.house import event_label


def entries_about(obj: models.Model, *, actions: Iterable[str] = (), limit: int = 50) -> list[dict[str, Any]]:
    """The newest `limit` events about `obj`, all of them or only `actions`; one query."""
    events = events_about(obj)
    if actions:
        events = events.filter(action__in=list(actions))
    return [
        {
            "at": event.at,
            "what": event_label(event.action),
            "who": event.actor_name,
            "why": "\n".join(part for part in (changes_in_words(event), event.reason) if part),
            "tone": "neutral",
        }
        for event in events[:limit]
    ]
