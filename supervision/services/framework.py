"""Versions of frameworks: put in force, retired. New versions come in by the Excel import (`frameworks`)."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import audit
from core.errors import Refused, TransitionRefused
from supervision.enums import VersionState
from supervision.models import FrameworkVersion
from supervision.permissions import check_is_office


@transaction.atomic
def put_in_force(version: FrameworkVersion, *, by: User) -> FrameworkVersion:
    """Make a draft version the one that new tasks use; the version in force before is retired (domain §6).

    Tasks that froze an older version keep it. Returns the fresh version. Raises NotAllowed, TransitionRefused where it
    is no draft any more, Refused for a version without indicators.
    """
    check_is_office(by)
    version = _locked(version)
    if version.state != VersionState.DRAFT:
        raise _moved_on(version)
    if not version.indicators.filter(level="C").exists():
        raise Refused(_("A version without indicators cannot be put in force."))
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
    version = _locked(version)
    if version.state == VersionState.RETIRED:
        raise _moved_on(version)
    moved = _move(version, VersionState.RETIRED)
    audit.record("retire", by=by, obj=version.framework, data=_moving(version), to_state=moved.state)
    return moved


def _locked(version: FrameworkVersion) -> FrameworkVersion:
    """The fresh version; whoever else moves a version of this framework waits."""
    list(FrameworkVersion.objects.select_for_update().filter(framework=version.framework_id).values_list("pk"))
    return FrameworkVersion.objects.select_related("framework").get(pk=version.pk)


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
