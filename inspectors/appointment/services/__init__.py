"""The use cases of the subject appointment, one noun per file."""

from inspectors.appointment.services.appointing import (
    appoint_inspector,
    begin_terms,
    check_appointable,
    decline_appointment,
    publicise_appointment,
)
from inspectors.appointment.services.objection import answer_objection, raise_objection
from inspectors.appointment.services.recommendation import (
    recommend_again,
    recommend_appointment,
    renew_inspector,
    withdraw_appointment,
)
from inspectors.appointment.services.vetting import Judgement, refuse_appointment, return_appointment, vet_appointment

__all__ = [
    "Judgement",
    "answer_objection",
    "appoint_inspector",
    "begin_terms",
    "check_appointable",
    "decline_appointment",
    "publicise_appointment",
    "raise_objection",
    "recommend_again",
    "recommend_appointment",
    "refuse_appointment",
    "renew_inspector",
    "return_appointment",
    "vet_appointment",
    "withdraw_appointment",
]
