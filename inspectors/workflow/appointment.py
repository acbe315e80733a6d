"""What may follow what with an appointment and with an objection to it (REG 7, INSP)."""

from core.workflow import State, Step, Workflow
from core.workflow import gettext_noop as _

APPOINTMENT = Workflow(
    name="appointment",
    label=_("Appointment"),
    states=(
        State("recommended", _("Recommended"), "waiting"),
        State("returned", _("Recommendation returned"), "waiting"),
        State("vetted", _("Vetted"), "active"),
        State("publicised", _("Publicity under way"), "active"),
        State("appointed", _("Appointed to the corps"), "good"),
        State("refused", _("Vetted as unfit"), "bad"),
        State("not_appointed", _("Not appointed"), "bad"),
        State("withdrawn", _("Recommendation withdrawn"), "neutral"),
    ),
    line=("recommended", "vetted", "publicised", "appointed"),
    steps=(
        Step("vet_appointment", _("Vet the candidate"), ("recommended",), "vetted", ("office",)),
        Step(
            "return_appointment",
            _("Return the recommendation"),
            ("recommended",),
            "returned",
            ("office",),
            needs_reason=True,
        ),
        Step(
            "refuse_appointment",
            _("Refuse the candidate"),
            ("recommended",),
            "refused",
            ("office",),
            needs_reason=True,
        ),
        Step("recommend_again", _("Recommend again"), ("returned",), "recommended", ("recommender",)),
        Step("publicise_appointment", _("Publicise the appointment"), ("vetted",), "publicised", ("office_head",)),
        Step("appoint_inspector", _("Appoint the inspector"), ("publicised",), "appointed", ("office_head",)),
        Step(
            "decline_appointment",
            _("Decide not to appoint"),
            ("vetted", "publicised"),
            "not_appointed",
            ("office_head",),
            needs_reason=True,
        ),
        Step(
            "withdraw_appointment",
            _("Withdraw the recommendation"),
            ("recommended", "returned", "vetted", "publicised"),
            "withdrawn",
            ("recommender",),
            turn=False,
            needs_reason=True,
        ),
    ),
)

OBJECTION = Workflow(
    name="objection",
    label=_("Objection to an appointment"),
    states=(
        State("received", _("Objection received"), "waiting"),
        State("answered", _("Objection answered"), "good"),
    ),
    line=("received", "answered"),
    steps=(Step("answer_objection", _("Answer the objection"), ("received",), "answered", ("office",)),),
)
