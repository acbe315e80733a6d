"""The roster: adding and editing a person, the account behind a name, the numbers behind their masks."""

import hashlib
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from accounts import policy
from accounts.identity import normal_identity
from accounts.models import User
from accounts.roles import Role
from core import audit
from core.errors import Refused, TransitionRefused
from core.excel.reasons import reason_of, reason_text
from inspectors.models import CareerKind, Inspector, PlaqueAssignment
from inspectors.roster import permissions
from inspectors.roster.services.career import record_career
from inspectors.roster.services.eligibility import eligibility_faults

# What the file says of the person; a recommendation says the same, and the roster takes it over.
PERSON = (
    "name",
    "gender",
    "born",
    "identity",
    "ethnicity",
    "education",
    "experience_years",
    "kind",
    "source",
    "employer",
    "title",
    "specialities",
    "phone",
    "zone",
)

EDITABLE = (*PERSON, "certificate", "term_from", "term_until", "terms_in_row", "is_trained")

# What is hidden behind a mask; the log keeps that it changed, not the numbers.
MASKED = ("identity", "phone")


@transaction.atomic
def add_inspector(*, by: User, **fields: Any) -> Inspector:
    """Put a new inspector on the roster after holding the facts against each rule of appointment (REG 6–7).

    `fields` are of EDITABLE. Returns the record. Raises NotAllowed, ValidationError by field for each broken rule.
    """
    permissions.check_can_keep_roster(by)
    facts = {name: value for name, value in fields.items() if name in EDITABLE}
    facts["identity"] = normal_identity(facts.get("identity") or "")
    inspector = Inspector(**facts)
    _check_rules(inspector)
    inspector.save(force_insert=True)
    with translation.override(settings.LANGUAGE_CODE):
        words = _("%(kind)s, certificate %(number)s") % {
            "kind": inspector.get_kind_display(),
            "number": inspector.certificate,
        }
    record_career(inspector, by=by, kind=CareerKind.APPOINTED, text=words, on=inspector.term_from)
    audit.record("add_inspector", by=by, obj=inspector, data={"certificate": inspector.certificate})
    return inspector


def _check_rules(inspector: Inspector) -> None:
    """Raise ValidationError by field with every rule of appointment, and every rule of its fields, that it breaks."""
    faults: dict[str, list[ValidationError]] = {}
    for name, fault in eligibility_faults(inspector):
        faults.setdefault(name, []).append(ValidationError(reason_text(reason_of(fault))))
    if faults:
        raise ValidationError(faults)
    inspector.full_clean(exclude=["user"], validate_constraints=False)
    if inspector.identity and Inspector.objects.filter(identity=inspector.identity).exclude(pk=inspector.pk).exists():
        raise ValidationError({"identity": [_("Another inspector has this identity number.")]})


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
    if "identity" in fields:
        fields["identity"] = normal_identity(fields["identity"] or "")
    changes = {}
    for name in EDITABLE:
        old, new = getattr(inspector, name), fields.get(name, getattr(inspector, name))
        if old != new:
            changes[name] = [str(old if old is not None else ""), str(new if new is not None else "")]
            setattr(inspector, name, new)
    if not changes:
        return inspector
    _check_rules(inspector)
    inspector.save(update_fields=list(changes))
    changes |= {name: ["…", "…"] for name in MASKED if name in changes}
    audit.record("edit_inspector", by=by, obj=inspector, data={"changes": changes})
    return inspector


def fingerprint(inspector: Inspector) -> str:
    """What the facts of an inspector come to: changes whenever one of them does."""
    facts = "\n".join(str(getattr(inspector, name)) for name in EDITABLE)
    return hashlib.sha256(facts.encode()).hexdigest()[:16]


def standing(inspector: Inspector) -> str:
    """What leaving and coming back hang on: the facts, whether they left or are to, and the plaques that they hold."""
    plaques = PlaqueAssignment.objects.current().filter(inspector=inspector).order_by("pk")
    parts = [
        fingerprint(inspector),
        str(inspector.removed_at),
        f"{inspector.leaves_on} {inspector.leaving_ground} {inspector.leaving_reason}",
        *(str(key) for key in plaques.values_list("pk", flat=True)),
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def check_fresh(inspector: Inspector, seen: str) -> None:
    """Lock the record; raise TransitionRefused where it no longer stands as the person saw it."""
    fresh = Inspector.objects.select_for_update(of=("self",)).select_related("zone").get(pk=inspector.pk)
    if seen and seen != standing(fresh):
        raise TransitionRefused(
            _("Somebody else changed %(name)s in the meantime.") % {"name": fresh.name},
            remedy=_("Open the page again to see how things stand, and decide anew."),
        )


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


@transaction.atomic
def unmask_identity(inspector: Inspector, *, by: User) -> str:
    """The full identity number, with an event that it was read. Raises NotAllowed."""
    permissions.check_can_read_identity(by, inspector)
    audit.record("unmask_identity", by=by, obj=inspector)
    return str(inspector.identity)


def ending_days() -> int:
    """From how many days before its end a term counts as ending: the first of the warnings."""
    return policy.numbers("term_warning_days")[0]
