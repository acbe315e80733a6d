"""Who keeps the ledger, which orders come from."""

from typing import Any

from django.utils.translation import gettext as _

from core.errors import NotAllowed


def check_can_keep_ledger(user: Any) -> None:
    """Registering problems, bundling them into orders, proposing urging notices: the office's. Raises NotAllowed."""
    if not user.is_office:
        raise NotAllowed(_("The ledger is kept by the supervision office."))
