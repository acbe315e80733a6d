"""Background work: limits that fit together, and a claim on what must not be done twice at once."""

from typing import Any

import pytest
from django.db import connection, transaction

from config.celery import app
from core.tasks import one_at_a_time
from tests.core.threads import run_together


def own_tasks() -> dict[str, Any]:
    app.loader.import_default_modules()
    return {name: task for name, task in app.tasks.items() if not name.startswith("celery.")}


def longest_wait(task: Any) -> int:
    """How long a worker may hold the message before it tries again, in seconds."""
    if not getattr(task, "autoretry_for", ()):
        return 0
    return min(int(task.retry_backoff) * 2**task.max_retries, getattr(task, "retry_backoff_max", 600))


def test_no_task_outlasts_the_time_after_which_it_is_handed_out_again(settings: Any) -> None:
    hidden = settings.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"]
    found = own_tasks()
    assert len(found) > 15
    assert {name for name, task in found.items() if not task.time_limit or not task.acks_late} == set()
    assert {
        name: task.time_limit for name, task in found.items() if task.time_limit + longest_wait(task) > hidden
    } == {}
    assert {name for name, task in found.items() if task.time_limit > settings.CELERY_TASK_TIME_LIMIT} == set()


@pytest.mark.django_db(transaction=True)
def test_work_is_claimed_by_one_and_given_up_with_the_block_or_the_connection() -> None:
    def work(name: str) -> bool:
        with one_at_a_time(name) as mine:
            return mine

    def work_here() -> bool:
        return work("here")

    with one_at_a_time("here") as mine:
        assert mine
        assert run_together([work_here, lambda: work("there")]) == [False, True]
    assert run_together([work_here]) == [True]
    with pytest.raises(ZeroDivisionError), one_at_a_time("here"):
        raise ZeroDivisionError
    assert run_together([work_here]) == [True], "given up after an error"
    with one_at_a_time("here"):
        connection.close()  # as when the worker dies
        assert run_together([work_here]) == [True]


def test_a_claim_outlives_no_broken_transaction(db: None) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic(), one_at_a_time("here"):
        raise ZeroDivisionError
