"""The county's supervision committee: who holds which post (PLAN 二（一）1)."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from accounts.roles import COUNTY_ROLES, Role
from core.models import Record


class CommitteePostQuerySet(models.QuerySet):
    """Words for lists of posts."""

    def current(self) -> Self:
        """Posts held now."""
        return self.filter(ended_on=None)

    def visible_to(self, user: Any) -> Self:
        """The committee is known to the county, its member units and its inspectors."""
        if user.has_role(*COUNTY_ROLES, Role.LIAISON, Role.INSPECTOR, Role.ZONE_LEADER):
            return self
        return self.none()


class CommitteePost(Record):
    """One post on the committee and who holds it; the words of the post are the county's own (titles configurable)."""

    post = models.CharField(_("Post on the committee"), max_length=20)
    person = models.CharField(_("Full name"), max_length=40)
    position = models.CharField(_("Present position"), max_length=80)
    organisation_name = models.CharField(_("Organisation"), max_length=80)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="committee_posts", verbose_name=_("Unit")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("Account")
    )
    order = models.PositiveSmallIntegerField(_("Order"), default=0)
    began_on = models.DateField(_("Since"))
    ended_on = models.DateField(_("Until"), null=True, blank=True)
    note = models.CharField(_("Note"), max_length=200, blank=True)

    objects = CommitteePostQuerySet.as_manager()

    class Meta:
        verbose_name = _("committee post")
        verbose_name_plural = _("committee posts")
        ordering = ("order", "created_at")
        constraints = [
            models.UniqueConstraint(fields=["post", "person", "organisation_name", "began_on"], name="post_once")
        ]

    def __str__(self) -> str:
        return f"{self.post} {self.person}"

    def get_absolute_url(self) -> str:
        """The committee's page, which lists every post."""
        return reverse("committee")
