"""Grants: for which unit, zone or task a person may act, and until when (django-guardian's tables)."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.permissions import check_can_grant
from accounts.roles import Role
from core import audit
from core.errors import Refused

BATCH = 500


@dataclass(frozen=True)
class GrantKind:
    """One kind of grant: its table, the permission it stands for, and the roles that it makes sense with."""

    code: str
    label: Any
    app: str
    model: str
    permission: str
    roles: frozenset[str]
    needs_end: bool = False

    @property
    def table(self) -> Any:
        """The model of the grants."""
        return apps.get_model(self.app, self.model)

    @property
    def target(self) -> Any:
        """The model of what the grant is for."""
        return self.table._meta.get_field("content_object").related_model


KINDS: dict[str, GrantKind] = {
    kind.code: kind
    for kind in (
        GrantKind(
            "unit",
            gettext_lazy("Unit"),
            "accounts",
            "OrganisationGrant",
            "act_for_organisation",
            frozenset({Role.UNIT, Role.LIAISON}),
        ),
        GrantKind("zone", gettext_lazy("Zone"), "accounts", "ZoneGrant", "lead_zone", frozenset({Role.ZONE_LEADER})),
        GrantKind(
            "task",
            gettext_lazy("Inspection task"),
            "supervision",
            "TaskGrant",
            "work_on_task",
            frozenset({Role.EXPERT}),
            needs_end=True,
        ),
    )
}


# Asked before a grant is given: takes the account, what the grant is for and its end; raises Refused.
GrantRule = Callable[[User, Any, dt.datetime | None], object]
_rules: list[tuple[str, GrantRule]] = []


def register_grant_rule(kind: str) -> Callable[[GrantRule], GrantRule]:
    """A decorator: the rule is asked before a grant of `kind` is given; from the `ready` of an app above."""

    def register(rule: GrantRule) -> GrantRule:
        if (kind, rule) not in _rules:
            _rules.append((kind, rule))
        return rule

    return register


@transaction.atomic
def grant_access(
    user: User, *, by: User, kind: str, target: models.Model, expires_at: dt.datetime | None = None
) -> Any:
    """Let `user` act for `target` until `expires_at` (None: without end); a grant that stands gets the new end.

    `kind` is a key of `KINDS`. Returns the grant. Raises NotAllowed for anybody but the security administrator, Refused
    for one's own account, a closed one, one without the role that the grant goes with, an end that has passed, a task
    without an end, or whatever a rule of an app above forbids.
    """
    check_can_grant(by)
    _check(user, by=by, kind=KINDS[kind], expires_at=expires_at)
    for asked, rule in _rules:
        if asked == kind:
            rule(user, target, expires_at)
    table = KINDS[kind].table
    grant = table.objects.assign_perm(KINDS[kind].permission, user, target)
    table.objects.filter(pk=grant.pk).update(expires_at=expires_at, granted_by=by, granted_at=timezone.now())
    audit.record(
        "grant_access",
        by=by,
        obj=user,
        data={"kind": kind, "target": str(target), "until": expires_at.isoformat() if expires_at else None},
    )
    return table.objects.get(pk=grant.pk)


@transaction.atomic
def end_access(user: User, *, by: User, kind: str, grant_id: int) -> None:
    """Take the grant `grant_id` away from `user` at once.

    Raises NotAllowed for anybody but the security administrator, Refused where the grant is gone.
    """
    check_can_grant(by)
    grant = KINDS[kind].table.objects.filter(pk=grant_id, user=user).select_related("content_object").first()
    if grant is None:
        raise Refused(_("This grant has ended already."))
    audit.record("end_access", by=by, obj=user, data={"kind": kind, "target": str(grant.content_object)})
    grant.delete()


def grants_of(user: User) -> list[tuple[GrantKind, list[Any]]]:
    """Every grant of `user` by kind, those past their end too; one query for each kind."""
    return [
        (kind, list(kind.table.objects.filter(user=user).select_related("content_object", "granted_by")))
        for kind in KINDS.values()
    ]


def remove_expired_grants(*, at: dt.datetime | None = None) -> int:
    """Delete the grants whose end had come at `at` (default: now), with one event each; returns how many.

    Grants past their end already count for nothing; this keeps the tables clean. Works in batches, each in its own
    transaction, and may be run again at any time.
    """
    now = at or timezone.now()
    removed = 0
    for kind in KINDS.values():
        while count := _remove_batch(kind, now):
            removed += count
    return removed


@transaction.atomic
def _remove_batch(kind: GrantKind, now: dt.datetime) -> int:
    table = kind.table
    expired = table.objects.filter(expires_at__lte=now).select_related("user", "content_object")
    grants = list(expired.select_for_update(of=("self",), skip_locked=True)[:BATCH])
    audit.record_many(
        "grant_expired",
        by=None,
        about=[(grant.user, {"kind": kind.code, "target": str(grant.content_object)}) for grant in grants],
    )
    table.objects.filter(pk__in=[grant.pk for grant in grants]).delete()
    return len(grants)


def _check(user: User, *, by: User, kind: GrantKind, expires_at: dt.datetime | None) -> None:
    if user.pk == by.pk:
        raise Refused(_("Nobody gives grants to themselves."), remedy=_("Ask another security administrator."))
    if not user.is_active:
        raise Refused(_("The account is closed."), remedy=_("Have it opened again first."))
    if not user.has_role(*kind.roles):
        raise Refused(
            _("A grant for “%(kind)s” goes with the role %(roles)s, which this account does not have.")
            % {"kind": kind.label, "roles": _("、").join(str(Role(role).label) for role in sorted(kind.roles))},
            remedy=_("Give the account the role first."),
        )
    if expires_at is not None and expires_at <= timezone.now():
        raise Refused(_("The end of the grant lies in the past."), remedy=_("Choose a later day."))
    if kind.needs_end and expires_at is None:
        raise Refused(_("A grant for a task needs an end."), remedy=_("Choose the day on which it ends."))
