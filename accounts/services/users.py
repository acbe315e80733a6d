"""Accounts: opened and closed by the system administrator, given roles by the security administrator."""

import datetime as dt
import secrets
import string
from collections.abc import Iterable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import PasswordRecord, User
from accounts.passwords import REMEMBERED
from accounts.permissions import THREE_ADMINISTRATORS, check_can_grant, check_can_manage_accounts
from accounts.roles import ADMIN_ROLES, Role
from core import audit
from core.errors import Refused

# Letters and digits that cannot be taken for one another when a password is read out or written down.
CLEAR = "".join(c for c in string.ascii_letters + string.digits if c not in "0O1lI")


@transaction.atomic
def create_user(
    *, by: User, username: str, name: str, email: str = "", phone: str = "", expires_at: dt.datetime | None = None
) -> tuple[User, str]:
    """Open an account without roles and return it with its one-time password, which is shown once and never kept.

    Raises NotAllowed for anybody but the system administrator, Refused for a user name that is taken or an end that
    has passed.
    """
    check_can_manage_accounts(by)
    if User.objects.filter(username__iexact=username).exists():
        raise Refused(
            _("The user name “%(name)s” is taken.") % {"name": username}, remedy=_("Choose another user name.")
        )
    _check_end(expires_at)
    password = one_time_password()
    user = User.objects.create_user(username, password, name=name, email=email, phone=phone, expires_at=expires_at)
    audit.record("create_user", by=by, obj=user, data={"username": username})
    return user, password


@transaction.atomic
def edit_user(
    user: User, *, by: User, name: str, email: str = "", phone: str = "", expires_at: dt.datetime | None = None
) -> User:
    """Correct the name, the addresses or the end of an account; what changed is logged. Returns the account.

    Raises NotAllowed for anybody but the system administrator, Refused for an end that has passed.
    """
    check_can_manage_accounts(by)
    if expires_at != user.expires_at:
        _check_end(expires_at)
    new = {"name": name, "email": email, "phone": phone, "expires_at": expires_at}
    changed = {field: value for field, value in new.items() if getattr(user, field) != value}
    if changed:
        data = {field: [_plain(getattr(user, field)), _plain(value)] for field, value in changed.items()}
        User.objects.filter(pk=user.pk).update(**changed)
        user.refresh_from_db()
        audit.record("edit_user", by=by, obj=user, data={"changed": data})
    return user


@transaction.atomic
def reset_password(user: User, *, by: User) -> str:
    """Give an account a new one-time password, end its sessions, and return the password to be shown once.

    Raises NotAllowed for anybody but the system administrator, Refused for one's own account or a closed one.
    """
    check_can_manage_accounts(by)
    if user.pk == by.pk:
        raise Refused(_("Your own password is changed on your account page."))
    if not user.is_active:
        raise Refused(_("The account is closed."), remedy=_("Open it again first."))
    password = one_time_password()
    _set_password(user, password, must_change=True)
    end_sessions(user)
    audit.record("reset_password", by=by, obj=user)
    return password


@transaction.atomic
def change_password(user: User, *, password: str) -> None:
    """Set a person's own new password; the old one may not come back for five changes. Validators ran in the form."""
    _set_password(user, password, must_change=False)
    audit.record("change_password", by=user, obj=user)


@transaction.atomic
def deactivate_user(user: User, *, by: User, reason: str) -> User:
    """Close an account for a `reason` and end its sessions; what it did stays on record. Returns the account.

    Raises NotAllowed for anybody but the system administrator, Refused for one's own account, an empty reason, a closed
    account, or the last of one of the three administrators.
    """
    check_can_manage_accounts(by)
    if user.pk == by.pk:
        raise Refused(_("Nobody closes their own account."), remedy=_("Ask another system administrator."))
    if not reason.strip():
        raise Refused(_("Please state the reason."))
    _keep_an_administrator(user, left=())
    if not User.objects.filter(pk=user.pk, is_active=True).update(is_active=False):
        raise Refused(_("The account was closed before."))
    end_sessions(user)
    audit.record("deactivate_user", by=by, obj=user, reason=reason)
    user.refresh_from_db()
    return user


