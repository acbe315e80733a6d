"""The demo's accounts, one per role, all with one password; their people are made up."""

from functools import cache

from django.contrib.auth.hashers import make_password

from accounts.enums import OrganisationKind
from accounts.models import Organisation, OrganisationGrant, User, Zone, ZoneGrant
from accounts.passwords import DEMO_PASSWORD
from accounts.roles import Role
from core import calendar
from inspectors.models import Inspector, InspectorKind

# user name, name, role, what the account is for (printed by bin/demo)
ACCOUNTS = (
    ("office", "示例科员", Role.OFFICE, "督导办工作人员"),
    ("head", "示例主任", Role.OFFICE_HEAD, "督导办主任"),
    ("leader", "示例县领导", Role.LEADER, "教育督导委员会领导"),
    ("liaison", "示例联络员", Role.LIAISON, "成员单位联络员（县教育和体育局）"),
    ("zone", "示例组长", Role.ZONE_LEADER, "第一责任区组长"),
    ("inspector", "", Role.INSPECTOR, "督学（督导小组组长）"),
    ("inspector2", "", Role.INSPECTOR, "督学（小组成员、复查）"),
    ("inspector3", "", Role.INSPECTOR, "督学（小组成员）"),
    ("parttime", "", Role.INSPECTOR, "兼职督学（工作补助）"),
    ("school", "示例校长甲", Role.UNIT, "学校"),
    ("school2", "示例校长乙", Role.UNIT, "另一所学校"),
    ("kindergarten", "示例园长", Role.UNIT, "幼儿园"),
    ("township", "示例镇联络员", Role.UNIT, "乡镇"),
    ("expert", "示例专家", Role.EXPERT, "专家（限时）"),
    ("sysadmin", "示例系统管理员", Role.SYSADMIN, "系统管理员"),
    ("security", "示例安全管理员", Role.SECURITY, "安全管理员"),
    ("audit", "示例审计管理员", Role.AUDIT, "审计管理员"),
)


def shown() -> list[tuple[str, str]]:
    """User name and purpose of every account, for the terminal."""
    units = dict(
        OrganisationGrant.objects.values_list("user__username", "content_object__name").order_by("user__username")
    )
    return [
        (username, f"{words} · {units[username]}" if username in units and "（" not in words else words)
        for username, _name, _role, words in ACCOUNTS
    ]


def make_office() -> User:
    """The account that imports the workbooks."""
    return _make("office", "示例科员", Role.OFFICE)


def make_others() -> None:
    """Everybody else, once units and inspectors are there."""
    for username, name, role, _words in ACCOUNTS:
        if username != "office" and role != Role.INSPECTOR:
            _make(username, name, role)
    _let_inspectors_in()
    bureau = Organisation.objects.get(name="县教育和体育局")
    town = Organisation.objects.filter(kind=OrganisationKind.TOWNSHIP).earliest("code")
    first, second = schools()[:2]
    kindergarten = Organisation.objects.filter(kind=OrganisationKind.KINDERGARTEN).earliest("code")
    acting = {"liaison": bureau, "township": town, "school": first, "school2": second, "kindergarten": kindergarten}
    for username, unit in acting.items():
        OrganisationGrant.objects.assign_perm("act_for_organisation", User.objects.get(username=username), unit)
    zone = Zone.objects.earliest("number")
    leader = User.objects.get(username="zone")
    ZoneGrant.objects.assign_perm("lead_zone", leader, zone)
    Zone.objects.filter(pk=zone.pk).update(leader=leader)


def _make(username: str, name: str, role: str) -> User:
    return User.objects.create(
        username=username,
        password=_hashed(),
        name=name,
        roles=[role],
        email=f"{username}@example.invalid",
        must_change_password=False,
    )


@cache
def _hashed() -> str:
    """One hash for all: hashing is slow on purpose, and the password is known to everybody anyway."""
    return make_password(DEMO_PASSWORD)


def schools() -> list[Organisation]:
    """Compulsory schools that none of the team's inspectors has to keep away from, by code."""
    kinds = (OrganisationKind.PRIMARY, OrganisationKind.JUNIOR, OrganisationKind.NINE_YEAR)
    away = Inspector.objects.filter(user__username__startswith="inspector").values("recusals__unit")
    units = (
        Organisation.objects.active()
        .filter(kind__in=kinds, zone__isnull=False)
        .exclude(pk__in=away.exclude(recusals=None))
    )
    return list(units.order_by("code"))


def kindergartens() -> list[Organisation]:
    """Kindergartens that none of the team's inspectors has to keep away from, by code."""
    away = Inspector.objects.filter(user__username__startswith="inspector").values("recusals__unit")
    units = Organisation.objects.active().filter(kind=OrganisationKind.KINDERGARTEN)
    return list(units.exclude(pk__in=away.exclude(recusals=None)).order_by("code"))


def campuses() -> list[Organisation]:
    """Every school and kindergarten, by code."""
    return list(Organisation.objects.active().campuses().order_by("code"))


def _let_inspectors_in() -> None:
    """Give three full-time and a part-time one accounts; a sample workbook of years ago does not end their terms."""
    today = calendar.today()
    trained = Inspector.objects.filter(is_trained=True).order_by("-term_until", "certificate")
    full_time = trained.filter(kind=InspectorKind.FULL_TIME, recusals=None)
    for number, inspector in enumerate(full_time[:3], 1):
        username = "inspector" if number == 1 else f"inspector{number}"
        inspector.user = _make(username, inspector.name, Role.INSPECTOR)
        if inspector.term_until is None or inspector.term_until < today.replace(year=today.year + 1):
            inspector.term_until = today.replace(year=today.year + 2, day=1)
        inspector.term_from = min(inspector.term_from, today.replace(year=today.year - 3, day=1))
        inspector.save(update_fields=["user", "term_until", "term_from"])
    for inspector in trained.serving(on=today).filter(kind=InspectorKind.PART_TIME)[:1]:
        inspector.user = _make("parttime", inspector.name, Role.INSPECTOR)
        inspector.save(update_fields=["user"])
