"""Signing in and proving who one is: allauth's forms in the house's words."""

from typing import Any

from allauth.account.forms import ChangePasswordForm as AllauthChangePasswordForm
from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.account.forms import ReauthenticateForm as AllauthReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm as AllauthAuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as AllauthCodeAgainForm
from allauth.mfa.totp.forms import ActivateTOTPForm as AllauthActivateForm
from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts
from django.utils.translation import gettext_lazy as _


def _plain(form: forms.Form, **labels: Any) -> None:
    """Give fields their labels, and take the placeholders away: a label above the field says it."""
    for name, label in labels.items():
        form.fields[name].label = label
        form.fields[name].widget.attrs.pop("placeholder", None)


def _code_field(form: forms.Form) -> None:
    """A code of six digits, or a recovery code, typed on any keyboard."""
    _plain(form, code=_("Code of the authenticator app"))
    form.fields["code"].widget.attrs |= {"autocomplete": "one-time-code", "autofocus": True}


class LoginForm(AllauthLoginForm):
    """User name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self, login=_("User name"), password=_("Password"))
        self.fields["login"].widget.attrs |= {"autofocus": True, "autocapitalize": "none", "spellcheck": "false"}
        self.fields["password"].help_text = ""


class ReauthenticateForm(AllauthReauthenticateForm):
    """The password once more before something sensitive."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self, password=_("Password"))
        self.fields["password"].help_text = ""


class ChangePasswordForm(AllauthChangePasswordForm):
    """Changing one's own password; the rules stand beside the field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self, oldpassword=_("Current password"), password1=_("New password"), password2=_("New password again"))
        self.fields["oldpassword"].help_text = ""
        self.fields["password1"].help_text = " ".join(str(text) for text in password_validators_help_texts())


class AuthenticateForm(AllauthAuthenticateForm):
    """The second factor at sign-in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code_field(self)
        self.fields["code"].help_text = _("Six digits from the app. Without the phone: one of your recovery codes.")


class CodeAgainForm(AllauthCodeAgainForm):
    """The second factor once more before something sensitive."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code_field(self)


class ActivateTOTPForm(AllauthActivateForm):
    """The first code of a newly scanned app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code_field(self)
        self.fields["code"].help_text = _("Six digits that the app shows after scanning.")
