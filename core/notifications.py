"""Telling people: an inbox message and an e-mail, each with a delivery record, tried again when it fails."""

import contextlib
import datetime as dt
import functools
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ParamSpec, TypeVar

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.mail import EmailMessage, get_connection
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone, translation

from core.models import Delivery, Notification

MAX_ATTEMPTS = 6
BATCH = 200
BATCH_SECONDS = 60  # a slow server's batch ends here, well before the task's time limit
LEASE = dt.timedelta(minutes=5)  # longer than the task may run

P = ParamSpec("P")
R = TypeVar("R")


def in_chinese(write: Callable[P, R]) -> Callable[P, R]:
    """Have `write` put its words in the county's language, whoever is acting: messages and documents are kept.

    The language is entered anew by each call. One `translation.override` as a decorator is a single object that all
    threads share: two calls at once would leave one of them in the other's language.
    """

    @functools.wraps(write)
    def written(*args: P.args, **kwargs: P.kwargs) -> R:
        with translation.override(settings.LANGUAGE_CODE):
            return write(*args, **kwargs)

    return written


def notify(
    users: Iterable[Any | None],
    *,
    kind: str,
    title: str,
    body: str = "",
    url: str = "",
    about: models.Model | None = None,
    key: str = "",
) -> list[Notification]:
    """Put a message into the inbox of each of `users` and queue an e-mail to those who have an address.

    None among `users` stands for somebody without an account, who is told nothing; nobody is told twice.
    `key` makes a second call with the same key and person change nothing, also when two workers call at once. Returns
    only the new messages. Runs in the caller's transaction: a rollback tells nobody.
    """
    people = {user.pk: user for user in users if user is not None and user.is_active}
    if key:
        told = Notification.objects.filter(key=key, recipient__in=list(people)).values_list("recipient_id", flat=True)
        for pk in list(told):
            people.pop(pk, None)
    now = timezone.now()
    about_type = ContentType.objects.get_for_model(about) if about is not None else None
    messages = [
        Notification(
            recipient=user,
            kind=kind,
            title=title[:200],
            body=body,
            url=url,
            key=key,
            about_type=about_type,
            about_id=str(about.pk) if about is not None else "",
        )
        for user in people.values()
    ]
    Notification.objects.bulk_create(messages, ignore_conflicts=bool(key))
    if key:  # another worker may have told some of them between the look and the writing
        kept = set(Notification.objects.filter(pk__in=[m.pk for m in messages]).values_list("pk", flat=True))
        messages = [message for message in messages if message.pk in kept]
    inbox = {"channel": Delivery.Channel.INBOX, "state": Delivery.State.SENT, "attempts": 1, "sent_at": now}
    email = {"channel": Delivery.Channel.EMAIL, "next_attempt_at": now}
    deliveries = [Delivery(notification=message, **inbox) for message in messages]
    deliveries += [Delivery(notification=message, **email) for message in messages if message.recipient.email]
    Delivery.objects.bulk_create(deliveries)
    return messages


def tell(
    people: Iterable[Any | None],
    kind: str,
    title: str,
    about: models.Model,
    body: str = "",
    *,
    url: str | None = None,
    key: str = "",
) -> list[Notification]:
    """Tell `people` the news `kind` about a record, as `notify` does; how every mail function does it.

    The message leads to the page of `about`; `url` names another page, or "" for none. Returns the new messages.
    """
    return notify(people, kind=kind, title=title, body=body, url=_page(about, url), about=about, key=key)


def _page(about: models.Model, url: str | None) -> str:
    return about.get_absolute_url() if url is None else url  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Message:
    """One message to one person, for telling many people different things at once; `key` as in `notify`."""

    user_id: Any
    email: str
    kind: str
    title: str
    about_id: Any
    key: str
    body: str = ""
    url: str = ""

    @classmethod
    def to(
        cls, user: Any, kind: str, title: str, about: models.Model, body: str = "", *, url: str | None = None, key: str
    ) -> "Message":
        """The message that `tell` would send to `user`; the same parameters."""
        page = _page(about, url)
        return cls(
            user_id=user.pk, email=user.email, kind=kind, title=title, body=body, url=page, about_id=about.pk, key=key
        )


