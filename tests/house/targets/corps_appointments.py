"""Addresses of appointments: one in each state from which a step may be taken, an objection, the end of a term."""

from inspectors.models import Inspector
from tests.house.targets import Kwargs, each
from tests.people import Cast
from tests.walk import corps_appointment as walk


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
        "public_objection": {"code": objection.code},
        "public_certificate": {"code": inspector.certificate_code},
    }
