"""Builds frameworks through the real services: a draft with one indicator of each method, put in force or not."""

from decimal import Decimal
from typing import Any

from supervision.framework import services
from supervision.framework.services.indicator import Content
from supervision.models import Cap, FrameworkVersion, Indicator, Method, Rule
from supervision.thresholds import read
from tests.people import Cast

NAME = "试行评估指标体系"


def branch(version: FrameworkVersion, cast: Cast, code: str, parent: Indicator | None = None) -> Indicator:
    """A branch A, or B below `parent`."""
    level = "B" if parent is not None else "A"
    content = Content(code=code, text=f"{code}类")
    return services.add_indicator(version, by=cast.office, parent=parent, level=level, content=content)


def leaf(version: FrameworkVersion, cast: Cast, parent: Indicator, code: str, **given: Any) -> Indicator:
    """An indicator below `parent`; thresholds may be written as text."""
    given = {"text": f"{code}内容", "points": Decimal(25), "method": Method.POINTS} | given
    if isinstance(given.get("steps"), str):
        given["steps"] = read(given["steps"])
    content = Content(code=code, **given)
    return services.add_indicator(version, by=cast.office, parent=parent, level="C", content=content)


def draft(cast: Cast, *, name: str = NAME, rule: str = Rule.TOTAL, total: int = 100) -> FrameworkVersion:
    """A draft of 100 points: C1 by points, C2 by grade, C3 yes or no with a veto, C4 measured with a cap."""
    version = services.create_framework(by=cast.office, name=name, rule=rule, total_points=Decimal(total))
    top = branch(version, cast, "A1")
    second = branch(version, cast, "B1", top)
    leaf(version, cast, second, "C1")
    leaf(version, cast, second, "C2", method=Method.GRADE)
    leaf(version, cast, second, "C3", method=Method.YES_NO, cap=Cap.VETO if rule != Rule.NONE else Cap.NONE)
    level = version.levels.filter(order=2).first()
    cap = {"cap": Cap.CAP, "caps_at": level, "cap_note": "弄虚作假"} if level is not None else {}
    leaf(version, cast, second, "C4", method=Method.MEASURED, steps="≥95得25分；≥90得20分；≥60得10分", **cap)
    return version


def in_force(cast: Cast, **overrides: Any) -> FrameworkVersion:
    """The same, put in force."""
    return services.put_in_force(draft(cast, **overrides), by=cast.office)


def node(version: FrameworkVersion, code: str) -> Indicator:
    """The node `code` of the version, fresh."""
    return Indicator.objects.select_related("version__framework").get(version=version, code=code)
