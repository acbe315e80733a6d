"""What an audit event says changed, in words for a page."""

import datetime as dt
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.translation import gettext as _

from accounts.policy import Item, Kind, Value
from accounts.roles import Role
from core.models import AuditEvent
from core.templatetags.house import cn_date, cn_datetime, device, event_label
from core.workflow import Workflow, gettext_noop

EMPTY = "—"
LABELS = {
    "agent": gettext_noop("Browser"),
    "first": gettext_noop("First day"),
    "ip": gettext_noop("Address"),
    "kind": gettext_noop("Kind"),
    "method": gettext_noop("Method"),
    "moved": gettext_noop("Deadlines moved"),
    "name": gettext_noop("Name"),
    "path": gettext_noop("Page"),
    "rows": gettext_noop("Rows"),
    "setting": gettext_noop("Setting"),
    "target": gettext_noop("For"),
    "until": gettext_noop("Until"),
    "username": gettext_noop("User name"),
    "year": gettext_noop("Year"),
}
KIND_WORDS = {
    "unit": gettext_noop("Unit"),
    "zone": gettext_noop("Zone"),
    "task": gettext_noop("Inspection task"),
    "holiday": gettext_noop("Holiday"),
    "workday": gettext_noop("Make-up workday"),
}


def changes_in_words(event: AuditEvent) -> str:
    """One line for each thing that changed, "label: old → new", then what else the event tells; empty for nothing."""
    model = ContentType.objects.get_for_id(event.about_type_id).model_class() if event.about_type_id else None
    lines = [
        _("%(label)s: %(old)s → %(new)s")
        % {"label": _label(model, name), "old": _value(model, name, old), "new": _value(model, name, new)}
        for name, (old, new) in event.data.get("changed", {}).items()
    ]
    lines += [
        _("%(label)s: %(value)s") % {"label": _(label), "value": _value(model, name, event.data[name])}
        for name, label in LABELS.items()
        if event.data.get(name) not in (None, "")
    ]
    return "\n".join(lines)


def event_in_words(event: AuditEvent) -> str:
    """What happened, with the state that a record came to."""
    model: Any = ContentType.objects.get_for_id(event.about_type_id).model_class() if event.about_type_id else None
    workflow: Workflow | None = getattr(model, "workflow", None)
    if workflow is not None and event.action == f"create_{workflow.name}":
        return _("Created: %(what)s") % {"what": _(workflow.label)}
    return event_label(event.action, workflow)


def _field(model: type[models.Model] | None, name: str) -> Any:
    try:
        found = model._meta.get_field(name) if model is not None else None
    except FieldDoesNotExist:
        return None
    return found if isinstance(found, models.Field) else None


def _label(model: type[models.Model] | None, name: str) -> str:
    field = _field(model, name)
    return str(field.verbose_name) if field is not None else _(name.replace("_", " ").capitalize())


def _value(model: type[models.Model] | None, name: str, value: Any) -> str:
    field = _field(model, name)
    if value in (None, "", []):
        return EMPTY
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name == "roles":
        return _("、").join(str(Role(role).label) if role in Role.values else role for role in value)
    if field is not None and value in (choices := dict(field.flatchoices)):
        return str(choices[value])
    return _plain(name, value)


def _plain(name: str, value: Any) -> str:
    if name == "kind" and value in KIND_WORDS:
        return _(KIND_WORDS[value])
    if name == "agent":
        return device(value)
    if isinstance(value, str):
        try:
            moment = dt.datetime.fromisoformat(value) if len(value) >= len("2026-11-24") else None
        except ValueError:
            moment = None
        if moment is not None:
            return cn_datetime(moment) if "T" in value else cn_date(moment.date())
    return str(value)


def unit_of(item: Item) -> str:
    """The word behind a setting's number: working days, days, years; empty for a text or a yes and no."""
    if item.kind is Kind.WORKING_DAYS:
        return _("working days")
    if item.kind is Kind.CALENDAR_DAYS:
        return _("days")
    return _(item.unit) if item.unit else ""


def value_in_words(item: Item, value: Value) -> str:
    """A setting's value with its unit."""
    if item.kind is Kind.FLAG:
        return _("yes") if value else _("no")
    if item.kind is Kind.NUMBERS:
        value = _("、").join(str(value).split(","))
    return _("%(value)s %(unit)s") % {"value": value, "unit": unit_of(item)} if unit_of(item) else str(value)
