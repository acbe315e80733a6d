"""What may follow what in annual plan (domain §3)."""

from core.workflow import State, Step, Workflow
from core.workflow import gettext_noop as _

ANNUAL_PLAN = Workflow(
    name="annual_plan",
    label=_("Annual plan"),
    states=(
        State("draft", _("Draft")),
        State("submitted", _("Submitted"), "waiting"),
        State("approved", _("Approved"), "active"),
        State("published", _("Plan published"), "good"),
        State("revised", _("Replaced by a new version"), "neutral"),
    ),
    line=("draft", "submitted", "approved", "published"),
    steps=(
        Step("submit_annual_plan", _("Submit the annual plan"), ("draft",), "submitted", ("office",)),
        Step("approve_annual_plan", _("Approve the annual plan"), ("submitted",), "approved", ("leader",)),
        Step(
            "return_annual_plan",
            _("Return the annual plan"),
            ("submitted",),
            "draft",
            ("leader",),
            turn=False,
            needs_reason=True,
        ),
        Step("publish_annual_plan", _("Publish the annual plan"), ("approved",), "published", ("office",)),
        Step(
            "replace_annual_plan",
            _("Replaced by a new version"),
            ("published",),
            "revised",
            ("leader",),
            turn=False,
            page=None,
        ),
    ),
)
