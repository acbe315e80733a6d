"""The roster: editing, leaving and coming back, the account behind a name, the telephone number behind its mask."""

import hashlib
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role
from core import audit, calendar
from core.errors import Refused, TransitionRefused
from core.excel.reasons import reason_of, reason_text
from inspectors import permissions
from inspectors.models import Inspector, PlaqueAssignment
from inspectors.services.eligibility import eligibility_faults

EDITABLE = (
    "name",
    "gender",
    "born",
    "ethnicity",
    "education",
    "experience_years",
    "kind",
    "source",
    "employer",
    "title",
    "specialities",
    "certificate",
    "term_from",
    "term_until",
    "terms_in_row",
    "zone",
    "phone",
    "is_trained",
)


@transaction.atomic
def edit_inspector(inspector: Inspector, *, by: User, seen: str = "", **fields: Any) -> Inspector:
    """Change the facts of an inspector after holding them against the rules of appointment (REG 6–7).

    `seen` is the `fingerprint` of what the person had on the screen. Returns the fresh record. Raises NotAllowed,
    TransitionRefused where somebody changed it meanwhile, ValidationError by field where a rule is broken.
    """
    permissions.check_can_keep_roster(by)
    inspector = Inspector.objects.select_for_update(of=("self",)).select_related("zone").get(pk=inspector.pk)
    if seen and seen != fingerprint(inspector):
        raise TransitionRefused(
            _("Somebody else changed %(name)s in the meantime.") % {"name": inspector.name},
            remedy=_("Open the page again to see what they wrote, and enter your change anew."),
        )
    changes = {}
    for name in EDITABLE:
        old, new = getattr(inspector, name), fields.get(name, getattr(inspector, name))
        if old != new:
            changes[name] = [str(old if old is not None else ""), str(new if new is not None else "")]
            setattr(inspector, name, new)
    if not changes:
        return inspector
    faults: dict[str, list[ValidationError]] = {}
    for name, fault in eligibility_faults(inspector):
        faults.setdefault(name, []).append(ValidationError(reason_text(reason_of(fault))))
    if faults:
        raise ValidationError(faults)
    inspector.full_clean(exclude=["user"])
    inspector.save(update_fields=list(changes))
    if "phone" in changes:  # the log keeps that it changed, not the numbers
        changes["phone"] = ["…", "…"]
    audit.record("edit_inspector", by=by, obj=inspector, data={"changes": changes})
    return inspector


def fingerprint(inspector: Inspector) -> str:
    """What the facts of an inspector come to: changes whenever one of them does."""
    facts = "\n".join(str(getattr(inspector, name)) for name in EDITABLE)
    return hashlib.sha256(facts.encode()).hexdigest()[:16]


@transaction.atomic
def remove_inspector(inspector: Inspector, *, by: User, reason: str) -> Inspector:
    """Take an inspector off the roster; the record stays, the plaques end. Returns the fresh record.

    Raises NotAllowed, or Refused without a reason or for one who has left already.
    """
    permissions.check_can_keep_roster(by)
    if not reason.strip():
        raise Refused(_("Please state the reason."))
    now = timezone.now()
    left = Inspector.objects.filter(pk=inspector.pk, removed_at=None).update(removed_at=now, removal_reason=reason)
    if not left:
        raise Refused(_("%(name)s has left the roster already.") % {"name": inspector.name})
    plaques = PlaqueAssignment.objects.current().filter(inspector=inspector)
    units = [plaque.unit.name for plaque in plaques.select_related("unit")]
    plaques.update(ended_on=calendar.today(), end_reason=reason[:200])
    inspector.refresh_from_db()
    audit.record("remove_inspector", by=by, obj=inspector, reason=reason, data={"plaques_ended": units})
    return inspector


@transaction.atomic
def restore_inspector(inspector: Inspector, *, by: User) -> Inspector:
    """Put an inspector back on the roster; plaques are assigned anew. Returns the fresh record.

    Raises NotAllowed, or Refused for one who is on it.
    """
    permissions.check_can_keep_roster(by)
    back = Inspector.objects.filter(pk=inspector.pk).exclude(removed_at=None).update(removed_at=None, removal_reason="")
    if not back:
        raise Refused(_("%(name)s is on the roster already.") % {"name": inspector.name})
    inspector.refresh_from_db()
    audit.record("restore_inspector", by=by, obj=inspector)
    return inspector


@transaction.atomic
def link_account(inspector: Inspector, *, by: User, user: User | None) -> Inspector:
    """Say which account is the inspector's (None: none). Returns the fresh record.

    Raises NotAllowed, or Refused for an account without the role of an inspector or one that is another inspector's.
    """
    permissions.check_can_keep_roster(by)
    if user is not None:
        if not user.has_role(Role.INSPECTOR):
            raise Refused(
                _("The account %(account)s has not the role of an inspector.") % {"account": user.username},
                remedy=_("Ask the security administrator to give it that role first."),
            )
        other = Inspector.objects.filter(user=user).exclude(pk=inspector.pk).first()
        if other is not None:
            raise Refused(_("This account is already %(name)s's.") % {"name": other.name})
    Inspector.objects.filter(pk=inspector.pk).update(user=user)
    inspector.refresh_from_db()
    audit.record("link_account", by=by, obj=inspector, data={"account": user.username if user else ""})
    return inspector


@transaction.atomic
def unmask_phone(inspector: Inspector, *, by: User) -> str:
    """The full telephone number, with an event that it was read. Raises NotAllowed."""
    permissions.check_can_read_phone(by, inspector)
    audit.record("unmask_phone", by=by, obj=inspector)
    return str(inspector.phone)
