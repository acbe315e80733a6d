"""Pages of the inquiry: who inquires, the inspector's statement, what was established, what the head decides."""

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from core.access import GET, POST, allow, visible_or_404
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
from inspectors.conduct.views.report import STEP, report_context
from inspectors.models import ConductFinding, ConductReport, ConductStatement


@allow(GET, POST)
def name_investigator(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Name who inquires."""
    found = visible_or_404(request, ConductReport.objects.whole(), pk)
    return take_step(
        request,
        found,
        services.name_investigator,
        form=partial(InvestigatorForm, report=found),
        text=_("They read the report and its files, but not who reported."),
        template=STEP,
        **report_context(request, found),
    )


@allow(GET, POST)
def change_investigator(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Name somebody else, with the reason."""
    found = visible_or_404(request, ConductReport.objects.whole(), pk)
    return take_step(
        request,
        found,
        services.change_investigator,
        form=partial(ChangeInvestigatorForm, report=found),
        text=_("Until now: %(name)s. The deadline stays.") % {"name": found.investigator},
        template=STEP,
        **report_context(request, found),
    )


@allow(GET, POST)
def ask_statement(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Whoever inquires asks the inspector for a statement; only from now on the inspector knows."""
    found = visible_or_404(request, ConductReport.objects.whole(), pk)
    check_step(found, "find_conduct", by=request.user)
    return take_step(
        request,
        found,
        services.ask_statement,
        title=_("Ask the inspector for a statement"),
        stay=True,
        form=MatterForm,
        text=_("From now on %(name)s knows that something is looked into. The report itself stays hidden.")
        % {"name": found.about},
        template=STEP,
        **report_context(request, found),
    )


@allow(GET)
def conduct_statement(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The matter as it was put, and what the inspector said; the way to the report only for those who see it."""
    found = visible_or_404(request, ConductStatement.objects.whole(), pk)
    report = ConductReport.objects.visible_to(request.user).filter(pk=found.report_id).first()
    return render_page(request, "inspectors/conduct/conduct_statement.html", {"statement": found, "report": report})


@allow(GET, POST)
def give_statement(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The inspector states how it was."""
    found = visible_or_404(request, ConductStatement.objects.whole(), pk)
    return take_step(
        request,
        found,
        services.give_statement,
        form=StatementForm,
        text=_("Say how it was from your side. Nothing is confirmed before you were heard."),
        template="inspectors/conduct/statement_step.html",
    )


@allow(GET, POST)
def record_statement(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Whoever inquires takes down what the inspector said, or that nothing was said in time."""
    found = visible_or_404(request, ConductStatement.objects.whole(), pk)
    return take_step(
        request,
        found,
        services.record_statement,
        form=StatementForm,
        text=_("What the inspector said, when and where; or that no statement came in time."),
        template="inspectors/conduct/statement_step.html",
    )


@allow(GET, POST)
def find_conduct(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Whoever inquires says what is established."""
    found = visible_or_404(request, ConductReport.objects.whole(), pk)
    return take_step(
        request,
        found,
        services.find_conduct,
        form=FindingForm,
        text=_("The head of the office decides on it. A report is confirmed only after the inspector was heard."),
        template=STEP,
        **report_context(request, found),
    )


@allow(GET, POST)
def reopen_conduct(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The head sends the report back to the inquiry."""
    found = visible_or_404(request, ConductReport.objects.whole(), pk)
    return take_step(
        request,
        found,
        services.reopen_conduct,
        form=partial(LongReasonForm, label=_("What is still to be found out")),
        text=_("%(name)s goes on with the inquiry.") % {"name": found.investigator},
        template=STEP,
        **report_context(request, found),
    )


@allow(GET, POST)
def decide_conduct(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The head decides, with a measure or without."""
    found = visible_or_404(request, ConductReport.objects.whole(), pk)
    upheld = found.finding == ConductFinding.UPHELD
    return take_step(
        request,
        found,
        services.decide_conduct,
        form=partial(DecisionForm, upheld=upheld),
        text=_("A measure is told to the inspector, who may reply, and entered in the career.")
        if upheld
        else _("Outcome of the inquiry: %(finding)s. No measure follows.") % {"finding": found.get_finding_display()},
        template=STEP,
        **report_context(request, found),
    )
