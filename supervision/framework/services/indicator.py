"""The tree of a draft version: indicators and branches added, changed, moved, taken out (domain §6)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import audit
from core.errors import Refused
from core.excel.reasons import reason_of, reason_text
from supervision import thresholds
from supervision.framework.services import version_check
from supervision.framework.services.framework import for_editing
from supervision.models import Cap, ConclusionLevel, FrameworkVersion, Indicator, Method, Threshold
from supervision.thresholds import Steps

BELOW = {"": "A", "A": "BC", "B": "C", "C": ""}
TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Content:
    """What is written down about a node of the tree; a branch has only its code and text."""

    code: str
    text: str
    points: Decimal | None = None
    method: str = ""
    standard: str = ""
    observation: str = ""
    evidence: str = ""
    responsible: str = ""
    applies_to: Sequence[str] = ()
    measure: str = ""
    steps: Steps | None = None
    cap: str = Cap.NONE
    cap_note: str = ""
    caps_at: ConclusionLevel | None = None
    plain: tuple[str, ...] = field(
        default=("code", "text", "points", "method", "standard", "observation", "evidence", "responsible", "measure"),
        init=False,
        repr=False,
    )


@transaction.atomic
def add_indicator(
    version: FrameworkVersion, *, by: User, parent: Indicator | None, level: str, content: Content
) -> Indicator:
    """Add a branch (A, B) or an indicator (C) as the last below `parent` (none: a branch A at the root).

    Returns it. Raises NotAllowed, TransitionRefused where the version is no draft, Refused for a place where such a
    node cannot stand, a code that stands there already, or values that do not make sense.
    """
    version = for_editing(version, by)
    if level not in BELOW[parent.level if parent is not None else ""] or not level:
        raise Refused(
            _("Such a node cannot stand here."),
            rule=_("A branch A holds branches B or indicators, a branch B holds indicators."),
            remedy=_("Open the page again and choose the branch that it belongs to."),
        )
    node = Indicator(version=version, parent=parent, level=level, order=32767)
    _fill(node, content)
    node.save(force_insert=True)
    _write_steps(node, content.steps)
    _renumber(version)
    audit.record("add_indicator", by=by, obj=version.framework, data=_about(version, node))
    return Indicator.objects.get(pk=node.pk)


@transaction.atomic
def edit_indicator(node: Indicator, *, by: User, content: Content) -> Indicator:
    """Change a branch or an indicator of a draft. Returns it; raises as `add_indicator`."""
    version = for_editing(node.version, by)
    node = Indicator.objects.get(pk=node.pk)
    before = {name: str(getattr(node, name)) for name in content.plain}
    _fill(node, content)
    node.save()
    _write_steps(node, content.steps)
    changed = {name: [old, str(getattr(node, name))] for name, old in before.items() if old != str(getattr(node, name))}
    audit.record("edit_indicator", by=by, obj=version.framework, data=_about(version, node) | {"changed": changed})
    return node


@transaction.atomic
def move_indicator(node: Indicator, *, by: User, up: bool) -> Indicator:
    """Move a node of a draft one place up or down among those below the same branch; at the end nothing happens.

    Returns it. Raises NotAllowed, TransitionRefused where the version is no draft.
    """
    version = for_editing(node.version, by)
    beside = list(Indicator.objects.filter(version=version, parent=node.parent_id).order_by("order"))
    place = next(n for n, one in enumerate(beside) if one.pk == node.pk)
    other = place - 1 if up else place + 1
    if 0 <= other < len(beside):
        beside[place], beside[other] = beside[other], beside[place]
        _renumber(version, first=beside)
        data = _about(version, node) | {"up": up}
        audit.record("move_indicator", by=by, obj=version.framework, data=data)
    return Indicator.objects.get(pk=node.pk)


@transaction.atomic
def remove_indicator(node: Indicator, *, by: User) -> FrameworkVersion:
    """Take a node out of a draft, with all that hangs on it. Returns the version; raises as `move_indicator`."""
    version = for_editing(node.version, by)
    node = Indicator.objects.get(pk=node.pk)
    below = Indicator.objects.filter(version=version, parent__in=[node.pk]).count()
    audit.record("remove_indicator", by=by, obj=version.framework, data=_about(version, node) | {"below": below})
    node.delete()
    return version


def _fill(node: Indicator, content: Content) -> None:
    """Put the content on the node; raise Refused for what does not make sense."""
    code = "".join(content.code.split())
    rule = _(version_check.RULE)
    if not code or not content.text.strip():
        raise Refused(_("Code or text is missing."), rule=rule, remedy=_("Enter both."))
    others = Indicator.objects.filter(version=node.version_id, code__iexact=code).exclude(pk=node.pk)
    if others.exists():
        raise Refused(_("The code %(code)s stands in this version already.") % {"code": code}, rule=rule)
    if node.level != "C":
        node.code, node.text = code, content.text.strip()
        return
    _check_leaf(node, content)
    for name in content.plain:
        value = getattr(content, name)
        setattr(node, name, value.strip() if isinstance(value, str) else value)
    node.code = code
    node.applies_to = list(content.applies_to)
    node.better = content.steps.better if content.steps is not None else ""
    node.cap = content.cap
    node.cap_note = content.cap_note.strip() if content.cap else ""
    node.caps_at = content.caps_at if content.cap == Cap.CAP else None


def _check_leaf(node: Indicator, content: Content) -> None:
    rule = _(version_check.RULE)
    points = content.points
    if points is not None and (points < 0 or points % TENTH):
        raise Refused(_("Points are zero or more, in steps of 0.1."), rule=rule)
    if content.steps is not None:
        if content.method != Method.MEASURED:
            raise Refused(_("Only a measured indicator has thresholds."), rule=rule)
        try:
            thresholds.check_points(content.steps, points)
        except ValidationError as exc:
            raise Refused(reason_text(reason_of(exc)), rule=rule) from exc
    if content.caps_at is not None and content.caps_at.version_id != node.version_id:
        raise Refused(_("The level belongs to another version."), rule=rule)


def _write_steps(node: Indicator, steps: Steps | None) -> None:
    """Let the node have exactly these thresholds."""
    node.thresholds.all().delete()
    if node.level == "C" and steps is not None:
        Threshold.objects.bulk_create(
            Threshold(indicator=node, bound=bound, points=points) for bound, points in steps.rows
        )


def _renumber(version: FrameworkVersion, first: Sequence[Indicator] = ()) -> None:
    """Number the tree from top to bottom; siblings among `first` stand in that order."""
    wanted = {node.pk: place for place, node in enumerate(first)}
    below: dict[Any, list[Indicator]] = defaultdict(list)
    nodes = list(Indicator.objects.filter(version=version).order_by("order"))
    for node in nodes:
        below[node.parent_id].append(node)
    found: list[Indicator] = []

    def walk(parent: Any) -> None:
        for node in sorted(below[parent], key=lambda one: wanted.get(one.pk, -1)):
            found.append(node)
            walk(node.pk)

    walk(None)
    for order, node in enumerate(found, 1):
        node.order = order
    Indicator.objects.bulk_update(found, ["order"], batch_size=500)


def _about(version: FrameworkVersion, node: Indicator) -> dict[str, Any]:
    return {"version": version.number, "indicator": node.code}
