"""Who reports, reads and handles conduct; each check raises with a reason for the page (PLAN 二（四）5)."""

from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import COUNTY_ROLES, OFFICE_ROLES, Role
from core.errors import NotAllowed, Refused
from inspectors.models import ConductReport, Inspector


def check_can_report_conduct(user: User) -> None:
    """Units report at the desk, the office what it finds; the public has the portal. Raises NotAllowed."""
    if not user.has_role(Role.UNIT, Role.LIAISON, *OFFICE_ROLES):
        raise NotAllowed(_("Units report about inspectors here; everybody else does so on the public portal."))


def check_can_see_own_reports(user: User) -> None:
    """Units follow the reports that they sent in. Raises NotAllowed."""
    if not user.has_role(Role.UNIT, Role.LIAISON):
        raise NotAllowed(_("Only units have reports of their own here."))


def check_can_see_conduct(user: User) -> None:
    """The list of reports is the office's. Raises NotAllowed."""
    if not user.has_role(*OFFICE_ROLES):
        raise NotAllowed(_("Reports about inspectors are open to the supervision office only."))


def check_can_see_measures(user: User) -> None:
    """Measures are open to the county. Raises NotAllowed."""
    if not user.has_role(*COUNTY_ROLES):
        raise NotAllowed(_("Measures are open to the supervision office and the committee's leaders."))


def check_can_see_commendations(user: User) -> None:
    """The list of commendations is open to the county. Raises NotAllowed."""
    if not user.has_role(*COUNTY_ROLES):
        raise NotAllowed(_("The list of commendations is open to the supervision office and the committee's leaders."))


def check_can_propose_commendation(user: User) -> None:
    """The office proposes commendations. Raises NotAllowed."""
    if not user.has_role(*OFFICE_ROLES):
        raise NotAllowed(_("Commendations of inspectors are proposed by the supervision office."))


def check_can_read_reporter(user: User, report: ConductReport) -> None:
    """Who reported is read by the named handler and the head, nobody else. Raises NotAllowed."""
    if not (report.is_party("conduct_handler", user) or report.is_party("conduct_head", user)):
        raise NotAllowed(
            _("Who reported is shown to the one who handles the report and to the head of the office only.")
        )


def check_fit_to_inquire(user: User, report: ConductReport, inspector: Inspector) -> None:
    """Whoever inquires or handles is neither the inspector nor of their zone, and no reporter. Raises Refused."""
    words = {"person": user.name, "inspector": inspector.name}
    remedy = _("Name somebody of another zone or of the office.")
    own: Any = Inspector.objects.filter(user=user).first()
    if inspector.user_id == user.pk or (own is not None and own.pk == inspector.pk):
        raise Refused(_("%(person)s is the inspector concerned.") % words, remedy=remedy)
    zone = inspector.zone
    if zone is not None and (
        (own is not None and own.zone_id == zone.pk)
        or user.pk in {zone.leader_id, zone.deputy_id}
        or zone.pk in user.zone_ids
    ):
        raise Refused(_("%(person)s works in the same zone as %(inspector)s.") % words, remedy=remedy)
    if report.has_reporter and str(report.reporter().get("account", "")) == str(user.pk):
        raise Refused(_("%(person)s may not inquire into this report.") % words, remedy=remedy)
