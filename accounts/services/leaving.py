"""What an account loses when its person leaves a post: the roles of the post, what went with them, at last itself."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from accounts.models import User
from accounts.roles import Role
from accounts.services.grants import KINDS, grants_of
from accounts.services.users import end_sessions
from core import audit


@dataclass(frozen=True)
class Leaving:
    """The roles that go, the grants that go with them (kind, target), and whether the account closes."""

    user: User
    roles: tuple[str, ...]
    grants: tuple[tuple[str, str], ...]
    closes: bool

    @property
    def role_names(self) -> list[str]:
        """The roles that go, in words."""
        return [str(Role(role).label) for role in self.roles]


def leaving_of(user: User, roles: Iterable[str]) -> Leaving:
    """What `user` loses with `roles`: grants that go with no other role, and the account where no role is left."""
    gone = tuple(role for role in user.roles if role in set(roles))
    left = set(user.roles) - set(gone)
    grants = tuple(
        (kind.code, str(grant.content_object))
        for kind, rows in grants_of(user)
        if not kind.roles & left
        for grant in rows
    )
    return Leaving(user, gone, grants, closes=not left and user.is_active)


@transaction.atomic
def leave_post(user: User, *, by: User | None, roles: Iterable[str], reason: str) -> Leaving:
    """Take `roles` from the account of somebody who left a post, as `leaving_of` says. Returns what was taken.

    Follows from a step that the person was allowed to take, so it asks for no right of an administrator; giving
    anything back remains the administrators' (GB/T 22239-2019). `by` is None for the platform.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    leaving = leaving_of(user, roles)
    left = [role for role in user.roles if role not in leaving.roles]
    for kind in KINDS.values():
        if not kind.roles & set(left):
            kind.table.objects.filter(user=user).delete()
    User.objects.filter(pk=user.pk).update(roles=left, is_active=user.is_active and not leaving.closes)
    if leaving.closes:
        end_sessions(user)
    audit.record(
        "leave_post",
        by=by,
        obj=user,
        reason=reason,
        data={
            "roles": list(leaving.roles),
            "grants": [list(pair) for pair in leaving.grants],
            "closed": leaving.closes,
        },
    )
    return leaving
