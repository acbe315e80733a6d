"""leave_post: what goes with the roles of a post, and what stays with another role."""

from accounts.models import OrganisationGrant, User, ZoneGrant
from accounts.services.leaving import leave_post, leaving_of
from core.models import AuditEvent
from tests.people import Cast, act_for


def test_grants_go_with_their_last_role(cast: Cast) -> None:
    user = cast.zone_leader
    user.roles = ["zone_leader", "unit"]
    user.save()
    act_for(user, cast.school)
    foreseen = leaving_of(user, ["zone_leader", "inspector"])
    assert (foreseen.roles, foreseen.grants, foreseen.closes) == (
        ("zone_leader",),
        (("zone", cast.zone.name),),
        False,
    )
    assert foreseen.role_names == ["责任区组长"]
    assert leave_post(user, by=cast.office, roles=["zone_leader", "inspector"], reason="届满") == foreseen
    after = User.objects.get(pk=user.pk)
    assert (after.roles, after.is_active) == (["unit"], True)
    assert not ZoneGrant.objects.filter(user=user).exists()
    assert OrganisationGrant.objects.filter(user=user).count() == 1
    event = AuditEvent.objects.get(action="leave_post")
    assert (event.reason, event.data["roles"]) == ("届满", ["zone_leader"])


def test_an_account_without_any_role_left_closes(cast: Cast) -> None:
    leaving = leave_post(cast.inspector, by=None, roles=["inspector"], reason="届满")
    assert leaving.closes
    assert not User.objects.get(pk=cast.inspector.pk).is_active
    assert not leaving_of(User.objects.get(pk=cast.inspector.pk), ["inspector"]).closes
