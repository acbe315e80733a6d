"""Who acts for the unit that owes a plan."""

from typing import Any

from django.utils.translation import gettext as _

from core.errors import NotAllowed


def check_can_act_for(user: Any, unit_id: Any) -> None:
    """Writing plans and reports: the unit's own. Raises NotAllowed."""
    if unit_id not in user.organisation_ids:
        raise NotAllowed(_("Only the unit itself writes its rectification plan and its rectification reports."))