def notify_each(messages: Sequence[Message], *, about: type[models.Model]) -> int:
    """Tell many people different things in three statements; a message whose key its person knows is left out.

    `about` is the model of every `about_id`. Returns how many were new. Two calls at once tell everybody once.
    """
    now = timezone.now()
    about_type = ContentType.objects.get_for_model(about)
    rows = {
        row.pk: (row, message.email)
        for message in messages
        for row in [
            Notification(
                recipient_id=message.user_id,
                kind=message.kind,
                title=message.title[:200],
                body=message.body,
                url=message.url,
                key=message.key,
                about_type=about_type,
                about_id=str(message.about_id),
            )
        ]
    }
    Notification.objects.bulk_create([row for row, _email in rows.values()], ignore_conflicts=True)
    new = set(Notification.objects.filter(pk__in=list(rows)).values_list("pk", flat=True))
    deliveries = []
    for pk in new:
        deliveries.append(
            Delivery(
                notification_id=pk, channel=Delivery.Channel.INBOX, state=Delivery.State.SENT, attempts=1, sent_at=now
            )
        )
        if rows[pk][1]:
            deliveries.append(Delivery(notification_id=pk, channel=Delivery.Channel.EMAIL, next_attempt_at=now))
    Delivery.objects.bulk_create(deliveries)
    return len(new)


def send_waiting(*, at: dt.datetime | None = None) -> int:
    """Send the e-mails that are due at `at` (default: now) and return how many went out.

    A batch is claimed first: nobody else takes it before its lease is over, and no transaction is open while the mail
    server is talked to, over one connection. Each mail's outcome is written at once. So every mail goes out at least
    once: where a worker dies, the mail of that very moment may go out twice, and the rest of its batch goes out when
    the lease is over. A failure is kept with its error and tried again after 2, 4, 8 … minutes, six times in all.
    """
    now = at or timezone.now()
    claimed = _claim(now)
    until = time.monotonic() + BATCH_SECONDS
    server = get_connection()
    sent = 0
    for done, delivery in enumerate(claimed):
        if time.monotonic() > until:
            _hand_back(claimed[done:], now)
            break
        sent += _send(delivery, server, now)
    _hang_up(server)
    return sent


@transaction.atomic
def _claim(now: dt.datetime) -> list[Delivery]:
    due = (
        Delivery.objects.filter(state=Delivery.State.PENDING, next_attempt_at__lte=now)
        .select_related("notification__recipient")
        .select_for_update(skip_locked=True, of=("self",))
        .order_by("next_attempt_at")
    )
    claimed = list(due[:BATCH])
    for delivery in claimed:
        delivery.attempts, delivery.next_attempt_at = delivery.attempts + 1, now + LEASE
    Delivery.objects.bulk_update(claimed, ["attempts", "next_attempt_at"])
    return claimed


def _hand_back(rest: Sequence[Delivery], now: dt.datetime) -> None:
    """Mails of a slow server's batch that were not tried: due at once, and no attempt counted."""
    untried = Delivery.objects.filter(pk__in=[delivery.pk for delivery in rest])
    untried.update(attempts=F("attempts") - 1, next_attempt_at=now)


def _send(delivery: Delivery, server: Any, now: dt.datetime) -> bool:
    message = delivery.notification
    link = f"{settings.SITE_URL}{message.url}" if message.url else ""
    try:
        server.open()  # where it is not open
        mail = EmailMessage(
            subject=" ".join(message.title.split()),
            body="\n\n".join(part for part in (message.body, link) if part),
            to=[message.recipient.email],
        )
        server.send_messages([mail])
    except (OSError, ValueError) as exc:  # the server's refusals are OSErrors, an impossible address a ValueError
        delivery.error = str(exc)[:300]
        if delivery.attempts >= MAX_ATTEMPTS:
            delivery.state = Delivery.State.FAILED
        delivery.next_attempt_at = now + dt.timedelta(minutes=2**delivery.attempts)
        _hang_up(server)  # the next mail begins with a fresh connection
    else:
        delivery.state = Delivery.State.SENT
        delivery.sent_at = now
        delivery.error = ""
    delivery.save(update_fields=["state", "sent_at", "next_attempt_at", "error"])
    return delivery.state == Delivery.State.SENT


def _hang_up(server: Any) -> None:
    with contextlib.suppress(OSError):  # it may have hung up first
        server.close()


def unread_count(user: Any) -> int:
    """How many messages `user` has not read; counts no further than 100."""
    return Notification.objects.filter(recipient=user, read_at=None)[:100].count()


def mark_read(user: Any, *, ids: Iterable[Any] | None = None) -> int:
    """Mark messages of `user` as read: those in `ids`, or all; returns how many changed."""
    unread = Notification.objects.filter(recipient=user, read_at=None)
    if ids is not None:
        unread = unread.filter(pk__in=list(ids))
    return unread.update(read_at=timezone.now())


def deliveries_about(obj: models.Model) -> models.QuerySet[Delivery]:
    """Every delivery of a message about `obj`, newest first: who was told what, how and when."""
    return (
        Delivery.objects.filter(
            notification__about_type=ContentType.objects.get_for_model(obj), notification__about_id=str(obj.pk)
        )
        .select_related("notification__recipient")
        .order_by(F("notification__created_at").desc())
    )
