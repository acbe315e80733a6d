"""One appraisal: its page, the rows behind a figure, and each step from the self-summary to the file."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.forms.fields import ShortReasonForm
from accounts.roles import COUNTY_ROLES
from core import calendar
from core.access import GET, POST, allow, visible_or_404
from core.htmx import render_page, take_step
from inspectors.appraisal import permissions, services
from inspectors.appraisal.forms import GradeForm, SummaryForm
from inspectors.models import Appraisal, AppraisalKind, EndGround
from inspectors.roster import permissions as roster_permissions
from inspectors.term import permissions as term_permissions

JUDGE = "inspectors/appraisal/judge_appraisal.html"


def appraisal_context(request: HttpRequest, found: Appraisal) -> dict[str, Any]:
    """What every page of an appraisal shows: its figures, and as of which day."""
    return {
        "appraisal": found,
        "figures": services.figures_of([found])[found.pk],
        "as_of": found.figures_on or calendar.today(),
        "sees_all": request.user.has_role(*COUNTY_ROLES),
        "shows_grade": found.shows_grade_to(request.user),
    }


@allow(GET)
def appraisal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One appraisal: figures, self-summary, grade, reply, documents, what happened."""
    found = visible_or_404(request, Appraisal.objects.whole(), pk)
    may_end = roster_permissions.may(term_permissions.check_can_end_term, request.user, EndGround.INCOMPETENT)
    return render_page(
        request, "inspectors/appraisal/appraisal.html", {**appraisal_context(request, found), "may_end": may_end}
    )


@allow(GET)
def appraisal_rows(request: HttpRequest, pk: UUID, key: str) -> HttpResponse:
    """The rows behind one figure of an appraisal, as they stand today; says so where the frozen figure differs."""
    found = visible_or_404(request, Appraisal.objects.whole(), pk)
    try:
        rows = services.rows_of(found, key, by=request.user)
    except KeyError as exc:
        raise Http404 from exc
    figure = next((figure for figure in services.figures_of([found])[found.pk] if figure.key == key), None)
    context = {"appraisal": found, "rows": rows, "figure": figure, "label": services.label_of(key)}
    return render_page(request, "inspectors/appraisal/appraisal_rows.html", context)


@allow(GET, POST)
def submit_appraisal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The inspector writes the self-summary; what is typed is kept on the device until it is handed in."""
    found = visible_or_404(request, Appraisal.objects.whole(), pk)
    return take_step(
        request,
        found,
        services.submit_appraisal,
        title=_("Self-summary"),
        submit=_("Hand in the self-summary"),
        form=partial(SummaryForm, initial={"summary": found.summary}),
        text=_(
            "The figures below are yours; the office sees the same. "
            "What you type stays on this device until you hand it in."
        ),
        template="inspectors/appraisal/submit_appraisal.html",
        draft=f"appraisal-{pk}",
        **appraisal_context(request, found),
    )


@allow(GET, POST)
def receive_summary(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office enters a self-summary from paper."""
    found = visible_or_404(request, Appraisal.objects.whole(), pk)
    return take_step(
        request,
        found,
        services.receive_summary,
        submit=_("Enter the self-summary"),
        form=partial(SummaryForm, initial={"summary": found.summary}),
        text=_("For an inspector without an account, in the inspector's own words."),
        template="inspectors/appraisal/submit_appraisal.html",
        **appraisal_context(request, found),
    )


@allow(GET, POST)
def waive_summary(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office goes on without a self-summary that did not come in time."""
    found = visible_or_404(request, Appraisal.objects.whole(), pk)
    return take_step(
        request,
        found,
        services.waive_summary,
        form=ShortReasonForm,
        text=_("Possible once the day for it is past; the inspector reads the reason."),
        template=JUDGE,
        **appraisal_context(request, found),
    )


@allow(GET, POST)
def return_summary(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office returns the self-summary."""
    found = visible_or_404(request, Appraisal.objects.whole(), pk)
    return take_step(
        request,
        found,
        services.return_summary,
        form=ShortReasonForm,
        text=_("The inspector reads the reason and mends the text; the time for it runs anew."),
        template=JUDGE,
        **appraisal_context(request, found),
    )


@allow(GET, POST)
def grade_appraisal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office proposes the grade with figures and self-summary in sight."""
    found = visible_or_404(request, Appraisal.objects.whole(), pk)
    permissions.check_can_judge_appraisal(request.user, found.inspector)
    quota = services.excellent_quota(found.year, besides=found) if found.kind == AppraisalKind.YEARLY else None
    return take_step(
        request,
        found,
        services.grade_appraisal,
        form=GradeForm,
        text=_("The figures are frozen as of today. The head of the office confirms the grade before it is told."),
        template="inspectors/appraisal/grade_appraisal.html",
        quota=quota,
        **appraisal_context(request, found),
    )


@allow(GET, POST)
def confirm_appraisal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The head confirms the grade."""
    found = visible_or_404(request, Appraisal.objects.whole(), pk)
    permissions.check_can_judge_appraisal(request.user, found.inspector)
    return take_step(
        request,
        found,
        services.confirm_appraisal,
        text=_("The office then tells it to the inspector and the employer."),
        template=JUDGE,
        **appraisal_context(request, found),
    )


@allow(GET, POST)
def return_grade(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The head returns the grade to the office."""
    found = visible_or_404(request, Appraisal.objects.whole(), pk)
    return take_step(
        request,
        found,
        services.return_grade,
        form=ShortReasonForm,
        text=_("The office grades anew, with the figures of that day."),
        template=JUDGE,
        **appraisal_context(request, found),
    )


@allow(GET, POST)
def cancel_appraisal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office takes an appraisal back."""
    found = visible_or_404(request, Appraisal.objects.whole(), pk)
    return take_step(
        request,
        found,
        services.cancel_appraisal,
        form=ShortReasonForm,
        text=_("It stays on record as cancelled; another may be opened for the same year."),
        danger=True,
        template=JUDGE,
        **appraisal_context(request, found),
    )
