"""Accounts: the list, one account, and what the system administrator may do with it."""

from functools import partial
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts import permissions
from accounts.forms.fields import ReasonForm
from accounts.forms.users import CreateUserForm, EditUserForm, UserFilter
from accounts.models import OrganisationGrant, User
from accounts.roles import Role
from accounts.services import grants, locks
from accounts.services import users as services
from accounts.views.timeline import entries_about
from core.access import GET, POST, allow
from core.errors import Refused
from core.htmx import refuse, render_list, render_page, take_step

PAGE_SIZE = 50
# What is done to an account by its administrators; what the person does stands in the audit log alone.
ADMINISTRATION = (
    "create_user",
    "edit_user",
    "reset_password",
    "deactivate_user",
    "reactivate_user",
    "set_roles",
    "grant_access",
    "end_access",
    "grant_expired",
    "unlock_user",
    "reset_second_factor",
)


def account_of(pk: UUID) -> User:
    """The account, or 404."""
    user: User = get_object_or_404(User, pk=pk)
    return user


@allow(GET)
def users(request: HttpRequest) -> HttpResponse:
    """List accounts with their roles and the units they act for."""
    permissions.check_can_see_accounts(request.user)
    form = UserFilter(request.GET)
    page = Paginator(form.narrow(User.objects.order_by("username")), PAGE_SIZE).get_page(request.GET.get("page"))
    found = OrganisationGrant.objects.in_force().filter(user__in=[user.pk for user in page])
    units: dict[Any, list[str]] = {}
    for user_id, name in found.values_list("user_id", "content_object__name"):
        units.setdefault(user_id, []).append(name)
    rows = [(user, units.get(user.pk, [])) for user in page]
    context = {"page": page, "rows": rows, "filter": form, "may_create": request.user.has_role(Role.SYSADMIN)}
    return render_list(request, "accounts/users.html", context)


@allow(GET)
def user(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One account: facts, roles, grants, how it signs in, and what was done to it."""
    permissions.check_can_see_accounts(request.user)
    account = account_of(pk)
    context = {
        "account": account,
        "grants": grants.grants_of(account),
        "is_locked": locks.is_locked(account.username),
        "has_second_factor": services.has_second_factor(account),
        "sessions": services.session_count(account),
        "events": entries_about(account, actions=ADMINISTRATION),
        "is_own": account.pk == request.user.pk,
        "is_sysadmin": request.user.has_role(Role.SYSADMIN),
        "is_security": request.user.has_role(Role.SECURITY),
    }
    return render_page(request, "accounts/user.html", context)


@never_cache
@allow(GET, POST)
def create_user(request: HttpRequest) -> HttpResponse:
    """Open an account and show its one-time password, once."""
    permissions.check_can_manage_accounts(request.user)
    form = CreateUserForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            account, password = services.create_user(by=request.user, **form.cleaned_data)
        except Refused as exc:
            refuse(form, exc)
        else:
            return _show_password(request, account, password)
    return render_page(request, "accounts/create_user.html", {"form": form}, part="form")


@allow(GET, POST)
def edit_user(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Correct an account."""
    permissions.check_can_manage_accounts(request.user)
    account = account_of(pk)
    initial = {name: getattr(account, name) for name in ("name", "email", "phone", "expires_at")}
    words = {"title": _("Edit the account"), "submit": _("Save")}
    return take_step(request, account, services.edit_user, form=partial(EditUserForm, initial=initial), **words)


@never_cache
@allow(GET, POST)
def reset_password(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask, then give a new one-time password and show it, once."""
    permissions.check_can_manage_accounts(request.user)
    account = account_of(pk)
    if request.method == "POST":
        return _show_password(request, account, services.reset_password(account, by=request.user))
    text = _("The person is signed out everywhere, and must choose a new password at the next sign-in.")
    return take_step(request, account, services.reset_password, title=_("Reset the password"), text=text, danger=True)


@allow(GET, POST)
def deactivate_user(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Close an account, with the reason."""
    permissions.check_can_manage_accounts(request.user)
    return take_step(
        request,
        account_of(pk),
        services.deactivate_user,
        title=_("Close the account"),
        form=ReasonForm,
        text=_("The person is signed out at once and cannot sign in any more. What they did stays on record."),
        danger=True,
    )


@allow(GET, POST)
def reactivate_user(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Open a closed account again."""
    permissions.check_can_manage_accounts(request.user)
    return take_step(request, account_of(pk), services.reactivate_user, title=_("Open the account again"))


def _show_password(request: HttpRequest, account: User, password: str) -> HttpResponse:
    """The only page that ever shows the password; nothing keeps it."""
    return render_page(request, "accounts/one_time_password.html", {"account": account, "password": password})
