"""Accounts of people; nobody registers himself."""

import datetime as dt
import uuid
from functools import cached_property
from typing import Any, ClassVar, Self

from django.apps import apps
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.roles import ADMIN_ROLES, OFFICE_ROLES, Role
from core.models import Record


def last_day_of(moment: dt.datetime | None) -> dt.date | None:
    """The last whole day in the county before `moment`; None for none."""
    return (timezone.localtime(moment) - dt.timedelta(microseconds=1)).date() if moment is not None else None


class UserQuerySet(models.QuerySet):
    """Words for lists of people."""

    def active(self) -> Self:
        """Accounts that may sign in."""
        return self.filter(is_active=True)

    def with_role(self, *roles: str) -> Self:
        """Accounts that hold at least one of `roles`."""
        return self.filter(roles__overlap=list(roles))

    def acting_for(self, organisation_ids: Any) -> Self:
        """Accounts that may act for any of the organisations now."""
        grants = apps.get_model("accounts", "OrganisationGrant").objects.in_force()
        return self.filter(pk__in=grants.filter(content_object__in=organisation_ids).values("user"))


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Creates accounts; names are kept as typed."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        """Save a new account; no password means that nobody can sign in with it yet."""
        user: User = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser, PermissionsMixin, Record):
    """A person's account."""

    username = models.CharField(_("User name"), max_length=40, unique=True)
    name = models.CharField(_("Full name"), max_length=40)
    email = models.EmailField(_("E-mail"), blank=True)
    phone = models.CharField(_("Mobile"), max_length=20, blank=True)
    roles = ArrayField(
        models.CharField(max_length=20, choices=Role.choices), default=list, blank=True, verbose_name=_("Roles")
    )
    is_active = models.BooleanField(_("May sign in"), default=True)
    must_change_password = models.BooleanField(_("Must change the password at the next sign-in"), default=True)
    expires_at = models.DateTimeField(_("Account ends"), null=True, blank=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ("username",)

    def __str__(self) -> str:
        return self.name

    def has_ended(self, at: dt.datetime) -> bool:
        """Whether the account's time was over at the moment `at`."""
        return self.expires_at is not None and self.expires_at <= at

    @property
    def is_over(self) -> bool:
        """Whether the account's time is over now."""
        return self.has_ended(timezone.now())

    @property
    def last_day(self) -> dt.date | None:
        """The last day on which the account is open; None without end."""
        return last_day_of(self.expires_at)

    def get_absolute_url(self) -> str:
        """The account's page for its administrators."""
        return reverse("user", args=[self.pk])

    def get_full_name(self) -> str:
        """The person's name."""
        return self.name

    def has_role(self, *roles: str) -> bool:
        """Whether the account holds at least one of `roles`."""
        return bool(set(roles) & set(self.roles))

    @property
    def is_office(self) -> bool:
        """Whether the person works in the supervision office or heads it."""
        return self.has_role(*OFFICE_ROLES)

    @property
    def is_administrator(self) -> bool:
        """Whether the account is one of the three administrators."""
        return self.has_role(*ADMIN_ROLES)

    @property
    def role_names(self) -> list[str]:
        """The roles in words."""
        return [str(Role(role).label) for role in self.roles]

    @cached_property
    def organisation_ids(self) -> list[uuid.UUID]:
        """The organisations that the person acts for now."""
        return self._granted("accounts", "OrganisationGrant")

    @cached_property
    def zone_ids(self) -> list[uuid.UUID]:
        """The zones that the person leads now."""
        return self._granted("accounts", "ZoneGrant")

    @cached_property
    def task_ids(self) -> list[uuid.UUID]:
        """The inspection tasks that the person was let into by a grant (experts, third parties)."""
        return self._granted("supervision", "TaskGrant")

    def _granted(self, app: str, model: str) -> list[uuid.UUID]:
        grants = apps.get_model(app, model).objects.in_force()
        return list(grants.filter(user=self).values_list("content_object_id", flat=True))


class PasswordRecord(models.Model):
    """The hash of a password that a person once had: the last five may not come back."""

    user = models.ForeignKey(User, models.CASCADE, related_name="password_records")
    password = models.CharField(max_length=128)
    set_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("password record")
        verbose_name_plural = _("password records")
        ordering = ("-set_at",)

    def __str__(self) -> str:
        return f"{self.user_id} {self.set_at:%Y-%m-%d}"
