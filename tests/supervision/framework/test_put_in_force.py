"""put_in_force: each fault of a draft keeps it out, in words; the county's own four frameworks have none."""

from collections.abc import Callable
from typing import Any

import pytest

from core.errors import Refused
from core.excel import confirm_import, run_import
from supervision.framework import services
from supervision.framework.services.version_check import faults_of
from supervision.models import Cap, FrameworkVersion, Indicator, Rule
from tests.people import Cast
from tests.walk import framework as walk
from tests.workbooks import demo


def mend(version: FrameworkVersion, **changes: Any) -> None:
    """Change the version past the service: how old data may look."""
    FrameworkVersion.objects.filter(pk=version.pk).update(**changes)
    version.refresh_from_db()


def spoil_points(version: FrameworkVersion, cast: Cast) -> None:
    Indicator.objects.filter(version=version, code="C1").update(points=30)


def spoil_total(version: FrameworkVersion, cast: Cast) -> None:
    Indicator.objects.filter(version=version, code="C1").update(points=20)
    mend(version, total_points=95)


def spoil_code(version: FrameworkVersion, cast: Cast) -> None:
    Indicator.objects.filter(version=version, code="C1").update(code="c2")


def spoil_branch(version: FrameworkVersion, cast: Cast) -> None:
    walk.branch(version, cast, "A2")


def spoil_orphan(version: FrameworkVersion, cast: Cast) -> None:
    Indicator.objects.filter(version=version, code="C1").update(parent=None)


def spoil_thresholds(version: FrameworkVersion, cast: Cast) -> None:
    walk.node(version, "C4").thresholds.all().delete()


def spoil_best(version: FrameworkVersion, cast: Cast) -> None:
    walk.node(version, "C4").thresholds.filter(bound=95).delete()


def spoil_over(version: FrameworkVersion, cast: Cast) -> None:
    walk.node(version, "C4").thresholds.filter(bound=95).update(points=26)


def spoil_cap(version: FrameworkVersion, cast: Cast) -> None:
    Indicator.objects.filter(version=version, code="C4").update(caps_at=None)


def spoil_foreign_cap(version: FrameworkVersion, cast: Cast) -> None:
    other = services.create_framework(by=cast.office, name="别的").levels.first()
    Indicator.objects.filter(version=version, code="C4").update(caps_at=other)


def spoil_levels(version: FrameworkVersion, cast: Cast) -> None:
    Indicator.objects.filter(version=version).update(cap="", caps_at=None)
    version.levels.all().delete()


def spoil_veto(version: FrameworkVersion, cast: Cast) -> None:
    spoil_levels(version, cast)
    Indicator.objects.filter(version=version, code="C3").update(cap=Cap.VETO)
    mend(version, conclusion_rule=Rule.NONE)


def spoil_order(version: FrameworkVersion, cast: Cast) -> None:
    version.levels.filter(name="良好").update(least_percent=95)


def spoil_line(version: FrameworkVersion, cast: Cast) -> None:
    version.levels.filter(name="良好").update(least_percent=None)


def spoil_lowest(version: FrameworkVersion, cast: Cast) -> None:
    version.levels.filter(name="不合格").update(least_percent=10)


def spoil_grades(version: FrameworkVersion, cast: Cast) -> None:
    version.levels.filter(name="不合格").update(most_d=3)
    mend(version, conclusion_rule=Rule.GRADES)


def spoil_method(version: FrameworkVersion, cast: Cast) -> None:
    Indicator.objects.filter(version=version, code="C1").update(method="", points=None)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (spoil_points, ["各项指标分值合计105分，比总分100分多5分。"]),
        (spoil_total, ["按总分作结论时总分应为100分，现为95分，相差5分。"]),
        (spoil_code, ["编号C2重复。"]),
        (spoil_branch, ["A2下面没有指标。"]),
        (spoil_orphan, ["C1没有上级指标。"]),
        (spoil_thresholds, ["测量指标C4没有测量阈值。"]),
        (spoil_best, ["C4最好一档得20分，未到该指标分值25分。"]),
        (spoil_over, ["C4的测量阈值得26分，超过该指标分值25分。"]),
        (spoil_cap, ["C4的限档没有指明等次。"]),
        (spoil_foreign_cap, ["C4的限档等次属于另一版本。"]),
        (spoil_levels, ["本版本没有等次，作结论至少要有两个等次。"]),
        (spoil_veto, ["C3设有一票否决或限档，但本版本没有设等次。"]),
        (spoil_order, ["各等次的得分率应由高到低依次递减。"]),
        (spoil_line, ["按总分作结论时，除最低等次外，每个等次都应写明最低得分率。"]),
        (spoil_lowest, ["最低等次的得分率应从0开始，否则更低的情况无等次可定。"]),
        (
            spoil_grades,
            [
                "按等级数量作结论时，除最低等次外，每个等次都应写明对等级的要求。",
                "最低等次不应对等级提要求，否则更低的情况无等次可定。",
            ],
        ),
        (spoil_method, ["各项指标分值合计75分，比总分100分少25分。", "C1没有评分方式。", "C1没有分值。"]),
    ],
)
def test_each_fault_keeps_a_version_from_being_in_force(
    cast: Cast, spoil: Callable[[FrameworkVersion, Cast], None], words: list[str]
) -> None:
    version = walk.draft(cast)
    assert faults_of(version) == []
    spoil(version, cast)
    assert faults_of(version) == words
    with pytest.raises(Refused) as refused:
        services.put_in_force(version, by=cast.office)
    assert refused.value.message == " ".join(words)
    assert "指标体系规则" in str(refused.value.rule)
    version.refresh_from_db()
    assert version.is_draft


@pytest.mark.parametrize(
    "name", ["indicators-compulsory", "indicators-government", "indicators-kindergarten", "plaque-checklist"]
)
def test_the_countys_frameworks_go_in_force_as_they_are_imported(cast: Cast, name: str) -> None:
    confirm_import(run_import("frameworks", demo(name), by=cast.office), by=cast.office)
    version = FrameworkVersion.objects.get()
    assert faults_of(version) == []
    assert services.put_in_force(version, by=cast.office).state == "in_force"
