"""The lock after five wrong passwords: whether it holds, and lifting it."""

import time
from collections.abc import Iterator
from typing import Any

from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import check_can_grant
from core import audit
from core.errors import Refused


def lock_key(username: str) -> str:
    """The name under which failures of `username` are counted."""
    return f"sign-in:{username.lower()}"


def is_locked(username: str) -> bool:
    """Whether signing in with `username` is refused now because of wrong passwords."""
    now = time.time()
    return any(
        not ratelimit.apply_rate(list(cache.get(key, [])), now, rate, dry_run=True)[0]
        for rate, key in _counters(username)
    )


@transaction.atomic
def unlock_user(user: User, *, by: User) -> None:
    """Lift the lock at once.

    Raises NotAllowed for anybody but the security administrator, Refused where no lock holds.
    """
    check_can_grant(by)
    if not is_locked(user.username):
        raise Refused(_("The account is not locked."))
    cache.delete_many([key for _rate, key in _counters(user.username)])
    audit.record("unlock_user", by=by, obj=user)


def _counters(username: str) -> Iterator[tuple[Any, str]]:
    """allauth's counters of failed sign-ins that are kept by user name: each rate with its cache key."""
    where = {"app": "allauth.account", "action": "login_failed"}
    for rate in ratelimit.get_rates(**where):
        if rate.per == "key":
            yield rate, ratelimit.get_cache_key(None, rate=rate, key=lock_key(username), **where)
