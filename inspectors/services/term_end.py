"""The end of an appointment: resignation, transfer, dismissal with its ground; and terms that simply run out."""

import datetime as dt
from uuid import UUID

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import User
from core import audit, calendar
from core.calendar.days import date_in_words
from core.errors import Refused
from inspectors import permissions
from inspectors.enums import EndGround
from inspectors.models import Inspector, TermEnd
from inspectors.services.consequence import career_words, close_service
from inspectors.services.roster import check_fresh

INSP = "《督学管理暂行办法》"
TERM_OVER_REASON = gettext_noop("The term is over.")


@transaction.atomic
def end_term(
    inspector: Inspector, *, by: User, ground: str, reason: str, on: dt.date | None = None, seen: str = ""
) -> Inspector:
    """End the appointment of `inspector` on the day `on` (default: today) and carry through what follows.

    `ground` is of `EndGround`; a dismissal is the head's alone. `seen` is the `standing` that the person had on the
    screen. Returns the fresh record, which has left the roster. Raises NotAllowed, Refused without a reason, for a day
    to come or before the term, or for one who has left, TransitionRefused where something changed meanwhile.
    """
    permissions.check_can_end_term(by, ground)
    day = on or calendar.today()
    if ground == EndGround.CORRECTION or ground not in EndGround.values:
        raise Refused(_("Please choose the ground."))
    if not reason.strip():
        raise Refused(_("Please state the reason."))
    if day > calendar.today():
        raise Refused(_("That day is still to come."), remedy=_("End the term on the day itself, or later."))
    if day < inspector.term_from:
        raise Refused(
            _("The term began on %(day)s; it cannot end before that.") % {"day": date_in_words(inspector.term_from)}
        )
    check_fresh(inspector, seen)
    with translation.override(settings.LANGUAGE_CODE):
        label = str(EndGround(ground).label)
    left = Inspector.objects.filter(pk=inspector.pk, removed_at=None).update(
        removed_at=timezone.now(), removal_reason=f"{label}：{reason.strip()}"
    )
    if not left:
        raise Refused(_("%(name)s has left the roster already.") % {"name": inspector.name})
    inspector.refresh_from_db()
    words = career_words(gettext_noop("%(ground)s: %(reason)s"), ground=label, reason=reason.strip())
    end = close_service(inspector, by=by, ground=ground, reason=reason.strip(), on=day, words=words)
    audit.record("end_term", by=by, obj=inspector, reason=reason.strip(), data={"ground": ground, **end.consequences})
    inspector.refresh_from_db()
    return inspector


def close_terms(on: dt.date) -> int:
    """Carry through what follows for everybody whose term was over by the day `on`; returns for how many.

    They stay on the roster, where they may be renewed. A second run finds nothing left to do; what a stopped worker
    missed is caught up. Each person is one transaction.
    """
    keys = list(_over(on).values_list("pk", flat=True))
    return sum(_close_one(key, on) for key in keys)


def _over(on: dt.date) -> models.QuerySet[Inspector]:
    known = TermEnd.objects.filter(
        inspector=OuterRef("pk"), term_until=OuterRef("term_until"), ground=EndGround.TERM_OVER, undone_at=None
    )
    return Inspector.objects.filter(removed_at=None, term_until__lte=on).exclude(Exists(known)).order_by("pk")


@transaction.atomic
def _close_one(key: UUID, on: dt.date) -> bool:
    inspector = _over(on).select_for_update(of=("self",), skip_locked=True).filter(pk=key).first()
    if inspector is None:
        return False
    assert inspector.term_until is not None  # noqa: S101 - found by it
    with translation.override(settings.LANGUAGE_CODE):
        reason = _(TERM_OVER_REASON)
    end = close_service(
        inspector, by=None, ground=EndGround.TERM_OVER, reason=reason, on=inspector.term_until, words=reason
    )
    audit.record("close_term", by=None, obj=inspector, reason=reason, data=end.consequences)
    return True
