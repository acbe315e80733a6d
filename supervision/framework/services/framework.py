"""Frameworks and their versions: begun, copied, described, put in force, retired; Excel brings versions in too."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from accounts.permissions import check_is_office
from core import audit
from core.errors import Refused, TransitionRefused
from core.workflow import gettext_noop
from supervision.framework.services import version_check
from supervision.models import ConclusionLevel, Framework, FrameworkVersion, Indicator, Rule, Threshold, VersionState

# Level, and the least per cent of the points under a rule by total; the county may set its own in each version.
DEFAULT_LEVELS = (
    (gettext_noop("Excellent"), Decimal(90)),
    (gettext_noop("Good"), Decimal(75)),
    (gettext_noop("Qualified"), Decimal(60)),
    (gettext_noop("Unqualified"), None),
)
FROZEN = gettext_noop("A version in force or retired is read only: tasks and results rest on it")


@dataclass(frozen=True)
class LevelRow:
    """One level as it is written down: its name and what it asks for."""

    name: str
    least_percent: Decimal | None = None
    least_a: int | None = None
    least_b: int | None = None
    most_d: int | None = None


def default_levels() -> list[LevelRow]:
    """The levels that a new version begins with, named in Chinese, as documents print them."""
    with override("zh-hans"):
        return [LevelRow(_(name), least) for name, least in DEFAULT_LEVELS]


@transaction.atomic
def create_framework(
    *, by: User, name: str, rule: str = Rule.TOTAL, total_points: Decimal = Decimal(100), note: str = ""
) -> FrameworkVersion:
    """Begin a framework with an empty draft version and the usual levels (domain §6).

    Returns the version. Raises NotAllowed, Refused for a name that is blank or taken.
    """
    check_is_office(by)
    name = " ".join(name.split())
    if not name:
        raise Refused(_("The framework has no name."), remedy=_("Enter a name."))
    if Framework.objects.filter(name=name).exists():
        raise Refused(
            _("A framework “%(name)s” is there already.") % {"name": name},
            remedy=_("Make a new version of it, or choose another name."),
        )
    framework = Framework.objects.create(name=name)
    version = FrameworkVersion.objects.create(
        framework=framework, number=1, conclusion_rule=rule, total_points=total_points, note=note.strip()
    )
    if rule != Rule.NONE:
        write_levels(version, default_levels())
    audit.record("create_framework", by=by, obj=framework, data={"version": 1})
    return version


@transaction.atomic
def copy_version(version: FrameworkVersion, *, by: User, note: str = "") -> FrameworkVersion:
    """Make a new draft from any version, with all its indicators, thresholds and levels (domain §6).

    Returns the draft. Raises NotAllowed.
    """
    check_is_office(by)
    version = locked(version)
    last = version.framework.versions.aggregate(last=Max("number"))["last"]
    draft = FrameworkVersion.objects.create(
        framework=version.framework,
        number=last + 1,
        total_points=version.total_points,
        conclusion_rule=version.conclusion_rule,
        note=note.strip(),
    )
    _copy_tree(version, draft, _copy_levels(version, draft))
    audit.record("copy_version", by=by, obj=version.framework, data={"version": draft.number, "copied": version.number})
    return draft


@transaction.atomic
def edit_version(
    version: FrameworkVersion, *, by: User, rule: str, total_points: Decimal, note: str, levels: Sequence[LevelRow]
) -> FrameworkVersion:
    """Change a draft's note, its points in all, how it comes to its conclusion and the levels, best first (domain §6).

    Returns the fresh version. Raises NotAllowed, TransitionRefused once it is no draft, Refused for levels that do
    not make sense or where a level on which a cap rests would go.
    """
    version = for_editing(version, by)
    _check_levels(levels)
    if total_points < 0:
        raise Refused(_("The points in all are zero or more."), rule=_(version_check.RULE))
    write_levels(version, levels)
    version.conclusion_rule, version.total_points, version.note = rule, total_points, note.strip()
    version.save(update_fields=["conclusion_rule", "total_points", "note"])
    data = {"version": version.number, "rule": rule, "levels": [level.name for level in levels]}
    audit.record("edit_version", by=by, obj=version.framework, data=data)
    return version


@transaction.atomic
def put_in_force(version: FrameworkVersion, *, by: User) -> FrameworkVersion:
    """Make a draft version the one that new tasks use; the version in force before is retired (domain §6).

    Tasks that froze an older version keep it. Returns the fresh version. Raises NotAllowed, TransitionRefused where it
    is no draft any more, Refused with every fault of the version.
    """
    check_is_office(by)
    version = locked(version)
    if version.state != VersionState.DRAFT:
        raise _moved_on(version)
    faults = version_check.faults_of(version)
    if faults:
        raise Refused(
            " ".join(faults), rule=_(version_check.RULE), remedy=_("Mend the draft, then put it in force again.")
        )
    for before in version.framework.versions.filter(state=VersionState.IN_FORCE):
        retire(before, by=by)
    moved = _move(version, VersionState.IN_FORCE)
    audit.record("put_in_force", by=by, obj=version.framework, data=_moving(version), to_state=moved.state)
    return moved


@transaction.atomic
def retire(version: FrameworkVersion, *, by: User) -> FrameworkVersion:
    """Take the version in force, or a draft, out of use; tasks that froze it keep it (domain §6).

    Returns the fresh version. Raises NotAllowed, TransitionRefused where it is retired already.
    """
    check_is_office(by)
    version = locked(version)
    if version.state == VersionState.RETIRED:
        raise _moved_on(version)
    moved = _move(version, VersionState.RETIRED)
    audit.record("retire", by=by, obj=version.framework, data=_moving(version), to_state=moved.state)
    return moved


def for_editing(version: FrameworkVersion, by: User) -> FrameworkVersion:
    """The fresh version, locked for a change. Raises NotAllowed, TransitionRefused where it is no draft (any more)."""
    check_is_office(by)
    return check_editable(locked(version), by)


def check_editable(version: FrameworkVersion, by: User) -> FrameworkVersion:
    """`version`, where `by` may change it: for the page that asks what to change. Raises as `for_editing`."""
    check_is_office(by)
    if not version.is_draft:
        words = {"number": version.number, "state": version.get_state_display()}
        raise TransitionRefused(
            _("Version %(number)s is “%(state)s” and can no longer be changed.") % words,
            rule=_(FROZEN),
            remedy=_("Make a new draft from it and change that."),
        )
    return version


def locked(version: FrameworkVersion) -> FrameworkVersion:
    """The fresh version; whoever else changes a version of this framework waits."""
    list(FrameworkVersion.objects.select_for_update().filter(framework=version.framework_id).values_list("pk"))
    return FrameworkVersion.objects.select_related("framework").get(pk=version.pk)


def write_levels(version: FrameworkVersion, rows: Sequence[LevelRow]) -> list[ConclusionLevel]:
    """Let the version have the levels `rows`, best first; a level of the same name stays the same record.

    Raises Refused where a level would go on which a cap rests.
    """
    known = {level.name: level for level in version.levels.all()}
    gone = [level for name, level in known.items() if name not in {row.name for row in rows}]
    capping = Indicator.objects.filter(caps_at__in=gone).select_related("caps_at").first()
    if capping is not None:
        words = {"level": capping.caps_at, "code": capping.code}
        raise Refused(
            _("The level “%(level)s” cannot go: the cap of %(code)s rests on it.") % words,
            rule=_(version_check.RULE),
            remedy=_("Let that indicator cap at another level first."),
        )
    ConclusionLevel.objects.filter(pk__in=[level.pk for level in gone]).delete()
    found = []
    for order, row in enumerate(rows):
        level = known.get(row.name) or ConclusionLevel(version=version, name=row.name)
        for name in ("least_percent", "least_a", "least_b", "most_d"):
            setattr(level, name, getattr(row, name))
        level.order = order
        level.save()
        found.append(level)
    return found


def _check_levels(rows: Sequence[LevelRow]) -> None:
    names = [row.name for row in rows]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise Refused(_("The level “%(level)s” stands twice.") % {"level": twice}, rule=_(version_check.RULE))


def _copy_levels(version: FrameworkVersion, draft: FrameworkVersion) -> dict[Any, ConclusionLevel]:
    """The levels of the draft by the key of the level each was copied from."""
    copies = {}
    for level in version.levels.all():
        values = {
            name: getattr(level, name) for name in ("order", "name", "least_percent", "least_a", "least_b", "most_d")
        }
        copies[level.pk] = ConclusionLevel(version=draft, **values)
    ConclusionLevel.objects.bulk_create(copies.values())
    return copies


def _copy_tree(version: FrameworkVersion, draft: FrameworkVersion, levels: Mapping[Any, ConclusionLevel]) -> None:
    own = {field.attname for field in Indicator._meta.concrete_fields} - {"id", "created_at", "version_id"}
    own -= {"parent_id", "caps_at_id"}
    copies: dict[Any, Indicator] = {}
    thresholds = []
    for node in version.indicators.order_by("order").prefetch_related("thresholds"):
        copy = Indicator(version=draft, **{name: getattr(node, name) for name in own})
        copy.parent = copies.get(node.parent_id)
        copy.caps_at = levels.get(node.caps_at_id)
        copies[node.pk] = copy
        thresholds += [Threshold(indicator=copy, bound=row.bound, points=row.points) for row in node.thresholds.all()]
    Indicator.objects.bulk_create(copies.values())
    Threshold.objects.bulk_create(thresholds)


def _move(version: FrameworkVersion, state: VersionState) -> FrameworkVersion:
    FrameworkVersion.objects.filter(pk=version.pk).update(state=state)
    return FrameworkVersion.objects.select_related("framework").get(pk=version.pk)


def _moving(version: FrameworkVersion) -> dict[str, object]:
    """What the log keeps of a move: which version, and where it stood before."""
    return {"version": version.number, "from": version.state}


def _moved_on(version: FrameworkVersion) -> TransitionRefused:
    return TransitionRefused(
        _("This has meanwhile moved on: it is now “%(state)s”.") % {"state": version.get_state_display()},
        remedy=_("Open the page again to see where it stands. Nothing of yours was lost."),
    )
