"""Zones: what stands in each, who leads one, and who stands in for the leader."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from accounts.models import Organisation, User, Zone, ZoneGrant
from accounts.roles import Role
from core import audit
from core.errors import Refused
from inspectors import permissions
from inspectors.models import Inspector, PlaqueAssignment


def counted_zones(*, on: dt.date) -> QuerySet[Any]:
    """Every zone by number with `unit_count`, `covered_count` (of these with a plaque) and `inspector_count` on `on`.

    Each is counted by itself: joined, units and inspectors of a zone would multiply. One statement (PLATE).
    """
    units = Organisation.objects.active().campuses().filter(zone=OuterRef("pk"))
    covered = units.filter(pk__in=PlaqueAssignment.objects.current().values("unit"))
    people = Inspector.objects.serving(on=on).filter(zone=OuterRef("pk"))
    zones = Zone.objects.select_related("leader", "deputy").order_by("number")
    return zones.annotate(
        unit_count=_count_of(units), covered_count=_count_of(covered), inspector_count=_count_of(people)
    )


def _count_of(rows: QuerySet[Any]) -> Coalesce:
    numbers = rows.order_by().values("zone").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(numbers), 0)


@transaction.atomic
def appoint_zone_leader(zone: Zone, *, by: User, user: User | None, deputy: User | None = None) -> Zone:
    """Make `user` the leader of `zone` and `deputy` the deputy (None: nobody); both may then act for the zone.

    Returns the fresh zone. Raises NotAllowed, or Refused for an account without the role of a zone leader, for a closed
    one, or where leader and deputy are one person.
    """
    permissions.check_can_appoint_zone_leader(by)
    zone = Zone.objects.select_for_update(of=("self",)).select_related("leader", "deputy").get(pk=zone.pk)
    for person in (user, deputy):
        if person is not None and (not person.is_active or not person.has_role(Role.ZONE_LEADER)):
            raise Refused(
                _("The account of %(name)s has not the role of a zone leader, or is closed.") % {"name": person.name},
                remedy=_("Ask the security administrator to give it that role first."),
            )
    if user is not None and user == deputy:
        raise Refused(_("Leader and deputy are two people."))
    before = {"leader": zone.leader.name if zone.leader else "", "deputy": zone.deputy.name if zone.deputy else ""}
    stay = [person.pk for person in (user, deputy) if person is not None]
    left = [person.pk for person in (zone.leader, zone.deputy) if person is not None and person.pk not in stay]
    ZoneGrant.objects.filter(content_object=zone, user__in=left).delete()
    for person in (user, deputy):
        if person is not None:
            grant = ZoneGrant.objects.assign_perm("lead_zone", person, zone)
            ZoneGrant.objects.filter(pk=grant.pk).update(expires_at=None, granted_by=by)
    Zone.objects.filter(pk=zone.pk).update(leader=user, deputy=deputy)
    zone.refresh_from_db()
    audit.record(
        "appoint_zone_leader",
        by=by,
        obj=zone,
        data={"before": before, "leader": user.name if user else "", "deputy": deputy.name if deputy else ""},
    )
    return zone
