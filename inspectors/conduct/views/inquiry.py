"""Pages of the inquiry: who inquires, the inspector's statement, what was established, what the head decides."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from core.access import GET, POST, allow
from core.htmx import render_page, take_step
from core.transitions import check_step
from inspectors.conduct import services
from inspectors.conduct.forms.report import (
    ChangeInvestigatorForm,
    DecisionForm,
    FindingForm,
    InvestigatorForm,
    LongReasonForm,
    MatterForm,
    StatementForm,
)
from inspectors.conduct.views.report import STEP, report_context, visible_report
from inspectors.models import ConductFinding, ConductReport, ConductStatement


@allow(GET, POST)
def name_investigator(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Name who inquires."""
    found = visible_report(request, pk)
    check_step(found, "name_investigator", by=request.user)
    return take_step(
        request,
        found,
        title=_("Name who inquires"),
        submit=_("Name who inquires"),
        take=services.name_investigator,
        form=InvestigatorForm(request.POST if request.method == "POST" else None, report=found),
        text=_("They read the report and its files, but not who reported."),
        template=STEP,
        **report_context(request, found),
    )


@allow(GET, POST)
def change_investigator(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Name somebody else, with the reason."""
    found = visible_report(request, pk)
    check_step(found, "change_investigator", by=request.user)
    return take_step(
        request,
        found,
        title=_("Name another to inquire"),
        submit=_("Name another to inquire"),
        take=services.change_investigator,
        form=ChangeInvestigatorForm(request.POST if request.method == "POST" else None, report=found),
        text=_("Until now: %(name)s. The deadline stays.") % {"name": found.investigator},
        template=STEP,
        **report_context(request, found),
    )


@allow(GET, POST)
def ask_statement(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Whoever inquires asks the inspector for a statement; only from now on the inspector knows."""
    found = visible_report(request, pk)
    check_step(found, "find_conduct", by=request.user)

    def take(report: ConductReport, **fields: str) -> ConductReport:
        services.ask_statement(report, **fields)  # type: ignore[arg-type]
        return report

    return take_step(
        request,
        found,
        title=_("Ask the inspector for a statement"),
        submit=_("Ask the inspector for a statement"),
        take=take,
        form=MatterForm(request.POST if request.method == "POST" else None),
        text=_("From now on %(name)s knows that something is looked into. The report itself stays hidden.")
        % {"name": found.about},
        template=STEP,
        **report_context(request, found),
    )


def _visible_statement(request: HttpRequest, pk: UUID) -> ConductStatement:
    rows = ConductStatement.objects.visible_to(request.user).select_related("inspector", "asked_by")
    found: ConductStatement = get_object_or_404(rows, pk=pk)
    return found


@allow(GET)
def conduct_statement(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The matter as it was put, and what the inspector said; the way to the report only for those who see it."""
    found = _visible_statement(request, pk)
    report = ConductReport.objects.visible_to(request.user).filter(pk=found.report_id).first()
    return render_page(request, "inspectors/conduct/conduct_statement.html", {"statement": found, "report": report})


@allow(GET, POST)
def give_statement(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The inspector states how it was."""
    found = _visible_statement(request, pk)
    check_step(found, "give_statement", by=request.user)
    return take_step(
        request,
        found,
        title=_("Give the statement"),
        submit=_("Give the statement"),
        take=services.give_statement,
        form=StatementForm(request.POST if request.method == "POST" else None),
        text=_("Say how it was from your side. Nothing is confirmed before you were heard."),
        template="inspectors/conduct/statement_step.html",
        statement=found,
    )


@allow(GET, POST)
def record_statement(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Whoever inquires takes down what the inspector said, or that nothing was said in time."""
    found = _visible_statement(request, pk)
    check_step(found, "record_statement", by=request.user)
    return take_step(
        request,
        found,
        title=_("Take the statement down"),
        submit=_("Take the statement down"),
        take=services.record_statement,
        form=StatementForm(request.POST if request.method == "POST" else None),
        text=_("What the inspector said, when and where; or that no statement came in time."),
        template="inspectors/conduct/statement_step.html",
        statement=found,
    )


@allow(GET, POST)
def find_conduct(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Whoever inquires says what is established."""
    found = visible_report(request, pk)
    check_step(found, "find_conduct", by=request.user)
    return take_step(
        request,
        found,
        title=_("Establish the facts"),
        submit=_("Establish the facts"),
        take=services.find_conduct,
        form=FindingForm(request.POST if request.method == "POST" else None),
        text=_("The head of the office decides on it. A report is confirmed only after the inspector was heard."),
        template=STEP,
        **report_context(request, found),
    )


@allow(GET, POST)
def reopen_conduct(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The head sends the report back to the inquiry."""
    found = visible_report(request, pk)
    check_step(found, "reopen_conduct", by=request.user)
    return take_step(
        request,
        found,
        title=_("Send back to the inquiry"),
        submit=_("Send back to the inquiry"),
        take=services.reopen_conduct,
        form=LongReasonForm(
            request.POST if request.method == "POST" else None, label=_("What is still to be found out")
        ),
        text=_("%(name)s goes on with the inquiry.") % {"name": found.investigator},
        template=STEP,
        **report_context(request, found),
    )


@allow(GET, POST)
def decide_conduct(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The head decides, with a measure or without."""
    found = visible_report(request, pk)
    check_step(found, "decide_conduct", by=request.user)
    upheld = found.finding == ConductFinding.UPHELD
    return take_step(
        request,
        found,
        title=_("Decide on the facts"),
        submit=_("Decide on the facts"),
        take=services.decide_conduct,
        form=DecisionForm(request.POST if request.method == "POST" else None, upheld=upheld),
        text=_("A measure is told to the inspector, who may reply, and entered in the career.")
        if upheld
        else _("Outcome of the inquiry: %(finding)s. No measure follows.") % {"finding": found.get_finding_display()},
        template=STEP,
        **report_context(request, found),
    )
