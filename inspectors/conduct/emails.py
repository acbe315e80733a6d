"""What people are told about conduct by inbox and e-mail; never who reported, and an inspector only their own."""

from collections.abc import Iterable

from django.db import models
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.audience import heads
from accounts.models import User
from accounts.roles import OFFICE_ROLES, Role
from core.notifications import in_chinese, notify, tell
from inspectors.models import ConductMeasure, ConductReport, ConductStatement, InspectorCommendation


@in_chinese
def conduct_reported(report: ConductReport) -> None:
    """Tell those of the office who may see it that a report waits."""
    title = _("Report about an inspector to look at: %(category)s") % {"category": report.get_category_display()}
    tell(_who_see(report, *OFFICE_ROLES), "report_conduct", title, report)


@in_chinese
def investigator_named(report: ConductReport) -> None:
    """Tell whoever is to inquire."""
    title = _("You are named to inquire into a report: %(category)s") % {"category": report.get_category_display()}
    tell([report.investigator], "name_investigator", title, report)


@in_chinese
def statement_asked(statement: ConductStatement) -> None:
    """Tell the inspector that a statement on the matter is asked for."""
    title = _("Your statement on a matter is asked for")
    tell([statement.inspector.user], "ask_statement", title, statement, statement.matter)


@in_chinese
def statement_given(statement: ConductStatement) -> None:
    """Tell whoever inquires that the statement is there."""
    title = _("The statement you asked for was given")
    tell([statement.report.investigator], "give_statement", title, statement.report)


@in_chinese
def conduct_found(report: ConductReport) -> None:
    """Tell those who decide that the inquiry is done."""
    title = _("Inquiry done, decision to take: %(finding)s") % {"finding": report.get_finding_display()}
    tell(_who_see(report, Role.OFFICE_HEAD, Role.LEADER), "find_conduct", title, report)


@in_chinese
def conduct_moved(report: ConductReport, kind: str, people: Iterable[User]) -> None:
    """Tell `people` where the report stands now."""
    words = {"category": report.get_category_display(), "state": report.get_state_display()}
    tell(people, kind, _("Report about an inspector, %(category)s: %(state)s") % words, report)


@in_chinese
def reporter_told(report: ConductReport, kind: str) -> None:
    """Tell a reporter with an account that there is news; in words and with a link that say nothing of the matter."""
    account = report.reporter().get("account")
    people = User.objects.active().filter(pk=account) if account else ()
    notify(people, kind=kind, title=_("There is news on something you sent in"), url=reverse("my_conduct_reports"))


@in_chinese
def measure_told(measure: ConductMeasure) -> None:
    """Tell the inspector of the measure."""
    title = _("A measure was decided: %(kind)s") % {"kind": measure.get_kind_display()}
    tell([measure.inspector.user], "decide_conduct", title, measure)


@in_chinese
def measure_moved(measure: ConductMeasure, kind: str, *, to_office: bool = False) -> None:
    """Tell the inspector, or those of the office who may know, where the measure stands now."""
    words = {"kind": measure.get_kind_display(), "state": measure.get_state_display()}
    title = _("%(kind)s: %(state)s") % words
    if to_office:
        tell(_who_see(measure, *OFFICE_ROLES), kind, title, measure)
    else:
        tell([measure.inspector.user], kind, title, measure)


@in_chinese
def commendation_proposed(praise: InspectorCommendation) -> None:
    """Tell the head that a commendation is to be decided."""
    title = _("Commendation to decide: %(inspector)s") % {"inspector": praise.inspector.name}
    tell(heads(), "propose_commendation", title, praise)


@in_chinese
def commendation_declined(praise: InspectorCommendation) -> None:
    """Tell whoever proposed it why it was declined; the inspector never knew of it."""
    title = _("Commendation declined: %(inspector)s") % {"inspector": praise.inspector.name}
    tell([praise.proposed_by], "decline_commendation", title, praise, praise.decision)


@in_chinese
def commendation_moved(praise: InspectorCommendation, kind: str) -> None:
    """Tell the inspector that a commendation was given or withdrawn."""
    tell([praise.inspector.user], kind, f"{praise.get_state_display()}：{praise.get_kind_display()}", praise)


@in_chinese
def conduct_overdue(report: ConductReport, people: Iterable[User], day: str) -> int:
    """Remind those whose turn it is, once a day. Returns how many were told."""
    title = _("Overdue since %(day)s: report about an inspector, %(category)s") % {
        "day": date_format(report.due_on, "DATE_FORMAT") if report.due_on else "",
        "category": report.get_category_display(),
    }
    key = f"remind_conduct:{report.pk}:{day}"
    return len(tell(people, "remind_conduct", title, report, key=key))


def _who_see(record: models.Model, *roles: str) -> list[User]:
    """Those with one of the roles to whom the record is visible; a handful of people."""
    rows = type(record)._default_manager
    people = User.objects.active().with_role(*roles)
    return [user for user in people if rows.visible_to(user).filter(pk=record.pk).exists()]  # type: ignore[attr-defined]
