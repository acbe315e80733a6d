"""Who prints plaques."""

from typing import Any

from django.utils.translation import gettext as _

from core.errors import NotAllowed


def check_can_print_plaques(user: Any) -> None:
    """The office has plaques made; raises NotAllowed for others."""
    if not user.is_office:
        raise NotAllowed(_("Plaques are made by the supervision office."))
