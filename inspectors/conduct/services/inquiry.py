"""The inquiry into a report about an inspector: who inquires, what the inspector says, what was established."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import OFFICE_ROLES, Role
from core import audit, calendar
from core.errors import Refused, TransitionRefused
from core.transitions import apply_transition, check_step, create
from inspectors.conduct import emails, permissions
from inspectors.conduct.services.report import PLAN_5, due
from inspectors.models import ConductFinding, ConductReport, ConductStatement


@transaction.atomic
def name_investigator(report: ConductReport, *, by: User, investigator: User) -> ConductReport:
    """Name who inquires: not the inspector, nobody of their zone. Returns the report; Refused for one of them."""
    check_step(report, "name_investigator", by=by)
    _check_investigator(report, investigator)
    report = apply_transition(
        report,
        "name_investigator",
        by=by,
        data={"investigator": investigator.name},
        investigator=investigator,
        **due("conduct_inquiry_days"),
    )
    emails.investigator_named(report)
    emails.reporter_told(report, "name_investigator")
    return report


@transaction.atomic
def change_investigator(report: ConductReport, *, by: User, investigator: User, reason: str) -> ConductReport:
    """Let somebody else inquire, with the reason; the deadline stays.

    Returns the report. Raises Refused as when naming, TransitionRefused where another was named meanwhile.
    """
    check_step(report, "change_investigator", by=by)
    fresh = ConductReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if fresh.investigator_id != report.investigator_id:  # the state is the same before and after
        raise TransitionRefused(
            _("Somebody else changed %(name)s in the meantime.") % {"name": report},
            remedy=_("Open the page again to see how things stand, and decide anew."),
        )
    _check_investigator(report, investigator)
    report = apply_transition(
        report,
        "change_investigator",
        by=by,
        reason=reason,
        data={"investigator": investigator.name},
        investigator=investigator,
        due_on=report.due_on,
        due_basis=report.due_basis,
    )
    emails.investigator_named(report)
    return report


def _check_investigator(report: ConductReport, investigator: User) -> None:
    if (
        report.inspector is None
        or not investigator.is_active
        or not investigator.has_role(*OFFICE_ROLES, Role.INSPECTOR)
    ):
        raise Refused(_("Inquiries are led by somebody of the office or an inspector."))
    if investigator.has_role(Role.OFFICE_HEAD):
        raise Refused(
            _("%(person)s decides on what the inquiry finds, and so does not lead it.") % {"person": investigator.name},
            remedy=_("Name somebody of another zone or of the office."),
        )
    permissions.check_fit_to_inquire(investigator, report, report.inspector)


@transaction.atomic
def ask_statement(report: ConductReport, *, by: User, matter: str) -> ConductStatement:
    """Whoever inquires puts the matter to the inspector, in words of their own. Returns the statement asked for.

    Raises NotYourTurn for anybody else, Refused without words, or while an earlier one is still to come.
    """
    check_step(report, "find_conduct", by=by)
    if not matter.strip() or report.inspector is None:
        raise Refused(_("Please say on what matter the inspector is to be heard."))
    if report.statements.filter(state="asked").exists():
        raise Refused(_("A statement is asked for already."), remedy=_("Wait for it, or take it down yourself."))
    asked = ConductStatement(
        report=report,
        inspector=report.inspector,
        matter=matter.strip(),
        asked_by=by,
        **due("conduct_statement_days"),
    )
    statement = create(asked, by=by)
    audit.record("ask_statement", by=by, obj=report)
    emails.statement_asked(statement)
    return statement


@transaction.atomic
def give_statement(statement: ConductStatement, *, by: User, text: str) -> ConductStatement:
    """The inspector states how it was. Returns the statement; Refused without words."""
    check_step(statement, "give_statement", by=by)
    _check_text(text)
    statement = apply_transition(statement, "give_statement", by=by, text=text.strip(), given_on=calendar.today())
    emails.statement_given(statement)
    return statement


@transaction.atomic
def record_statement(statement: ConductStatement, *, by: User, text: str) -> ConductStatement:
    """Whoever inquires takes down what the inspector said, or that nothing was said in time. Returns the statement."""
    check_step(statement, "record_statement", by=by)
    _check_text(text)
    return apply_transition(statement, "record_statement", by=by, text=text.strip(), given_on=calendar.today())


def _check_text(text: str) -> None:
    if not text.strip():
        raise Refused(_("Please write the statement."))


@transaction.atomic
def find_conduct(report: ConductReport, *, by: User, finding: str, facts: str) -> ConductReport:
    """Whoever inquires says what is established; nothing is confirmed before the inspector was heard.

    Returns the report. Raises NotYourTurn; Refused without facts, for a statement still to come, or unheard.
    """
    check_step(report, "find_conduct", by=by)
    if not facts.strip():
        raise Refused(_("Please write down what is established."))
    states = set(report.statements.values_list("state", flat=True))
    if "asked" in states:
        raise Refused(
            _("The inspector's statement is still to come."), remedy=_("Wait for it, or take it down yourself.")
        )
    if finding == ConductFinding.UPHELD and not states:
        raise Refused(
            _("The inspector was not heard."), rule=_(PLAN_5), remedy=_("Ask the inspector for a statement first.")
        )
    report = apply_transition(
        report, "find_conduct", by=by, finding=finding, facts=facts.strip(), **due("conduct_decision_days")
    )
    emails.conduct_found(report)
    return report


@transaction.atomic
def reopen_conduct(report: ConductReport, *, by: User, reason: str) -> ConductReport:
    """The head sends it back: more is to be found out. Returns the report; Refused without a reason."""
    report = apply_transition(report, "reopen_conduct", by=by, reason=reason, finding="", **due("conduct_inquiry_days"))
    emails.investigator_named(report)
    return report
