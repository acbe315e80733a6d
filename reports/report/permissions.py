"""Who lists inspection reports."""

from typing import Any

from django.utils.translation import gettext as _

from accounts.roles import COUNTY_ROLES
from core.errors import NotAllowed


def check_can_list_reports(user: Any) -> None:
    """The county's own people see the list of reports with its drafts; raises NotAllowed for others."""
    if not user.has_role(*COUNTY_ROLES):
        raise NotAllowed(
            _("Reports in preparation are seen by the office and the committee. Published ones are public.")
        )
