"""The one door through which every state is written."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.errors import NotYourTurn, Refused, TransitionRefused
from core.models import Workflowed
from core.workflow import PARTY_LABELS, Step

W = TypeVar("W", bound=Workflowed)


def create(obj: W, *, by: Any, reason: str = "", data: dict[str, Any] | None = None) -> W:
    """Save the new `obj` in its table's initial state and write the event `create_<workflow>`.

    Takes an unsaved record and the acting user (None: the platform). Returns the saved record; must run in a
    transaction.
    """
    _needs_transaction()
    obj.state = obj.workflow.initial
    obj.state_since = timezone.now()
    obj.save(force_insert=True)
    audit.record(f"create_{obj.workflow.name}", by=by, obj=obj, to_state=obj.state, reason=reason, data=data)
    return obj


def apply_transition(
    obj: W, action: str, *, by: Any, reason: str = "", data: dict[str, Any] | None = None, **fields: Any
) -> W:
    """Take the step `action` and return the fresh record.

    Looks the step up in the table, checks that `by` is a party of it (None: the platform, only where the table says
    "system"), writes the new state and `fields` by compare-and-set, and the audit event, all in the caller's
    transaction.

    Raises TransitionRefused where the table has no such step from the stored state or someone was faster, NotYourTurn
    where the step belongs to another party, Refused where a needed reason is missing.
    """
    _needs_transaction()
    step = check_step(obj, action, by=by)
    if step.needs_reason and not reason.strip():
        raise Refused(_("Please state the reason."))
    values = {**fields, "state": step.target, "state_since": timezone.now()}
    values.setdefault("due_on", None)
    if values["due_on"] is None:
        values["due_basis"] = {}
    if type(obj)._base_manager.filter(pk=obj.pk, state=obj.state).update(**values) != 1:
        raise _too_late(obj)
    audit.record(action, by=by, obj=obj, reason=reason, data=data, from_state=obj.state, to_state=step.target)
    return type(obj)._base_manager.get(pk=obj.pk)


def check_step(obj: Workflowed, action: str, *, by: Any) -> Step:
    """Return the step `action` that `by` may take on `obj` now; a page that asks for it calls this before it is shown.

    Raises TransitionRefused where the table has no such step from the state of `obj`, NotYourTurn where it belongs to
    another party.
    """
    step = obj.workflow.step(action, obj.state)
    if step is None:
        raise _too_late(obj)
    _check_party(obj, step, by)
    return step


def create_many(model: type[W], rows: Sequence[W], *, by: Any, reason: str = "") -> list[W]:
    """Save many new records of `model` in its initial state with their events, in three statements.

    For sweeps over the whole ledger. Rows that a unique constraint knows already are left out. Returns those that were
    saved. Must run in a transaction.
    """
    _needs_transaction()
    for row in rows:
        row.state = model.workflow.initial
        row.state_since = timezone.now()
    model._base_manager.bulk_create(rows, ignore_conflicts=True)
    kept = set(model._base_manager.filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
    saved = [row for row in rows if row.pk in kept]
    audit.record_many(
        f"create_{model.workflow.name}",
        by=by,
        about=((row, {}) for row in saved),
        reason=reason,
        to_state=model.workflow.initial,
    )
    return saved


def available_steps(obj: Workflowed, user: Any) -> list[Step]:
    """The steps that `user` may take on `obj` now, in the table's order: the buttons of its page."""
    return obj.steps_for(user)


def _check_party(obj: Workflowed, step: Step, by: Any) -> None:
    if by is None:
        if "system" not in step.by:
            raise NotYourTurn(_("This step is taken by a person, not by the platform."))
        return
    if not any(obj.is_party(party, by) for party in step.by if party != "system"):
        raise NotYourTurn(
            _("“%(step)s” is not yours to do: it belongs to %(party)s.")
            % {"step": _(step.label), "party": _(", ").join(_(PARTY_LABELS[party]) for party in step.by)}
        )


def _too_late(obj: Workflowed) -> TransitionRefused:
    return TransitionRefused(
        _("This has meanwhile moved on: it is now “%(state)s”.")
        % {"state": type(obj)._base_manager.only("state").get(pk=obj.pk).get_state_display()},
        remedy=_("Open the page again to see where it stands. Nothing of yours was lost."),
    )


def _needs_transaction() -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("A state is only written inside a transaction.")
