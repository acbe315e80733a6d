"""Who may act for which organisation and lead which zone (django-guardian's direct tables, with an expiry)."""

import datetime as dt
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from guardian.managers import UserObjectPermissionManager
from guardian.models import UserObjectPermissionBase

from accounts.models.organisations import Organisation, Zone
from accounts.models.users import last_day_of


class GrantQuerySet(models.QuerySet):
    """Words for lists of grants."""

    def in_force(self, *, at: dt.datetime | None = None) -> Self:
        """Grants that have not ended at `at` (default: now)."""
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=at or timezone.now()))


class Grant(UserObjectPermissionBase):
    """One grant: a person, a permission, the thing it holds for, and when it ends (null: not)."""

    expires_at = models.DateTimeField(_("Ends"), null=True, blank=True)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    granted_at = models.DateTimeField(_("Granted"), auto_now_add=True)

    objects = UserObjectPermissionManager.from_queryset(GrantQuerySet)()  # type: ignore[misc]

    class Meta(UserObjectPermissionBase.Meta):
        abstract = True

    @property
    def is_over(self) -> bool:
        """Whether the grant has ended."""
        return self.expires_at is not None and self.expires_at <= timezone.now()

    @property
    def last_day(self) -> dt.date | None:
        """The last day on which the grant holds; None without end."""
        return last_day_of(self.expires_at)


class OrganisationGrant(Grant):
    """May act for an organisation."""

    content_object = models.ForeignKey(Organisation, models.CASCADE, related_name="grants")

    class Meta(Grant.Meta):
        abstract = False


class ZoneGrant(Grant):
    """May lead a zone."""

    content_object = models.ForeignKey(Zone, models.CASCADE, related_name="grants")

    class Meta(Grant.Meta):
        abstract = False
