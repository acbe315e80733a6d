"""The use cases of the subject plan, one noun per file."""

from supervision.plan.services.joint import merge_inspections, split_joint
from supervision.plan.services.plan import (
    add_plan_item,
    approve_annual_plan,
    create_annual_plan,
    edit_annual_plan,
    edit_plan_item,
    link_plan_item,
    publish_annual_plan,
    remove_plan_item,
    return_annual_plan,
    revise_annual_plan,
    submit_annual_plan,
)

__all__ = [
    "add_plan_item",
    "approve_annual_plan",
    "create_annual_plan",
    "edit_annual_plan",
    "edit_plan_item",
    "link_plan_item",
    "merge_inspections",
    "publish_annual_plan",
    "remove_plan_item",
    "return_annual_plan",
    "revise_annual_plan",
    "split_joint",
    "submit_annual_plan",
]
