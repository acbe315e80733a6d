"""Roles, grants, locks and second factors: what the security administrator may do with an account."""

from functools import partial
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts import permissions
from accounts.forms.fields import ReasonForm
from accounts.forms.users import GrantForm, RolesForm
from accounts.services import grants, locks
from accounts.services import users as services
from accounts.views.users import account_of
from core.access import GET, POST, allow
from core.htmx import take_step


@allow(GET, POST)
def set_roles(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Choose the roles of an account."""
    permissions.check_can_grant(request.user)
    account = account_of(pk)
    form = partial(RolesForm, held=account.roles)
    words = {"title": _("Roles"), "submit": _("Save the roles")}
    return take_step(request, account, services.set_roles, form=form, **words)


@allow(GET, POST)
def grant_access(request: HttpRequest, pk: UUID, kind: str) -> HttpResponse:
    """Let a person act for a unit, lead a zone or work on a task."""
    permissions.check_can_grant(request.user)
    if kind not in grants.KINDS:
        raise Http404
    take = partial(grants.grant_access, kind=kind)
    form = partial(GrantForm, kind=grants.KINDS[kind])
    words = {"title": _("Grant: %(kind)s") % {"kind": grants.KINDS[kind].label}, "submit": _("Grant")}
    return take_step(request, account_of(pk), take, form=form, **words)


@allow(GET, POST)
def end_access(request: HttpRequest, pk: UUID, kind: str, grant_id: int) -> HttpResponse:
    """Take a grant away."""
    permissions.check_can_grant(request.user)
    account = account_of(pk)
    if kind not in grants.KINDS:
        raise Http404
    text = _("The person can no longer act there, from this moment on.")
    take = partial(grants.end_access, kind=kind, grant_id=grant_id)
    return take_step(request, account, take, title=_("End the grant"), text=text, danger=True)


@allow(GET, POST)
def unlock_user(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Lift the lock after wrong passwords."""
    permissions.check_can_grant(request.user)
    return take_step(request, account_of(pk), locks.unlock_user, title=_("Lift the lock"))


@allow(GET, POST)
def reset_second_factor(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Drop a lost second factor, with the reason."""
    permissions.check_can_grant(request.user)
    return take_step(
        request,
        account_of(pk),
        services.reset_second_factor,
        title=_("Reset the second factor"),
        form=ReasonForm,
        text=_("Make sure that it is really this person who asks. The next sign-in sets up a new app."),
        danger=True,
    )
