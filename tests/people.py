"""The cast: the people whom the tests sign in as."""

import copy
import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.contrib.auth.models import Permission
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.enums import OrganisationKind
from accounts.models import Organisation, OrganisationGrant, User, Zone, ZoneGrant
from accounts.roles import Role
from core.models import Notification
from inspectors.models import Education, Inspector, InspectorKind
from supervision.models import InspectionTask, TaskGrant

PASSWORD = "Mi-yi 2026!"


@dataclass
class Cast:
    """Everybody, and the units that they act for. Made once per test by the fixture `cast`."""

    office: User
    office_head: User
    leader: User
    liaison: User
    zone_leader: User
    inspector: User
    other_inspector: User
    third_inspector: User
    school_head: User
    other_school_head: User
    kindergarten_head: User
    township: User
    expert: User
    sysadmin: User
    security: User
    auditor: User
    zone: Zone
    education_bureau: Organisation
    town: Organisation
    school: Organisation
    other_school: Organisation
    kindergarten: Organisation

    def everybody(self) -> dict[str, User]:
        """All accounts by their name in the cast."""
        return {name: value for name, value in vars(self).items() if isinstance(value, User)}


def make_user(username: str, name: str, *roles: str, **fields: Any) -> User:
    """An account with the tests' password that need not change it."""
    return User.objects.create_user(
        username,
        PASSWORD,
        name=name,
        roles=list(roles),
        must_change_password=False,
        email=f"{username}@example.invalid",
        **fields,
    )


def make_inspector(user: User | None, name: str, ordinal: int, **fields: Any) -> Inspector:
    """A trained inspector in the middle of a term."""
    return Inspector.objects.create(
        user=user,
        name=name,
        certificate=f"川米督〔2025〕9{ordinal:02}",
        education=Education.BACHELOR,
        experience_years=15,
        kind=InspectorKind.FULL_TIME,
        term_from=dt.date(2025, 9, 1),
        term_until=dt.date(2031, 9, 1),
        is_trained=True,
        **fields,
    )


def make_unit(code: str, name: str, kind: str, **fields: Any) -> Organisation:
    """An organisation."""
    return Organisation.objects.create(code=code, name=name, kind=kind, **fields)


def act_for(user: User, organisation: Organisation, **fields: Any) -> None:
    """Let `user` act for `organisation`."""
    grant = OrganisationGrant.objects.assign_perm("act_for_organisation", user, organisation)
    OrganisationGrant.objects.filter(pk=grant.pk).update(**fields)


def lead(user: User, zone: Zone) -> None:
    """Let `user` lead `zone`."""
    ZoneGrant.objects.assign_perm("lead_zone", user, zone)
    Zone.objects.filter(pk=zone.pk).update(leader=user)


def let_into(user: User, task: InspectionTask) -> None:
    """Let an expert into `task`."""
    TaskGrant.objects.assign_perm("work_on_task", user, task)


def make_cast() -> Cast:
    """Create everybody and their organisations."""
    bureau = make_unit("510421D010", "县教育和体育局", OrganisationKind.DEPARTMENT, is_member_unit=True)
    town = make_unit("510421T001", "攀莲镇人民政府", OrganisationKind.TOWNSHIP)
    zone = Zone.objects.create(number=1, name="第一责任区")
    place = {"township": town, "governing": bureau, "zone": zone}
    school = make_unit("5104210004", "第一示例中学", OrganisationKind.JUNIOR, pupils=1726, **place)
    other = make_unit("5104210006", "第二示例小学", OrganisationKind.PRIMARY, pupils=1392, **place)
    kindergarten = make_unit("5104210040", "示例幼儿园", OrganisationKind.KINDERGARTEN, pupils=210, **place)
    people = Cast(
        office=make_user("office", "办公室甲", Role.OFFICE),
        office_head=make_user("head", "督导办主任", Role.OFFICE_HEAD),
        leader=make_user("leader", "委员会主任", Role.LEADER),
        liaison=make_user("liaison", "联络员", Role.LIAISON),
        zone_leader=make_user("zone", "责任区组长", Role.ZONE_LEADER),
        inspector=make_user("inspector", "督学甲", Role.INSPECTOR),
        other_inspector=make_user("inspector2", "督学乙", Role.INSPECTOR),
        third_inspector=make_user("inspector3", "督学丙", Role.INSPECTOR),
        school_head=make_user("school", "校长甲", Role.UNIT),
        other_school_head=make_user("school2", "校长乙", Role.UNIT),
        kindergarten_head=make_user("kindergarten", "园长", Role.UNIT),
        township=make_user("township", "镇联络员", Role.UNIT),
        expert=make_user("expert", "专家", Role.EXPERT),
        sysadmin=make_user("sysadmin", "系统管理员", Role.SYSADMIN),
        security=make_user("security", "安全管理员", Role.SECURITY),
        auditor=make_user("audit", "审计管理员", Role.AUDIT),
        zone=zone,
        education_bureau=bureau,
        town=town,
        school=school,
        other_school=other,
        kindergarten=kindergarten,
    )
    act_for(people.school_head, school)
    act_for(people.other_school_head, other)
    act_for(people.kindergarten_head, kindergarten)
    act_for(people.township, town)
    act_for(people.liaison, bureau)
    lead(people.zone_leader, zone)
    for ordinal, user in enumerate((people.inspector, people.other_inspector, people.third_inspector), 1):
        make_inspector(user, user.name, ordinal, zone=zone)
    return people


def told(kind: str) -> set[str]:
    """The names of those who got a message of this kind."""
    return set(Notification.objects.filter(kind=kind).values_list("recipient__name", flat=True))


@cache
def _recorded(_permission: int) -> tuple[Cast, str]:
    """Everybody, and the statements that wrote them, themselves taken back."""
    with transaction.atomic(), CaptureQueriesContext(connection) as queries:
        people = make_cast()
        transaction.set_rollback(True)
    return people, ";".join(q["sql"] for q in queries if q["sql"].startswith(("INSERT", "UPDATE")))


def repeat_cast() -> Cast:
    """Everybody as `make_cast` creates them: its statements, recorded once for a worker, are sent in one go.

    A test with commits of its own leaves permissions with other keys behind: they are what a recording holds for.
    """
    people, statements = _recorded(Permission.objects.only("pk").get(codename="lead_zone").pk)
    with connection.cursor() as cursor:
        cursor.execute(statements)
    return copy.deepcopy(people)
