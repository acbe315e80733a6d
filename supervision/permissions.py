"""Who may do what in supervision; each check raises with a reason that a page can show."""

from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import NotAllowed, TransitionRefused
from core.models import Workflowed
from inspectors.models import Inspector
from supervision.models import Inspection, InspectionTask, Visit

OPEN_TO_HEARING = ("notified", "self_evaluating", "self_evaluated", "on_site")
OPEN_TO_VISITS = ("notified", "self_evaluated", "on_site")
OPEN_OPINION = ("opinion_drafted", "defence_open")
OPEN_VISIT = ("draft", "returned")


def moved_on(obj: Workflowed) -> TransitionRefused:
    """The refusal for whoever comes too late."""
    return TransitionRefused(
        _("This has meanwhile moved on: it is now “%(state)s”.") % {"state": obj.get_state_display()},
        remedy=_("Open the page again to see where it stands. Nothing of yours was lost."),
    )


def check_is_office(user: User) -> None:
    """Let only the supervision office in. Raises NotAllowed."""
    if not user.is_office:
        raise NotAllowed(_("Only the supervision office does this."))


def check_can_edit_task(user: User, task: InspectionTask) -> None:
    """The office edits a task while it is a draft. Raises NotAllowed, or TransitionRefused once it is approved."""
    check_is_office(user)
    if task.state != "draft":
        raise moved_on(task)


def check_can_postpone_task(user: User, task: InspectionTask) -> None:
    """The head moves the dates of an approved task before its notices. Raises NotAllowed or TransitionRefused."""
    if not task.is_party("office_head", user):
        raise NotAllowed(_("Only the head of the supervision office does this."))
    if task.state != "approved":
        raise moved_on(task)


def check_can_record_public_opinion(user: User, inspection: Inspection) -> None:
    """The team or the office records whom it heard, until the team deliberates (REG 19).

    Raises NotAllowed for others, TransitionRefused before the notice and after the deliberation.
    """
    if not (inspection.is_party("office", user) or inspection.is_party("team", user)):
        raise NotAllowed(_("Only the team and the supervision office record public opinion."))
    if inspection.state not in OPEN_TO_HEARING:
        raise moved_on(inspection)


def check_can_visit(user: User, inspection: Inspection) -> Inspector:
    """The inspectors of the team visit the unit; returns the inspector behind the account.

    Raises NotAllowed for others, TransitionRefused before the notice and after the deliberation.
    """
    inspector = Inspector.objects.filter(user=user).first()
    if inspector is None or not inspection.is_party("team", user):
        raise NotAllowed(_("Only the inspectors of the team visit this unit."))
    if inspection.state not in OPEN_TO_VISITS:
        raise moved_on(inspection)
    return inspector


def check_can_write_visit(user: User, visit: Visit) -> None:
    """Only its inspector writes a visit record, until it is submitted. Raises NotAllowed or TransitionRefused."""
    if not visit.is_party("author", user):
        raise NotAllowed(_("Only the inspector who wrote the record may change it."))
    if visit.state not in OPEN_VISIT:
        raise moved_on(visit)


def check_can_edit_opinion(user: User, inspection: Inspection) -> None:
    """The office edits the opinion until the letter is issued. Raises NotAllowed or TransitionRefused."""
    check_is_office(user)
    if inspection.state not in OPEN_OPINION:
        raise moved_on(inspection)


def check_can_defend(user: User, inspection: Inspection) -> None:
    """The unit answers the preliminary opinion while it is open (REG 20). Raises NotAllowed or TransitionRefused."""
    if not inspection.is_party("unit", user):
        raise NotAllowed(_("Only the supervised unit states or waives its defence."))
    if inspection.state != "defence_open":
        raise moved_on(inspection)


def sees_inside(user: User, inspection: Inspection) -> bool:
    """Whether `user` reads the team's and the office's own records, not only what the unit is told."""
    return Inspection.objects.inside_for(user).filter(pk=inspection.pk).exists()
