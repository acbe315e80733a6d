"""The end of an appointment: on the day or entered ahead, with its ground; and terms that simply run out."""

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
from inspectors.models import FORESEEN, EndGround, Inspector, TermEnd
from inspectors.roster.services.roster import check_fresh
from inspectors.term import emails, permissions
from inspectors.term.services.consequence import NO_LEAVING, career_words, close_service

INSP = "《督学管理暂行办法》"
LEFT_ALREADY = gettext_noop("%(name)s has left the roster already.")
TERM_OVER_REASON = gettext_noop("The term is over.")


@transaction.atomic
def end_term(
    inspector: Inspector, *, by: User, ground: str, reason: str, on: dt.date | None = None, seen: str = ""
) -> Inspector:
    """End the appointment of `inspector` on the day `on` (default: today) and carry through what follows.

    `ground` is of `EndGround`; a dismissal is the head's alone. A ground of `FORESEEN` may have a day to come: it is
    entered and carried through on that day. `seen` is the `standing` that the person had on the screen. Returns the
    fresh record, which has left the roster unless the day is to come. Raises NotAllowed, Refused without a reason, for
    a day outside the term or, with another ground, to come, for one who has left or whose end was entered ahead
    already, TransitionRefused where something changed meanwhile.
    """
    permissions.check_can_end_term(by, ground)
    day = on or calendar.today()
    if ground == EndGround.CORRECTION or ground not in EndGround.values:
        raise Refused(_("Please choose the ground."))
    if not reason.strip():
        raise Refused(_("Please state the reason."))
    if day > calendar.today() and ground not in FORESEEN:
        raise Refused(_("That day is still to come."), remedy=_("End the term on the day itself, or later."))
    if day < inspector.term_from:
        raise Refused(
            _("The term began on %(day)s; it cannot end before that.") % {"day": date_in_words(inspector.term_from)}
        )
    check_fresh(inspector, seen)
    if day > calendar.today():
        _enter(inspector, by=by, ground=ground, reason=reason.strip(), on=day)
    else:
        _leave(inspector, by=by, ground=ground, reason=reason.strip(), on=day)
    inspector.refresh_from_db()
    return inspector


def _enter(inspector: Inspector, *, by: User, ground: str, reason: str, on: dt.date) -> None:
    """Keep an end whose day is to come; nothing follows from it before that day."""
    inspector.refresh_from_db()
    if inspector.removed_at is not None:
        raise Refused(_(LEFT_ALREADY) % {"name": inspector.name})
    if inspector.leaves_on is not None:
        raise Refused(
            _("An end on %(day)s was entered already.") % {"day": date_in_words(inspector.leaves_on)},
            remedy=_("Take that one back first."),
        )
    if inspector.term_until is not None and on > inspector.term_until:
        raise Refused(
            _("The term is over on %(day)s; nobody leaves after that.") % {"day": date_in_words(inspector.term_until)},
            remedy=_("Choose a day before, or let the term run out."),
        )
    Inspector.objects.filter(pk=inspector.pk).update(
        leaves_on=on, leaving_ground=ground, leaving_reason=reason[:300], leaving_by=by
    )
    inspector.refresh_from_db()
    words = gettext_noop("From %(day)s, %(ground)s: %(reason)s")
    said = career_words(words, day=date_in_words(on), ground=_in_chinese(ground), reason=reason)
    audit.record("end_term", by=by, obj=inspector, reason=said, data={"ground": ground, "on": str(on)})
    emails.end_entered(inspector)


def _leave(inspector: Inspector, *, by: User, ground: str, reason: str, on: dt.date) -> None:
    """Take `inspector` off the roster from the day `on`, with all that follows."""
    label = _in_chinese(ground)
    left = Inspector.objects.filter(pk=inspector.pk, removed_at=None).update(
        removed_at=timezone.now(), removal_reason=f"{label}：{reason}"
    )
    if not left:
        raise Refused(_(LEFT_ALREADY) % {"name": inspector.name})
    inspector.refresh_from_db()
    words = career_words(gettext_noop("%(ground)s: %(reason)s"), ground=label, reason=reason)
    end = close_service(inspector, by=by, ground=ground, reason=reason, on=on, words=words)
    audit.record("end_term", by=by, obj=inspector, reason=reason, data={"ground": ground, **end.consequences})


def _in_chinese(ground: str) -> str:
    with translation.override(settings.LANGUAGE_CODE):
        return str(EndGround(ground).label)


@transaction.atomic
def take_back_end(inspector: Inspector, *, by: User, reason: str, seen: str = "") -> Inspector:
    """Take back an end that was entered ahead, as long as its day has not come. Returns the fresh record.

    `seen` is the `standing` that the person had on the screen. Raises NotAllowed, Refused without a reason, where no
    such end stands or its day has come, TransitionRefused where something changed meanwhile.
    """
    permissions.check_can_end_term(by)
    if not reason.strip():
        raise Refused(_("Please state the reason."))
    check_fresh(inspector, seen)
    inspector.refresh_from_db()
    day = inspector.leaves_on
    if day is None:
        raise Refused(_("No end of the term was entered ahead."))
    if day <= calendar.today():
        raise Refused(
            _("The day of the end, %(day)s, has come.") % {"day": date_in_words(day)},
            remedy=_("Restore the inspector to the roster, once the end was carried through in the night."),
        )
    ground = inspector.leaving_ground
    Inspector.objects.filter(pk=inspector.pk).update(**NO_LEAVING)
    inspector.refresh_from_db()
    audit.record("take_back_end", by=by, obj=inspector, reason=reason.strip(), data={"ground": ground, "on": str(day)})
    emails.end_taken_back(inspector, day, reason=reason.strip())
    return inspector


def carry_ends(on: dt.date) -> int:
    """Carry through each end that was entered ahead and whose day has come by `on`; returns how many.

    It is done in the name of whoever entered it. A second run finds nothing left to do; what a stopped worker missed is
    caught up. Each person is one transaction.
    """
    keys = list(_due(on).values_list("pk", flat=True))
    return sum(_carry_one(key, on) for key in keys)


def _due(on: dt.date) -> models.QuerySet[Inspector]:
    return Inspector.objects.filter(removed_at=None, leaves_on__lte=on).order_by("pk")


@transaction.atomic
def _carry_one(key: UUID, on: dt.date) -> bool:
    inspector = _due(on).select_for_update(of=("self",), skip_locked=True).filter(pk=key).first()
    if inspector is None:
        return False
    by, day = inspector.leaving_by, inspector.leaves_on
    assert by is not None  # noqa: S101 - the constraint has the columns go together
    assert day is not None  # noqa: S101 - found by it
    _leave(inspector, by=by, ground=inspector.leaving_ground, reason=inspector.leaving_reason, on=day)
    return True


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
