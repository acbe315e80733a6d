"""The register of units: kept by the office, every change with what it was before."""

from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from accounts.enums import CAMPUS_KINDS, GOVERNMENT_KINDS, SCHOOL_KINDS, OrganisationKind
from accounts.models import Organisation, User
from accounts.permissions import check_can_edit_units
from core import audit
from core.errors import Refused

FIELDS = (
    "code",
    "name",
    "kind",
    "is_private",
    "is_large",
    "is_member_unit",
    "township",
    "governing",
    "zone",
    "classes",
    "pupils",
    "staff",
    "contact_name",
    "contact_phone",
    "note",
)


@transaction.atomic
def create_unit(*, by: User, **fields: Any) -> Organisation:
    """Enter a unit into the register and return it.

    Takes the fields named in `FIELDS`. Raises NotAllowed for anybody outside the office, Refused for a code or name
    that is taken and for facts that do not go with the kind.
    """
    check_can_edit_units(by)
    unit = Organisation(**{name: fields[name] for name in FIELDS if name in fields})
    _check(unit)
    unit.save(force_insert=True)
    audit.record("create_unit", by=by, obj=unit, data={"target": unit.code})
    return unit


@transaction.atomic
def edit_unit(unit: Organisation, *, by: User, **fields: Any) -> Organisation:
    """Change facts of a unit; what changed is logged, nothing is logged where nothing did. Returns the fresh unit.

    Raises NotAllowed and Refused as `create_unit` does.
    """
    check_can_edit_units(by)
    kept = Organisation.objects.select_for_update().get(pk=unit.pk)
    changed = {}
    for name in FIELDS:
        if name in fields and getattr(kept, name) != fields[name]:
            changed[name] = [_plain(getattr(kept, name)), _plain(fields[name])]
            setattr(kept, name, fields[name])
    if changed:
        _check(kept)
        kept.save(update_fields=list(changed))
        audit.record("edit_unit", by=by, obj=kept, data={"changed": changed})
    return kept


@transaction.atomic
def deactivate_unit(unit: Organisation, *, by: User, reason: str) -> Organisation:
    """Take a unit that was closed or merged off the register for a `reason`; its records stay. Returns the unit.

    Raises NotAllowed for anybody outside the office, Refused for an empty reason, a unit that is off already, and a
    township or department to which units still belong.
    """
    check_can_edit_units(by)
    if not reason.strip():
        raise Refused(_("Please state the reason."))
    belonging = Organisation.objects.active().filter(models.Q(township=unit) | models.Q(governing=unit))
    if names := list(belonging.exclude(pk=unit.pk).values_list("name", flat=True)[:3]):
        raise Refused(
            _("Units still belong to it: %(names)s …") % {"names": _("、").join(names)},
            remedy=_("Give them another township or governing department first."),
        )
    if not Organisation.objects.filter(pk=unit.pk, is_active=True).update(is_active=False):
        raise Refused(_("The unit is off the register already."))
    audit.record("deactivate_unit", by=by, obj=unit, reason=reason)
    unit.refresh_from_db()
    return unit


@transaction.atomic
def reactivate_unit(unit: Organisation, *, by: User) -> Organisation:
    """Put a unit back on the register. Returns the unit.

    Raises NotAllowed for anybody outside the office, Refused for a unit that is on it.
    """
    check_can_edit_units(by)
    if not Organisation.objects.filter(pk=unit.pk, is_active=False).update(is_active=True):
        raise Refused(_("The unit is on the register."))
    audit.record("reactivate_unit", by=by, obj=unit)
    unit.refresh_from_db()
    return unit


def _check(unit: Organisation) -> None:
    """Refuse facts that do not go with the kind, and a code or a name that another unit bears."""
    others = Organisation.objects.exclude(pk=unit.pk)
    if others.filter(code=unit.code).exists():
        raise Refused(_("The code %(code)s belongs to another unit.") % {"code": unit.code})
    if others.filter(name=unit.name).exists():
        raise Refused(_("The name “%(name)s” belongs to another unit.") % {"name": unit.name})
    for broken, message in _rules(unit):
        if broken:
            raise Refused(message)


def _rules(unit: Organisation) -> list[tuple[bool, str]]:
    campus = unit.kind in CAMPUS_KINDS
    return [
        (unit.zone is not None and not campus, _("Only schools and kindergartens stand in a zone.")),
        (unit.is_large and unit.kind not in SCHOOL_KINDS, _("Only a school can be marked as large.")),
        (
            unit.is_private and unit.kind in GOVERNMENT_KINDS,
            _("A township or a county department is never private."),
        ),
        (
            unit.is_member_unit and unit.kind not in GOVERNMENT_KINDS,
            _("Only a county department or a township is a member unit of the committee."),
        ),
        (
            unit.township is not None and unit.township.kind != OrganisationKind.TOWNSHIP,
            _("The township must be a township government."),
        ),
        (
            unit.governing is not None and unit.governing.kind != OrganisationKind.DEPARTMENT,
            _("The governing department must be a county department."),
        ),
        (unit.governing_id == unit.pk, _("A unit does not govern itself.")),
    ]


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, models.Model) else value
