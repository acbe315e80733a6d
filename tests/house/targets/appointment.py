"""Addresses of appointments: one in each state from which a step may be taken, an objection, the end of a term."""

import datetime as dt

from inspectors.models import Appointment, EndGround, Inspector
from inspectors.term import services
from tests.house.targets import Kwargs, each
from tests.people import Cast
from tests.walk import appointment as walk


def targets(cast: Cast) -> dict[str, Kwargs]:
    """An appointment for each step; the steps on an inspector are about the third."""
    inspector = Inspector.objects.get(user=cast.third_inspector)
    running = walk.publicised(cast, name="公示中")
    objection = walk.objected(running)
    returned = walk.returned(cast)
    appointed = walk.appointed(cast, name="已聘任")
    return {
        **each(walk.recommended(cast), "vet_appointment", "return_appointment", "refuse_appointment"),
        **each(returned, "recommend_again", "withdraw_appointment"),
        **each(walk.vetted(cast, name="审核通过"), "publicise_appointment", "decline_appointment"),
        **each(walk.over(cast, name="公示期满"), "appoint_inspector"),
        **each(running, "appointment", "public_appointment"),
        **each(appointed, "letter_of_appointment"),
        **each(objection, "objection", "answer_objection"),
        **each(inspector, "renew_inspector", "end_term", "inspector_certificate"),
        **each(_leaving(cast, appointed), "take_back_end"),
        "public_objection": {"code": objection.code},
        "public_certificate": {"code": inspector.certificate_code},
    }


def _leaving(cast: Cast, appointed: Appointment) -> Inspector:
    """The one appointed just now, whose resignation was entered ahead."""
    assert appointed.inspector is not None
    on = appointed.term_from + dt.timedelta(days=90)
    return services.end_term(appointed.inspector, by=cast.office, ground=EndGround.RESIGNED, reason="个人原因", on=on)
