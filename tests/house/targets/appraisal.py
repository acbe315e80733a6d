"""Addresses of appraisals: one of the first inspector in each state, over the years; growth files."""

from core import calendar
from inspectors.models import Inspector
from tests.house.targets import Kwargs, each
from tests.people import Cast
from tests.walk import appraisal as walk


def targets(cast: Cast) -> dict[str, Kwargs]:
    """An appraisal for each step; each year has one."""
    this = calendar.today().year
    opened = walk.opened(cast, year=this)
    return {
        **each(opened, "appraisal", "submit_appraisal", "receive_summary", "waive_summary", "cancel_appraisal"),
        "advance_appraisals": {"step": "confirm_appraisal"},
        "appraisal_rows": {"pk": opened.pk, "key": "coverage"},
        **each(walk.submitted(cast, year=this - 1), "grade_appraisal", "return_summary"),
        **each(walk.graded(cast, year=this - 2), "confirm_appraisal", "return_grade"),
        **each(walk.confirmed(cast, year=this - 3), "tell_appraisal"),
        **each(walk.told(cast, year=this - 4), "accept_appraisal", "reply_appraisal", "lapse_reply"),
        **each(walk.replied(cast, year=this - 5), "answer_appraisal", "regrade_appraisal"),
        **each(walk.settled(cast, year=this - 6), "file_appraisal"),
        **each(Inspector.objects.get(user=cast.inspector), "growth_file", "print_growth_file"),
    }