@transaction.atomic
def reactivate_user(user: User, *, by: User) -> User:
    """Open a closed account again, without its old grants' expiry being touched. Returns the account.

    Raises NotAllowed for anybody but the system administrator, Refused for an account that is open.
    """
    check_can_manage_accounts(by)
    if not User.objects.filter(pk=user.pk, is_active=False).update(is_active=True):
        raise Refused(_("The account is open."))
    audit.record("reactivate_user", by=by, obj=user)
    user.refresh_from_db()
    return user


@transaction.atomic
def set_roles(user: User, *, by: User, roles: Iterable[str]) -> User:
    """Give the account exactly `roles`. Returns the account.

    Raises NotAllowed for anybody but the security administrator, Refused for one's own account, for two of the three
    administrators in one hand or one of them beside another role, and when the last of an administrator would go.
    """
    check_can_grant(by)
    if user.pk == by.pk:
        raise Refused(
            _("Nobody gives roles to themselves."),
            rule=THREE_ADMINISTRATORS,
            remedy=_("Ask another security administrator."),
        )
    wanted = [role for role in Role.values if role in set(roles)]
    if ADMIN_ROLES & set(wanted) and len(wanted) > 1:
        raise Refused(
            _("The system, security and audit administrator are three persons, and hold no other role."),
            rule=THREE_ADMINISTRATORS,
            remedy=_("Choose one administrator role alone, or open a second account for another person."),
        )
    _keep_an_administrator(user, left=wanted)
    old = list(user.roles)
    if sorted(old) != sorted(wanted):
        User.objects.filter(pk=user.pk).update(roles=wanted)
        user.refresh_from_db()
        audit.record("set_roles", by=by, obj=user, data={"changed": {"roles": [old, wanted]}})
    return user


@transaction.atomic
def reset_second_factor(user: User, *, by: User, reason: str) -> None:
    """Drop the second factor of a person who lost the phone, and end the sessions; the next sign-in sets up a new one.

    Raises NotAllowed for anybody but the security administrator, Refused for one's own account, an empty reason or
    where there is none.
    """
    check_can_grant(by)
    if user.pk == by.pk:
        raise Refused(_("Nobody resets their own second factor."), remedy=_("Ask another security administrator."))
    if not reason.strip():
        raise Refused(_("Please state the reason."))
    gone, _by_model = Authenticator.objects.filter(user=user).delete()
    if not gone:
        raise Refused(_("The account has no second factor."))
    end_sessions(user)
    audit.record("reset_second_factor", by=by, obj=user, reason=reason)


def has_second_factor(user: User) -> bool:
    """Whether an authenticator app is set up."""
    return bool(Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists())


def session_count(user: User) -> int:
    """On how many devices the account is signed in, as far as is known."""
    return int(UserSession.objects.filter(user=user).count())


def end_sessions(user: User) -> None:
    """Sign `user` out everywhere."""
    for session in UserSession.objects.filter(user=user):
        session.end()


def one_time_password() -> str:
    """A password of twelve clear characters that satisfies the rules: letters, capitals, digits and a hyphen."""
    while True:
        letters = "".join(secrets.choice(CLEAR) for _index in range(12))
        if (
            any(c.isdigit() for c in letters)
            and any(c.islower() for c in letters)
            and any(c.isupper() for c in letters)
        ):
            return f"{letters[:6]}-{letters[6:]}"


def _set_password(user: User, password: str, *, must_change: bool) -> None:
    if user.has_usable_password():
        PasswordRecord.objects.create(user=user, password=user.password)
        kept = user.password_records.values("pk")[:REMEMBERED]
        user.password_records.exclude(pk__in=kept).delete()
    user.set_password(password)
    user.must_change_password = must_change
    user.save(update_fields=["password", "must_change_password"])


def _check_end(expires_at: dt.datetime | None) -> None:
    if expires_at is not None and expires_at <= timezone.now():
        raise Refused(_("The end of the account lies in the past."), remedy=_("Choose a later day, or none."))


def _keep_an_administrator(user: User, *, left: Iterable[str]) -> None:
    """Refuse to lose the last active account of one of the three administrators."""
    for role in ADMIN_ROLES & set(user.roles) - set(left):
        if not User.objects.active().with_role(role).exclude(pk=user.pk).exists():
            raise Refused(
                _("This is the last %(role)s.") % {"role": Role(role).label},
                rule=THREE_ADMINISTRATORS,
                remedy=_("Give the role to another account first."),
            )


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.datetime) else value
