"""Posts on the supervision committee: given, corrected, ended (PLAN 二（一）1)."""

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from accounts.permissions import check_is_office
from core import audit
from core.errors import Refused, TransitionRefused
from supervision.models import CommitteePost

FIELDS = ("post", "person", "position", "organisation_name", "user", "order", "began_on", "note")


@transaction.atomic
def add_post(*, by: User, **fields: Any) -> CommitteePost:
    """Give a post: takes the `FIELDS`; without an `order` it stands last. Returns the post.

    Raises NotAllowed, or Refused where the same person holds the same post from the same day already.
    """
    check_is_office(by)
    last = CommitteePost.objects.aggregate(last=Max("order"))["last"] or 0
    post = CommitteePost(**{name: fields[name] for name in FIELDS if name in fields})
    post.order = fields.get("order") or last + 1
    _save(post)
    audit.record("add_post", by=by, obj=post, data={"position": post.position})
    return post


@transaction.atomic
def edit_post(post: CommitteePost, /, *, by: User, **fields: Any) -> CommitteePost:
    """Correct a post. Returns the fresh post.

    Raises NotAllowed, TransitionRefused for one that has ended, Refused for a double.
    """
    check_is_office(by)
    post = CommitteePost.objects.select_for_update().get(pk=post.pk)
    if post.ended_on is not None:
        raise TransitionRefused(_("This post ended meanwhile; what has ended is not changed."))
    changes = {}
    for name in FIELDS:
        old, new = getattr(post, name), fields.get(name, getattr(post, name))
        if old != new:
            changes[name] = [str(old or ""), str(new or "")]
            setattr(post, name, new)
    if changes:
        _save(post)
        audit.record("edit_post", by=by, obj=post, data={"changes": changes})
    return post


@transaction.atomic
def end_post(post: CommitteePost, *, by: User, ended_on: dt.date) -> CommitteePost:
    """Say that a post was left on the day `ended_on`; it stays on record. Returns the fresh post.

    Raises NotAllowed, Refused for a day before it began, TransitionRefused for one that has ended.
    """
    check_is_office(by)
    if ended_on < post.began_on:
        raise Refused(_("It cannot end before it began, on %(day)s.") % {"day": post.began_on})
    if not CommitteePost.objects.current().filter(pk=post.pk).update(ended_on=ended_on):
        raise TransitionRefused(_("This post has ended already."))
    post.refresh_from_db()
    audit.record("end_post", by=by, obj=post, data={"ended_on": ended_on.isoformat()})
    return post


def _save(post: CommitteePost) -> None:
    post.organisation = Organisation.objects.filter(name=post.organisation_name).first()
    try:
        with transaction.atomic():
            post.save()
    except IntegrityError:
        raise Refused(
            _("%(person)s holds this post from this day already.") % {"person": post.person},
        ) from None
