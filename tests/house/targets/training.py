"""Addresses of training: a session, a report in each state, a record, a course, an inspector to record for."""

from inspectors.models import Inspector
from tests.house.targets import Kwargs, each
from tests.people import Cast
from tests.walk import training as walk


def targets(cast: Cast) -> dict[str, Kwargs]:
    """A report for each step."""
    session = walk.session(cast)
    reported = walk.reported(cast, title="网络专题一")
    return {
        **each(session.course, "training_course", "create_training_session"),
        **each(session, "training_session", "close_training_session"),
        "sign_in_training": {"code": session.code},
        **each(reported, "training_report", "approve_training", "return_training"),
        **each(walk.returned(cast, title="网络专题二"), "report_training_again"),
        **each(walk.recorded(cast), "strike_training"),
        **each(Inspector.objects.get(user=cast.inspector), "record_training"),
    }
