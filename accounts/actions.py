"""Every action that the audit log may name: the steps of all workflows and the tokens of the other use cases."""

from functools import cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.models import workflowed_models
from core.templatetags.house import event_label

# Use cases that are no step of a workflow; whatever else occurs in the log is found by its record or its date.
OTHERS = (
    "sign_in",
    "sign_in_failed",
    "sign_in_locked",
    "sign_out",
    "session_timed_out",
    "access_denied",
    "change_password",
    "second_factor_activated",
    "second_factor_deactivated",
    "second_factor_failed",
    "recovery_codes_generated",
    "create_user",
    "edit_user",
    "reset_password",
    "deactivate_user",
    "reactivate_user",
    "set_roles",
    "grant_access",
    "end_access",
    "grant_expired",
    "unlock_user",
    "reset_second_factor",
    "edit_policy",
    "add_holiday",
    "remove_holiday",
    "redate_deadline",
    "create_unit",
    "edit_unit",
    "deactivate_unit",
    "reactivate_unit",
    "export_audit_log",
    "remove_file",
    "void_number",
)


def known_actions() -> list[tuple[str, str]]:
    """Pairs of token and words for the filter, by words."""
    return _known(get_language() or "")


@cache
def _known(_language: str) -> list[tuple[str, str]]:
    words: dict[str, str] = {action: event_label(action) for action in OTHERS}
    for model in workflowed_models():
        workflow = model.workflow
        words.setdefault(f"create_{workflow.name}", _("Created: %(what)s") % {"what": _(workflow.label)})
        for step in workflow.steps:
            words.setdefault(step.action, event_label(step.action, workflow))
    return sorted(words.items(), key=lambda pair: pair[1])
