"""What people are told about training by inbox and e-mail; always in the county's language."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import OFFICE_ROLES
from core.notifications import notify
from inspectors.models import TrainingReport

in_chinese = translation.override(settings.LANGUAGE_CODE)


@in_chinese
def training_reported(report: TrainingReport) -> None:
    """Tell the office that a training waits for its approval."""
    title = _("Training to approve: %(inspector)s, %(title)s") % _words(report)
    people = User.objects.active().with_role(*OFFICE_ROLES)
    notify(people, kind="report_training", title=title, body=report.note, url=report.get_absolute_url(), about=report)


@in_chinese
def training_approved(report: TrainingReport) -> None:
    """Tell the inspector that the hours count."""
    title = _("Training approved: %(title)s, %(hours)s class hours") % _words(report)
    _tell_inspector(report, "approve_training", title)


@in_chinese
def training_returned(report: TrainingReport) -> None:
    """Tell the inspector what is missing."""
    title = _("Training returned: %(title)s") % _words(report)
    _tell_inspector(report, "return_training", title, report.decision)


def _tell_inspector(report: TrainingReport, kind: str, title: str, body: str = "") -> None:
    if report.inspector.user is not None:
        notify([report.inspector.user], kind=kind, title=title, body=body, url=report.get_absolute_url(), about=report)


def _words(report: TrainingReport) -> dict[str, str]:
    return {
        "inspector": report.inspector.name,
        "title": report.title,
        "hours": f"{report.hours.normalize():f}",
    }
