"""How often something may be done from one place, counted in the cache; the place is never kept in clear."""

import time

from django.core.cache import cache
from django.utils.crypto import salted_hmac


def allowed(what: str, who: str, *, limit: int, seconds: int) -> bool:
    """Count one more `what` from `who`; whether it is still among the first `limit` of this stretch of `seconds`.

    `who` (an address) enters the cache as a keyed hash that is forgotten after two stretches.
    """
    digest = salted_hmac(f"throttle:{what}", who, algorithm="sha256").hexdigest()
    key = f"throttle:{what}:{int(time.time()) // seconds}:{digest}"
    cache.add(key, 0, seconds * 2)
    try:
        return cache.incr(key) <= limit
    except ValueError:  # the cache dropped it between the two
        return True
