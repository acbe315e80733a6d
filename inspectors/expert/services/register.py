"""The register of experts: proposing, editing, local notes, the account, the number behind its mask."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.phones import is_phone
from accounts.roles import Role
from core import audit
from core.errors import Refused
from core.transitions import apply_transition, check_step, create
from inspectors.expert import emails, permissions
from inspectors.models import Expert
from inspectors.signals import expert_left

FACTS = (
    "name",
    "gender",
    "employer",
    "title",
    "education",
    "specialities",
    "categories",
    "phone",
    "consents",
    "grounds",
)
# Not facts of the person's: the register's own columns, and what the door writes.
OWN = ("user", "proposed_by", "state", "state_since", "note", "state_reason", "suspended_reason")


@transaction.atomic
def propose_expert(*, by: User, **facts: Any) -> Expert:
    """The office proposes an expert for the pool; the head selects (PLAN 二（四）4).

    `facts` are of FACTS. Returns the record. Raises NotAllowed, ValidationError by field for what is missing or wrong
    and for an expert who is in the register already.
    """
    permissions.check_can_keep_pool(by)
    expert = Expert(**{name: facts[name] for name in FACTS if name in facts}, proposed_by=by)
    check_facts(expert)
    try:
        with transaction.atomic():
            expert = create(expert, by=by, reason=expert.grounds)
    except IntegrityError as exc:  # somebody proposed the same expert an instant before
        raise ValidationError(_("An expert of this name and employer is in the pool's register already.")) from exc
    emails.expert_proposed(expert)
    return expert


@transaction.atomic
def edit_expert(expert: Expert, *, by: User, **facts: Any) -> Expert:
    """The office mends the facts of one of the county's own experts.

    Returns the fresh record. Raises NotAllowed, TransitionRefused for a partner county's expert, ValidationError by
    field.
    """
    expert = Expert.objects.select_for_update(of=("self",)).select_related("partner").get(pk=expert.pk)
    permissions.check_can_edit_expert(by, expert)
    changes = {}
    for name in FACTS:
        old, new = getattr(expert, name), facts.get(name, getattr(expert, name))
        if old != new:
            changes[name] = ["…", "…"] if name == "phone" else [str(old), str(new)]
            setattr(expert, name, new)
    if changes:
        check_facts(expert)
        expert.save(update_fields=list(changes))
        audit.record("edit_expert", by=by, obj=expert, data={"changes": changes})
    return expert


@transaction.atomic
def propose_expert_again(expert: Expert, *, by: User, reason: str) -> Expert:
    """The office proposes an expert who was out of the pool, or was not selected. Returns the record.

    Raises NotYourTurn and TransitionRefused as the table says, Refused without a reason.
    """
    check_step(expert, "propose_expert_again", by=by)
    expert = apply_transition(
        expert, "propose_expert_again", by=by, reason=reason, state_reason="", grounds=reason.strip()[:200]
    )
    emails.expert_proposed(expert)
    return expert


@transaction.atomic
def note_expert(expert: Expert, *, by: User, note: str) -> Expert:
    """The office writes its own note on an expert, a partner county's too; it leaves the county with no file.

    Returns the record. Raises NotAllowed.
    """
    permissions.check_can_keep_pool(by)
    Expert.objects.filter(pk=expert.pk).update(note=note.strip())
    audit.record("note_expert", by=by, obj=expert)
    expert.refresh_from_db(fields=["note"])
    return expert


@transaction.atomic
def link_expert_account(expert: Expert, *, by: User, user: User | None) -> Expert:
    """The office says which account is the expert's; the work of an account that is taken off ends.

    Returns the record. Raises NotAllowed, Refused for an account without the expert's role or that is somebody else's.
    """
    permissions.check_can_keep_pool(by)
    expert = Expert.objects.select_for_update(of=("self",)).get(pk=expert.pk)
    if user is not None:
        if not user.has_role(Role.EXPERT):
            raise Refused(
                _("%(account)s is no account of an expert.") % {"account": user.username},
                remedy=_("Ask the security administrator to give it that role first."),
            )
        other = Expert.objects.filter(user=user).exclude(pk=expert.pk).first()
        if other is not None:
            raise Refused(_("This account is already %(name)s's.") % {"name": other.name})
    before = expert.user_id
    if before == (user.pk if user else None):
        return expert
    Expert.objects.filter(pk=expert.pk).update(user=user)
    audit.record("link_expert_account", by=by, obj=expert, data={"account": user.username if user else ""})
    if before is not None:
        reason = _("The account was taken off the expert.")
        expert_left.send(sender=Expert, expert_id=expert.pk, user_id=before, by_id=by.pk, reason=reason)
    return Expert.objects.get(pk=expert.pk)


@transaction.atomic
def unmask_expert_phone(expert: Expert, *, by: User) -> str:
    """The full telephone number, with an event that it was read. Raises NotAllowed."""
    permissions.check_can_read_expert_phone(by, expert)
    audit.record("unmask_expert_phone", by=by, obj=expert)
    return str(expert.phone)


def check_facts(expert: Expert) -> None:
    """Raise ValidationError by field with whatever is missing or wrong in the facts of an expert."""
    if expert.phone and not is_phone(expert.phone):
        raise ValidationError({"phone": [_("“%(value)s” is not a telephone number.") % {"value": expert.phone}]})
    if not expert.categories:
        raise ValidationError({"categories": [_("Choose at least one field.")]})
    expert.full_clean(exclude=OWN, validate_unique=False)
