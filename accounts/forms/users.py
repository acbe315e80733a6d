"""Forms about accounts: for the system administrator and the security administrator."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import LastDayField, UnitField
from accounts.forms.filters import ListFilter, choice_field
from accounts.models import User
from accounts.phones import is_phone
from accounts.roles import Role
from accounts.services.grants import GrantKind

USERNAME = RegexValidator(r"^[A-Za-z0-9][A-Za-z0-9._-]{2,39}$", _("3 to 40 letters, digits, dots, hyphens."))


def check_phone(text: str) -> None:
    """Raise ValidationError for what is no telephone number."""
    if not is_phone(text):
        raise forms.ValidationError(gettext("A mobile number of 11 digits or a landline with area code."))


class EditUserForm(forms.Form):
    """What the system administrator keeps about a person."""

    name = forms.CharField(label=_("Full name"), max_length=40)
    email = forms.EmailField(label=_("E-mail"), required=False, help_text=_("Reminders are sent there too."))
    phone = forms.CharField(label=_("Mobile"), max_length=20, required=False, validators=[check_phone])
    expires_at = LastDayField(
        label=_("Last day of the account"), required=False, help_text=_("Leave empty for an account without end.")
    )


class CreateUserForm(EditUserForm):
    """A new account."""

    username = forms.CharField(
        label=_("User name"),
        max_length=40,
        validators=[USERNAME],
        help_text=_("For signing in; cannot be changed later."),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )
    field_order = ("username", "name")


class RolesForm(forms.Form):
    """The roles of one account."""

    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        choices=Role.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("One of the three administrators holds no other role (GB/T 22239-2019)."),
    )
    without = forms.BooleanField(label=_("Take every role away: the account may then open nothing."), required=False)

    def __init__(self, *args: Any, held: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, initial={"roles": held}, **kwargs)
        # The question is only put to whoever sends the form without a single role.
        self.takes_all = self.is_bound and bool(held) and not self["roles"].data
        if not self.takes_all:
            del self.fields["without"]

    def clean(self) -> dict[str, Any]:
        """The roles alone; no role at all has to be meant."""
        cleaned: dict[str, Any] = super().clean() or {}
        if self.takes_all and not cleaned.pop("without", False):
            self.add_error("without", _("No role is ticked. Tick this if that is meant, and save once more."))
        return cleaned


class GrantForm(forms.Form):
    """For which unit, zone or task, and until when."""

    expires_at = LastDayField(
        label=_("Last day of the grant"), required=False, help_text=_("Leave empty for a grant without end.")
    )

    def __init__(self, *args: Any, kind: GrantKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind.code == "unit":
            self.fields["target"] = UnitField(label=kind.label, help_text=_("Unit code or name."))
        else:
            rows: QuerySet[Any] = kind.target._default_manager.all()
            self.fields["target"] = forms.ModelChoiceField(rows, label=kind.label)
        if kind.needs_end:
            self.fields["expires_at"].required = True
            self.fields["expires_at"].help_text = ""
        self.order_fields(["target", "expires_at"])


class UserFilter(ListFilter):
    """Narrowing the list of accounts."""

    q = forms.CharField(label=_("Name or user name"), required=False)
    role = choice_field(_("Role"), [*Role.choices, ("none", _("No role yet"))])
    state = choice_field(
        _("State"), [("open", _("In use")), ("closed", _("Closed down")), ("new", _("Never signed in"))]
    )

    searched = ("name", "username")

    def narrow(self, users: QuerySet[User]) -> QuerySet[User]:
        """The accounts that match, by their role and state too."""
        users, given = super().narrow(users), self.given
        if role := given.get("role"):
            users = users.filter(roles=[]) if role == "none" else users.filter(roles__contains=[role])
        match given.get("state"):
            case "open":
                users = users.filter(is_active=True)
            case "closed":
                users = users.filter(is_active=False)
            case "new":
                users = users.filter(last_login=None, is_active=True)
        return users
