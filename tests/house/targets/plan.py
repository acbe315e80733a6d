"""Records for the addresses of the annual plan, joint visits and internal inspections."""

from tests.house.targets import Kwargs, each
from tests.people import Cast
from tests.walk import plan as planning


def targets(cast: Cast) -> dict[str, Kwargs]:
    """Plans of several years in each state; a joint visit; a school's record of today."""
    year = planning.this_year()
    published = planning.published(cast, year)
    drafted = planning.drafted(cast, year + 1)
    submitted = planning.submitted(cast, year + 2)
    approved = planning.approved(cast, year + 3)
    joint = planning.merged(cast)
    internal = planning.internal(cast)
    return {
        **each(published, "annual_plan", "revise_annual_plan"),
        **each(drafted, "edit_annual_plan", "submit_annual_plan", "add_plan_item"),
        **each(submitted, "approve_annual_plan", "return_annual_plan"),
        **each(approved, "publish_annual_plan"),
        **each(planning.item_of(published), "plan_item"),
        **each(planning.item_of(drafted), "edit_plan_item", "remove_plan_item"),
        **each(joint, "split_joint"),
        **each(internal, "internal_inspection", "edit_internal_inspection", "remove_internal_inspection"),
    }
