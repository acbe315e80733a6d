"""What people are told about recusals by inbox and e-mail; always in the county's language."""

from django.utils.translation import gettext as _

from accounts.audience import heads, office
from accounts.models import User
from accounts.roles import Role
from core.notifications import in_chinese, tell
from inspectors.models import RecusalRequest


@in_chinese
def recusal_raised(request: RecusalRequest) -> None:
    """Tell the head that a recusal is to be decided, and the office and the inspector that it was raised."""
    title = _("Recusal to decide: %(inspector)s, %(unit)s") % _words(request)
    tell(heads(), "raise_recusal", title, request, request.reason)
    title = _("Recusal raised: %(inspector)s, %(unit)s") % _words(request)
    others = [user for user in _concerned(request) if user is not None and not user.has_role(Role.OFFICE_HEAD)]
    tell(others, "raise_recusal", title, request)


@in_chinese
def recusal_upheld(request: RecusalRequest) -> None:
    """Tell all concerned that the inspector keeps away from the unit."""
    title = _("Recusal upheld: %(inspector)s keeps away from %(unit)s") % _words(request)
    tell(_concerned(request), "uphold_recusal", title, request, request.decision)


@in_chinese
def recusal_dismissed(request: RecusalRequest) -> None:
    """Tell all concerned that the request was dismissed, and why."""
    title = _("Request for recusal dismissed: %(inspector)s, %(unit)s") % _words(request)
    tell(_concerned(request), "dismiss_recusal", title, request, request.decision)


@in_chinese
def recusal_withdrawn(request: RecusalRequest) -> None:
    """Tell the head and the office that there is nothing left to decide."""
    title = _("Request for recusal withdrawn: %(inspector)s, %(unit)s") % _words(request)
    tell(office(), "withdraw_recusal", title, request)


def _concerned(request: RecusalRequest) -> list[User | None]:
    """The inspector, whoever raised it, and the office."""
    return [*office(), request.raised_by, request.inspector.user]


def _words(request: RecusalRequest) -> dict[str, str]:
    return {"inspector": request.inspector.name, "unit": request.unit.name}
