"""The roster: adding, editing, leaving and coming back, the account behind a name, the numbers behind their masks."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import User
from core import audit, calendar
from core.errors import Refused
from inspectors.models import CareerKind, EndGround, Inspector
from inspectors.roster import permissions as roster_permissions
from inspectors.roster.services.career import record_career
from inspectors.roster.services.roster import check_fresh
from inspectors.term.services.consequence import career_words, close_service, undo_end


@transaction.atomic
def remove_inspector(inspector: Inspector, *, by: User, reason: str, seen: str = "") -> Inspector:
    """Take an inspector off the roster; the record stays, and all follows that follows from an end of the term.

    `seen` is the `standing` that the person had on the screen. Returns the fresh record. Raises NotAllowed, Refused
    without a reason or for one who has left already, TransitionRefused where something changed meanwhile.
    """
    roster_permissions.check_can_keep_roster(by)
    if not reason.strip():
        raise Refused(_("Please state the reason."))
    check_fresh(inspector, seen)
    left = Inspector.objects.filter(pk=inspector.pk, removed_at=None).update(
        removed_at=timezone.now(), removal_reason=reason
    )
    if not left:
        raise Refused(_("%(name)s has left the roster already.") % {"name": inspector.name})
    inspector.refresh_from_db()
    words = career_words(gettext_noop("Left the roster: %(reason)s"), reason=reason)
    end = close_service(inspector, by=by, ground=EndGround.CORRECTION, reason=reason, on=calendar.today(), words=words)
    audit.record("remove_inspector", by=by, obj=inspector, reason=reason, data=end.consequences)
    inspector.refresh_from_db()
    return inspector


@transaction.atomic
def restore_inspector(inspector: Inspector, *, by: User, reason: str, seen: str = "") -> Inspector:
    """Put an inspector back on the roster; plaques are assigned anew. Returns the fresh record.

    `seen` is the `standing` that the person had on the screen. Raises NotAllowed, Refused without a reason or for one
    who is on it, TransitionRefused where something changed meanwhile.
    """
    roster_permissions.check_can_keep_roster(by)
    if not reason.strip():
        raise Refused(_("Please state the reason."))
    check_fresh(inspector, seen)
    back = Inspector.objects.filter(pk=inspector.pk).exclude(removed_at=None).update(removed_at=None, removal_reason="")
    if not back:
        raise Refused(_("%(name)s is on the roster already.") % {"name": inspector.name})
    inspector.refresh_from_db()
    words = career_words(gettext_noop("Restored to the roster: %(reason)s"), reason=reason)
    record_career(inspector, by=by, kind=CareerKind.OTHER, text=words)
    undo_end(inspector, by=by)
    audit.record("restore_inspector", by=by, obj=inspector, reason=reason)
    return inspector
