"""The value that an indicator may get: what its method knows, within its limits (domain §6)."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from core.errors import Refused
from supervision.models import Grade, Indicator, Inspection, Method

STEP = Decimal("0.1")
MEASURED_LIMIT = Decimal("999999999")
EMPTY: dict[str, Any] = {"points": None, "grade": "", "is_met": None, "measured": None}


def leaves_of(inspection: Inspection) -> list[Indicator]:
    """The leaves of the task's framework that hold for this kind of unit, in the tree's order, parents loaded."""
    version = inspection.task.framework_version_id
    if version is None:
        return []
    leaves = Indicator.objects.filter(version=version, level="C").select_related("parent__parent")
    leaves = leaves.prefetch_related("thresholds")
    return [leaf for leaf in leaves if leaf.applies(inspection.unit.kind)]


def check_indicator(inspection: Inspection, indicator: Indicator) -> None:
    """Raise Refused for an indicator that is not the task's, or does not hold for this kind of unit."""
    if indicator.level != "C" or indicator.version_id != inspection.task.framework_version_id:
        raise Refused(_("This indicator is not part of the task's framework."))
    if not indicator.applies(inspection.unit.kind):
        raise Refused(
            _("Indicator %(code)s does not hold for %(kind)s.")
            % {"code": indicator.code, "kind": inspection.unit.get_kind_display()}
        )


def value_of(
    indicator: Indicator, *, points: Decimal | None, grade: str, is_met: bool | None, measured: Decimal | None
) -> dict[str, Any]:
    """The one value that the indicator's method knows; empty where none was given. Raises Refused for any other."""
    given = {
        Method.POINTS: ("points", points),
        Method.GRADE: ("grade", grade or None),
        Method.YES_NO: ("is_met", is_met),
        Method.MEASURED: ("measured", measured),
    }
    method = Method(indicator.method or Method.POINTS)
    if any(value is not None for other, (_name, value) in given.items() if other != method):
        raise Refused(_("Indicator %(code)s is rated otherwise: %(method)s.") % _words(indicator, method))
    name, value = given[method]
    if value is None:
        return {}
    if method is Method.POINTS:
        _check_points(indicator, Decimal(str(value)))
    if method is Method.GRADE and value not in Grade.values:
        raise Refused(_("Indicator %(code)s is rated otherwise: %(method)s.") % _words(indicator, method))
    if method is Method.MEASURED:
        _check_measured(indicator, Decimal(str(value)))
    return {name: value}


def _words(indicator: Indicator, method: Method) -> dict[str, Any]:
    return {"code": indicator.code, "method": method.label}


def _check_measured(indicator: Indicator, value: Decimal) -> None:
    least = -MEASURED_LIMIT if indicator.may_be_negative else 0
    if not least <= value <= MEASURED_LIMIT:
        raise Refused(_("The measured value is not possible."), remedy=_("Enter a number of zero or more."))


def _check_points(indicator: Indicator, points: Decimal) -> None:
    highest = indicator.points or Decimal(0)
    if not 0 <= points <= highest or points % STEP:
        raise Refused(
            _("Indicator %(code)s takes 0 to %(highest)s points in steps of 0.1.")
            % {"code": indicator.code, "highest": highest},
            remedy=_("Correct the points."),
        )
