"""Several people at once: functions run in threads, each on a database connection of its own."""

import threading
import time
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection, transaction


def run_together(functions: Sequence[Callable[[], Any]], *, timeout: float = 60) -> list[Any]:
    """Start all `functions` in the same moment; returns what each returned, or the exception it raised."""
    barrier = threading.Barrier(len(functions))
    outcomes: list[Any] = [None] * len(functions)

    def work(index: int, function: Callable[[], Any]) -> None:
        try:
            connection.ensure_connection()
            barrier.wait(timeout)
            outcomes[index] = function()
        except Exception as exc:
            outcomes[index] = exc
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=pair, daemon=True) for pair in enumerate(functions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout)
        assert not thread.is_alive(), "a thread hangs: a lock that nobody gives up"
    return outcomes


def press_while(first: Callable[[], Any], second: Callable[[], Any], *, timeout: float = 30) -> Any:
    """Do `first` and, before it is committed, `second` on another connection; returns what the second came to.

    The second reads the rows as they were before and then waits for the first one's lock: just what happens to whoever
    presses a button an instant later. Raises AssertionError where nothing waits, since then the two never met.
    """
    outcome: list[Any] = []
    backend: list[int] = []
    ready = threading.Event()

    def work() -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                backend.append(cursor.fetchone()[0])
            ready.set()
            outcome.append(second())
        except Exception as exc:
            outcome.append(exc)
        finally:
            ready.set()
            connection.close()

    thread = threading.Thread(target=work, daemon=True)
    with transaction.atomic():
        first()
        thread.start()
        ready.wait(timeout)
        until = time.monotonic() + timeout
        while not _waits(backend[0]):
            assert thread.is_alive(), f"the second never waited: {outcome}"
            assert time.monotonic() < until, "the second neither waits nor ends"
            time.sleep(0.02)
    thread.join(timeout)
    assert not thread.is_alive(), "a thread hangs: a lock that nobody gives up"
    return outcome[0]


def _waits(backend: int) -> bool:
    """Whether the connection waits for a lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM pg_locks WHERE pid = %s AND NOT granted)", [backend])
        return bool(cursor.fetchone()[0])
