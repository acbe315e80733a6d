"""Rules for passwords beyond Django's own (GB/T 22239: three of four classes, the last five may not come back)."""

from typing import Any

from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

CLASSES = (str.islower, str.isupper, str.isdigit, lambda character: not character.isalnum())
REMEMBERED = 5
# The demo's one password; `accounts.backends` refuses it where DEBUG is off, wherever it may have come to.
DEMO_PASSWORD = "Demo-miyi-2026"  # noqa: S105


class CharacterClassesValidator:
    """At least three of: small letters, capitals, digits, other characters."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError for a password of fewer than three classes."""
        if sum(any(belongs(character) for character in password) for belongs in CLASSES) < 3:
            raise ValidationError(self.get_help_text(), code="password_classes")

    def get_help_text(self) -> str:
        """The rule in words."""
        return _("At least three of: small letters, capitals, digits, other characters.")


class HistoryValidator:
    """None of the last five passwords."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError for a password that the person had before."""
        if user is None or user._state.adding:
            return
        used = [record.password for record in user.password_records.all()[:REMEMBERED]]
        if any(check_password(password, old) for old in [user.password, *used]):
            raise ValidationError(self.get_help_text(), code="password_history")

    def get_help_text(self) -> str:
        """The rule in words."""
        return _("Not one of the last five passwords.")
